//! Why the current quotation has its speaker: the rule, the words that show it, the second choice, and how its ends
//! were found.
use super::super::canvas::Canvas;
use super::super::panes::count;
use super::super::panes::quotes::who;
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::{mend, room};
use crate::model::{Article, Kind, PersonKind, Quote, RunnerUp, Span};
use ratatui::layout::Rect;

/// The open box.
#[derive(Clone, Copy, Debug, Default)]
pub struct Why {
    /// The first visible line.
    pub top: usize,
}

/// Others to whom a digit gives the quotation: the box for correcting it shows all.
const SHOWN: usize = 4;

/// A line of the box: how far it is indented, its text and its face.
pub type Line = (u16, String, Face);

/// The lines for the current quotation, wrapped to `cols`.
pub fn lines(state: &State, cols: usize) -> Vec<Line> {
    let Some((article, quote)) = state.article().zip(state.quote()) else {
        return vec![(0, "There is no quotation here.".to_string(), Face::Faint)];
    };
    let mut out = Lines { lines: Vec::new(), cols };
    out.put(0, &format!("“{}”", words(article, quote)), Face::Quote, 6);
    out.blank();
    verdict(&mut out, state, (article, quote));
    evidence(&mut out, article, quote);
    let others = mend::candidates(article, quote);
    if !others.is_empty() {
        out.heading("somebody else: a digit gives it to them");
        for (n, other) in others.iter().take(SHOWN).enumerate() {
            out.put(2, &format!("{}  {}  {}", n + 1, other.name, other.why), Face::Text, 1);
        }
    }
    named(&mut out, article, quote);
    out.blank();
    let text = article.edits.span_to_text(quote.span);
    let line = article.text.get(..text.start).map_or(0, |t| t.matches('\n').count()) + 1;
    out.put(0, &format!("line {line} of {}", article.source), Face::Faint, 2);
    out.lines
}

/// The same without the words and what can be done, for where they stand beside the quotation; and who else said them.
pub fn brief(state: &State, cols: usize) -> Vec<Line> {
    let Some((article, quote)) = state.article().zip(state.quote()) else { return Vec::new() };
    let mut out = Lines { lines: Vec::new(), cols };
    verdict(&mut out, state, (article, quote));
    evidence(&mut out, article, quote);
    if let Some(family) = state.echoes.family(article, state.quotes.selected) {
        out.heading(&format!("also said in {}", count(family.members.len(), "place")));
        for (date, who) in state.echoes.voices(family).take(SHOWN) {
            let day = date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
            out.put(2, &format!("{day:<10}  {who}"), Face::Text, 1);
        }
    }
    named(&mut out, article, quote);
    out.lines
}

/// What shows who it was, step by step, and who comes next.
fn evidence(out: &mut Lines, article: &Article, quote: &Quote) {
    // What the reader said comes first; what was found before that speaks for somebody else, perhaps.
    let own = usize::from(article.made.corrected.contains(&quote.span));
    let (own, found) = quote.evidence.steps.split_at(own.min(quote.evidence.steps.len()));
    for (what, steps) in [("the evidence", own), (if own.is_empty() { "the evidence" } else { "found before" }, found)]
    {
        if !steps.is_empty() {
            out.heading(what);
        }
        for step in steps {
            out.put(2, &step.what, Face::Text, 4);
            if let Some(span) = step.span {
                out.put(4, &context(article, span), Face::Faint, 2);
            }
        }
    }
    // What nearly nothing speaks for is no choice.
    let other = |r: &RunnerUp| quote.canonical.as_deref() != Some(&r.name) && r.score >= 0.01;
    if let Some(second) = quote.evidence.runner_up.as_ref().filter(|r| other(r)) {
        out.heading("second choice");
        out.put(2, &format!("{}  {:.2}", second.name, second.score), Face::Text, 1);
        out.put(4, &context(article, second.span), Face::Faint, 2);
    }
}

fn named(out: &mut Lines, article: &Article, quote: &Quote) {
    let named = named_inside(article, quote);
    if !named.is_empty() {
        out.heading("named inside the quotation");
        named.iter().for_each(|name| out.put(2, name, Face::Text, 1));
    }
}

/// Who, by which rule, of what kind, how certain.
fn verdict(out: &mut Lines, state: &State, (article, quote): (&Article, &Quote)) {
    let (name, face) = who(state, article, quote);
    out.put(0, &name, face, 2);
    match mend::made(article, quote).trim_end() {
        "" => {}
        made => out.put(2, made, Face::Made, 1),
    }
    let mut row = |label: &str, text: &str| out.labelled(label, text);
    row("kind", kind(quote.kind));
    if let Some(mention) = quote.speaker {
        row("as written", &format!("“{}”", mention.of(&article.body)));
    }
    if let Some(cue) = quote.cue {
        row("cue", &format!("“{}”", cue.of(&article.body)));
    }
    if quote.kind != Kind::Term {
        row("rule", &quote.how);
    }
    if quote.speaker.is_some() || quote.canonical.is_some() {
        row("confidence", &format!("{:.2}", quote.confidence));
    }
    let pieces = match quote.spans.len() {
        0 | 1 => String::new(),
        n => format!(", {n} paragraphs"),
    };
    if !quote.evidence.span_rule.is_empty() {
        row("ends by", &format!("{}{pieces}", quote.evidence.span_rule));
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct: a sentence or more of their own words",
        Kind::Mixed => "mixed: their words inside the reporter's sentence",
        Kind::Term => "term: a name, title or scare quote; nobody is quoted",
    }
}

fn words(article: &Article, quote: &Quote) -> String {
    let pieces: Vec<String> = quote.spans.iter().map(|s| s.of(&article.body).replace('\n', " ")).collect();
    pieces.join(" ")
}

/// `span` in brackets, with some of the words around it.
fn context(article: &Article, span: Span) -> String {
    const AROUND: usize = 30;
    let body = &article.body;
    let (Some(before), Some(after)) = (body.get(..span.start), body.get(span.end..)) else { return String::new() };
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = after.split('\n').next().unwrap_or("");
    // Cut between words.
    let start = before.char_indices().rev().skip(AROUND).find(|(_, c)| *c == ' ').map_or(0, |(i, _)| i + 1);
    let end = after.char_indices().skip(AROUND).find(|(_, c)| *c == ' ').map_or(after.len(), |(i, _)| i);
    let (left, right) = (before.get(start..).unwrap_or(""), after.get(..end).unwrap_or(""));
    let (dots, more) = (if start > 0 { "…" } else { "" }, if end < after.len() { "…" } else { "" });
    format!("{dots}{left}[{}]{right}{more}", span.of(body))
}

/// Whom the quotation names, and how.
fn named_inside(article: &Article, quote: &Quote) -> Vec<String> {
    let mut out = Vec::new();
    for person in article.people.iter().filter(|p| p.kind != PersonKind::Unnamed) {
        let inside = person.mentions.iter().find(|m| quote.spans.iter().any(|s| s.covers(m)));
        let Some(written) = inside.map(|m| m.of(&article.body)) else { continue };
        out.push(if written == person.name {
            written.to_string()
        } else {
            format!("{} (“{written}”)", person.name)
        });
    }
    out
}

struct Lines {
    lines: Vec<Line>,
    cols: usize,
}

impl Lines {
    /// Wraps `text` into at most `most` lines.
    fn put(&mut self, indent: u16, text: &str, face: Face, most: usize) {
        let cols = self.cols.saturating_sub(usize::from(indent)).max(1);
        let spans = wrap(text, cols);
        for (i, span) in spans.iter().take(most).enumerate() {
            let line = span.of(text);
            let cut = i + 1 == most && spans.len() > most;
            self.lines.push((indent, if cut { format!("{line}…") } else { line.to_string() }, face));
        }
    }

    /// A label, and beside it `text` on at most three lines.
    fn labelled(&mut self, label: &str, text: &str) {
        const LABEL: usize = 12;
        let from = self.lines.len();
        self.put(2 + LABEL as u16, text, Face::Text, 3);
        if let Some((indent, line, _)) = self.lines.get_mut(from) {
            *indent = 2;
            line.insert_str(0, &format!("{label:<LABEL$}"));
        }
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.put(0, text, Face::Faint, 1);
    }

    fn blank(&mut self) {
        self.lines.push((0, String::new(), Face::Text));
    }
}

/// Lines that fit.
pub fn rows(area: Rect) -> usize {
    usize::from(room(area).height).max(1)
}

/// Draws the box.
pub fn draw(state: &State, why: &Why, canvas: &mut Canvas, area: Rect) {
    let all = state.article().map_or(0, |a| a.quotes.len());
    let note = if all > 0 { format!("quote {}/{all}", state.quotes.selected + 1) } else { String::new() };
    canvas.frame(area, "Why this speaker?", &note, true);
    let at = room(area);
    put(canvas, at, lines(state, usize::from(at.width)).iter().skip(why.top));
}

/// Draws as many of the lines as fit.
pub fn put<'l>(canvas: &mut Canvas, at: Rect, lines: impl Iterator<Item = &'l Line>) {
    for ((indent, text, face), y) in lines.zip(at.y..at.bottom()) {
        canvas.text((at.x + indent, y), at.width.saturating_sub(*indent), text, *face);
    }
}

//! Judging a quotation: its words where they stand, who is taken to have said them, and what a key makes of that. In
//! the list of articles it is the article that is judged: its day and its title.
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::keymap::Place;
use super::super::panes::quotes::who;
use super::super::panes::{count, number};
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::room;
use crate::model::{Article, Kind, PersonKind, Quote, Span};
use ratatui::layout::Rect;

/// The open box.
#[derive(Clone, Debug, Default)]
pub struct Mend {
    /// True if the article is judged and not a quotation.
    pub article: bool,
    /// True if the next judgement is one of all quotations like this one in the article.
    pub alike: bool,
    /// Where a review is.
    pub review: Option<Review>,
}

/// How far a review is.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Quotations that were judged.
    pub judged: usize,
    /// Quotations that were skipped.
    pub skipped: usize,
    /// Quotations to judge, when it began.
    pub all: usize,
    /// The rows and quotations that were left, the newest last.
    pub back: Vec<(usize, usize)>,
    /// The query before it: it comes back at the end.
    pub before: String,
    /// How far down the list of what is doubtful it had to go to find anything.
    pub step: usize,
    /// True until the answer is there.
    pub waits: bool,
    /// True once the quotation is judged, until that is kept.
    pub moves: bool,
}

/// Somebody who may have said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The full name.
    pub name: String,
    /// Why they are listed.
    pub why: String,
}

/// The tag of what is no article.
pub const NO_ARTICLE: &str = "no-article";

/// True if the reader has said that this is no article.
pub fn is_none(article: &Article) -> bool {
    article.body.trim().is_empty() && article.made.tags.iter().any(|t| t == NO_ARTICLE)
}

/// The most candidates: each has a digit.
const MOST: usize = 9;

/// Who else may have said `quote`: the second choice, then those whom the article names most often.
pub fn candidates(article: &Article, quote: &Quote) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    // A second choice that is a mere pronoun is nobody to choose.
    let known = |name: &str| article.people.iter().any(|p| p.name == name);
    if let Some(second) = quote.evidence.runner_up.as_ref().filter(|r| known(&r.name)) {
        out.push(Candidate { name: second.name.clone(), why: format!("second choice, {:.2}", second.score) });
    }
    let mut people: Vec<_> = article.people.iter().filter(|p| p.kind != PersonKind::Unnamed).collect();
    people.sort_by_key(|p| std::cmp::Reverse((p.kind == PersonKind::Person, p.mentions.len())));
    for person in people {
        let why = match person.mentions.len() {
            1 => "named once here".to_string(),
            2 => "named twice here".to_string(),
            n => format!("named {} times here", number(n)),
        };
        out.push(Candidate { name: person.name.clone(), why });
    }
    let mut seen = vec![quote.canonical.clone().unwrap_or_default()];
    out.retain(|c| {
        !seen.contains(&c.name) && {
            seen.push(c.name.clone());
            true
        }
    });
    out.truncate(MOST);
    out
}

/// The other quotations of `article` that are taken to be the same speaker's as `quote`.
pub fn alike<'a>(article: &'a Article, quote: &Quote) -> Vec<&'a Quote> {
    let mention = |q: &Quote| q.speaker.map(|s| s.of(&article.body).to_lowercase());
    let same = |q: &&Quote| match (&q.canonical, &quote.canonical) {
        (Some(a), Some(b)) => a == b,
        (None, None) => mention(q) == mention(quote),
        _ => false,
    };
    let open = |q: &&Quote| q.span != quote.span && !article.made.corrected.contains(&q.span);
    article.quotes.iter().filter(same).filter(open).collect()
}

/// A line of the box: its key, what it does, and a note.
type Choice = (String, String, String);

fn key(state: &State, action: Action) -> String {
    state.keymap.label(Place::Judge, action).unwrap_or_default()
}

/// What can be done to the quotation.
fn choices(state: &State, mend: &Mend, article: &Article, quote: &Quote, most: usize) -> Vec<Choice> {
    let line = |action, text: &str, note: &str| (key(state, action), text.to_string(), note.to_string());
    let mut out = Vec::new();
    let right = match quote.canonical {
        Some(_) => who(state, article, quote).0,
        None if quote.kind == Kind::Term => "a name or title, and no quotation".to_string(),
        None => "nobody who is named".to_string(),
    };
    out.push(line(Action::Confirm, &format!("right: {right}"), ""));
    for (n, candidate) in candidates(article, quote).into_iter().take(most).enumerate() {
        out.push(((n + 1).to_string(), candidate.name, candidate.why));
    }
    out.push(line(Action::OtherName, "somebody else", "pick or type a name"));
    if quote.canonical.is_some() || quote.speaker.is_some() {
        out.push(line(Action::Nobody, "nobody who is named", ""));
    }
    out.push(line(Action::NotQuote, "no quotation", ""));
    out.push(line(Action::Ends, "other ends", "select the words in the body"));
    let others = alike(article, quote).len();
    if others > 0 && state.picked.is_empty() {
        let sign = if mend.alike { "[x]" } else { "[ ]" };
        let text = format!("{sign} the same for {} like it", count(others, "other"));
        out.push(line(Action::Alike, &text, "same speaker, this article"));
    }
    out
}

/// Draws the box.
pub fn draw(state: &State, mend: &Mend, canvas: &mut Canvas, area: Rect) {
    let title = match (&mend.review, mend.article) {
        (Some(_), _) => "Review",
        (None, true) => "Correct the article",
        (None, false) => "Correct",
    };
    canvas.frame(area, title, &note(state, mend), true);
    let at = room(area);
    let Some(article) = state.article() else {
        canvas.text((at.x, at.y), at.width, "There is no article here.", Face::Faint);
        return;
    };
    if mend.article {
        return of_article(state, article, canvas, at);
    }
    let Some(quote) = state.quote().filter(|_| !mend.review.as_ref().is_some_and(|r| r.waits)) else {
        let text =
            if mend.review.is_some() { "Looking for doubtful quotations…" } else { "There is no quotation here." };
        canvas.text((at.x, at.y), at.width, text, Face::Faint);
        return;
    };
    let rows = usize::from(at.height);
    let people = candidates(article, quote).len();
    let fixed = choices(state, mend, article, quote, 0).len();
    // The words come first: a candidate less does not hurt.
    let spare = rows.saturating_sub(fixed + 3);
    let names = people.min(spare.saturating_sub(4).max(1));
    let lines = rows.saturating_sub(fixed + names + 3).clamp(1, 12);
    let used = context(canvas, Rect { height: lines as u16, ..at }, article, quote);
    let mut y = at.y + used + 1;
    verdict(state, canvas, Rect { y, height: 1, ..at }, (article, quote));
    y += 2;
    for ((key, text, note), y) in choices(state, mend, article, quote, names).into_iter().zip(y..at.bottom()) {
        choice(canvas, Rect { y, height: 1, ..at }, (&key, &text, &note));
    }
}

fn note(state: &State, mend: &Mend) -> String {
    if let Some(review) = mend.review.as_ref().filter(|r| !r.waits) {
        let at = (review.judged + review.skipped + 1).min(review.all.max(1));
        return format!("{} of {}, {} judged", number(at), number(review.all), number(review.judged));
    }
    match state.picked.quotations().len() {
        0 if mend.article || mend.review.is_some() => String::new(),
        0 => format!("quote {}/{}", state.quotes.selected + 1, state.article().map_or(0, |a| a.quotes.len())),
        n => format!("all {} that are selected", number(n)),
    }
}

fn choice(canvas: &mut Canvas, at: Rect, (key, text, note): (&str, &str, &str)) {
    const KEY: u16 = 7;
    canvas.text((at.x, at.y), KEY, key, Face::Key);
    let room = at.width.saturating_sub(KEY);
    let used = canvas.text((at.x + KEY, at.y), room, text, Face::Text);
    let x = at.x + KEY + used.max(28) + 2;
    canvas.text((x, at.y), at.right().saturating_sub(x), note, Face::Faint);
}

/// Who is taken to have said it, and why, in a line.
fn verdict(state: &State, canvas: &mut Canvas, at: Rect, (article, quote): (&Article, &Quote)) {
    let (name, face) = who(state, article, quote);
    let belief = format!("  {}  {:.2}  ", quote.kind.name(), quote.confidence);
    let mentioned = match quote.speaker.map(|s| s.of(&article.body)) {
        Some(words) if words != name => format!("as “{words}”"),
        _ => String::new(),
    };
    let made = made(article, quote);
    let pieces = [(name.as_str(), face), (belief.as_str(), Face::Faint), (made, Face::Made), (&mentioned, Face::Faint)];
    canvas.line((at.x, at.y), at.width, &pieces);
}

/// What the reader has made of the quotation.
pub fn made(article: &Article, quote: &Quote) -> &'static str {
    if article.made.corrected.contains(&quote.span) {
        "corrected by you  "
    } else if article.made.verified.contains(&quote.span) {
        "confirmed by you  "
    } else {
        ""
    }
}

/// The quotation among the words around it, in at most as many lines as there are; how many it took.
fn context(canvas: &mut Canvas, at: Rect, article: &Article, quote: &Quote) -> u16 {
    let body = article.body.as_str();
    let around = widened(body, paragraphs(body, quote), at);
    let text = around.of(body);
    let spans: Vec<Span> = wrap_all(text, usize::from(at.width));
    let line = |byte: usize| spans.iter().rposition(|s| s.start + around.start <= byte).unwrap_or(0);
    let rows = usize::from(at.height);
    let (first, last) = (line(quote.span.start), line(quote.span.end.saturating_sub(1)));
    let spare = rows.saturating_sub(last - first + 1);
    let from = first.saturating_sub(spare.div_ceil(2)).min(spans.len().saturating_sub(rows));
    let mut marks: Vec<(Span, Face)> = quote.spans.iter().map(|s| (*s, Face::QuoteCurrent)).collect();
    marks.extend(quote.cue.map(|s| (s, Face::Cue)));
    marks.extend(quote.speaker.map(|s| (s, Face::Mention)));
    let shown = spans.iter().skip(from).take(rows);
    let mut used = 0;
    for (span, y) in shown.zip(at.y..) {
        let span = Span::new(span.start + around.start, span.end + around.start);
        pieces(canvas, (at.x, y), at.width, (body, span), &marks);
        used += 1;
    }
    used
}

/// The paragraphs that hold the quotation, and its speaker if that is near.
fn paragraphs(body: &str, quote: &Quote) -> Span {
    const NEAR: usize = 600;
    let mention = quote.speaker.filter(|s| s.start.abs_diff(quote.span.start) < NEAR).unwrap_or(quote.span);
    let (start, end) = (quote.span.start.min(mention.start), quote.span.end.max(mention.end));
    let start = body.get(..start).and_then(|b| b.rfind('\n')).map_or(0, |i| i + 1);
    let end = body.get(end..).and_then(|b| b.find('\n')).map_or(body.len(), |i| end + i);
    Span::new(start, end)
}

/// `around` with paragraphs before and after it, as long as they fit in `at`.
fn widened(body: &str, around: Span, at: Rect) -> Span {
    let fits = |s: Span| wrap_all(s.of(body), usize::from(at.width)).len() <= usize::from(at.height);
    let before = |s: Span| {
        let text = body.get(..s.start)?.trim_end();
        Some(Span::new(text.rfind('\n').map_or(0, |i| i + 1), s.end)).filter(|_| !text.is_empty())
    };
    let after = |s: Span| {
        let rest = body.get(s.end..)?;
        let start = s.end + (rest.len() - rest.trim_start().len());
        let end = body.get(start..)?.find('\n').map_or(body.len(), |i| start + i);
        (start < end).then(|| Span::new(s.start, end))
    };
    let mut out = around;
    for step in 0..8 {
        let wider = if step % 2 == 0 { before(out) } else { after(out) };
        out = wider.filter(|w| fits(*w)).unwrap_or(out);
    }
    out
}

/// Lines of several paragraphs, without the empty ones between them.
fn wrap_all(text: &str, cols: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let shifted = |s: Span| Span::new(s.start + start, s.end + start);
        out.extend(wrap(paragraph, cols).into_iter().map(shifted).filter(|_| !paragraph.trim().is_empty()));
        start += paragraph.len() + 1;
    }
    out
}

/// One line with its marks.
fn pieces(canvas: &mut Canvas, (x, y): (u16, u16), cols: u16, (body, line): (&str, Span), marks: &[(Span, Face)]) {
    let mut edges = vec![line.start, line.end];
    edges.extend(marks.iter().flat_map(|(s, _)| [s.start, s.end]).filter(|e| line.contains(*e)));
    edges.sort_unstable();
    edges.dedup();
    let mut used = 0;
    for pair in edges.windows(2) {
        let [start, end] = *pair else { continue };
        let face = marks.iter().find(|(s, _)| s.contains(start)).map_or(Face::Text, |(_, face)| *face);
        used += canvas.text((x + used, y), cols.saturating_sub(used), Span::new(start, end).of(body), face);
    }
}

/// The article's own data.
fn of_article(state: &State, article: &Article, canvas: &mut Canvas, at: Rect) {
    let (label, _) = article.label();
    canvas.text((at.x, at.y), at.width, &label, Face::Headline);
    canvas.text((at.x, at.y + 1), at.width, &article.source, Face::Faint);
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let title = article.title.clone().unwrap_or("no title".to_string());
    let starred = if article.made.starred { "it has one" } else { "" };
    let left_out = match article.removed.len() {
        0 => "nothing was left out".to_string(),
        n => format!("{} left out", count(n, "block")),
    };
    let no_article =
        if is_none(article) { "you said so; undo takes it back" } else { "a menu, a notice: nothing counts" };
    let lines = [
        (Action::Day, "another day", day.as_str()),
        (Action::Title, "another title", title.as_str()),
        (Action::Star, "a star", starred),
        (Action::Note, "a note", ""),
        (Action::Cleaning, "wrong cleaning", left_out.as_str()),
        (Action::NotQuote, "no article", no_article),
    ];
    for ((action, text, note), y) in lines.into_iter().zip(at.y + 3..at.bottom()) {
        choice(canvas, Rect { y, height: 1, ..at }, (&key(state, action), text, note));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Person, RunnerUp};

    #[test]
    fn candidates_have_names_and_stand_once() {
        let person = |name: &str, mentions: usize| Person {
            name: name.into(),
            kind: PersonKind::Person,
            mentions: vec![Span::default(); mentions],
        };
        let people = vec![person("Ada Quayle", 3), person("Tom Marrow", 1), person("Hedda Ost", 2)];
        let mut article = Article { people, ..Default::default() };
        let quote = |second: &str| {
            let runner_up = Some(RunnerUp { name: second.into(), score: 0.2, span: Span::default() });
            let evidence = Evidence { runner_up, ..Default::default() };
            let canonical = Some("Ada Quayle".to_string());
            let (span, how) = (Span::new(1, 2), "test".into());
            Quote {
                span,
                spans: vec![span],
                kind: Kind::Direct,
                speaker: None,
                canonical,
                how,
                confidence: 0.4,
                cue: None,
                evidence,
            }
        };
        let names = |article: &Article, second: &str| {
            candidates(article, &quote(second)).into_iter().map(|c| c.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&article, "Tom Marrow"), ["Tom Marrow", "Hedda Ost"]);
        assert_eq!(names(&article, "he"), ["Hedda Ost", "Tom Marrow"]);
        article.people = (0..20).map(|i| person(&format!("P {i}"), 1)).collect();
        assert_eq!(names(&article, "").len(), MOST, "each has a digit");
    }
}

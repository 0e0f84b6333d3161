//! The body of the selected article. The gutter tells what a line is without colour: `>` holds the current quotation,
//! `:` another one, `~` was left out by cleaning.
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::keymap::Place;
use super::super::layout::{Pane, inside};
use super::super::page::{Line, LineKind, Mode};
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::WIDEST;
use super::{focused, number};
use crate::model::{Article, Label, Quote, Span};
use crate::text::display;
use ratatui::layout::Rect;

/// Columns of the gutter, and of the margin on the right.
const GUTTER: u16 = 3;
const MARGIN: u16 = 1;

/// Columns of text in a pane of this inside.
pub fn cols(inside: Rect) -> usize {
    usize::from(inside.width.saturating_sub(GUTTER + MARGIN)).clamp(1, WIDEST)
}

/// Where the gutter and the text of a pane of this inside are.
fn column(inside: Rect) -> Rect {
    let spare = inside.width.saturating_sub(cols(inside) as u16 + GUTTER + MARGIN);
    Rect { x: inside.x + spare / 2, width: inside.width - spare, ..inside }
}

/// The byte of the body that is drawn at `(x, y)`, if that is a place in its cleaned text.
pub fn byte_at(state: &State, inside: Rect, (x, y): (u16, u16)) -> Option<usize> {
    let body = &state.article()?.body;
    let row = usize::from(y.checked_sub(inside.y)?);
    let line = state.body.page.lines.get(state.body.top + row)?;
    if line.kind != LineKind::Kept || state.body.mode == Mode::Raw {
        return None;
    }
    let wanted = usize::from(x.saturating_sub(column(inside).x + GUTTER));
    let mut used = 0;
    for piece in display::pieces(line.span.of(body)) {
        used += piece.width;
        if used > wanted {
            return Some(line.span.start + piece.at);
        }
    }
    Some(line.span.end.saturating_sub(1).max(line.span.start))
}

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas, area: Rect) {
    let focus = focused(state, Pane::Body);
    let Some(article) = state.article() else {
        canvas.frame(area, "2 Body", "", focus);
        if state.found.articles_in_all == 0 && state.reading.finished && !state.waiting {
            start(state, canvas, inside(area));
        }
        return;
    };
    canvas.frame(area, &title(state, article), &note(state, article), focus);
    made(article, canvas, area);
    let inside = inside(area);
    let page = &state.body.page;
    let at = column(inside);
    let shown = shown(state, article, usize::from(at.height));
    let text = Text { state, article, quotes: spans(state, article, shown), marks: marks(state, article, shown) };
    let visible = page.lines.iter().skip(state.body.top).take(usize::from(at.height));
    for (line, y) in visible.zip(at.y..) {
        text.line(canvas, line, Rect { y, height: 1, ..at });
    }
}

/// What one may do where there is nothing to read.
fn start(state: &State, canvas: &mut Canvas, inside: Rect) {
    let key = |action| state.keymap.label(Place::Browse, action).unwrap_or_default();
    let before = state.last.iter().map(|path| (format!("whosaid {}", named(path)), "which you opened before"));
    let wrong = (key(Action::Problems), "what could not be read, and why");
    let wrong = Some(wrong).filter(|_| !state.reading.problems.is_empty());
    let lines = [
        ("whosaid FOLDER".to_string(), "browse the articles of a folder"),
        ("whosaid demo".to_string(), "browse those that come with the program"),
        ("whosaid index FOLDER".to_string(), "read many into a library, once"),
    ];
    let keys = [(key(Action::Help), "every key"), (key(Action::Quit), "leave")];
    let lines: Vec<_> = before.chain(lines).chain(wrong).chain(keys).collect();
    let cols = lines.iter().map(|(what, _)| display::width(what) as u16).max().unwrap_or(0) + 3;
    for ((what, does), y) in lines.iter().zip(inside.y + 1..inside.bottom()) {
        canvas.text((inside.x + 3, y), inside.width.saturating_sub(4), what, Face::Key);
        let x = inside.x + 3 + cols;
        canvas.text((x, y), inside.right().saturating_sub(x + 1), does, Face::Faint);
    }
}

/// A path as it is typed at a shell.
pub fn named(path: &str) -> String {
    let plain = path.chars().all(|c| c.is_alphanumeric() || "/._-+@%,:".contains(c));
    if plain { path.to_string() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Star, tags and notes, in the lower edge of the frame.
fn made(article: &Article, canvas: &mut Canvas, area: Rect) {
    let made = &article.made;
    let star = made.starred.then(|| canvas.theme.glyphs.star.to_string());
    let tags = made.tags.iter().map(|t| format!("#{t}"));
    let notes = made.notes.iter().map(|n| format!("note: {n}"));
    let parts: Vec<String> = star.into_iter().chain(tags).chain(notes).collect();
    if !parts.is_empty() {
        let cols = area.width.saturating_sub(6);
        let text = display::truncate(&parts.join("  "), usize::from(cols)).into_owned();
        canvas.text((area.x + 2, area.bottom() - 1), cols + 2, &format!(" {text} "), Face::Made);
    }
}

fn title(state: &State, article: &Article) -> String {
    let what = match state.body.mode {
        Mode::Raw => "2 Text as it came",
        _ => "2 Body",
    };
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let parts = [Some(day.as_str()), article.outlet.as_deref(), article.title.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    format!("{what}  {}", parts.join("  "))
}

fn note(state: &State, article: &Article) -> String {
    let lines = state.body.page.lines.len();
    let rows = state.body_rows();
    let part = match lines.saturating_sub(rows) {
        0 => String::new(),
        _ if state.body.top == 0 => String::new(),
        last => format!("{}%", state.body.top * 100 / last),
    };
    match article.quotes.len() {
        0 => part,
        n if part.is_empty() => format!("quote {}/{n}", state.quotes.selected + 1),
        n => format!("quote {}/{n}  {part}", state.quotes.selected + 1),
    }
}

/// A stretch of the page's text and the face it has.
type Mark = (Span, Face);

/// The stretch of the body that so many rows show, and a little more: a long text has thousands of quotations and
/// matches, of which a few are on the screen.
fn shown(state: &State, article: &Article, rows: usize) -> Span {
    let (page, top) = (&state.body.page, state.body.top);
    let end = page.lines.get(top + rows).map_or(article.body.len(), |_| page.place(article, top + rows));
    Span::new(page.place(article, top), end)
}

/// What lies over the text, the last one on top: the mention and cue of the current quotation, the matches.
fn marks(state: &State, article: &Article, shown: Span) -> Vec<Mark> {
    let page = &state.body.page;
    let mut marks = Vec::new();
    if let Some(passage) = state.passage {
        return vec![(page.span(article, passage.span(&article.body)), Face::Selected)];
    }
    if let Some(quote) = state.quote() {
        marks.extend(quote.cue.map(|s| (page.span(article, s), Face::Cue)));
        marks.extend(quote.speaker.map(|s| (page.span(article, s), Face::Mention)));
    }
    let asks_words = state.find.query.is_some() || !state.query.good.hits("").is_empty();
    let words = !state.found.picks_quotes || asks_words;
    let near = |hit: &Span| hit.start <= shown.end && shown.start <= hit.end;
    for (i, hit) in state.body.hits.iter().enumerate().filter(|(_, hit)| near(hit)) {
        let current = state.body.hit == Some(i);
        let whole_quote = !words || article.quotes.iter().any(|q| q.span == *hit);
        if !whole_quote {
            marks.push((page.span(article, *hit), if current { Face::HitCurrent } else { Face::Hit }));
        }
    }
    marks
}

/// The quotations in the page's text, with their marks, and whether each is the current one.
fn spans(state: &State, article: &Article, shown: Span) -> Vec<(Span, bool)> {
    let page = &state.body.page;
    let near = |q: &&Quote| q.span.start <= shown.end && shown.start <= q.span.end;
    let mut out: Vec<(Span, bool)> = Vec::new();
    for (i, quote) in article.quotes.iter().enumerate().filter(|(_, q)| near(q)) {
        let current = i == state.quotes.selected;
        out.extend(quote.spans.iter().map(|s| (page.span(article, *s), current)));
    }
    // The current one is looked at first, so that a quotation inside another can be told apart.
    out.sort_by_key(|(_, current)| !current);
    out
}

struct Text<'a> {
    state: &'a State,
    article: &'a Article,
    quotes: Vec<(Span, bool)>,
    marks: Vec<Mark>,
}

impl Text<'_> {
    fn line(&self, canvas: &mut Canvas, line: &Line, at: Rect) {
        let x = at.x + GUTTER;
        let cols = at.width.saturating_sub(GUTTER + MARGIN);
        match line.kind {
            LineKind::Blank => {}
            LineKind::Note(first, last) => {
                canvas.text((at.x + 1, at.y), 1, "~", Face::Removed);
                canvas.text((x, at.y), cols, &self.about(first, last, cols), Face::Removed);
            }
            LineKind::Removed(_) => {
                canvas.text((at.x + 1, at.y), 1, "~", Face::Removed);
                canvas.text((x, at.y), cols, line.span.of(&self.article.text), Face::Removed);
            }
            LineKind::Kept => self.kept(canvas, line, (x, at.y), cols),
        }
    }

    /// A line of ours about the removed blocks.
    fn about(&self, first: usize, last: usize, cols: u16) -> String {
        let blocks = self.article.removed.get(first..last).unwrap_or(&[]);
        if self.state.body.mode == Mode::Removed {
            let Some(block) = blocks.first() else { return String::new() };
            return format!("left out as {} by the rule {}", label(block.label), block.rule);
        }
        let chars: usize = blocks.iter().map(|b| b.text.of(&self.article.text).chars().count()).sum();
        let mut labels: Vec<&str> = Vec::new();
        for block in blocks {
            let name = label(block.label);
            if !labels.contains(&name) {
                labels.push(name);
            }
        }
        let key = self.state.keymap.label(Place::Browse, Action::Removed).unwrap_or_default();
        let s = if chars == 1 { "" } else { "s" };
        let what = format!("{} character{s} left out", number(chars));
        let forms = [format!("{what}: {} ({key} shows)", labels.join(", ")), format!("{what} ({key} shows)"), what];
        let fits = |form: &&String| display::width(form) <= usize::from(cols);
        forms.iter().find(fits).or(forms.last()).cloned().unwrap_or_default()
    }

    fn kept(&self, canvas: &mut Canvas, line: &Line, (x, y): (u16, u16), cols: u16) {
        let quotes: Vec<&(Span, bool)> = self.quotes.iter().filter(|(s, _)| s.overlaps(&line.span)).collect();
        match quotes.first() {
            Some((_, true)) => canvas.text((x - 2, y), 1, ">", Face::QuoteCurrent),
            Some((_, false)) => canvas.text((x - 2, y), 1, ":", Face::Quote),
            None => 0,
        };
        let marks: Vec<&Mark> = self.marks.iter().filter(|(s, _)| s.overlaps(&line.span)).collect();
        let page_text = self.state.body.page.text(self.article);
        let mut edges = vec![line.span.start, line.span.end];
        for s in quotes.iter().map(|q| q.0).chain(marks.iter().map(|m| m.0)) {
            edges.extend([s.start, s.end].into_iter().filter(|e| line.span.contains(*e)));
        }
        edges.sort_unstable();
        edges.dedup();
        let mut used = 0;
        for pair in edges.windows(2) {
            let [start, end] = *pair else { continue };
            let piece = Span::new(start, end).of(page_text);
            let quote = quotes.iter().find(|(s, _)| s.contains(start)).map(|(_, current)| *current);
            let face = match quote {
                Some(true) => Face::QuoteCurrent,
                Some(false) => Face::Quote,
                None => Face::Text,
            };
            let from = x + used;
            used += canvas.text((from, y), cols.saturating_sub(used), piece, face);
            for (_, face) in marks.iter().filter(|(s, _)| s.contains(start)) {
                canvas.lay(Rect::new(from, y, x + used - from, 1), *face);
            }
        }
    }
}

/// What a removed block is, in the reader's words.
pub fn label(label: Label) -> &'static str {
    match label {
        Label::Header => "header",
        Label::Caption => "caption",
        Label::Credit => "picture credit",
        Label::Byline => "byline",
        Label::Stamp => "time stamp",
        Label::Promo => "promotion",
        Label::Plea => "plea",
        Label::Link => "links",
        Label::Legal => "legal notice",
        Label::Bio => "about the author",
        Label::Ui => "page controls",
        Label::Repeat => "repeated text",
        Label::Reader => "left out by you",
    }
}

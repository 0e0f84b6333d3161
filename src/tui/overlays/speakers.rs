//! The speaker picker: who speaks in what the rest of the query finds, how often and when.
use super::super::canvas::Canvas;
use super::super::input::Input;
use super::super::panes::number;
use super::super::pick::pick;
use super::super::state::State;
use super::super::theme::Face;
use super::super::window::Window;
use super::{room, typed};
use crate::library::SpeakerRow;
use crate::model::{Article, Span};
use crate::query::{Field, Query};
use ratatui::layout::Rect;
use std::sync::Arc;

/// What the picked name is for.
#[derive(Clone, Debug, Default)]
pub enum Purpose {
    /// To ask for what they said.
    #[default]
    Query,
    /// They said the quotation that is judged.
    Said,
    /// They said these words of the article, which were no quotation so far.
    New(Arc<Article>, Span),
    /// They are compared with somebody, or are the first of two.
    Compare(Option<String>),
    /// This other name is theirs, too.
    Merge(String),
}

/// The open picker.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    /// What the name is for.
    pub purpose: Purpose,
    /// What is typed to narrow the list.
    pub filter: Input,
    /// The query without its speakers: what is counted.
    pub line: String,
    /// The query when the picker was opened: Esc goes back to it.
    pub before: String,
    /// True once a speaker was added or excluded: Enter then keeps what was chosen.
    pub chosen: bool,
    /// Everybody, most quotations first.
    pub rows: Vec<SpeakerRow>,
    /// True once they are counted.
    pub counted: bool,
    /// Indices of the rows that fit the filter, best first.
    pub shown: Vec<usize>,
    /// The highlighted one of them.
    pub window: Window,
    /// The newest quotations of the highlighted speaker, by day and words.
    pub latest: Vec<(String, String)>,
    /// Whose they are.
    pub latest_of: String,
}

/// In the place of an index: the name that is typed, which nobody has yet.
const TYPED: usize = usize::MAX;

impl Picker {
    /// The highlighted speaker.
    pub fn speaker(&self) -> Option<&SpeakerRow> {
        self.shown.get(self.window.selected).and_then(|i| self.rows.get(*i))
    }

    /// The highlighted name, which may be one that is just typed.
    pub fn name(&self) -> Option<String> {
        match self.shown.get(self.window.selected) {
            Some(&TYPED) => Some(self.typed().to_string()),
            _ => self.speaker().map(|s| s.name.clone()),
        }
    }

    fn typed(&self) -> &str {
        self.filter.text().trim()
    }

    /// Narrows the list to what is typed. Where a name is wanted, one that nobody has yet may be typed, too.
    pub fn narrow(&mut self) {
        self.shown = pick(self.filter.text(), self.rows.iter().map(|r| r.name.as_str()));
        if let Purpose::Merge(from) | Purpose::Compare(Some(from)) = &self.purpose {
            self.shown.retain(|i| self.rows.get(*i).is_some_and(|r| r.name != *from));
        }
        let known = self.rows.iter().any(|r| r.name == self.typed());
        let new = !matches!(self.purpose, Purpose::Query | Purpose::Compare(_));
        if new && !known && !self.typed().is_empty() {
            self.shown.insert(self.shown.len().min(1), TYPED);
        }
        self.window = Window::default();
    }
}

/// Rows of names that fit; the rest of the box is for the preview.
pub fn rows(area: Rect) -> usize {
    usize::from(room(area).height).saturating_sub(2 + preview(area)).max(1)
}

/// Lines of the preview.
fn preview(area: Rect) -> usize {
    match room(area).height {
        0..=9 => 0,
        10..=15 => 4,
        _ => 6,
    }
}

/// Draws the box.
pub fn draw(state: &State, picker: &Picker, canvas: &mut Canvas, area: Rect) {
    let shown = picker.shown.iter().filter(|i| **i != TYPED).count();
    let note = format!("{} of {}", number(shown), number(picker.rows.len()));
    let title = match &picker.purpose {
        Purpose::Query => "Speakers".to_string(),
        Purpose::Said => "Who said it?".to_string(),
        Purpose::New(..) => "A quotation that was missed: who said it?".to_string(),
        Purpose::Compare(None) => "Compare whom?".to_string(),
        Purpose::Compare(Some(first)) => format!("Compare {first} with"),
        Purpose::Merge(from) => format!("{from} is the same as"),
    };
    canvas.frame(area, &title, &note, true);
    let at = room(area);
    let wide = at.width >= 60;
    if wide {
        let heads = format!("{:>6}  {:>8}  {:<10}  {:<10}", "quotes", "articles", "first", "last");
        canvas.right((at.right(), at.y), at.width, &heads, Face::Faint);
    }
    let filter = Rect { height: 1, width: if wide { at.width - 44 } else { at.width }, ..at };
    typed(canvas, filter, "name:", &picker.filter);
    let marks = marks(&state.query.good);
    for (n, (i, y)) in picker.shown.iter().skip(picker.window.top).zip(at.y + 2..).take(rows(area)).enumerate() {
        let line = Rect { y, height: 1, ..at };
        if picker.window.top + n == picker.window.selected {
            canvas.text((at.x, y), 1, ">", Face::Text);
        }
        let row = match picker.rows.get(*i) {
            Some(row) => row,
            None => {
                &SpeakerRow { name: format!("“{}”, a name that is new here", picker.typed()), ..Default::default() }
            }
        };
        speaker(canvas, line, row, wide && *i != TYPED);
        let mark = marks.iter().find(|(name, _)| *name == row.name).map_or("", |(_, out)| if *out { "-" } else { "+" });
        canvas.text((at.x + 2, y), 1, mark, Face::Doubt);
        if picker.window.top + n == picker.window.selected {
            canvas.lay(line, Face::Selected);
        }
    }
    if picker.shown.is_empty() {
        let text = match (picker.counted, picker.rows.is_empty()) {
            (false, _) => "Counting…",
            (true, true) => "Nobody is quoted in what the query finds.",
            (true, false) => "No speaker has these letters.",
        };
        canvas.text((at.x + 2, at.y + 2), at.width.saturating_sub(2), text, Face::Faint);
    }
    let lines = preview(area) as u16;
    if lines > 0 {
        latest(canvas, Rect { y: at.bottom().saturating_sub(lines), height: lines, ..at }, picker);
    }
}

fn speaker(canvas: &mut Canvas, at: Rect, row: &SpeakerRow, wide: bool) {
    let day = |d: Option<chrono::NaiveDate>| d.map_or("undated".to_string(), |d| d.to_string());
    let figures = if wide {
        let (first, last) = (day(row.first), day(row.last));
        format!("{:>6}  {:>8}  {first:<10}  {last:<10}", number(row.quotes), number(row.articles))
    } else if row.quotes == 0 {
        String::new()
    } else {
        format!("{:>5}", number(row.quotes))
    };
    let end = canvas.right((at.right(), at.y), at.width, &figures, Face::Faint);
    let face = if row.named { Face::Speaker } else { Face::Text };
    canvas.text((at.x + 4, at.y), end.saturating_sub(at.x + 5), &row.name, face);
}

/// The newest quotations of the highlighted speaker, and how the articles name them.
fn latest(canvas: &mut Canvas, at: Rect, picker: &Picker) {
    let Some(row) = picker.speaker().filter(|row| picker.latest_of == row.name) else { return };
    let heading = format!("latest of {}", row.name);
    canvas.text((at.x, at.y + 1), at.width, &heading, Face::Faint);
    let last = at.bottom() - u16::from(at.height > 4);
    for ((day, words), y) in picker.latest.iter().zip(at.y + 2..last) {
        let day = format!("{day:<10}  ");
        canvas.line((at.x + 2, y), at.width.saturating_sub(2), &[(&day, Face::Date), (words, Face::Quote)]);
    }
    if at.height > 4 && !row.ways().is_empty() {
        let aliases = format!("named as  {}", row.ways().join(", "));
        canvas.text((at.x, at.bottom() - 1), at.width, &aliases, Face::Faint);
    }
}

/// The speakers that the query names, and whether it leaves them out.
pub fn marks(query: &Query) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    for term in query.terms().iter().filter(|t| t.field == Field::Speaker) {
        let before = query.line().get(..term.span.start).unwrap_or("");
        let excluded = before.ends_with(['-', '!', '~']) || term.span.of(query.line()).starts_with(['-', '!', '~']);
        out.extend(term.any.iter().map(|v| (v.text.clone(), excluded)));
    }
    out
}

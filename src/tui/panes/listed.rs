//! The pane of quotations as one list of all that the query finds: day, who, the words.
use super::super::canvas::Canvas;
use super::super::found::Row;
use super::super::layout::{Pane, inside};
use super::super::listed;
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::quotes::{doubt, fitting, who, words};
use super::{focused, number};
use crate::model::{Kind, Quote};
use ratatui::layout::Rect;

/// From this inner width on a quotation takes one line, else two and a blank.
const ONE_LINE: u16 = 66;
/// The same in a pane of few lines, which would hold but one or two.
const ONE_LINE_LOW: u16 = 48;

/// Lines of a quotation in a pane of this inside, with the blank after it.
pub fn height(inside: Rect) -> usize {
    match (inside.width, inside.height) {
        (ONE_LINE.., _) | (ONE_LINE_LOW.., 0..=8) => 1,
        (_, 0..=15) => 3,
        _ => 4,
    }
}

/// Quotations that fit.
pub fn rows(inside: Rect) -> usize {
    // The blank after the last one is not needed.
    let blank = usize::from(height(inside) > 1);
    ((usize::from(inside.height) + blank) / height(inside)).max(1)
}

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas, area: Rect) {
    let focus = focused(state, Pane::Quotes);
    let found = &state.found;
    let place = if found.before { "…".to_string() } else { number(listed::place(state) + 1) };
    let note = match listed::len(state) {
        0 => String::new(),
        _ => format!("{place}/{}{}", number(found.quotes), found.or_more()),
    };
    canvas.frame(area, "3 Quotes  all found", &note, focus);
    let inside = inside(area);
    if listed::len(state) == 0 {
        canvas.text((inside.x + 1, inside.y), inside.width.saturating_sub(2), "No quotation is found.", Face::Faint);
        return;
    }
    let tall = height(inside) as u16;
    let top = state.listed.window.top;
    for (n, (row, index)) in listed::from(state, top).take(rows(inside)).enumerate() {
        let y = inside.y + n as u16 * tall;
        let height = tall.saturating_sub(1).max(1).min(inside.bottom().saturating_sub(y));
        let at = Rect { y, height, ..inside };
        let Some((row, quote)) = found.rows.get(row).and_then(|r| Some((r, r.article.quotes.get(index)?))) else {
            continue;
        };
        let at = Rect { height: one(state, canvas, at, (row, quote)), ..at };
        let picked = state.picked.holds(&row.article, Some(quote.span));
        if picked {
            canvas.text((at.x, at.y), 1, "+", Face::Made);
        }
        if top + n == state.listed.window.selected {
            canvas.text((at.x, at.y), 1, if picked { "+" } else { ">" }, Face::Text);
            canvas.lay(at, if focus { Face::Selected } else { Face::SelectedAway });
        }
    }
}

/// Draws a quotation; how many lines it took.
fn one(state: &State, canvas: &mut Canvas, at: Rect, (row, quote): (&Row, &Quote)) -> u16 {
    let article = &row.article;
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let (name, face) = who(state, article, quote);
    let right = at.right().saturating_sub(1);
    let end = canvas.right((right, at.y), 8, quote.kind.name(), Face::Kind);
    let mark = doubt(quote);
    let end = if mark.is_empty() { end } else { canvas.right((end.saturating_sub(1), at.y), 1, mark, Face::Doubt) };
    let end = match article.made.stars.contains(&quote.span) {
        true => canvas.right((end.saturating_sub(1), at.y), 3, canvas.theme.glyphs.star, Face::Made),
        false => end,
    };
    canvas.text((at.x + 1, at.y), 10, &day, Face::Date);
    let names = at.x + 13;
    let words_face = if quote.kind == Kind::Term { Face::Faint } else { Face::Quote };
    if at.height > 1 {
        let room = end.saturating_sub(names + 1);
        canvas.text((names, at.y), room, &fitting(article, name, room), face);
        return 1 + below(canvas, at, words_face, &words(article, quote, usize::from(at.width) * 3));
    }
    let cols = (at.width / 5).clamp(14, 24);
    canvas.text((names, at.y), cols, &fitting(article, name, cols), face);
    let x = names + cols + 2;
    let room = end.saturating_sub(x + 2);
    canvas.text((x, at.y), room, &words(article, quote, usize::from(room) + 1), words_face);
    1
}

/// The words in the lines below the first; the last one takes the rest, so that a cut is seen. How many lines they took.
fn below(canvas: &mut Canvas, at: Rect, face: Face, words: &str) -> u16 {
    let room = at.width.saturating_sub(2);
    let last = usize::from(at.height).saturating_sub(2);
    let mut used = 0;
    for ((i, span), y) in wrap(words, usize::from(room)).iter().enumerate().zip(at.y + 1..at.bottom()) {
        let shown = if i == last { words.get(span.start..).unwrap_or("") } else { span.of(words) };
        canvas.text((at.x + 1, y), room, shown, face);
        used += 1;
    }
    used
}

//! The query line, what it found, and what is wrong with it.
use super::super::canvas::Canvas;
use super::super::layout::Layout;
use super::super::panes::number;
use super::super::state::State;
use super::super::theme::Face;
use super::completions;
use crate::text::display;
use ratatui::layout::{Position, Rect};

/// Where the text of the query begins.
const START: u16 = 3;

/// Draws the line, and the line below it that says what is wrong.
pub fn draw(state: &State, canvas: &mut Canvas, layout: &Layout) {
    let at = layout.query;
    let found = found(state, at.width);
    let room_for_count = at.width.saturating_sub(START + 20).min(at.width / 2);
    let end = canvas.right((at.right() - 1, at.y), room_for_count, &found, Face::Faint);
    canvas.text((at.x + 1, at.y), 1, "/", Face::Key);
    let cols = end.saturating_sub(START + 2);
    let input = &state.query.input;
    let (from, shown, column) = input.view(usize::from(cols));
    if input.text().is_empty() && !state.query.editing() {
        canvas.text((START, at.y), cols, "words, \"a phrase\", speaker:name, after:2025-08", Face::Faint);
    } else {
        canvas.text((START, at.y), cols, &shown, Face::Query);
    }
    if state.query.editing() && state.overlay.is_none() {
        canvas.cursor = Some(Position::new(START + column as u16, at.y));
    }
    if state.query.editing() {
        completions::draw(state, canvas, START);
    }
    let (Some(error), Some(below)) = (&state.query.error, layout.error) else { return };
    let width = |end: usize| display::width(input.text().get(from..end.max(from)).unwrap_or("")) as u16;
    let (start, end) = (width(error.span.start).min(cols), width(error.span.end).min(cols));
    let wrong = Rect::new(START + start, at.y, end.saturating_sub(start).max(1), 1);
    canvas.lay(wrong, Face::Wrong);
    let reason = format!("{}; the last good answer is shown", error.reason);
    let x = START.max((START + start).min(below.width.saturating_sub(display::width(&reason) as u16 + 3)));
    canvas.line((x, below.y), below.width.saturating_sub(x), &[("^ ", Face::Error), (&reason, Face::Error)]);
}

/// `9 of 52 quotes · 5 of 5 articles`, shorter where there is little room.
fn found(state: &State, width: u16) -> String {
    let f = &state.found;
    let of = |some: usize, all: usize| match some == all {
        true => number(all),
        false => format!("{}{} of {}", number(some), f.or_more(), number(all)),
    };
    let (quotes, articles) = (of(f.quotes, f.quotes_in_all), of(f.articles, f.articles_in_all));
    if f.articles_in_all == 0 {
        String::new()
    } else if width < 70 {
        format!("{quotes}, {articles}")
    } else {
        let s = |n: usize| if n == 1 { "" } else { "s" };
        format!("{quotes} quote{}, {articles} article{}", s(f.quotes_in_all), s(f.articles_in_all))
    }
}

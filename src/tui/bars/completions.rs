//! Under the query line while it is typed: what it may go on with.
use super::super::canvas::Canvas;
use super::super::complete::{choices, word};
use super::super::state::State;
use super::super::theme::Face;
use crate::text::display;
use ratatui::layout::Rect;

/// Draws the list, if there is anything to go on with.
pub fn draw(state: &State, canvas: &mut Canvas, start: u16) {
    let choices = choices(state);
    if choices.is_empty() || state.overlay.is_some() {
        return;
    }
    let (w, h) = state.size;
    let input = &state.query.input;
    let (at, _) = word(input.text(), input.at());
    let wide = |text: &str| display::width(text) as u16;
    let texts = choices.iter().map(|c| wide(&c.text)).max().unwrap_or(0).clamp(10, 36);
    let notes = choices.iter().map(|c| wide(&c.note)).max().unwrap_or(0).min(44);
    let width = (texts + notes + 6).min(w);
    let x = (start + wide(input.text().get(..at).unwrap_or(""))).saturating_sub(2).min(w - width);
    let below = 1 + u16::from(state.query.error.is_some());
    let height = (choices.len() as u16 + 2).min(h.saturating_sub(below + 2));
    let area = Rect::new(x, below, width, height);
    canvas.clear(area);
    canvas.frame(area, "", "", false);
    for ((i, choice), y) in choices.iter().enumerate().zip(area.y + 1..area.bottom().saturating_sub(1)) {
        canvas.text((x + 2, y), texts.min(width.saturating_sub(3)), &choice.text, Face::Query);
        let note = x + 4 + texts;
        canvas.text((note, y), (x + width).saturating_sub(note + 1), &choice.note, Face::Faint);
        if state.query.choice == Some(i) {
            canvas.text((x + 1, y), 1, ">", Face::Text);
            canvas.lay(Rect::new(x + 1, y, width - 2, 1), Face::Selected);
        }
    }
}

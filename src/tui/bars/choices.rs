//! After the first key of two: what the second may be. It stands there until a key comes; nothing takes the first away.
use super::super::canvas::Canvas;
use super::super::overlays::room;
use super::super::state::State;
use super::super::theme::Face;
use crate::text::display;
use ratatui::layout::Rect;

/// Draws the box above the hint line, if a first key waits.
pub fn draw(state: &State, canvas: &mut Canvas) {
    let [prefix] = state.pending.as_slice() else { return };
    let place = state.place();
    let all = state.keymap.bindings().iter().filter(|b| b.place == place && b.keys.len() == 2);
    let choices: Vec<_> = all.filter(|b| b.keys.first() == Some(prefix)).collect();
    let (w, h) = state.size;
    let longest = choices.iter().map(|b| display::width(b.action.help()) as u16).max().unwrap_or(0);
    let (width, height) = (w.min(longest + 13), (choices.len() as u16 + 2).min(h.saturating_sub(3)));
    let area = Rect::new(w - width, h.saturating_sub(height + 1), width, height);
    canvas.clear(area);
    canvas.frame(area, &prefix.label(), "", true);
    let at = room(area);
    for (binding, y) in choices.iter().zip(at.y..at.bottom()) {
        let key = binding.keys.last().map(|k| k.label()).unwrap_or_default();
        canvas.text((at.x, y), 8, &key, Face::Key);
        canvas.text((at.x + 9, y), at.width.saturating_sub(9), binding.action.help(), Face::Text);
    }
}

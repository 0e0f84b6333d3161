//! Draws the whole screen. Reads the state and changes nothing.
use super::bars::{choices, hints, query, status, why};
use super::canvas::Canvas;
use super::layout::{Pane, SMALLEST};
use super::overlays;
use super::panes;
use super::state::State;
use super::theme::{Face, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// Draws `state` and returns where the cursor stands, if a line is being typed.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let mut canvas = Canvas { buffer, theme, cursor: None };
    canvas.clear(area);
    let Some(layout) = state.layout().filter(|_| (area.width, area.height) == state.size) else {
        let (w, h) = SMALLEST;
        let text = format!("too small: {}x{}, needs {w}x{h}", state.size.0, state.size.1);
        canvas.text((area.x, area.y), area.width, &text, Face::Notice);
        return None;
    };
    for pane in Pane::ALL {
        if let Some(area) = layout.pane(pane) {
            panes::draw(pane, state, &mut canvas, area);
        }
    }
    if let Some(area) = layout.strip {
        panes::timeline::strip(state, &mut canvas, area);
    }
    if let Some(area) = layout.why {
        why::draw(state, &mut canvas, area);
    }
    status::draw(state, &mut canvas, layout.status);
    hints::draw(state, &mut canvas, layout.hints);
    query::draw(state, &mut canvas, &layout);
    overlays::draw(state, &mut canvas);
    choices::draw(state, &mut canvas);
    canvas.cursor
}

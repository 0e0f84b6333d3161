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

/// Draws `state` and returns where the cursor stands, if a line is being typed. What is behind the list is left as the
/// buffer has it.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let mut canvas = Canvas { buffer, theme, cursor: None };
    let Some(layout) = state.layout().filter(|_| (area.width, area.height) == state.size) else {
        canvas.clear(area);
        let (w, h) = SMALLEST;
        let text = format!("too small: {}x{}, needs {w}x{h}", state.size.0, state.size.1);
        canvas.text((area.x, area.y), area.width, &text, Face::Notice);
        return None;
    };
    let lines = [Some(layout.query), layout.error, layout.strip, Some(layout.status), Some(layout.hints)];
    lines.into_iter().flatten().for_each(|line| canvas.clear(line));
    let follows = |pane: &Pane| matches!(pane, Pane::Body | Pane::Quotes);
    for pane in Pane::ALL.into_iter().filter(|pane| !(state.behind && follows(pane))) {
        if let Some(area) = layout.pane(pane) {
            canvas.clear(area);
            panes::draw(pane, state, &mut canvas, area);
        }
    }
    if let Some(area) = layout.strip {
        panes::timeline::strip(state, &mut canvas, area);
    }
    if let Some(area) = layout.why.filter(|_| !state.behind) {
        canvas.clear(area);
        why::draw(state, &mut canvas, area);
    }
    status::draw(state, &mut canvas, layout.status);
    hints::draw(state, &mut canvas, layout.hints);
    query::draw(state, &mut canvas, &layout);
    overlays::draw(state, &mut canvas);
    choices::draw(state, &mut canvas);
    canvas.cursor
}

//! What could not be read, with the reason.
use super::super::canvas::Canvas;
use super::super::panes::count;
use super::super::state::State;
use super::super::theme::Face;
use super::super::window::Window;
use super::room;
use ratatui::layout::Rect;

/// The open list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Problems {
    /// The highlighted row.
    pub window: Window,
}

/// Problems that fit, two lines each.
pub fn rows(area: Rect) -> usize {
    (usize::from(room(area).height) / 2).max(1)
}

/// Draws the box.
pub fn draw(state: &State, problems: &Problems, canvas: &mut Canvas, area: Rect) {
    let all = &state.reading.problems;
    canvas.frame(area, "Problems", &count(all.len(), "problem"), true);
    let at = room(area);
    if all.is_empty() {
        let text = if state.reading.finished { "Everything could be read." } else { "None so far; still reading." };
        canvas.text((at.x, at.y), at.width, text, Face::Faint);
        return;
    }
    let visible = all.iter().enumerate().skip(problems.window.top).take(rows(area));
    for ((i, problem), n) in visible.zip(0u16..) {
        let y = at.y + 2 * n;
        let place = match problem.line {
            Some(line) => format!("{}:{line}", problem.path),
            None => problem.path.clone(),
        };
        canvas.text((at.x + 2, y), at.width.saturating_sub(2), &place, Face::Headline);
        canvas.text((at.x + 4, y + 1), at.width.saturating_sub(4), &problem.reason, Face::Text);
        if i == problems.window.selected {
            canvas.text((at.x, y), 1, ">", Face::Text);
            canvas.lay(Rect { y, height: 1, ..at }, Face::Selected);
        }
    }
}

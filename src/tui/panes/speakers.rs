//! Who speaks in what the query finds: the speakers of the query are marked, and the others counted beside them.
use super::super::canvas::Canvas;
use super::super::facets::{OUTLET, Part, STATE};
use super::super::layout::{Pane, inside};
use super::super::overlays::facets;
use super::super::overlays::speakers::marks;
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::{focused, number};
use ratatui::layout::Rect;

/// Lines under the list: how the highlighted speaker is named.
const NAMES: u16 = 4;

/// From this inner height on what the result divides into stands under the speakers, and so many lines of it.
const RAILED: u16 = 30;
const RAIL: u16 = 9;

/// Rows that fit, where the pane is `inside`.
pub fn rows(inside: Rect) -> usize {
    let below = if inside.height > 12 { NAMES + 4 } else { 0 };
    let rail = if railed(inside) { RAIL + 1 } else { 0 };
    usize::from(inside.height.saturating_sub(below + rail)).max(1)
}

/// True if there is room for what the result divides into.
pub fn railed(inside: Rect) -> bool {
    inside.height >= RAILED
}

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas, area: Rect) {
    let people = &state.people;
    let focus = focused(state, Pane::Speakers);
    let note = if people.rows.is_empty() { String::new() } else { number(people.rows.len()) };
    canvas.frame(area, "4 Speakers", &note, focus);
    let inside = inside(area);
    if people.rows.is_empty() {
        let text = if people.counted { "Nobody is quoted here." } else { "Counting…" };
        canvas.text((inside.x + 1, inside.y), inside.width.saturating_sub(2), text, Face::Faint);
        return;
    }
    let marks = marks(&state.query.good);
    let visible = people.rows.iter().enumerate().skip(people.window.top).take(rows(inside));
    for ((i, row), y) in visible.zip(inside.y..) {
        let at = Rect { y, height: 1, ..inside };
        let mark = match marks.iter().find(|(name, _)| *name == row.name) {
            Some((_, true)) => "-",
            Some((_, false)) => "+",
            None => "",
        };
        let end = canvas.right((at.right().saturating_sub(1), y), 9, &number(row.quotes), Face::Faint);
        canvas.text((at.x + 1, y), 1, mark, Face::Doubt);
        let face = if row.named { Face::Speaker } else { Face::Text };
        canvas.text((at.x + 3, y), end.saturating_sub(at.x + 4), &row.name, face);
        if i == people.window.selected {
            canvas.text((at.x, y), 1, ">", Face::Text);
            canvas.lay(at, if focus { Face::Selected } else { Face::SelectedAway });
        }
    }
    if rows(inside) < usize::from(inside.height) {
        below(state, canvas, inside);
    }
    for (y, part) in parted(state, inside) {
        facets::one(state, canvas, Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 }, part);
    }
}

/// What the result divides into: kinds, outlets and the undated, as far as there is room, and their lines.
fn parted(state: &State, inside: Rect) -> Vec<(u16, &Part)> {
    if !railed(inside) {
        return Vec::new();
    }
    // The state of quotations is counted below, for all of them.
    let parts = state.facets.groups.iter().filter(|g| g.name != STATE).flat_map(|g| {
        let most = if g.name == OUTLET { OUTLETS } else { usize::MAX };
        g.parts.iter().take(most)
    });
    let parts: Vec<_> = parts.take(usize::from(RAIL)).collect();
    let end = inside.bottom().saturating_sub(NAMES + 4);
    (end.saturating_sub(parts.len() as u16)..).zip(parts).collect()
}

/// The part that is drawn on line `y`.
pub fn part_at(state: &State, inside: Rect, y: u16) -> Option<&Part> {
    parted(state, inside).into_iter().find(|(line, _)| *line == y).map(|(_, part)| part)
}

/// Outlets beside the speakers; the list of all parts has more.
const OUTLETS: usize = 4;

/// What is counted beside the speakers, and how articles name the highlighted one.
fn below(state: &State, canvas: &mut Canvas, inside: Rect) {
    let people = &state.people;
    let (x, cols) = (inside.x + 1, inside.width.saturating_sub(2));
    let y = inside.bottom().saturating_sub(NAMES + 3);
    for (name, count, y) in [("nobody named", people.unattributed, y), ("doubtful", people.low, y + 1)] {
        let end = canvas.right((x + cols, y), 9, &number(count), Face::Faint);
        canvas.text((x + 2, y), end.saturating_sub(x + 3), name, Face::Faint);
    }
    let Some(row) = people.rows.get(people.window.selected) else { return };
    let ways = row.ways();
    if ways.is_empty() {
        return;
    }
    let names = format!("named as {}", ways.join(", "));
    for (span, y) in wrap(&names, usize::from(cols)).into_iter().zip(y + 3..inside.bottom()) {
        canvas.text((x, y), cols, span.of(&names), Face::Faint);
    }
}

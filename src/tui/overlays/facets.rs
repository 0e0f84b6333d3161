//! What the result divides into, with counts: a key narrows the query to a part, or leaves it out.
use super::super::canvas::Canvas;
use super::super::facets::{Part, Stands, parts, stands};
use super::super::panes::number;
use super::super::state::State;
use super::super::theme::Face;
use super::super::window::Window;
use super::room;
use ratatui::layout::Rect;

/// The open list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The highlighted part.
    pub window: Window,
    /// How many parts there are.
    pub parts: usize,
}

/// Parts that fit: their headings stand beside them.
pub fn rows(area: Rect) -> usize {
    usize::from(room(area).height).max(1)
}

/// Draws the box.
pub fn draw(state: &State, list: &List, canvas: &mut Canvas, area: Rect) {
    canvas.frame(area, "Narrow the query to", "", true);
    let at = room(area);
    if !state.facets.counted {
        canvas.text((at.x, at.y), at.width, "Counting…", Face::Faint);
        return;
    }
    let all = parts(state);
    for (i, (heading, part)) in all.iter().enumerate().skip(list.window.top).take(rows(area)) {
        let y = at.y + (i - list.window.top) as u16;
        // The first visible line says what it is about, even if the heading is above it.
        let name = heading.or_else(|| {
            let above = all.get(..i).unwrap_or(&[]).iter().rev().find_map(|(heading, _)| *heading);
            above.filter(|_| i == list.window.top)
        });
        canvas.text((at.x + 2, y), HEADING, name.unwrap_or(""), Face::Faint);
        let line = Rect { x: at.x + 2 + HEADING, y, width: at.width.saturating_sub(2 + HEADING), height: 1 };
        one(state, canvas, line, part);
        if i == list.window.selected {
            canvas.text((at.x, y), 1, ">", Face::Text);
            canvas.lay(Rect { y, height: 1, ..at }, Face::Selected);
        }
    }
}

/// Columns of a heading.
const HEADING: u16 = 19;

/// One part in a line: whether the query asks for it, its name, its count.
pub fn one(state: &State, canvas: &mut Canvas, at: Rect, part: &Part) {
    let mark = match stands(&state.query.good, part) {
        _ if part.field.is_none() => "   ",
        Stands::Out => "[ ]",
        Stands::In => "[x]",
        Stands::Excluded => "[-]",
    };
    let count = part.count.map_or(String::new(), |n| number(n as usize));
    let end = canvas.right((at.right(), at.y), 9, &count, Face::Faint);
    canvas.text((at.x, at.y), 3, mark, if mark == "[ ]" { Face::Faint } else { Face::Made });
    canvas.text((at.x + 4, at.y), end.saturating_sub(at.x + 5), &part.name, Face::Text);
}

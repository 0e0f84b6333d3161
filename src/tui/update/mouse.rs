//! The mouse: a click gives the keys to a pane and selects, the wheel scrolls what it points at.
use super::super::effect::Effect;
use super::super::facets::Part;
use super::super::layout::{Layout, Pane, WIDE, WIDEST};
use super::super::panes::{self, articles, body};
use super::super::state::State;
use super::{browse, facets, line, moving, overlay, passage, people, timeline};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// What a movement of the mouse does.
pub fn mouse(state: &mut State, event: &MouseEvent) -> Vec<Effect> {
    let Some(layout) = state.layout() else { return Vec::new() };
    let at = Position::new(event.column, event.row);
    let wheel = match event.kind {
        MouseEventKind::ScrollDown => 1,
        MouseEventKind::ScrollUp => -1,
        MouseEventKind::Down(MouseButton::Left) => 0,
        MouseEventKind::Drag(MouseButton::Left) => return drag(state, &layout, at),
        _ => return Vec::new(),
    };
    state.notice = None;
    state.grip = grip(state, &layout, at).filter(|_| wheel == 0);
    if state.grip.is_some() {
        return Vec::new();
    }
    state.press = None;
    state.passage = None;
    if state.overlay.is_some() {
        return overlay::mouse(state, at, wheel);
    }
    if wheel == 0 && layout.query.contains(at) {
        if !state.query.editing() {
            line::begin(state);
        }
        return Vec::new();
    }
    if wheel == 0
        && let Some(part) = part_at(state, &layout, at)
    {
        let effects = facets::toggle(state, &part);
        line::remember(state);
        return effects;
    }
    let hit = Pane::ALL.into_iter().find_map(|p| layout.pane(p).filter(|r| r.contains(at)).map(|_| p));
    match hit {
        Some(Pane::Timeline) if wheel == 0 => {
            browse::focus(state, Pane::Timeline);
            return timeline::mouse(state, at, false);
        }
        Some(pane) if wheel == 0 => click(state, &layout, pane, at),
        Some(pane) => turn(state, pane, wheel),
        None => {}
    }
    Vec::new()
}

/// What the result divides into, where it is drawn at this place.
fn part_at(state: &State, layout: &Layout, at: Position) -> Option<Part> {
    let inside = layout.inside(Pane::Speakers).filter(|r| r.contains(at))?;
    panes::speakers::part_at(state, inside, at.y).cloned()
}

/// The border at this place that can be moved: that on the right of a pane, below the upper one, above the timeline.
fn grip(state: &State, layout: &Layout, at: Position) -> Option<(Pane, Position)> {
    if state.overlay.is_some() {
        return None;
    }
    let shown = |pane: Pane| layout.pane(pane);
    let on_right = |p: Pane| {
        shown(p).is_some_and(|r| r.right() < state.size.0 && r.y < at.y && at.y < r.bottom() - 1)
            && shown(p).is_some_and(|r| at.x == r.right() || at.x + 1 == r.right())
    };
    let below =
        |p: Pane| shown(p).is_some_and(|r| at.y + 1 == r.bottom()) && shown(Pane::Body).is_some_and(|b| b.y > at.y);
    let timeline = shown(Pane::Timeline).is_some_and(|r| at.y + 1 == r.y && r.width == state.size.0);
    let beside = Pane::BESIDE.into_iter().find(|p| on_right(*p) && state.size.0 >= WIDE);
    let upper = (state.size.0 < WIDE && below(state.upper)).then_some(state.upper);
    beside.or(upper).or(timeline.then_some(Pane::Timeline)).map(|pane| (pane, at))
}

/// Moves the border that is held.
fn pull(state: &mut State, (pane, from): (Pane, Position), at: Position) {
    let (dx, dy) = (at.x as i16 - from.x as i16, at.y as i16 - from.y as i16);
    let narrow = state.size.0 < WIDE;
    let sizes = &mut state.sizes;
    let (size, by) = match pane {
        Pane::Timeline => (&mut sizes.timeline, -dy),
        _ if narrow => (&mut sizes.upper, dy),
        Pane::Speakers if state.size.0 >= WIDEST => (&mut sizes.speakers, dx),
        Pane::Articles | Pane::Speakers => (&mut sizes.list, dx),
        Pane::Body | Pane::Quotes => (&mut sizes.quotes, -dx),
    };
    *size = (*size + by).clamp(-200, 200);
    state.grip = Some((pane, at));
}

/// Words of the body are selected by drawing over them.
fn drag(state: &mut State, layout: &Layout, at: Position) -> Vec<Effect> {
    if let Some(grip) = state.grip {
        pull(state, grip, at);
        return Vec::new();
    }
    if state.overlay.is_none() && layout.pane(Pane::Timeline).is_some_and(|p| p.contains(at)) {
        return timeline::mouse(state, at, true);
    }
    let inside = layout.inside(Pane::Body).filter(|_| state.overlay.is_none());
    let to = inside.and_then(|inside| body::byte_at(state, inside, (at.x, at.y)));
    if let Some((anchor, to)) = state.press.zip(to) {
        passage::drag(state, anchor, to);
    }
    Vec::new()
}

fn turn(state: &mut State, pane: Pane, by: isize) {
    match pane {
        Pane::Articles => {
            let (len, rows) = (state.found.rows.len(), moving::list_rows(state));
            state.list.scroll(by, len, rows);
            state.moved = true;
        }
        Pane::Body => moving::scroll(state, 3 * by),
        Pane::Quotes if state.listed.on => moving::listed(state, by),
        Pane::Quotes => moving::quotes(state, by),
        Pane::Speakers => people::step(state, by),
        Pane::Timeline => timeline::zoom(state, by < 0),
    }
}

fn click(state: &mut State, layout: &Layout, pane: Pane, at: Position) {
    let line = layout.inside(pane).filter(|r| r.contains(at)).map(|r: Rect| (usize::from(at.y - r.y), r));
    if let Some((line, inside)) = line {
        match pane {
            Pane::Articles => {
                let index = state.list.top + line / articles::height(inside);
                if index < state.found.rows.len() {
                    let rows = moving::list_rows(state);
                    state.list.select(index, state.found.rows.len(), rows);
                    state.moved = true;
                }
            }
            Pane::Body => {
                state.press = body::byte_at(state, inside, (at.x, at.y));
                if let Some(index) = moving::quote_on_line(state, state.body.top + line) {
                    state.quotes.selected = index;
                }
            }
            Pane::Speakers => {
                let index = state.people.window.top + line;
                people::step(state, index as isize - state.people.window.selected as isize);
            }
            Pane::Timeline => {}
            Pane::Quotes if state.listed.on => {
                let index = state.listed.window.top + line / panes::listed::height(inside);
                moving::to_listed(state, index);
            }
            Pane::Quotes => {
                if let Some(index) = quote_at(state, line) {
                    moving::quote(state, index);
                }
            }
        }
    }
    state.query.before = None;
    browse::focus(state, pane);
}

/// The quotation drawn on line `line` of its pane.
fn quote_at(state: &State, line: usize) -> Option<usize> {
    let mut below = 0;
    for (i, height) in state.heights.iter().enumerate().skip(state.quotes.top) {
        below += usize::from(*height);
        if line < below {
            return Some(i);
        }
    }
    None
}

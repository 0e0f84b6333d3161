//! The list of what the result divides into: counting it, and what a key makes of a part.
use super::super::effect::Effect;
use super::super::facets::{Group, Part, parts};
use super::super::input::Input;
use super::super::layout::Pane;
use super::super::overlays::{Overlay, facets};
use super::super::panes::speakers;
use super::super::state::State;
use super::{line, overlay};
use crate::query::edit;

/// Opens the list.
pub fn open(state: &mut State) {
    let parts = if state.facets.counted { parts(state).len() } else { 0 };
    overlay::over(state, Overlay::Facets(facets::List { parts, ..Default::default() }));
}

/// Asks for the counts, if they are shown and those that are there are old.
pub fn ask(state: &mut State) -> Option<Effect> {
    let open = matches!(state.overlay, Some(Overlay::Facets(_)));
    let rail = || state.layout().and_then(|l| l.inside(Pane::Speakers)).is_some_and(speakers::railed);
    let known = state.facets.of == state.generation && (state.facets.all || !open);
    if known || state.waiting || state.query.editing() || !(open || rail()) {
        return None;
    }
    (state.facets.of, state.facets.all) = (state.generation, open);
    Some(Effect::Facets(state.generation, state.query.good.line().to_string(), open))
}

/// Takes what was counted, if it is the newest.
pub fn counted(state: &mut State, generation: u64, all: bool, groups: Vec<Group>) {
    // A part of the counts that was asked for before all of them comes too late.
    if generation != state.generation || all != state.facets.all {
        return;
    }
    // The highlighted part stays the highlighted one.
    let highlighted = |state: &State| match &state.overlay {
        Some(Overlay::Facets(list)) => parts(state).into_iter().nth(list.window.selected).map(|(_, part)| part),
        _ => None,
    };
    let before = highlighted(state);
    (state.facets.groups, state.facets.counted) = (groups, true);
    let all = parts(state);
    let same = |p: &Part| before.as_ref().is_some_and(|b| (b.field, &b.value) == (p.field, &p.value));
    let size = state.size;
    if let Some(Overlay::Facets(list)) = &state.overlay {
        let mut list = facets::List { parts: all.len(), ..list.clone() };
        let at = all.iter().position(|(_, part)| same(part)).unwrap_or(list.window.selected);
        let area = Overlay::Facets(list.clone()).area(size);
        list.window.select(at, all.len(), facets::rows(area));
        state.overlay = Some(Overlay::Facets(list));
    }
}

/// The query asks for the highlighted part, or does so no longer; a saved query is asked.
pub fn turn(state: &mut State) -> Vec<Effect> {
    match highlighted(state) {
        Some(Part { field: None, value, .. }) => {
            state.overlay = None;
            line::ask(state, &value)
        }
        Some(part) => toggle(state, &part),
        None => Vec::new(),
    }
}

/// The query asks for `part`, or does so no longer.
pub fn toggle(state: &mut State, part: &Part) -> Vec<Effect> {
    let Some(field) = part.field else { return Vec::new() };
    let new = edit::toggle(state.query.good.line(), field, &part.value);
    show(state, &new)
}

/// The query leaves the highlighted part out, or does so no longer.
pub fn exclude(state: &mut State) -> Vec<Effect> {
    let Some(part) = highlighted(state) else { return Vec::new() };
    let Some(field) = part.field else { return Vec::new() };
    let old = state.query.good.line().to_string();
    show(state, &edit::toggle_excluded(&old, field, &part.value))
}

fn highlighted(state: &State) -> Option<Part> {
    let Some(Overlay::Facets(list)) = &state.overlay else { return None };
    parts(state).into_iter().nth(list.window.selected).map(|(_, part)| part)
}

fn show(state: &mut State, new: &str) -> Vec<Effect> {
    state.query.input = Input::new(new);
    line::search(state)
}

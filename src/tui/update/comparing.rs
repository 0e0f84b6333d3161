//! Comparing two speakers: whom, and what is done with the comparison.
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::overlays::Overlay;
use super::super::overlays::compare::{Both, Compare};
use super::super::overlays::speakers::Purpose;
use super::super::state::State;
use super::{people, picker};
use crate::query::{Field, edit};

/// The speaker of the current quotation, or the highlighted one, is the first; the other one is picked.
pub fn open(state: &mut State) -> Vec<Effect> {
    let first = match state.focus {
        Pane::Speakers => people::name(state),
        _ => state.quote().and_then(|q| q.canonical.as_deref()).map(|name| state.known.name(name).to_string()),
    };
    picker::open(state, Purpose::Compare(first))
}

/// A name was picked: the first of the two, or the second.
pub fn named(state: &mut State, first: Option<String>, name: String) -> Vec<Effect> {
    let Some(first) = first else { return picker::open(state, Purpose::Compare(Some(name))) };
    let line = edit::without(state.query.good.line(), &[Field::Speaker]);
    let names = [first, name];
    state.overlay = Some(Overlay::Compare(Compare { names: names.clone(), ..Default::default() }));
    vec![Effect::Compare(line, names)]
}

/// What the two said is there.
pub fn compared(state: &mut State, both: Box<Both>) {
    if let Some(Overlay::Compare(compare)) = &mut state.overlay
        && both.sides.iter().map(|s| &s.name).eq(compare.names.iter())
    {
        compare.both = Some(both);
    }
}

/// Copies both columns as Markdown.
pub fn copy(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Compare(Compare { both: Some(both), .. })) = &state.overlay else { return Vec::new() };
    let mut out = String::new();
    for side in &both.sides {
        out += &format!("## {}\n\n", side.name);
        side.quotes.iter().for_each(|q| out += &format!("- {}: {}\n", q.day, q.words));
        out.push('\n');
    }
    super::taking::copy(state, &out)
}

//! The speaker picker: for the query, for a correction, and for the names themselves.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::input::Input;
use super::super::overlays::speakers::{Picker, Purpose};
use super::super::overlays::{Overlay, prompt};
use super::super::state::State;
use super::{comparing, line, mending, overlay, prompting};
use crate::library::{Act, Mark, SpeakerRow};
use crate::query::{Field, edit};
use crate::tui::mending::{Making, shortened};

/// The keys that do something with the highlighted name.
pub const CHOICES: [Action; 6] =
    [Action::Accept, Action::Add, Action::Exclude, Action::MergeNames, Action::RenameName, Action::SplitName];

/// Opens the picker. For the query it counts what the rest of it finds, else everybody.
pub fn open(state: &mut State, purpose: Purpose) -> Vec<Effect> {
    let line = match purpose {
        Purpose::Query | Purpose::Compare(_) => edit::without(state.query.good.line(), &[Field::Speaker]),
        _ => String::new(),
    };
    let before = state.query.input.text().to_string();
    let picker = Picker { purpose, line: line.clone(), before, ..Default::default() };
    overlay::over(state, Overlay::Speakers(Box::new(picker)));
    vec![Effect::Speakers(state.generation, line)]
}

/// Does `action`, one of [`CHOICES`], with the highlighted name.
pub fn choose(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Overlay::Speakers(picker)) = state.overlay.as_mut() else { return Vec::new() };
    match action {
        Action::MergeNames | Action::RenameName | Action::SplitName => return people(state, action),
        Action::Accept if !matches!(picker.purpose, Purpose::Query) => return named(state),
        Action::Accept if picker.chosen => {
            state.overlay = None;
            line::remember(state);
            return Vec::new();
        }
        Action::Add | Action::Exclude if !matches!(picker.purpose, Purpose::Query) => return Vec::new(),
        _ => {}
    }
    let Some(name) = picker.speaker().map(|s| s.name.clone()) else {
        if action == Action::Accept {
            state.overlay = None;
        }
        return Vec::new();
    };
    let old = state.query.input.text().to_string();
    if action == Action::Accept {
        let new = edit::with_speaker(&picker.line, &name);
        state.overlay = None;
        return line::ask(state, &new);
    }
    picker.chosen = true;
    let new = match action {
        Action::Add => edit::toggle_speaker(&old, &name),
        _ => edit::without_speaker(&old, &name),
    };
    state.query.input = Input::new(&new);
    line::search(state)
}

/// A name was picked or typed for a quotation or for another name.
fn named(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Speakers(picker)) = state.overlay.take() else { return Vec::new() };
    let Some(name) = picker.name() else {
        state.overlay = Some(Overlay::Speakers(picker));
        return Vec::new();
    };
    state.overlay = state.under.pop();
    match picker.purpose {
        Purpose::Query => Vec::new(),
        Purpose::Compare(first) => comparing::named(state, first, name),
        Purpose::Said => mending::judge(state, Act::Speaker { name: Some(name) }),
        Purpose::New(article, span) => {
            let said = format!("kept: {name} said “{}”", shortened(span.of(&article.body)));
            let mark = Mark::at(&article, span, Act::NewQuote { name: Some(name) });
            vec![Effect::Make(Making::Marks(vec![mark], said))]
        }
        Purpose::Merge(from) => {
            let said = format!("kept: {from} is {name}");
            mending::of_people(state, Act::Merge { from, into: name }, said)
        }
    }
}

/// Merges, renames or splits the highlighted name.
fn people(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Overlay::Speakers(picker)) = state.overlay.as_mut() else { return Vec::new() };
    let Some(row) = picker.speaker().filter(|_| matches!(picker.purpose, Purpose::Query)).cloned() else {
        return Vec::new();
    };
    let name = row.name;
    match action {
        Action::MergeNames => {
            (picker.purpose, picker.filter) = (Purpose::Merge(name), Input::default());
            picker.narrow();
            Vec::new()
        }
        Action::RenameName => {
            prompting::open(state, prompt::What::Rename(name.clone()), &name);
            Vec::new()
        }
        _ => {
            // What was made one with this name comes apart; a name that stands for itself only has nothing to split.
            let joined: Vec<String> =
                state.known.names.iter().filter(|(_, into)| **into == name).map(|(from, _)| from.clone()).collect();
            if joined.is_empty() {
                state.notice = Some(format!("no other name was made one with {name}"));
                return Vec::new();
            }
            state.overlay = None;
            let said = format!("kept: {} stand alone again", joined.join(", "));
            let marks = joined.into_iter().map(|name| Mark::of(Act::Split { name })).collect();
            vec![Effect::Make(Making::Marks(marks, said))]
        }
    }
}

/// The speakers were counted.
pub fn speakers(state: &mut State, generation: u64, rows: Vec<SpeakerRow>) -> Vec<Effect> {
    let Some(Overlay::Speakers(picker)) = state.overlay.as_mut() else { return Vec::new() };
    if generation < state.generation && picker.counted && !state.waiting {
        return Vec::new();
    }
    let name = picker.speaker().map(|s| s.name.clone());
    picker.rows = rows;
    picker.counted = true;
    let window = picker.window;
    picker.narrow();
    let same = name.and_then(|n| picker.shown.iter().position(|i| picker.rows.get(*i).is_some_and(|r| r.name == n)));
    if let Some(index) = same {
        picker.window.selected = index;
        picker.window.top = window.top.min(index);
    }
    ask_latest(state)
}

/// The newest quotations of a speaker have come.
pub fn latest(state: &mut State, name: &str, quotes: Vec<(String, String)>) -> Vec<Effect> {
    if let Some(Overlay::Speakers(picker)) = state.overlay.as_mut() {
        picker.latest = quotes;
        picker.latest_of = name.to_string();
    }
    Vec::new()
}

/// Asks for the newest quotations of the highlighted speaker, unless they are there.
pub fn ask_latest(state: &State) -> Vec<Effect> {
    match &state.overlay {
        Some(Overlay::Speakers(picker)) => match picker.speaker() {
            Some(row) if row.name != picker.latest_of => {
                vec![Effect::Latest(row.name.clone(), picker.line.clone())]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

//! Keys in the pane of speakers: only this one, one more, and the picker for everything else.
use super::super::action::Action;
use super::super::effect::{Effect, Forgotten};
use super::super::input::Input;
use super::super::layout::Pane;
use super::super::overlays::Overlay;
use super::super::overlays::speakers::Purpose;
use super::super::panes::count;
use super::super::panes::speakers::rows;
use super::super::state::State;
use super::{line, picker, taking};
use crate::library::Speakers;
use crate::query::{Field, edit};

/// Asks who speaks, if that is not known for what the query finds.
pub fn ask(state: &mut State) -> Option<Effect> {
    let line = edit::without(state.query.good.line(), &[Field::Speaker]);
    if state.people.line.as_ref() == Some(&line) && state.people.of == state.library {
        return None;
    }
    state.people.line = Some(line.clone());
    state.people.of = state.library;
    Some(Effect::People(state.generation, line))
}

/// Takes what was counted.
pub fn counted(state: &mut State, speakers: Speakers) -> Vec<Effect> {
    // The cursor stays with its name, but at the top for whoever has not been here.
    let been = state.focus == Pane::Speakers || state.people.window.selected > 0;
    let people = &mut state.people;
    let name = people.rows.get(people.window.selected).filter(|_| been).map(|r| r.name.clone());
    people.counted = true;
    let shown = std::mem::replace(&mut people.rows, speakers.rows);
    (people.unattributed, people.low) = (speakers.unattributed, speakers.low);
    let same = name.and_then(|name| people.rows.iter().position(|r| r.name == name));
    people.window.selected = same.unwrap_or(0);
    keep(state);
    vec![Effect::Forget(Forgotten::Speakers(shown))]
}

/// Keeps the highlighted row in its window.
pub fn keep(state: &mut State) {
    if let Some(inside) = state.layout().and_then(|l| l.inside(Pane::Speakers)) {
        state.people.window.keep(state.people.rows.len(), rows(inside));
    }
}

/// Moves by so many rows.
pub fn step(state: &mut State, by: isize) {
    let shown = state.layout().and_then(|l| l.inside(Pane::Speakers)).map_or(1, rows);
    state.people.window.step(by, state.people.rows.len(), shown);
}

/// The highlighted name.
pub fn name(state: &State) -> Option<String> {
    state.people.rows.get(state.people.window.selected).map(|r| r.name.clone())
}

/// Copies the highlighted name, or the name with how much they said and when.
fn copy(state: &mut State, name: &str, alone: bool) -> Vec<Effect> {
    let row = state.people.rows.get(state.people.window.selected).filter(|_| !alone);
    let text = row.map_or(name.to_string(), |row| {
        let day = |d: Option<chrono::NaiveDate>| d.map_or("undated".to_string(), |d| d.to_string());
        let (quotes, articles) = (count(row.quotes, "quote"), count(row.articles, "article"));
        format!("{name}: {quotes} in {articles}, {} to {}", day(row.first), day(row.last))
    });
    taking::copy(state, &text)
}

/// Does `action` while the speakers have the keys; `None` if it does nothing special here.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let name = name(state);
    Some(match (action, name) {
        (Action::Enter, Some(name)) => {
            let new = edit::with_speaker(state.query.good.line(), &name);
            line::ask(state, &new)
        }
        (Action::Select, Some(name)) => {
            let new = edit::toggle_speaker(state.query.good.line(), &name);
            line::ask(state, &new)
        }
        (Action::CopyQuote | Action::CopyWords, Some(name)) => copy(state, &name, action == Action::CopyWords),
        (Action::Query | Action::Correct | Action::Why, name) => {
            let effects = picker::open(state, Purpose::Query);
            // Whom to merge, rename or look at is highlighted already.
            if let (Some(Overlay::Speakers(picker)), Some(name)) = (state.overlay.as_mut(), name)
                && action != Action::Query
            {
                picker.filter = Input::new(&name);
            }
            effects
        }
        _ => return None,
    })
}

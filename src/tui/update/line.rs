//! Typing: the query line, and the lines of the overlays that have one.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::input::{Edit, Input};
use super::super::keymap::Place;
use super::super::state::State;
use super::{answers, find, overlay};
use crate::query::{Field, Query};

/// The change that `action` makes in a line, if it makes one.
pub fn edit_of(action: Action) -> Option<Edit> {
    Some(match action {
        Action::CharLeft => Edit::Left,
        Action::CharRight => Edit::Right,
        Action::WordLeft => Edit::WordLeft,
        Action::WordRight => Edit::WordRight,
        Action::LineStart => Edit::Home,
        Action::LineEnd => Edit::End,
        Action::Backspace => Edit::Backspace,
        Action::Delete => Edit::Delete,
        Action::DeleteWord => Edit::WordBack,
        Action::DeleteToStart => Edit::ToStart,
        Action::DeleteToEnd => Edit::ToEnd,
        _ => return None,
    })
}

/// Begins to edit the query.
pub fn begin(state: &mut State) {
    state.find.before = None;
    state.query.before = Some(state.query.input.text().to_string());
    state.query.input.edit(Edit::End);
}

/// Does `action` in the query line.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if let Some(edit) = edit_of(action) {
        state.query.input.edit(edit);
        return search(state);
    }
    match action {
        Action::Cancel => {
            let before = state.query.before.take().unwrap_or_default();
            state.query.input.set(&before);
            search(state)
        }
        Action::Accept => accept(state),
        Action::Add => {
            let effects = accept(state);
            super::browse::focus(state, super::super::layout::Pane::Articles);
            effects
        }
        Action::RowDown => history_in_line(state, true),
        Action::RowUp => history_in_line(state, false),
        _ => Vec::new(),
    }
}

/// Leaves the line: what was held back as half typed is meant now.
fn accept(state: &mut State) -> Vec<Effect> {
    state.query.before = None;
    remember(state);
    search(state)
}

/// True if the line ends, at the cursor, in what may become the name of a field: `spea`.
fn half_typed(state: &State) -> bool {
    let input = &state.query.input;
    let last =
        input.text().rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '-' | '!' | '~')).next().unwrap_or("");
    state.query.editing() && input.at() == input.text().len() && Field::begins(last)
}

/// Puts typed text into the line that has the keys.
pub fn insert(state: &mut State, text: &str) -> Vec<Effect> {
    if state.overlay.is_some() {
        return overlay::insert(state, text);
    }
    if state.find.before.is_some() {
        return find::insert(state, text);
    }
    state.query.input.insert(text);
    search(state)
}

/// Puts pasted text into the line that has the keys; with none, it begins a query.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match state.place() {
        Place::Overlay | Place::Judge | Place::Passage => return Vec::new(),
        Place::Browse => begin(state),
        Place::Line => {}
    }
    insert(state, text)
}

/// Puts `line` in place of the query, asks it and remembers it.
pub fn ask(state: &mut State, line: &str) -> Vec<Effect> {
    state.query.input = Input::new(line);
    let effects = search(state);
    remember(state);
    effects
}

/// Asks the library if the line can be read and means something new; else says what is wrong with it and keeps what
/// is shown.
pub fn search(state: &mut State) -> Vec<Effect> {
    match Query::parse(state.query.input.text()) {
        Ok(query) => {
            state.query.error = None;
            if half_typed(state) {
                return Vec::new();
            }
            if query.line() == state.query.good.line() {
                return Vec::new();
            }
            state.query.good = query;
            vec![answers::search(state)]
        }
        Err(error) => {
            state.query.error = Some(error);
            Vec::new()
        }
    }
}

/// Notes the line in the history, unless it is the one where the history stands.
pub fn remember(state: &mut State) {
    let line = state.query.input.text().trim().to_string();
    let query = &mut state.query;
    if query.history.get(query.at).is_some_and(|now| *now == line) {
        return;
    }
    query.history.truncate(query.at + 1);
    query.history.push(line);
    query.at = query.history.len() - 1;
}

/// Back or forward through the queries that were asked.
pub fn history(state: &mut State, forward: bool) -> Vec<Effect> {
    let to = state.query.at.checked_add_signed(if forward { 1 } else { -1 });
    match to.and_then(|to| state.query.history.get(to).cloned().map(|line| (to, line))) {
        Some((to, line)) => {
            state.query.at = to;
            state.query.input = Input::new(&line);
            search(state)
        }
        None => {
            let end = if forward { "this is the newest query" } else { "this is the first query" };
            state.notice = Some(end.to_string());
            Vec::new()
        }
    }
}

fn history_in_line(state: &mut State, forward: bool) -> Vec<Effect> {
    let effects = history(state, forward);
    state.notice = None;
    effects
}

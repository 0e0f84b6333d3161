//! Typing: the query line, and the lines of the overlays that have one.
use super::super::action::Action;
use super::super::complete;
use super::super::effect::Effect;
use super::super::found::Seek;
use super::super::input::{Edit, Input};
use super::super::keymap::Place;
use super::super::state::{Stand, State};
use super::{answers, find, overlay};
use crate::query::{Field, Query, edit};

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
        state.query.choice = None;
        state.query.input.edit(edit);
        return search(state);
    }
    let choices = complete::choices(state);
    match action {
        Action::Add if !choices.is_empty() => return complete_with(state, &choices),
        Action::Accept if state.query.choice.is_some() => return complete_with(state, &choices),
        Action::RowDown if !choices.is_empty() => {
            let next = state.query.choice.map_or(0, |now| now + 1);
            state.query.choice = Some(next.min(choices.len() - 1));
            return Vec::new();
        }
        Action::RowUp if state.query.choice.is_some() => {
            state.query.choice = state.query.choice.and_then(|now| now.checked_sub(1));
            return Vec::new();
        }
        _ => {}
    }
    match action {
        Action::Cancel => {
            let before = state.query.before.take().unwrap_or_default();
            state.query.input.set(&before);
            search_back(state)
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

/// Puts the highlighted way to go on, or the first, in the place of the word at the cursor.
fn complete_with(state: &mut State, choices: &[complete::Choice]) -> Vec<Effect> {
    let chosen = state.query.choice.take().unwrap_or(0);
    let Some(choice) = choices.get(chosen) else { return Vec::new() };
    let input = &state.query.input;
    let (start, _) = complete::word(input.text(), input.at());
    let (before, after) = (input.text().get(..start).unwrap_or(""), input.text().get(input.at()..).unwrap_or(""));
    let view = choice.text.strip_prefix('@').and_then(|name| state.known.views.get(name));
    let text = view.unwrap_or(&choice.text);
    let end = if text.ends_with(':') || after.starts_with(' ') { "" } else { " " };
    let mut new = Input::new(&format!("{before}{text}{end}"));
    let at = new.text().len();
    new.insert(after);
    new.go(at);
    state.query.input = new;
    search(state)
}

/// What the query line needs to know to offer values: who speaks and which outlets there are.
pub fn knowledge(state: &mut State) -> Vec<Effect> {
    let input = &state.query.input;
    if !state.query.editing() || state.waiting {
        return Vec::new();
    }
    match complete::field(input.text(), input.at()) {
        Some((Field::Speaker | Field::About, _)) => super::people::ask(state).into_iter().collect(),
        Some((Field::Outlet, _)) if state.outlets.is_empty() && !state.asked_outlets => {
            state.asked_outlets = true;
            let line = crate::query::edit::without(state.query.good.line(), &[Field::Outlet]);
            vec![Effect::Outlets(line)]
        }
        _ => Vec::new(),
    }
}

/// The orders that the key for another order goes through.
const ORDERS: [&str; 4] = ["date", "-date", "speaker", "-conf"];

/// Asks for the next order of the rows.
pub fn sort(state: &mut State) -> Vec<Effect> {
    let line = state.query.good.line().to_string();
    let now = line.split_whitespace().find_map(|word| word.strip_prefix("sort:")).unwrap_or("date");
    let next = ORDERS.iter().position(|o| *o == now).map_or(0, |i| (i + 1) % ORDERS.len());
    let plain = edit::without(&line, &[Field::Sort]);
    let order = ORDERS.get(next).copied().unwrap_or("date");
    let new = if next == 0 { plain } else { edit::set(&plain, Field::Sort, order) };
    state.notice = Some(format!("sorted by {order}"));
    ask(state, &new)
}

/// Leaves the line: what was held back as half typed is meant now.
fn accept(state: &mut State) -> Vec<Effect> {
    state.query.before = None;
    let view = state.query.input.text().trim().strip_prefix('@').and_then(|name| state.known.views.get(name));
    if let Some(query) = view.cloned() {
        state.query.input = Input::new(&query);
    }
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
    state.query.choice = None;
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
            note_stand(state);
            state.query.good = query;
            vec![answers::search(state)]
        }
        Err(error) => {
            // A field without its value is no mistake as long as it is typed: the values are offered.
            let input = &state.query.input;
            let begun = complete::field(input.text(), input.at()).is_some_and(|(_, value)| value.is_empty());
            state.query.error = (!(begun && state.query.editing())).then_some(error);
            Vec::new()
        }
    }
}

/// The most queries of which is known where the reader stood.
const STANDS: usize = 50;

/// Notes where the reader stands, for when this query comes back.
fn note_stand(state: &mut State) {
    let line = state.query.good.line().to_string();
    let Some(article) = state.article().map(|a| a.hash).filter(|_| state.answered == line) else { return };
    let stand = Stand { article, quote: state.quotes.selected, top: state.body.top };
    let stands = &mut state.query.stands;
    stands.retain(|(known, _)| *known != line);
    stands.push((line, stand));
    let old = stands.len().saturating_sub(STANDS);
    stands.drain(..old);
}

/// As [`search`] for a query that was asked before: the reader comes back to where they stood.
pub fn search_back(state: &mut State) -> Vec<Effect> {
    let effects = search(state);
    let line = state.query.good.line();
    let known = state.query.stands.iter().find(|(known, _)| known == line).map(|(_, stand)| *stand);
    match known.filter(|_| !effects.is_empty()) {
        Some(stand) => {
            state.query.back = Some(stand);
            state.seek = Some(Seek::Here(stand.article));
            Vec::new()
        }
        None => effects,
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

/// Empties the query.
pub fn clear(state: &mut State) -> Vec<Effect> {
    state.query.input = Input::new("");
    let effects = search_back(state);
    remember(state);
    effects
}

/// Back or forward through the queries that were asked.
pub fn history(state: &mut State, forward: bool) -> Vec<Effect> {
    let to = state.query.at.checked_add_signed(if forward { 1 } else { -1 });
    match to.and_then(|to| state.query.history.get(to).cloned().map(|line| (to, line))) {
        Some((to, line)) => {
            state.query.at = to;
            state.query.input = Input::new(&line);
            search_back(state)
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

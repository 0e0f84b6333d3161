//! Finding in the body: words of one's own in place of those of the query, marked and walked with `n` and `N`, on into
//! the next article.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::input::Edit;
use super::super::state::State;
use super::{line, moving};
use crate::query::{Query, QueryError};

/// Begins to type what to find; it starts out as what was found last.
pub fn begin(state: &mut State) {
    state.find.before = Some(state.find.input.text().to_string());
    state.find.input.edit(Edit::End);
}

/// Does `action` in the line.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if let Some(edit) = line::edit_of(action) {
        state.find.input.edit(edit);
        look(state);
        return Vec::new();
    }
    match action {
        Action::Cancel => {
            let before = state.find.before.take().unwrap_or_default();
            state.find.input.set(&before);
            look(state);
        }
        Action::Accept | Action::Add => {
            state.find.before = None;
            let none = state.find.query.is_some() && state.body.hits.is_empty();
            if none && !moving::next_with(state, true) {
                state.notice = Some("not in this article, and in none after it".to_string());
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Puts typed text into the line.
pub fn insert(state: &mut State, text: &str) -> Vec<Effect> {
    state.find.input.insert(text);
    look(state);
    Vec::new()
}

/// Forgets what was looked for: the words of the query are marked again.
pub fn forget(state: &mut State) {
    state.find.input.set("");
    look(state);
}

/// Marks what is typed, and shows the first place from where the reader is.
fn look(state: &mut State) {
    state.find.query = phrase(state.find.input.text()).ok();
    let Some(article) = state.article().cloned() else { return };
    let from = state.body.page.place(&article, state.body.top);
    super::settle(state);
    let first = state.body.hits.partition_point(|h| h.start < from);
    if let Some(span) = state.body.hits.get(first).or(state.body.hits.first()).copied() {
        state.body.hit = state.body.hits.iter().position(|h| *h == span);
        moving::reveal(state, &article, span);
    }
}

/// The words as a phrase; an error if there are none.
fn phrase(words: &str) -> Result<Query, QueryError> {
    let plain: String = words.chars().map(|c| if matches!(c, '"' | '“' | '”') { ' ' } else { c }).collect();
    let line = format!("text:\"{}\"", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    Query::parse(if plain.trim().is_empty() { "text:" } else { &line })
}

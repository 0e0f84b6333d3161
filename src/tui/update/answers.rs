//! What the library and the readers of files report.
use super::super::effect::Effect;
use super::super::found::{Found, Row};
use super::super::overlays::Overlay;
use super::super::panes::count;
use super::super::state::State;
use super::{review, settle};
use crate::error::Problem;
use crate::ingest::Summary;
use crate::library::Counts;

/// Takes an answer if it is the newest. The selection follows its article once the reader has moved; until then it
/// stays on the first row, which is the newest article.
pub fn found(state: &mut State, generation: u64, found: Found) -> Vec<Effect> {
    if generation != state.generation {
        return Vec::new();
    }
    let old = state.article().cloned().filter(|_| state.moved);
    let index = old.and_then(|old| found.rows.iter().position(|r| settle::same(&r.article, &old)));
    let offset = state.list.selected.saturating_sub(state.list.top);
    state.found = found;
    state.list.selected = index.unwrap_or(0);
    state.list.top = state.list.selected.saturating_sub(offset);
    if index.is_none() {
        state.moved = false;
        state.list.top = 0;
    }
    state.waiting = false;
    review::found(state);
    if std::mem::take(&mut state.stale) { ask_again(state) } else { Vec::new() }
}

/// Rows that are left when more of them are fetched.
const AHEAD: usize = 100;

/// Fetches more rows when the reader comes near the end of those that are there.
pub fn near_the_end(state: &mut State) -> Option<Effect> {
    let near = state.list.selected + AHEAD >= state.found.rows.len();
    if !near || !state.found.more || state.waiting {
        return None;
    }
    let last = state.found.rows.last().and_then(|r| r.id)?;
    // Not twice: the answer says again whether there are more.
    state.found.more = false;
    Some(Effect::More(state.generation, state.query.good.line().to_string(), last))
}

/// Takes more rows for the newest answer.
pub fn more(state: &mut State, generation: u64, rows: Vec<Row>, more: bool) -> Vec<Effect> {
    if generation == state.generation {
        state.found.more = more;
        state.found.rows.extend(rows);
        if !state.found.exact {
            state.found.articles = state.found.articles.max(state.found.rows.len());
        }
    }
    Vec::new()
}

/// Takes the counts for the newest answer.
pub fn counted(state: &mut State, generation: u64, counts: Counts) -> Vec<Effect> {
    if generation == state.generation {
        let found = &mut state.found;
        found.articles = counts.articles.max(found.rows.len());
        (found.quotes, found.undated_hidden, found.exact) = (counts.quotes, counts.undated_hidden, counts.exact);
        review::counted(state);
    }
    Vec::new()
}

/// Asks the good query; an older question is given up.
pub fn search(state: &mut State) -> Effect {
    state.generation += 1;
    state.waiting = true;
    Effect::Search(state.generation, state.query.good.line().to_string())
}

/// The library has changed: what is shown is asked again, and what an open picker counts. An answer that is on its way
/// is awaited first, so that a stream of new articles cannot keep every answer from arriving.
pub fn ask_again(state: &mut State) -> Vec<Effect> {
    if state.waiting {
        state.stale = true;
        return Vec::new();
    }
    let mut effects = vec![search(state)];
    if let Some(Overlay::Speakers(picker)) = &state.overlay {
        effects.push(Effect::Speakers(state.generation, picker.line.clone()));
    }
    effects
}

/// The most problems that are kept for the list.
const MOST_PROBLEMS: usize = 10_000;

/// Something could not be read.
pub fn problem(state: &mut State, problem: Problem) -> Vec<Effect> {
    if state.reading.problems.len() < MOST_PROBLEMS {
        state.reading.problems.push(problem);
    }
    Vec::new()
}

/// All is read and in the library.
pub fn done(state: &mut State, summary: &Summary) -> Vec<Effect> {
    state.reading.finished = true;
    let n = summary.problems.len();
    if n > 0 {
        state.notice = Some(format!("{} of the input could not be read; :problems lists them", count(n, "part")));
    }
    Vec::new()
}

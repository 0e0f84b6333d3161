//! What the library and the readers of files report.
use super::super::effect::{Effect, Forgotten};
use super::super::found::{Found, Row, Seek};
use super::super::overlays::Overlay;
use super::super::panes::count;
use super::super::state::State;
use super::{moving, review, settle, settle::settle as settled};
use crate::error::Problem;
use crate::ingest::Summary;
use crate::library::{ArticleId, Counts};

/// Takes an answer if it is the newest. The selection follows its article once the reader has moved; until then it
/// stays on the first row, which is the newest article. What was sought is shown.
pub fn found(state: &mut State, generation: u64, mut found: Found) -> Vec<Effect> {
    if generation != state.generation {
        return vec![Effect::Forget(Forgotten::Rows(found.rows))];
    }
    let sought = found.sought.take();
    let old = state.article().cloned().filter(|_| state.moved);
    let same = || old.and_then(|old| found.rows.iter().position(|r| settle::same(&r.article, &old)));
    let index = sought.as_ref().map_or_else(same, |(_, at)| Some(*at));
    let offset = state.list.selected.saturating_sub(state.list.top);
    let shown = std::mem::replace(&mut state.found, found);
    state.answered = state.query.good.line().to_string();
    state.list.selected = index.unwrap_or(0);
    state.list.top = state.list.selected.saturating_sub(offset);
    if index.is_none() {
        state.moved = false;
        state.list.top = 0;
    }
    state.waiting = false;
    if let Some((seek, _)) = sought {
        arrived(state, &seek);
    }
    let mut effects = review::found(state);
    effects.push(Effect::Forget(Forgotten::Rows(shown.rows)));
    if std::mem::take(&mut state.stale) {
        effects.extend(ask_again(state));
    }
    effects
}

/// Shows what was sought, now that its row is there.
fn arrived(state: &mut State, seek: &Seek) {
    state.moved = *seek != Seek::Start;
    match seek {
        Seek::Quote(hash, quote) if state.article().is_some_and(|a| a.hash == *hash) => {
            settled(state);
            moving::quote(state, *quote);
        }
        Seek::Quote(..) => {
            state.notice = Some("the query does not find that article; gc empties the query".to_string());
        }
        Seek::With { forward, .. } => {
            settled(state);
            moving::hit_body_edge(state, *forward);
        }
        Seek::Here(_) => stand_again(state),
        Seek::End | Seek::Start => {}
    }
}

/// Puts quotation and body back as they were when the reader left this article.
fn stand_again(state: &mut State) {
    let Some(stand) = state.query.back.take() else { return };
    if state.article().is_some_and(|a| a.hash == stand.article) {
        settled(state);
        (state.quotes.selected, state.body.top) = (stand.quote, stand.top);
    }
}

/// Asks for the rows around what is sought.
pub fn seek(state: &mut State) -> Option<Effect> {
    let seek = state.seek.take()?;
    state.generation += 1;
    state.waiting = true;
    Some(Effect::Seek(state.generation, state.query.good.line().to_string(), seek))
}

/// Rows that are left when more of them are fetched.
const AHEAD: usize = 40;

/// Fetches more rows when the reader comes near the first or the last of those that are there.
pub fn near_an_end(state: &mut State) -> Option<Effect> {
    let (found, at) = (&mut state.found, state.list.selected);
    if state.waiting || found.fetching {
        return None;
    }
    let line = state.query.good.line().to_string();
    if found.more && at + AHEAD >= found.rows.len() {
        found.fetching = true;
        return Some(Effect::More(state.generation, line, found.rows.last()?.id?));
    }
    if found.before && at < AHEAD {
        found.fetching = true;
        return Some(Effect::Earlier(state.generation, line, found.rows.first()?.id?));
    }
    None
}

/// Takes earlier rows for the newest answer: the reader stays where they are.
pub fn earlier(state: &mut State, generation: u64, rows: Vec<Row>, more: bool) -> Vec<Effect> {
    if generation != state.generation {
        return vec![Effect::Forget(Forgotten::Rows(rows))];
    }
    let found = &mut state.found;
    (found.before, found.fetching) = (more, false);
    found.offset = found.offset.map(|offset| offset.saturating_sub(rows.len()));
    state.list.selected += rows.len();
    state.list.top += rows.len();
    found.rows.splice(0..0, rows);
    Vec::new()
}

/// Takes how many rows come before one of them; nothing if what was sought is not there: then the rows stay.
pub fn placed(state: &mut State, generation: u64, placed: Option<(ArticleId, usize)>) -> Vec<Effect> {
    match placed {
        _ if generation != state.generation => {}
        Some((id, before)) => {
            // Earlier rows may have come in front of it since.
            let at = state.found.rows.iter().position(|r| r.id == Some(id));
            state.found.offset = at.map(|at| before.saturating_sub(at));
        }
        None => (state.waiting, state.found.fetching) = (false, false),
    }
    Vec::new()
}

/// Takes more rows for the newest answer.
pub fn more(state: &mut State, generation: u64, rows: Vec<Row>, more: bool) -> Vec<Effect> {
    if generation != state.generation {
        return vec![Effect::Forget(Forgotten::Rows(rows))];
    }
    (state.found.more, state.found.fetching) = (more, false);
    state.found.rows.extend(rows);
    if !state.found.exact {
        state.found.articles = state.found.articles.max(state.found.rows.len());
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
    state.query.back = None;
    state.generation += 1;
    state.waiting = true;
    Effect::Search(state.generation, state.query.good.line().to_string())
}

/// Asks the good query again: for the first rows, or those around the reader where that is further down.
fn again(state: &mut State) -> Effect {
    let far = state.moved && (state.found.before || state.list.selected >= AHEAD);
    let here = state.article().filter(|_| far).map(|a| Seek::Here(a.hash));
    match here {
        Some(here) => {
            state.seek = Some(here);
            seek(state).unwrap_or(Effect::Redraw)
        }
        None => search(state),
    }
}

/// The library has changed: what is shown is asked again, and what an open picker counts. An answer that is on its way
/// is awaited first, so that a stream of new articles cannot keep every answer from arriving.
pub fn ask_again(state: &mut State) -> Vec<Effect> {
    if state.waiting {
        state.stale = true;
        return Vec::new();
    }
    let mut effects = vec![again(state)];
    if let Some(Overlay::Speakers(picker)) = &state.overlay {
        effects.push(Effect::Speakers(state.generation, picker.line.clone()));
    }
    effects
}

/// Asks for another look at what was read.
pub fn rescan(state: &mut State) -> Vec<Effect> {
    if !state.rescans {
        state.notice = Some("what is shown was not read from a folder, so it cannot be read again".to_string());
        return Vec::new();
    }
    state.notice = Some("looking for what has changed".to_string());
    vec![Effect::Rescan]
}

/// The reading begins again: what cannot be read is told anew.
pub fn begun(state: &mut State) -> Vec<Effect> {
    state.reading.problems.clear();
    Vec::new()
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

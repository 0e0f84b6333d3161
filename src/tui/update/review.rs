//! Going through the doubtful quotations, one a screen: what is judged is left for the next one.
use super::super::effect::Effect;
use super::super::overlays::Overlay;
use super::super::overlays::mend::{Mend, Review};
use super::super::panes::count;
use super::super::state::State;
use super::{answers, line, moving, settle};

/// What a review asks for: the doubtful, and where nothing is, what is least certain.
const DOUBTFUL: [&str; 3] = ["is:low -is:verified", "conf:<0.8 -is:verified", "conf:<0.95 -is:verified"];

/// Asks for the doubtful quotations among those that the query finds, and opens the first once they are there.
pub fn begin(state: &mut State) -> Vec<Effect> {
    let old = state.query.good.line().to_string();
    let before = DOUBTFUL.iter().fold(old, |line, doubtful| line.replace(doubtful, "")).trim().to_string();
    let review = Review { before, waits: true, ..Review::default() };
    state.overlay = Some(Overlay::Mend(Mend { review: Some(review), ..Mend::default() }));
    state.picked.clear();
    ask(state)
}

/// Asks for what the review is about now.
fn ask(state: &mut State) -> Vec<Effect> {
    let Some(review) = review(state) else { return Vec::new() };
    let doubtful = DOUBTFUL.get(review.step).copied().unwrap_or_default();
    let new = format!("{} {doubtful}", review.before).trim().to_string();
    let effects = line::ask(state, &new);
    if effects.is_empty() { vec![answers::search(state)] } else { effects }
}

fn review(state: &mut State) -> Option<&mut Review> {
    match &mut state.overlay {
        Some(Overlay::Mend(mend)) => mend.review.as_mut(),
        _ => None,
    }
}

/// The answer has come: the first quotation, if it was awaited.
pub fn found(state: &mut State) -> Vec<Effect> {
    let all = state.found.quotes;
    let Some(review) = review(state) else { return Vec::new() };
    if !review.waits {
        return Vec::new();
    }
    if all == 0 && review.step + 1 < DOUBTFUL.len() {
        review.step += 1;
        return ask(state);
    }
    review.waits = false;
    review.all = all;
    let first = next(state, (0, 0), false);
    go(state, first)
}

/// The counting has come to its end: that is how many there are.
pub fn counted(state: &mut State) {
    let all = state.found.quotes;
    if let Some(review) = review(state) {
        review.all = all + review.judged;
    }
}

/// The current quotation was judged: once that is kept, the next one comes.
pub fn judged(state: &mut State) -> Vec<Effect> {
    if let Some(Overlay::Mend(mend)) = &mut state.overlay {
        mend.alike = false;
        match &mut mend.review {
            Some(review) => review.moves = true,
            // One judgement is what the box was opened for.
            None => {
                state.overlay = None;
                state.picked.clear();
            }
        }
    }
    Vec::new()
}

/// What was judged is kept. It may have gone from what the query finds, or still be there.
pub fn made(state: &mut State) -> Vec<Effect> {
    let at = (state.list.selected, state.quotes.selected);
    let Some(review) = review(state) else { return Vec::new() };
    if std::mem::take(&mut review.moves) {
        review.judged += 1;
        review.back.push(at);
        let still = state.answers(at.1);
        let next = next(state, at, still);
        return go(state, next);
    }
    Vec::new()
}

/// The first quotation of the answer from `(row, quote)` on; that one itself only if it is not `seen`.
fn next(state: &State, (row, quote): (usize, usize), seen: bool) -> Option<(usize, usize)> {
    let from = |n: usize| if n == row { quote + usize::from(seen) } else { 0 };
    state.found.rows.iter().enumerate().skip(row).find_map(|(n, r)| {
        let found = r.quotes.iter().map(|q| *q as usize).find(|q| *q >= from(n))?;
        Some((n, found))
    })
}

/// The next or previous doubtful quotation, without a judgement.
pub fn skip(state: &mut State, forward: bool) -> Vec<Effect> {
    let at = (state.list.selected, state.quotes.selected);
    let Some(review) = review(state) else { return Vec::new() };
    if forward {
        review.back.push(at);
        review.skipped += 1;
        let next = next(state, at, true);
        go(state, next)
    } else if let Some(before) = review.back.pop() {
        go(state, Some(before))
    } else {
        state.notice = Some("this is the first one".to_string());
        Vec::new()
    }
}

/// Ends the review; the query is what it was before, and the reader stays with the article.
pub fn end(state: &mut State) -> Vec<Effect> {
    let before = review(state).map(|review| review.before.clone());
    state.overlay = state.under.pop();
    state.moved = true;
    before.map_or(Vec::new(), |line| line::ask(state, &line))
}

/// Shows the quotation, or says that it is done.
fn go(state: &mut State, to: Option<(usize, usize)>) -> Vec<Effect> {
    let Some((row, quote)) = to else {
        let said = match review(state) {
            Some(review) if review.all == 0 => "nothing here is doubtful".to_string(),
            Some(review) => format!("that was the last one: {} judged", count(review.judged, "quotation")),
            None => return Vec::new(),
        };
        let effects = end(state);
        state.notice = Some(said);
        return effects;
    };
    if row != state.list.selected {
        moving::articles(state, row as isize - state.list.selected as isize);
        settle(state);
    }
    moving::quote(state, quote);
    Vec::new()
}

//! Moving among articles, quotations and matches, and through the text.
use super::super::found::Seek;
use super::super::layout::Pane;
use super::super::listed;
use super::super::page::LineKind;
use super::super::panes::articles;
use super::super::state::State;
use super::settle;
use crate::model::{Article, Span};

/// Rows of articles that fit in the list.
pub fn list_rows(state: &State) -> usize {
    state.layout().and_then(|l| l.inside(Pane::Articles)).map_or(1, articles::rows)
}

/// Moves by `by` articles; to the very first or last one also beyond the rows that are there.
pub fn articles(state: &mut State, by: isize) {
    match by {
        isize::MAX if state.found.more => state.seek = Some(Seek::End),
        isize::MIN if state.found.before => {
            state.moved = false;
            state.seek = Some(Seek::Start);
        }
        _ => {}
    }
    let (len, rows) = (state.found.rows.len(), list_rows(state));
    state.list.step(by, len, rows);
    state.moved = true;
}

/// Moves by `by` quotations in the list of all that are found.
pub fn listed(state: &mut State, by: isize) {
    if by == isize::MAX || by == isize::MIN {
        articles(state, by);
    }
    let last = listed::len(state).saturating_sub(1);
    to_listed(state, listed::place(state).saturating_add_signed(by).min(last));
}

/// Goes to the first quotation of the next (or previous) article in the list of all that are found.
pub fn listed_article(state: &mut State, forward: bool) {
    let now = state.list.selected;
    let mut others: Box<dyn Iterator<Item = usize>> =
        if forward { Box::new(now + 1..state.found.rows.len()) } else { Box::new((0..now).rev()) };
    let first = |row: usize| Some((row, *state.found.rows.get(row)?.quotes.first()? as usize));
    let Some((row, index)) = others.find_map(first) else { return };
    articles(state, row as isize - now as isize);
    settle(state);
    quote(state, index);
}

/// Goes to place `n` of the list of all quotations that are found.
pub fn to_listed(state: &mut State, n: usize) {
    let Some((row, index)) = listed::at(state, n) else { return };
    if row != state.list.selected {
        articles(state, row as isize - state.list.selected as isize);
        settle(state);
    }
    quote(state, index);
}

/// Moves by `by` quotations of the article, or of all that are found where they are one list, and shows the one
/// arrived at.
pub fn quotes(state: &mut State, by: isize) {
    if state.listed.on && state.focus == Pane::Quotes {
        return listed(state, by);
    }
    let len = state.article().map_or(0, |a| a.quotes.len());
    let to = state.quotes.selected.saturating_add_signed(by).min(len.saturating_sub(1));
    quote(state, to);
}

/// Makes quotation `index` the current one and shows it in the body.
pub fn quote(state: &mut State, index: usize) {
    let Some(article) = state.article().cloned() else { return };
    if let Some(quote) = article.quotes.get(index) {
        state.quotes.selected = index;
        reveal(state, &article, quote.span);
    }
}

/// The line of the page that shows the byte `at` of the body.
pub fn line_of(state: &State, article: &Article, at: usize) -> usize {
    let page = &state.body.page;
    page.line_at(page.span(article, Span::new(at, at)).start)
}

/// Scrolls so that `span` of the body can be read; not at all if it can already.
pub fn reveal(state: &mut State, article: &Article, span: Span) {
    let rows = state.body_rows();
    let first = line_of(state, article, span.start);
    let last = line_of(state, article, span.end.saturating_sub(1).max(span.start));
    let top = state.body.top;
    if first < top || last.min(first + rows.saturating_sub(1)) >= top + rows {
        state.body.top = first.saturating_sub(rows / 4);
    }
}

/// Scrolls the body by `by` lines.
pub fn scroll(state: &mut State, by: isize) {
    let last = state.body.page.lines.len().saturating_sub(state.body_rows());
    state.body.top = state.body.top.saturating_add_signed(by).min(last);
}

/// The first quotation that begins after (`forward`) or before the current one as seen from the body: from the current
/// quotation if it is on the screen, else from the top of the screen.
pub fn quote_from_body(state: &mut State, forward: bool) {
    let Some(article) = state.article().cloned() else { return };
    let rows = state.body_rows();
    let visible = state.quote().map(|q| line_of(state, &article, q.span.start));
    let seen = visible.is_some_and(|l| state.body.top <= l && l < state.body.top + rows);
    if seen {
        return quotes(state, if forward { 1 } else { -1 });
    }
    let at = state.body.page.place(&article, state.body.top);
    let next = article.quotes.partition_point(|q| q.span.start < at);
    let to = if forward { next } else { next.saturating_sub(1) };
    quote(state, to.min(article.quotes.len().saturating_sub(1)));
}

/// The next or previous quotation of somebody else than the current one; at the end the last.
pub fn speaker(state: &mut State, forward: bool) {
    let Some(article) = state.article().cloned() else { return };
    let now = state.quotes.selected;
    let who = |i: usize| article.quotes.get(i).map(|q| super::super::panes::quotes::who(state, &article, q).0);
    let mut after: Box<dyn Iterator<Item = usize>> =
        if forward { Box::new(now + 1..article.quotes.len()) } else { Box::new((0..now).rev()) };
    let to = after.find(|i| who(*i) != who(now));
    let edge = if forward { article.quotes.len().saturating_sub(1) } else { 0 };
    quote(state, to.unwrap_or(edge));
}

/// The next or previous match: in the list and past the last match of a body the next article, among the quotations
/// the next one that answers.
pub fn hit(state: &mut State, forward: bool) {
    match state.focus {
        Pane::Articles => articles(state, if forward { 1 } else { -1 }),
        Pane::Quotes if state.listed.on => quotes(state, if forward { 1 } else { -1 }),
        Pane::Quotes => hit_quote(state, forward),
        Pane::Body => hit_body(state, forward),
        Pane::Speakers | Pane::Timeline => {}
    }
}

fn hit_quote(state: &mut State, forward: bool) {
    let now = state.quotes.selected;
    let Some(row) = state.row() else { return };
    let mut answers = row.quotes.iter().map(|q| *q as usize);
    let next = if forward { answers.find(|q| *q > now) } else { answers.rfind(|q| *q < now) };
    match next {
        Some(index) => quote(state, index),
        None => next_article(state, forward),
    }
}

fn hit_body(state: &mut State, forward: bool) {
    let len = state.body.hits.len();
    let Some(article) = state.article().cloned() else { return };
    let next = match (state.body.hit, forward) {
        (None, true) => {
            let at = state.body.page.place(&article, state.body.top);
            Some(state.body.hits.partition_point(|h| h.start < at))
        }
        (None, false) => len.checked_sub(1),
        (Some(i), true) => Some(i + 1),
        (Some(i), false) => i.checked_sub(1),
    };
    match next.and_then(|i| state.body.hits.get(i).copied().map(|h| (i, h))) {
        Some((i, span)) => {
            state.body.hit = Some(i);
            reveal(state, &article, span);
            if let Some(q) = article.quotes.iter().position(|q| q.span.overlaps(&span)) {
                state.quotes.selected = q;
            }
        }
        None if state.find.query.is_some() => {
            if !next_with(state, forward) {
                let end = if forward { "this was the last place" } else { "this was the first place" };
                state.notice = Some(end.to_string());
            }
        }
        None => next_article(state, forward),
    }
}

/// Goes to the next or previous article that holds what is looked for in the body, and to its first or last place.
/// False if there is none; one beyond the rows that are there is sought.
pub fn next_with(state: &mut State, forward: bool) -> bool {
    let now = state.list.selected;
    let holds = |row: &super::super::found::Row| !state.marks().hits(&row.article.body).is_empty();
    let to = match forward {
        true => state.found.rows.iter().skip(now + 1).position(holds).map(|i| now + 1 + i),
        false => state.found.rows.iter().take(now).rposition(holds),
    };
    let Some(to) = to else {
        let (beyond, from) =
            (if forward { state.found.more } else { state.found.before }, state.article().map(|a| a.hash));
        let query = state.marks().line().to_string();
        state.seek = from.filter(|_| beyond).map(|from| Seek::With { query, from, forward });
        return state.seek.is_some();
    };
    articles(state, to as isize - now as isize);
    settle(state);
    if !state.body.hits.is_empty() {
        hit_body_edge(state, forward);
    }
    true
}

/// Goes to the next or previous article, and to its first or last match.
fn next_article(state: &mut State, forward: bool) {
    let before = state.list.selected;
    articles(state, if forward { 1 } else { -1 });
    if before == state.list.selected {
        let end = if forward { "this was the last match" } else { "this was the first match" };
        state.notice = Some(end.to_string());
        return;
    }
    settle(state);
    if state.focus == Pane::Body && !state.body.hits.is_empty() {
        state.body.hit = None;
        hit_body_edge(state, forward);
    } else if let Some(row) = state.row() {
        let edge = if forward { row.quotes.first() } else { row.quotes.last() };
        if let Some(index) = edge.map(|q| *q as usize) {
            quote(state, index);
        }
    }
}

pub fn hit_body_edge(state: &mut State, forward: bool) {
    if state.body.hits.is_empty() {
        return;
    }
    let Some(article) = state.article().cloned() else { return };
    let index = if forward { 0 } else { state.body.hits.len() - 1 };
    if let Some(span) = state.body.hits.get(index).copied() {
        state.body.hit = Some(index);
        reveal(state, &article, span);
    }
}

/// The quotation that line `line` of the page shows, the current one first.
pub fn quote_on_line(state: &State, line: usize) -> Option<usize> {
    let article = state.article()?;
    let line = state.body.page.lines.get(line).filter(|l| l.kind == LineKind::Kept)?;
    let on = |i: &usize| {
        let span = article.quotes.get(*i).map(|q| state.body.page.span(article, q.span));
        span.is_some_and(|s| s.overlaps(&line.span))
    };
    Some(state.quotes.selected).filter(on).or_else(|| (0..article.quotes.len()).find(on))
}

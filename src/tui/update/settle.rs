//! After every change: wrap what needs wrapping, and keep every list and the body in their windows. What drawing needs
//! is ready then, so that drawing only reads.
use super::super::layout::Pane;
use super::super::listed;
use super::super::page::Page;
use super::super::panes::{articles, body, listed as panes_listed, quotes};
use super::super::state::{Made, State};
use super::moving;
use crate::model::{Article, Kind};
use std::sync::Arc;

/// Brings everything that depends on something else up to date.
pub fn settle(state: &mut State) {
    let Some(layout) = state.layout() else { return };
    if let Some(inside) = layout.inside(Pane::Articles) {
        state.list.keep(state.found.rows.len(), articles::rows(inside));
    }
    super::people::keep(state);
    if state.behind {
        return;
    }
    let Some(article) = state.article().cloned() else {
        state.body = super::super::state::Body { mode: state.body.mode, ..Default::default() };
        state.quotes = Default::default();
        state.heights.clear();
        state.heights_of = None;
        return;
    };
    let shown = layout.inside(Pane::Body).map(body::cols);
    let cols = shown.or(state.body.made_from.as_ref().map(|m| m.cols)).unwrap_or(super::super::wrap::WIDEST);
    page(state, &article, cols);
    let rows = state.body_rows();
    state.body.top = state.body.top.min(state.body.page.lines.len().saturating_sub(rows.max(1)));
    if let Some(inside) = layout.inside(Pane::Quotes) {
        let known = state.heights_of.as_ref().is_some_and(|(a, w)| Arc::ptr_eq(a, &article) && *w == inside.width);
        if !known {
            state.heights = quotes::heights(&article, inside.width);
            state.heights_of = Some((article.clone(), inside.width));
        }
        state.quotes.keep_tall(&state.heights, usize::from(inside.height));
        if state.listed.on {
            let (place, len) = (listed::place(state), listed::len(state));
            state.listed.window.select(place, len, panes_listed::rows(inside));
        }
    }
}

/// Lets body, quotations and reasons follow the list.
pub fn catch_up(state: &mut State) {
    if std::mem::take(&mut state.behind) {
        settle(state);
    }
}

/// True if both are the same record, perhaps cleaned anew.
pub fn same(a: &Article, b: &Article) -> bool {
    a.source == b.source && a.line == b.line && a.id == b.id
}

/// Wraps the article if it, its width, what is shown or the query has changed. The same article keeps its place: the
/// character at the top stays there.
fn page(state: &mut State, article: &Arc<Article>, cols: usize) {
    let mode = state.body.mode;
    // The matches change with the answer, not before it: which quotations answer is only known then.
    let query = state.find.query.as_ref().map_or(state.answered.as_str(), |q| q.line()).to_string();
    let old = state.body.made_from.take();
    let asked = old.as_ref().is_none_or(|m| m.query != query);
    let stayed = old.as_ref().is_some_and(|m| same(&m.article, article));
    let wrapped = old.as_ref().is_some_and(|m| Arc::ptr_eq(&m.article, article) && m.cols == cols && m.mode == mode);
    let made = Made { article: article.clone(), cols, mode, query };
    // By way of the text as it came: the body may have been cleaned anew.
    let place = |m: &Made| m.article.edits.to_text(state.body.page.place(&m.article, state.body.top));
    let anchor = old.as_ref().filter(|_| stayed).map(|m| article.edits.to_body(place(m)));
    if !wrapped {
        state.body.page = Page::new(article, mode, cols);
    }
    if asked || !stayed {
        state.body.hits = state.marks().hits(&article.body);
        if state.body.hits.is_empty() && state.found.picks_quotes && state.find.query.is_none() {
            let picked = state.row().map(|r| r.quotes.clone()).unwrap_or_default();
            state.body.hits = picked.iter().filter_map(|q| article.quotes.get(*q as usize)).map(|q| q.span).collect();
        }
        state.body.hit = None;
    }
    state.body.made_from = Some(made);
    match anchor {
        Some(_) if wrapped => {}
        // At the very start the reader sees what is put before it, too.
        Some(_) if state.body.top == 0 => {}
        Some(at) => state.body.top = moving::line_of(state, article, at),
        None => state.body.top = 0,
    }
    if asked || !stayed {
        arrive(state, article, stayed);
    }
}

/// Chooses the current quotation of an article that was just opened or asked anew, and shows it if it was asked for.
fn arrive(state: &mut State, article: &Arc<Article>, stayed: bool) {
    let picks = state.found.picks_quotes;
    if !stayed || (picks && !state.answers(state.quotes.selected)) {
        let first = state.row().and_then(|r| r.quotes.first()).map_or(0, |q| *q as usize);
        // A name or title is nobody's words: it is not what the reader comes for.
        let said = article.quotes.iter().position(|q| q.kind != Kind::Term).unwrap_or(0);
        state.quotes = Default::default();
        state.quotes.selected = if picks { first } else { said };
    }
    if let Some(first) = state.body.hits.first().copied() {
        moving::reveal(state, article, first);
    }
}

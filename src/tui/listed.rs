//! The quotations that the query finds as one list across the articles that are there: where the current one stands in
//! it, and which one stands at a place.
use super::found::Row;
use super::state::State;

/// How many there are.
pub fn len(state: &State) -> usize {
    state.found.rows.iter().map(|r| r.quotes.len()).sum()
}

/// The place of the current quotation: of the last one that answers before it, if it answers nothing itself.
pub fn place(state: &State) -> usize {
    let before: usize = state.found.rows.iter().take(state.list.selected).map(|r| r.quotes.len()).sum();
    let own = state.row().map_or(0, |r| r.quotes.partition_point(|q| (*q as usize) <= state.quotes.selected));
    before + own.saturating_sub(1)
}

/// The row and the quotation at place `n`.
pub fn at(state: &State, n: usize) -> Option<(usize, usize)> {
    from(state, n).next()
}

/// Rows and quotations from place `n` on.
pub fn from(state: &State, n: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let rows = &state.found.rows;
    let (mut first, mut left) = (0, n);
    while let Some(row) = rows.get(first).filter(|r| r.quotes.len() <= left) {
        left -= row.quotes.len();
        first += 1;
    }
    let each = |(i, row): (usize, &'_ Row)| row.quotes.iter().map(move |q| (i, *q as usize)).collect::<Vec<_>>();
    rows.iter().enumerate().skip(first).flat_map(each).skip(left)
}

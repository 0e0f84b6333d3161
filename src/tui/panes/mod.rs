//! The panes. Each reads the state and draws; the numbers that scrolling needs come from the same functions.
pub mod articles;
pub mod body;
pub mod listed;
pub mod quotes;
pub mod speakers;
pub mod timeline;

use super::canvas::Canvas;
use super::layout::Pane;
use super::state::State;
use ratatui::layout::Rect;

/// Draws `pane` in `area`.
pub fn draw(pane: Pane, state: &State, canvas: &mut Canvas, area: Rect) {
    match pane {
        Pane::Articles => articles::draw(state, canvas, area),
        Pane::Body => body::draw(state, canvas, area),
        Pane::Quotes if state.listed.on => listed::draw(state, canvas, area),
        Pane::Quotes => quotes::draw(state, canvas, area),
        Pane::Speakers => speakers::draw(state, canvas, area),
        Pane::Timeline => timeline::draw(state, canvas, area),
    }
}

/// True if `pane` has the keys and nothing lies over it.
fn focused(state: &State, pane: Pane) -> bool {
    state.focus == pane && state.overlay.is_none() && !state.query.editing()
}

/// `1,234,567`
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `1 quotation`, `2,000 quotations`
pub fn count(n: usize, what: &str) -> String {
    format!("{} {what}{}", number(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_words_agree() {
        assert_eq!((number(999), number(1_000), number(1_234_567)), ("999".into(), "1,000".into(), "1,234,567".into()));
        assert_eq!((count(1, "article"), count(2_000, "article")), ("1 article".into(), "2,000 articles".into()));
    }
}

//! Which rows of a long list are visible. Only these are built and drawn.

/// A list's selection and the first row on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The selected item.
    pub selected: usize,
    /// The first visible item.
    pub top: usize,
}

impl Window {
    /// Selects `index` of `len` items and keeps it on a screen of `rows` items.
    pub fn select(&mut self, index: usize, len: usize, rows: usize) {
        self.selected = index.min(len.saturating_sub(1));
        self.keep(len, rows);
    }

    /// Moves the selection by `by` items.
    pub fn step(&mut self, by: isize, len: usize, rows: usize) {
        self.select(self.selected.saturating_add_signed(by), len, rows);
    }

    /// Moves the view by `by` items and drags the selection along if it would leave it.
    pub fn scroll(&mut self, by: isize, len: usize, rows: usize) {
        let last = len.saturating_sub(rows.max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
        self.selected = self.selected.clamp(self.top, self.top + rows.saturating_sub(1)).min(len.saturating_sub(1));
    }

    /// Brings the view in order after the number of items or rows has changed.
    pub fn keep(&mut self, len: usize, rows: usize) {
        let rows = rows.max(1);
        self.selected = self.selected.min(len.saturating_sub(1));
        if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + rows {
            self.top = self.selected + 1 - rows;
        }
        self.top = self.top.min(len.saturating_sub(rows));
    }

    /// As [`Window::keep`] for items of different heights, on a screen of `lines` lines.
    pub fn keep_tall(&mut self, heights: &[u16], lines: usize) {
        self.selected = self.selected.min(heights.len().saturating_sub(1));
        let least = first_that_fits(heights, self.selected, lines);
        let most = first_that_fits(heights, heights.len().saturating_sub(1), lines);
        self.top = self.top.min(self.selected).max(least).min(most);
    }
}

/// The first of the items that fit on `lines` lines together with `last`, which is shown even where it does not fit.
fn first_that_fits(heights: &[u16], last: usize, lines: usize) -> usize {
    let mut room = lines;
    let mut first = last;
    for (i, height) in heights.iter().enumerate().take(last + 1).rev() {
        let Some(rest) = room.checked_sub(usize::from(*height)) else { break };
        (room, first) = (rest, i);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_is_always_visible() {
        let mut w = Window::default();
        for (by, len, rows) in [(50, 100, 10), (-20, 100, 10), (500, 100, 7), (-500, 100, 7), (3, 2, 10), (1, 0, 0)] {
            w.step(by, len, rows);
            assert!(w.selected < len.max(1));
            assert!(w.top <= w.selected && w.selected < w.top + rows.max(1), "{w:?} {len} {rows}");
        }
        w = Window { selected: 95, top: 90 };
        w.keep(100, 40);
        assert_eq!(w, Window { selected: 95, top: 60 }, "no empty rows at the end");
    }

    #[test]
    fn scrolling_drags_the_selection() {
        let mut w = Window { selected: 0, top: 0 };
        w.scroll(3, 100, 10);
        assert_eq!(w, Window { selected: 3, top: 3 });
        w.scroll(1_000, 100, 10);
        assert_eq!(w, Window { selected: 90, top: 90 });
    }

    #[test]
    fn items_of_different_heights() {
        let mut w = Window { selected: 3, top: 0 };
        w.keep_tall(&[2, 3, 4, 2, 3], 6);
        assert_eq!(w.top, 2);
        w.selected = 4;
        w.keep_tall(&[2, 3, 4, 2, 3], 6);
        assert_eq!(w.top, 3);
        w.keep_tall(&[2, 3, 4, 2, 3], 100);
        assert_eq!(w.top, 0);
        w.keep_tall(&[], 6);
        assert_eq!(w, Window::default());
    }
}

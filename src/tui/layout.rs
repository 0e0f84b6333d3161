//! Where things are on the screen, from its size alone: the same answer for drawing, scrolling and the mouse.
use ratatui::layout::Rect;

/// The panes that can have the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    #[default]
    Articles,
    /// The text of the selected article.
    Body,
    /// Its quotations.
    Quotes,
}

impl Pane {
    /// The panes from left to right.
    pub const ALL: [Pane; 3] = [Pane::Articles, Pane::Body, Pane::Quotes];

    /// The number that stands in its title and goes to it.
    pub fn number(self) -> usize {
        self as usize + 1
    }
}

/// The smallest screen that shows panes.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this width on the three panes stand side by side.
pub const WIDE: u16 = 100;

/// What of the screen's state decides where things are.
#[derive(Clone, Copy, Debug)]
pub struct Arrange {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The pane with the keys.
    pub focus: Pane,
    /// On a narrow screen: the pane above the body.
    pub upper: Pane,
    /// True if the pane with the keys stands alone.
    pub zoom: bool,
    /// True if the query has something wrong that needs a line.
    pub error: bool,
}

/// Where things are. A pane that is not shown has no place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The query line.
    pub query: Rect,
    /// The line that says what is wrong with the query.
    pub error: Option<Rect>,
    /// The three panes, frames included.
    pub panes: [Option<Rect>; 3],
    /// The line that says why the current quotation has its speaker.
    pub why: Option<Rect>,
    /// The status line.
    pub status: Rect,
    /// The hint line.
    pub hints: Rect,
}

impl Layout {
    /// Where things are; nothing if the screen is smaller than [`SMALLEST`].
    pub fn of(a: Arrange) -> Option<Layout> {
        let (w, h) = a.size;
        if w < SMALLEST.0 || h < SMALLEST.1 {
            return None;
        }
        let line = |y: u16| Rect::new(0, y, w, 1);
        let error = a.error.then(|| line(1));
        let top = 1 + u16::from(a.error);
        let why = (h >= 20).then(|| line(h - 3));
        let bottom = 2 + u16::from(why.is_some());
        let area = Rect::new(0, top, w, h.saturating_sub(top + bottom));
        let panes = panes(a, area);
        Some(Layout { query: line(0), error, panes, why, status: line(h - 2), hints: line(h - 1) })
    }

    /// The place of `pane`, if it is shown.
    pub fn pane(&self, pane: Pane) -> Option<Rect> {
        self.panes.get(pane as usize).copied().flatten()
    }

    /// The inside of `pane`: what its frame encloses.
    pub fn inside(&self, pane: Pane) -> Option<Rect> {
        self.pane(pane).map(inside)
    }
}

/// What a frame around `area` encloses.
pub fn inside(area: Rect) -> Rect {
    Rect::new(
        area.x.saturating_add(1),
        area.y.saturating_add(1),
        area.width.saturating_sub(2),
        area.height.saturating_sub(2),
    )
}

fn panes(a: Arrange, area: Rect) -> [Option<Rect>; 3] {
    let mut out = [None; 3];
    let mut put = |pane: Pane, rect: Rect| {
        if let Some(slot) = out.get_mut(pane as usize) {
            *slot = Some(rect);
        }
    };
    if a.zoom || (a.size.0 < WIDE && area.height < 10) {
        put(a.focus, area);
    } else if a.size.0 < WIDE {
        let upper = (area.height * 2 / 5).clamp(5, 14);
        put(a.upper, Rect { height: upper, ..area });
        put(Pane::Body, Rect { y: area.y + upper, height: area.height - upper, ..area });
    } else {
        let (list, body) = columns(area.width);
        put(Pane::Articles, Rect { width: list, ..area });
        put(Pane::Body, Rect { x: area.x + list, width: body, ..area });
        put(Pane::Quotes, Rect { x: area.x + list + body, width: area.width - list - body, ..area });
    }
    out
}

/// Widths of the list and of the body; the quotations get the rest. The body needs no more than its widest line, its
/// gutter and its frame; what is left goes to the other two.
fn columns(width: u16) -> (u16, u16) {
    const MOST: u16 = super::wrap::WIDEST as u16 + 8;
    let body = (width * 42 / 100).min(MOST);
    let list = (width - body) / 2;
    (list, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(w: u16, h: u16, zoom: bool) -> Option<Layout> {
        Layout::of(Arrange {
            size: (w, h),
            focus: Pane::Articles,
            upper: Pane::Articles,
            zoom,
            error: w.is_multiple_of(2),
        })
    }

    #[test]
    fn the_parts_cover_the_screen_without_overlap_at_any_size() {
        assert_eq!(at(39, 10, false), None);
        assert_eq!(at(40, 9, false), None);
        for w in 40..=500 {
            for h in (10..=120).step_by(3) {
                let l = at(w, h, w % 3 == 0).expect("large enough");
                let lines = [Some(l.query), l.error, l.why, Some(l.status), Some(l.hints)];
                let parts: Vec<Rect> = lines.into_iter().chain(l.panes).flatten().collect();
                let area: u32 = parts.iter().map(|p| p.area()).sum();
                assert_eq!(area, u32::from(w) * u32::from(h), "{w}x{h}");
                let screen = Rect::new(0, 0, w, h);
                assert!(parts.iter().all(|p| screen.intersection(*p) == *p && p.area() > 0), "{w}x{h}");
            }
        }
    }

    #[test]
    fn three_panes_from_a_hundred_columns_on() {
        let shown = |w| at(w, 40, false).map(|l| l.panes.iter().flatten().count());
        assert_eq!((shown(99), shown(100)), (Some(2), Some(3)));
        assert_eq!(at(120, 40, true).map(|l| l.panes.iter().flatten().count()), Some(1));
    }
}

//! Where things are on the screen, from its size alone: the same answer for drawing, scrolling and the mouse.
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

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
    /// Who speaks in what the query finds.
    Speakers,
    /// When that was said.
    Timeline,
}

impl Pane {
    /// The panes by their numbers.
    pub const ALL: [Pane; 5] = [Pane::Articles, Pane::Body, Pane::Quotes, Pane::Speakers, Pane::Timeline];

    /// The panes that stand side by side, from left to right.
    pub const BESIDE: [Pane; 4] = [Pane::Speakers, Pane::Articles, Pane::Body, Pane::Quotes];

    /// The number that stands in its title and goes to it.
    pub fn number(self) -> usize {
        self as usize + 1
    }
}

/// The smallest screen that shows panes.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From this width on three panes stand side by side.
pub const WIDE: u16 = 100;
/// From this width on the speakers and the timeline are always shown.
pub const WIDEST: u16 = 170;

/// By how many columns and rows the reader has moved the borders from where they are by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sizes {
    /// Columns more for the list.
    pub list: i16,
    /// Columns more for the quotations.
    pub quotes: i16,
    /// Columns more for the speakers.
    pub speakers: i16,
    /// Rows more for the pane above the body on a narrow screen.
    pub upper: i16,
    /// Rows more for the timeline.
    pub timeline: i16,
}

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
    /// Where the reader has moved the borders.
    pub sizes: Sizes,
}

/// Where things are. A pane that is not shown has no place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The query line.
    pub query: Rect,
    /// The line that says what is wrong with the query.
    pub error: Option<Rect>,
    /// The timeline in one line, where it has no pane.
    pub strip: Option<Rect>,
    /// The panes by their numbers, frames included.
    pub panes: [Option<Rect>; 5],
    /// The line that says why the current quotation has its speaker, or the box under the quotations that does.
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
        let timeline = a.focus == Pane::Timeline || (!a.zoom && (a.upper == Pane::Timeline || has_all(a.size)));
        let strip = (h >= 20 && !timeline).then(|| line(top));
        let top = top + u16::from(strip.is_some());
        let area = Rect::new(0, top, w, h.saturating_sub(top + 2));
        let mut all = panes(a, area);
        let mut why =
            if has_all(a.size) && !a.zoom { all.get_mut(Pane::Quotes as usize).and_then(below) } else { None };
        if why.is_none() && h >= 20 {
            all = panes(a, Rect { height: area.height - 1, ..area });
            why = Some(line(h - 3));
        }
        let panes = all;
        Some(Layout { query: line(0), error, strip, panes, why, status: line(h - 2), hints: line(h - 1) })
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

/// The lower part of `pane`, taken from it, if it is high enough to share.
fn below(pane: &mut Option<Rect>) -> Option<Rect> {
    let area = pane.as_mut().filter(|area| area.height >= 25)?;
    let height = (area.height * 2 / 5).min(18);
    area.height -= height;
    Some(Rect { y: area.bottom(), height, ..*area })
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

/// True if a screen of this size shows all five panes.
fn has_all((w, h): (u16, u16)) -> bool {
    w >= WIDEST && h >= 34
}

fn panes(a: Arrange, area: Rect) -> [Option<Rect>; 5] {
    let mut out = [None; 5];
    let mut put = |pane: Pane, rect: Rect| {
        if let Some(slot) = out.get_mut(pane as usize) {
            *slot = Some(rect);
        }
    };
    if a.zoom || (a.size.0 < WIDE && area.height < 10) {
        put(a.focus, area);
        return out;
    }
    if a.size.0 < WIDE {
        let upper = moved((area.height * 2 / 5).clamp(5, 14), a.sizes.upper, 5, area.height - 5);
        put(a.upper, Rect { height: upper, ..area });
        put(Pane::Body, Rect { y: area.y + upper, height: area.height - upper, ..area });
        return out;
    }
    let all = has_all(a.size);
    let mut area = area;
    if (all || a.upper == Pane::Timeline) && area.height >= 12 {
        let height = moved((area.height / 4).clamp(6, 11), a.sizes.timeline, 5, area.height - 6);
        area.height -= height;
        put(Pane::Timeline, Rect { y: area.bottom(), height, ..area });
    } else if a.upper == Pane::Timeline {
        put(Pane::Timeline, area);
        return out;
    }
    let mut left = if a.upper == Pane::Speakers { Pane::Speakers } else { Pane::Articles };
    if all {
        let width = moved(28, a.sizes.speakers, 16, 50);
        put(Pane::Speakers, Rect { width, ..area });
        area = Rect { x: area.x + width, width: area.width - width, ..area };
        left = Pane::Articles;
    }
    let (list, body) = columns(area.width, a.sizes);
    put(left, Rect { width: list, ..area });
    put(Pane::Body, Rect { x: area.x + list, width: body, ..area });
    put(Pane::Quotes, Rect { x: area.x + list + body, width: area.width - list - body, ..area });
    out
}

/// `size` moved by `by`, but no less than `least` and no more than `most`.
fn moved(size: u16, by: i16, least: u16, most: u16) -> u16 {
    size.saturating_add_signed(by).clamp(least.min(most), most)
}

/// Widths of the list and of the body; the quotations get the rest. The body needs no more than its widest line, its
/// gutter and its frame; what is left goes to the other two.
fn columns(width: u16, sizes: Sizes) -> (u16, u16) {
    const MOST: u16 = super::wrap::WIDEST as u16 + 8;
    const LEAST: u16 = 20;
    let body = (width * 42 / 100).min(MOST);
    let list = (width - body) / 2;
    let most = width.saturating_sub(2 * LEAST + 10);
    let quotes = moved(width - body - list, sizes.quotes, LEAST, most);
    let list = moved(list, sizes.list, LEAST, width.saturating_sub(quotes + LEAST + 10).max(LEAST));
    (list, width - list - quotes)
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
            sizes: Sizes::default(),
        })
    }

    fn covers(l: Layout, focus: Pane, (w, h): (u16, u16)) {
        let lines = [Some(l.query), l.error, l.strip, l.why, Some(l.status), Some(l.hints)];
        let parts: Vec<Rect> = lines.into_iter().chain(l.panes).flatten().collect();
        let area: u32 = parts.iter().map(|p| p.area()).sum();
        assert_eq!(area, u32::from(w) * u32::from(h), "{w}x{h} {focus:?}");
        let screen = Rect::new(0, 0, w, h);
        assert!(parts.iter().all(|p| screen.intersection(*p) == *p && p.area() > 0), "{w}x{h} {focus:?}");
        assert!(l.pane(focus).is_some(), "{w}x{h} {focus:?} is shown");
    }

    #[test]
    fn the_parts_cover_the_screen_without_overlap_at_any_size() {
        assert_eq!(at(39, 10, false), None);
        assert_eq!(at(40, 9, false), None);
        for w in 40_u16..=500 {
            for h in (10..=120).step_by(7) {
                for (pane, by) in Pane::ALL.into_iter().zip([0, -30, 30, 999, -999]) {
                    let sizes = Sizes { list: by, quotes: -by, speakers: by, upper: by, timeline: by };
                    let upper = if pane == Pane::Body { Pane::Articles } else { pane };
                    let error = w.is_multiple_of(2);
                    let zoom = w % 3 == 0;
                    let arrange = Arrange { size: (w, h), focus: pane, upper, zoom, error, sizes };
                    covers(Layout::of(arrange).expect("large enough"), pane, (w, h));
                }
            }
        }
    }

    #[test]
    fn three_panes_from_a_hundred_columns_on() {
        let shown = |w| at(w, 40, false).map(|l| l.panes.iter().flatten().count());
        assert_eq!((shown(99), shown(100), shown(170)), (Some(2), Some(3), Some(5)));
        assert_eq!(at(120, 40, true).map(|l| l.panes.iter().flatten().count()), Some(1));
    }
}

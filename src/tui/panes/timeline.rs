//! Quotations over time: a bar for each day, week, month, quarter or year, empty ones too, the undated apart. The same
//! in one line where there is no room for a pane.
use super::super::canvas::Canvas;
use super::super::layout::{Pane, inside};
use super::super::state::State;
use super::super::theme::Face;
use super::super::timeline::{Bar, label, span};
use super::{count, focused, number};
use crate::library::Bucket;
use crate::text::display;
use ratatui::layout::Rect;
use std::sync::Arc;

/// Columns between the dated bars and the undated one.
const GAP: u16 = 2;

/// Where the bars of a pane or strip are.
#[derive(Clone, Debug, Default)]
pub struct Plot {
    /// The bars.
    pub bars: Arc<[Bar]>,
    /// How long each is.
    pub bucket: Option<Bucket>,
    /// The first one that is shown.
    pub first: usize,
    /// How many are shown.
    pub shown: usize,
    /// Columns of each.
    pub wide: u16,
}

/// The bars as they fit in `cols` columns; the one with the keys is among them.
pub fn plot(state: &State, cols: u16) -> Plot {
    let bucket = state.timeline.bucket(usize::from(cols.saturating_sub(10) / 2).max(8));
    let bars = state.timeline.bars(bucket);
    if bars.is_empty() {
        return Plot::default();
    }
    let most = usize::from(cols.saturating_sub(GAP)).max(1);
    let wide = (most / bars.len()).clamp(1, 12) as u16;
    let shown = (most / usize::from(wide)).min(bars.len());
    let cursor = state.timeline.cursor.min(bars.len() - 1);
    let first = (cursor + 1).saturating_sub(shown.max(1));
    Plot { bars, bucket: Some(bucket), first, shown, wide }
}

impl Plot {
    /// The column, counted from the left, where bar `index` begins.
    fn column(&self, index: usize) -> u16 {
        let gap = if self.bars.get(index).is_some_and(|b| b.start.is_none()) && index > 0 { GAP } else { 0 };
        (index.saturating_sub(self.first) as u16).saturating_mul(self.wide).saturating_add(gap)
    }

    /// The bar at this column.
    pub fn at(&self, column: u16) -> Option<usize> {
        let visible = self.first..(self.first + self.shown).min(self.bars.len());
        visible.rev().find(|i| self.column(*i) <= column)
    }

    /// What the highest bar stands for. The undated are no length of time: they do not make the others small.
    fn most(&self) -> u64 {
        let dated = self.bars.iter().filter(|b| b.start.is_some()).map(|b| b.count).max();
        dated.or(self.bars.first().map(|b| b.count)).unwrap_or(0).max(1)
    }

    fn visible(&self) -> impl Iterator<Item = (usize, &Bar)> {
        self.bars.iter().enumerate().skip(self.first).take(self.shown)
    }
}

/// How a bucket is called.
fn name(bucket: Bucket) -> &'static str {
    Bucket::ALL.iter().find(|(_, b)| *b == bucket).map_or("", |(name, _)| name)
}

/// Where the bars of a pane of this inside are.
pub fn area(inside: Rect) -> Rect {
    Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), height: inside.height.saturating_sub(1), ..inside }
}

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas, pane: Rect) {
    let focus = focused(state, Pane::Timeline);
    let at = area(inside(pane));
    let plot = plot(state, at.width);
    let Some(bucket) = plot.bucket else {
        canvas.frame(pane, "5 Timeline", "", focus);
        let text = if state.waiting { "Counting…" } else { "No quotation to count." };
        canvas.text((at.x, at.y), at.width, text, Face::Faint);
        return;
    };
    let (from, to) = state.timeline.range();
    let (from, to) = (from.min(plot.bars.len() - 1), to.min(plot.bars.len() - 1));
    let chosen = plot.bars.get(from..=to).unwrap_or(&[]);
    let sum: u64 = chosen.iter().map(|b| b.count).sum();
    let or_more = if state.timeline.counted.exact { "" } else { "+" };
    let note = format!("{}: {}{or_more}", span(chosen), count(sum as usize, "quote"));
    let title = format!("5 Timeline  by {}{}", name(bucket), letters(state));
    canvas.frame(pane, &title, &note, focus);
    for (i, bar) in plot.visible() {
        let x = at.x + plot.column(i);
        let wide = plot.wide.saturating_sub(u16::from(plot.wide > 2)).max(1);
        let face = if (from..=to).contains(&i) && focus { Face::Made } else { Face::Quote };
        column(
            state,
            canvas,
            Rect { x, width: wide.min(at.right().saturating_sub(x)), ..at },
            (bar, plot.most(), face),
        );
    }
    let line = Rect { y: at.bottom(), height: 1, ..at };
    labels(canvas, line, (&plot, bucket), focus.then_some((from, to, state.timeline.cursor)));
}

/// What stands under the bars: the label of the bar with the keys always, others where they have room; a `^` under
/// bars that are brushed and have none, so that they are told without colour.
fn labels(canvas: &mut Canvas, at: Rect, (plot, bucket): (&Plot, Bucket), chosen: Option<(usize, usize, usize)>) {
    let place = |i: usize, text: &str| {
        let x = at.x + plot.column(i);
        let end = x + display::width(text) as u16;
        // The last label may begin before its bar.
        let x = if end > at.right() { x.saturating_sub(end - at.right()).max(at.x) } else { x };
        (x, x + display::width(text) as u16)
    };
    let own = chosen.and_then(|(_, _, cursor)| {
        let text = label(plot.bars.get(cursor)?.start, None, bucket);
        Some((place(cursor, &text), text))
    });
    let mut free = 0;
    let mut before = None;
    for (i, bar) in plot.visible() {
        let text = label(bar.start, before, bucket);
        let (x, end) = place(i, &text);
        let clear = own.as_ref().is_none_or(|((a, b), _)| end < *a || *b < x);
        if x >= free && end <= at.right() && clear {
            canvas.text((x, at.y), at.right() - x, &text, Face::Faint);
            free = end + 2;
            before = bar.start;
        } else if chosen.is_some_and(|(from, to, _)| (from..=to).contains(&i)) && x >= free && clear {
            canvas.text((x, at.y), 1, "^", Face::TitleFocus);
        }
    }
    if let Some(((x, _), text)) = own {
        canvas.text((x, at.y), at.right().saturating_sub(x), &text, Face::TitleFocus);
    }
}

/// One bar: as high as its share of the highest; by speaker in letters, if they are told apart.
fn column(state: &State, canvas: &mut Canvas, at: Rect, (bar, most, face): (&Bar, u64, Face)) {
    let steps = canvas.theme.glyphs.steps;
    let per_row = steps.len() as u64;
    let height = u64::from(at.height);
    let mut eighths = (bar.count.min(most) * height * per_row).div_ceil(most);
    if bar.count > 0 {
        eighths = eighths.max(1);
    }
    let letters = state.timeline.letters();
    for row in 0..at.height {
        let y = at.bottom() - 1 - row;
        let left = eighths.saturating_sub(u64::from(row) * per_row);
        if left == 0 {
            if row == 0 {
                canvas.text((at.x, y), at.width, &canvas.theme.glyphs.none.repeat(usize::from(at.width)), Face::Border);
            }
            break;
        }
        let step = steps.get(left.min(per_row) as usize - 1).copied().unwrap_or("#");
        // The middle of the row says whose it is.
        let share = (u64::from(row) * per_row + left.min(per_row) / 2) * most / (height * per_row);
        let mut below = 0;
        let whose = bar.by.iter().zip(&letters).find(|(n, _)| {
            below += **n;
            share < below
        });
        let sign = whose.map_or(step.to_string(), |(_, letter)| letter.to_string());
        canvas.text((at.x, y), at.width, &sign.repeat(usize::from(at.width)), face);
    }
}

/// `  S Starmer  T Trump`, if the bars are divided.
fn letters(state: &State) -> String {
    let names = state.timeline.counted.speakers.iter().map(|(name, _)| name.as_str());
    let all = state.timeline.letters();
    let named: String = all.iter().zip(names).map(|(letter, name)| format!("  {letter} {name}")).collect();
    if named.is_empty() { named } else { format!("{named}  others in blocks") }
}

/// Draws the timeline in one line.
pub fn strip(state: &State, canvas: &mut Canvas, at: Rect) {
    let counted = &state.timeline.counted;
    let undated = counted.days.get(&None).copied().unwrap_or(0);
    let right = if undated > 0 { format!("undated {}", number(undated as usize)) } else { String::new() };
    let end = canvas.right((at.right() - 1, at.y), at.width / 3, &right, Face::Faint);
    let (Some(first), Some(last)) = (counted.first(), counted.last()) else { return };
    let (first, last) = (first.to_string(), last.to_string());
    let mut x = at.x + 1;
    x += canvas.text((x, at.y), 12, &first, Face::Faint) + 1;
    let room = end.saturating_sub(x + 14);
    let bucket = state.timeline.bucket(usize::from(room).max(1));
    let bars = state.timeline.bars(bucket);
    let bars: Vec<&Bar> = bars.iter().filter(|b| b.start.is_some()).collect();
    let most = bars.iter().map(|b| b.count).max().unwrap_or(0).max(1);
    let steps = canvas.theme.glyphs.steps;
    let wide = (usize::from(room) / bars.len().max(1)).clamp(1, 4) as u16;
    let fits = usize::from(room / wide);
    for bar in bars.iter().skip(bars.len().saturating_sub(fits)) {
        let step = (bar.count * steps.len() as u64).div_ceil(most) as usize;
        let (sign, face) = match step.checked_sub(1).and_then(|s| steps.get(s)) {
            Some(sign) => (*sign, Face::Quote),
            None => (canvas.theme.glyphs.none, Face::Border),
        };
        x += canvas.text((x, at.y), wide, &sign.repeat(usize::from(wide)), face);
    }
    if last != first {
        canvas.text((x + 1, at.y), end.saturating_sub(x + 1), &last, Face::Faint);
    }
}

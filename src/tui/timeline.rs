//! Quotations over time, as the screen needs them: days are counted once, and put into bars of days, weeks, months,
//! quarters or years as they fit and as the reader zooms.
use crate::library::Bucket;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Quotations by day; `None` is undated.
pub type Days = BTreeMap<Option<NaiveDate>, u64>;

/// The most bars: nobody looks at more, and a wrong date may lie thousands of years away.
const MOST: usize = 4_000;

/// What the library counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// All quotations.
    pub days: Days,
    /// Those of the most frequent speakers, by name.
    pub speakers: Vec<(String, Days)>,
    /// False if the counting was cut short.
    pub exact: bool,
}

/// The timeline.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// What was counted for the query.
    pub counted: Counted,
    /// The length of a bar, if the reader chose one.
    pub bucket: Option<Bucket>,
    /// The bar with the keys.
    pub cursor: usize,
    /// The bar where the brush began, and the query as it was then.
    pub brush: Option<(usize, String)>,
    /// True if the bars are divided by speaker.
    pub split: bool,
    /// The number of the search that was counted.
    pub of: u64,
    /// The bars of each length that was asked for so far: every picture shows them.
    pub made: [OnceLock<Arc<[Bar]>>; Bucket::ALL.len()],
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The first day; nothing for undated.
    pub start: Option<NaiveDate>,
    /// The last day.
    pub end: Option<NaiveDate>,
    /// Quotations.
    pub count: u64,
    /// Those of each of the speakers.
    pub by: Vec<u64>,
}

impl Counted {
    /// The first day. The undated come before all days.
    pub fn first(&self) -> Option<NaiveDate> {
        self.days.keys().flatten().next().copied()
    }

    /// The last day.
    pub fn last(&self) -> Option<NaiveDate> {
        self.days.keys().next_back().copied().flatten()
    }
}

impl Timeline {
    /// The length of a bar where `room` of them have room.
    pub fn bucket(&self, room: usize) -> Bucket {
        match (self.bucket, self.counted.first(), self.counted.last()) {
            (Some(bucket), ..) => bucket,
            (None, Some(first), Some(last)) => Bucket::fitting(first, last, room.max(1)),
            _ => Bucket::Month,
        }
    }

    /// Takes what was counted.
    pub fn take(&mut self, counted: Counted) {
        self.counted = counted;
        self.made = Default::default();
    }

    /// The bars: from the first day to the last, empty ones too, then the undated, if there are any.
    pub fn bars(&self, bucket: Bucket) -> Arc<[Bar]> {
        let slot = Bucket::ALL.iter().position(|(_, b)| *b == bucket).and_then(|i| self.made.get(i));
        slot.map_or_else(|| self.make(bucket).into(), |slot| slot.get_or_init(|| self.make(bucket).into()).clone())
    }

    fn make(&self, bucket: Bucket) -> Vec<Bar> {
        let columns = std::iter::once(&self.counted.days).chain(self.counted.speakers.iter().map(|(_, days)| days));
        let columns: Vec<Days> = columns.map(|days| gathered(days, bucket)).collect();
        let all = columns.first();
        let bar = |start: Option<NaiveDate>| {
            let of = |days: &Days| days.get(&start).copied().unwrap_or(0);
            let end = start.and_then(|s| bucket.next(s)).and_then(|next| next.pred_opt());
            let by = columns.iter().skip(1).map(of).collect();
            Bar { start, end, count: all.map_or(0, of), by }
        };
        let dated = || all.into_iter().flat_map(|days| days.keys().flatten());
        let (mut out, last) = (Vec::new(), dated().max().copied());
        // Where there are too many, the newest are kept.
        let reach = chrono::Days::new((MOST as u64 - 1) * least_days(bucket));
        let earliest = last.and_then(|last| last.checked_sub_days(reach)).map(|day| bucket.start(day));
        let mut next = dated().min().copied().max(earliest);
        while let Some(day) = next.filter(|day| last.is_some_and(|last| *day <= last) && out.len() < MOST) {
            out.push(bar(Some(day)));
            next = bucket.next(day);
        }
        if all.is_some_and(|days| days.contains_key(&None)) {
            out.push(bar(None));
        }
        out
    }

    /// The bars that are brushed, or the one with the keys: the first and the last.
    pub fn range(&self) -> (usize, usize) {
        let from = self.brush.as_ref().map_or(self.cursor, |(from, _)| *from);
        (from.min(self.cursor), from.max(self.cursor))
    }

    /// A letter for each of the speakers, no letter twice.
    pub fn letters(&self) -> Vec<char> {
        let mut out: Vec<char> = Vec::new();
        for (name, _) in &self.counted.speakers {
            let last = name.split(' ').next_back().unwrap_or("");
            let upper = last.chars().chain(name.chars()).flat_map(char::to_uppercase);
            let free = upper.chain('A'..='Z').find(|c| c.is_alphabetic() && !out.contains(c));
            out.push(free.unwrap_or('?'));
        }
        out
    }
}

/// The days that a bar has at the least.
fn least_days(bucket: Bucket) -> u64 {
    match bucket {
        Bucket::Day => 1,
        Bucket::Week => 7,
        Bucket::Month => 28,
        Bucket::Quarter => 90,
        Bucket::Year => 365,
    }
}

fn gathered(days: &Days, bucket: Bucket) -> Days {
    let mut out = Days::new();
    for (day, count) in days {
        *out.entry(day.map(|d| bucket.start(d))).or_default() += count;
    }
    out
}

/// What stands under a bar: the year always with the first, and whenever it changes.
pub fn label(start: Option<NaiveDate>, before: Option<NaiveDate>, bucket: Bucket) -> String {
    use chrono::Datelike;
    let Some(day) = start else { return "undated".to_string() };
    let new_year = before.is_none_or(|b| b.year() != day.year());
    let form = match bucket {
        Bucket::Year => "%Y",
        Bucket::Month | Bucket::Quarter => "%Y-%m",
        _ if new_year => "%Y-%m-%d",
        _ => "%m-%d",
    };
    day.format(form).to_string()
}

/// The bars from `start` on, in words: `2025-11-23`, `2025-11-01..2025-11-30`, `undated`.
pub fn span(bars: &[Bar]) -> String {
    let first = bars.iter().find_map(|b| b.start);
    let last = bars.iter().rev().find_map(|b| b.end);
    let undated = bars.iter().any(|b| b.start.is_none());
    match (first, last) {
        (Some(a), Some(b)) if a == b && !undated => a.to_string(),
        (Some(a), Some(b)) => format!("{a}..{b}{}", if undated { " and undated" } else { "" }),
        _ => "undated".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(y, m, d)
    }

    fn timeline(days: &[(Option<NaiveDate>, u64)]) -> Timeline {
        let days: Days = days.iter().copied().collect();
        let speakers = vec![("Ada Quayle".to_string(), days.clone()), ("Ida Quist".to_string(), Days::new())];
        Timeline { counted: Counted { days, speakers, exact: true }, ..Default::default() }
    }

    #[test]
    fn empty_bars_are_kept_and_undated_comes_last() {
        let t = timeline(&[(day(2025, 11, 4), 3), (day(2025, 11, 6), 1), (None, 2)]);
        let bars = t.bars(Bucket::Day);
        assert_eq!(bars.iter().map(|b| b.count).collect::<Vec<_>>(), [3, 0, 1, 2]);
        assert_eq!((bars[0].by.as_slice(), bars[3].start), (&[3, 0][..], None));
        assert_eq!(t.bars(Bucket::Month).len(), 2);
        assert_eq!(span(&bars), "2025-11-04..2025-11-06 and undated");
        assert_eq!((span(&bars[3..]), span(&bars[..1])), ("undated".into(), "2025-11-04".into()));
        assert_eq!(t.letters(), ['Q', 'U']);
    }

    #[test]
    fn a_wrong_date_does_not_make_a_million_bars() {
        let t = timeline(&[(Some(NaiveDate::MIN), 1), (Some(NaiveDate::MAX), 1)]);
        assert_eq!(t.bars(Bucket::Day).len(), MOST);
        assert_eq!(t.bars(Bucket::Day).last().and_then(|b| b.start), Some(NaiveDate::MAX), "the newest are kept");
        assert_eq!(t.bucket(100), Bucket::Year);
        assert!(Timeline::default().bars(Bucket::Day).is_empty());
    }

    #[test]
    fn the_year_is_always_said() {
        assert_eq!(label(day(2025, 11, 4), None, Bucket::Day), "2025-11-04");
        assert_eq!(label(day(2025, 11, 5), day(2025, 11, 4), Bucket::Day), "11-05");
        assert_eq!(label(day(2026, 1, 1), day(2025, 12, 31), Bucket::Week), "2026-01-01");
        assert_eq!(label(None, None, Bucket::Year), "undated");
    }
}

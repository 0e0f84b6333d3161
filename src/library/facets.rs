//! Counting what a query finds: by speaker, outlet, kind and time.
use crate::model::Kind;
use chrono::{Datelike, Days, NaiveDate};

/// A length of time that a plot divides into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A year.
    Year,
}

impl Bucket {
    /// Every bucket with its name, the shortest first.
    pub const ALL: &'static [(&'static str, Bucket)] = &[
        ("day", Bucket::Day),
        ("week", Bucket::Week),
        ("month", Bucket::Month),
        ("quarter", Bucket::Quarter),
        ("year", Bucket::Year),
    ];

    /// The first day of the bucket that `day` lies in.
    ///
    /// ```
    /// use whosaid::library::Bucket;
    /// let day = chrono::NaiveDate::from_ymd_opt(2025, 11, 26).unwrap();
    /// assert_eq!(Bucket::Week.start(day).to_string(), "2025-11-24");
    /// assert_eq!(Bucket::Quarter.start(day).to_string(), "2025-10-01");
    /// ```
    pub fn start(self, day: NaiveDate) -> NaiveDate {
        let month = |m: u32| NaiveDate::from_ymd_opt(day.year(), m, 1);
        match self {
            Bucket::Day => Some(day),
            Bucket::Week => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
            Bucket::Month => month(day.month()),
            Bucket::Quarter => month((day.month() - 1) / 3 * 3 + 1),
            Bucket::Year => month(1),
        }
        .unwrap_or(day)
    }

    /// The first day of the bucket after the one that starts on `start`.
    pub fn next(self, start: NaiveDate) -> Option<NaiveDate> {
        match self {
            Bucket::Day => start.succ_opt(),
            Bucket::Week => start.checked_add_days(Days::new(7)),
            Bucket::Month => start.checked_add_months(chrono::Months::new(1)),
            Bucket::Quarter => start.checked_add_months(chrono::Months::new(3)),
            Bucket::Year => start.checked_add_months(chrono::Months::new(12)),
        }
    }

    /// The shortest bucket of which `first` to `last` has no more than `most`.
    pub fn fitting(first: NaiveDate, last: NaiveDate, most: usize) -> Bucket {
        let days = usize::try_from((last - first).num_days()).unwrap_or(0) + 1;
        let of = |b: Bucket| {
            days / [(Bucket::Day, 1), (Bucket::Week, 7), (Bucket::Month, 30), (Bucket::Quarter, 91)]
                .iter()
                .find(|(bucket, _)| *bucket == b)
                .map_or(365, |(_, days)| *days)
        };
        Bucket::ALL.iter().map(|(_, b)| *b).find(|b| of(*b) < most).unwrap_or(Bucket::Year)
    }
}

/// What to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Quotations by speaker; terms are left out.
    Speaker,
    /// Articles by outlet.
    Outlet,
    /// Quotations by kind.
    Kind,
    /// Quotations by time; terms are left out.
    Quotes(Bucket),
    /// Articles by time.
    Articles(Bucket),
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetKey {
    /// A speaker by name, `None` for nobody.
    Speaker(Option<String>),
    /// An outlet, `None` where it is not known.
    Outlet(Option<String>),
    /// A kind.
    Kind(Kind),
    /// The first day of a bucket, `None` for undated.
    Time(Option<NaiveDate>),
}

/// Puts counts into their order: time as it goes, undated last; else the most frequent first, then by name.
pub(super) fn ordered(mut items: Vec<(FacetKey, u64)>) -> Vec<(FacetKey, u64)> {
    items.retain(|(_, n)| *n > 0);
    items.sort_by(|(a, m), (b, n)| match (a, b) {
        (FacetKey::Time(a), FacetKey::Time(b)) => a.is_none().cmp(&b.is_none()).then(a.cmp(b)),
        _ => n.cmp(m).then_with(|| a.cmp(b)),
    });
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_fit_and_follow_each_other() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let fit = |a, b| Bucket::fitting(a, b, 60);
        assert_eq!(fit(day(2025, 1, 1), day(2025, 2, 1)), Bucket::Day);
        assert_eq!(fit(day(2025, 1, 1), day(2025, 12, 31)), Bucket::Week);
        assert_eq!(fit(day(2023, 1, 1), day(2025, 12, 31)), Bucket::Month);
        assert_eq!(fit(day(1700, 1, 1), day(2025, 12, 31)), Bucket::Year);
        for (_, bucket) in Bucket::ALL {
            let start = bucket.start(day(2024, 2, 29));
            let next = bucket.next(start).unwrap();
            assert!(start <= day(2024, 2, 29) && day(2024, 2, 29) < next);
            assert_eq!((bucket.start(next), bucket.start(next.pred_opt().unwrap())), (next, start));
        }
    }
}

//! Numbers of articles, so that their order is the order of a list: the newest day first, undated ones last, within a
//! day as they came.
use chrono::{Datelike, NaiveDate};

/// The number of an article: its day, counted backwards, then its place in the day. It changes when the day is
/// corrected.
///
/// ```
/// use whosaid::library::ArticleId;
/// let day = chrono::NaiveDate::from_ymd_opt(2025, 11, 25);
/// assert!(ArticleId::new(day, 7).unwrap() < ArticleId::new(None, 0).unwrap());
/// assert_eq!(ArticleId::new(day, 7).unwrap().date(), day);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub i64);

/// Bits for the place in a day.
const PLACE: u32 = 24;
/// The day of undated articles: after every other. They may take as many of the following "days" as they need.
const UNDATED: i64 = 1 << 28;

impl ArticleId {
    /// The number of place `place` on `date`; `None` if a day has no such place.
    pub fn new(date: Option<NaiveDate>, place: i64) -> Option<ArticleId> {
        let fits = place >= 0 && (date.is_none() || place < 1 << PLACE);
        fits.then(|| ArticleId((day(date) << PLACE) + place))
    }

    /// The day.
    pub fn date(self) -> Option<NaiveDate> {
        let day = self.0 >> PLACE;
        let days = i64::from(NaiveDate::MAX.num_days_from_ce()).checked_sub(day).filter(|_| day < UNDATED)?;
        NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
    }

    /// The first and the last number of a day.
    pub fn of_day(date: Option<NaiveDate>) -> (ArticleId, ArticleId) {
        let first = day(date) << PLACE;
        let last = if date.is_some() { first + (1 << PLACE) - 1 } else { i64::MAX };
        (ArticleId(first), ArticleId(last))
    }

    /// The place in its day.
    pub fn place(self) -> i64 {
        if self.0 >> PLACE >= UNDATED { self.0 - (UNDATED << PLACE) } else { self.0 & ((1 << PLACE) - 1) }
    }
}

fn day(date: Option<NaiveDate>) -> i64 {
    date.map_or(UNDATED, |d| i64::from(NaiveDate::MAX.num_days_from_ce()) - i64::from(d.num_days_from_ce()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_order_of_a_list() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let dates =
            [Some(NaiveDate::MAX), day(2025, 11, 25), day(2025, 11, 24), day(-4, 1, 1), Some(NaiveDate::MIN), None];
        let ids: Vec<ArticleId> =
            dates.iter().flat_map(|d| [ArticleId::new(*d, 0).unwrap(), ArticleId::new(*d, 9).unwrap()]).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        for (i, id) in ids.iter().enumerate() {
            let (first, last) = ArticleId::of_day(dates[i / 2]);
            assert_eq!((id.date(), id.place(), first <= *id && *id <= last), (dates[i / 2], [0, 9][i % 2], true));
        }
        assert_eq!(ArticleId::new(day(2025, 1, 1), 1 << 24), None);
        assert_eq!(ArticleId::new(None, 1 << 30).map(|id| (id.date(), id.place())), Some((None, 1 << 30)));
    }
}

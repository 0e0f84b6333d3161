//! Dates as people type them: a year, a month, a day, or words relative to today.
use chrono::{Datelike, Days, Months, NaiveDate};

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

impl Period {
    /// True if `day` lies inside.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

/// The days that `text` names, where today is `today`; the error is the reason.
pub(super) fn period(text: &str, today: NaiveDate) -> Result<Period, String> {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split([' ', '_']).filter(|w| !w.is_empty()).collect();
    let found = match words.as_slice() {
        [one] => numeric(one).or_else(|| word(one, today)),
        ["this" | "last", unit] => named(words.first() == Some(&"last"), unit, today),
        [month, year] if month_number(month).is_some() => {
            numeric(&format!("{year}-{:02}", month_number(month).unwrap_or(1)))
        }
        [count, unit] | [count, unit, "ago"] => count.parse().ok().and_then(|n| ago(n, unit, today)),
        [day, month, year] if month_number(month).is_some() => {
            let month = month_number(month).unwrap_or(1);
            day.parse::<u32>().ok().and_then(|d| numeric(&format!("{year}-{month:02}-{d:02}")))
        }
        _ => None,
    };
    found.ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        format!("`{shown}` is no date: type 2025, 2025-11, 2025-11-25, today, yesterday, \"last week\" or \"3 weeks\"")
    })
}

/// `2025`, `2025-11` or `2025-11-25`.
fn numeric(text: &str) -> Option<Period> {
    let mut parts = text.split(['-', '/']);
    let mut number = |digits: usize| match parts.next() {
        None => Some(None),
        Some(p) if p.len() <= digits && !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()) => {
            p.parse::<u32>().ok().map(Some)
        }
        Some(_) => None,
    };
    let (year, month, day) = (number(4)??, number(2)?, number(2)?);
    if text.split(['-', '/']).count() > 3 || text.split(['-', '/']).next()?.len() != 4 {
        return None;
    }
    let year = i32::try_from(year).ok()?;
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.checked_add_months(Months::new(1))?.pred_opt()?,
        (None, None) => NaiveDate::from_ymd_opt(year, 12, 31)?,
    };
    Some(Period { first, last })
}

fn word(text: &str, today: NaiveDate) -> Option<Period> {
    let day = match text {
        "today" => today,
        "yesterday" => today.pred_opt()?,
        _ => return None,
    };
    Some(Period { first: day, last: day })
}

/// `this week`, `last month` and their like; weeks start on Monday.
fn named(last: bool, unit: &str, today: NaiveDate) -> Option<Period> {
    let back = u32::from(last);
    let first = match unit {
        "week" => {
            let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
            let first = monday.checked_sub_days(Days::new(7 * u64::from(back)))?;
            return Some(Period { first, last: first.checked_add_days(Days::new(6))? });
        }
        "month" => today.with_day(1)?.checked_sub_months(Months::new(back))?,
        "year" => {
            let year = today.year().checked_sub(i32::try_from(back).ok()?)?;
            return Some(Period {
                first: NaiveDate::from_ymd_opt(year, 1, 1)?,
                last: NaiveDate::from_ymd_opt(year, 12, 31)?,
            });
        }
        _ => return None,
    };
    Some(Period { first, last: first.checked_add_months(Months::new(1))?.pred_opt()? })
}

/// From so many days, weeks, months or years ago until today.
fn ago(count: u32, unit: &str, today: NaiveDate) -> Option<Period> {
    let first = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => today.checked_sub_days(Days::new(u64::from(count)))?,
        "week" => today.checked_sub_days(Days::new(7 * u64::from(count)))?,
        "month" => today.checked_sub_months(Months::new(count))?,
        "year" => today.checked_sub_months(Months::new(count.checked_mul(12)?))?,
        _ => return None,
    };
    Some(Period { first, last: today })
}

fn month_number(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let found = MONTHS.iter().position(|m| name.len() >= 3 && m.starts_with(name))?;
    u32::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        // A Wednesday.
        let today = NaiveDate::from_ymd_opt(2025, 11, 26).unwrap();
        period(text, today).map_or_else(|reason| reason, |p| format!("{}..{}", p.first, p.last))
    }

    #[test]
    fn every_shape_of_a_date() {
        for (text, expected) in [
            ("2025", "2025-01-01..2025-12-31"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2025-12", "2025-12-01..2025-12-31"),
            ("2025-11-25", "2025-11-25..2025-11-25"),
            ("2025/11/5", "2025-11-05..2025-11-05"),
            ("Today", "2025-11-26..2025-11-26"),
            ("yesterday", "2025-11-25..2025-11-25"),
            ("this week", "2025-11-24..2025-11-30"),
            ("last week", "2025-11-17..2025-11-23"),
            ("last month", "2025-10-01..2025-10-31"),
            ("last_year", "2024-01-01..2024-12-31"),
            ("3 weeks", "2025-11-05..2025-11-26"),
            ("2 months ago", "2025-09-26..2025-11-26"),
            ("1 day", "2025-11-25..2025-11-26"),
            ("nov 2025", "2025-11-01..2025-11-30"),
            ("5 November 2025", "2025-11-05..2025-11-05"),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_what_is() {
        for text in
            ["", "2025-13", "2025-02-30", "25-11-2025", "soon", "99999999 years", "2025-11-25-1", "last", "20255"]
        {
            assert!(days(text).contains("is no date: type 2025"), "{text}: {}", days(text));
        }
    }
}

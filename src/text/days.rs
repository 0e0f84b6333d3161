//! Days of the calendar as sources print them: in a field, in the name of a file, in an address.
use chrono::NaiveDate;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day that a stamp names, as printed: its time and offset are not applied. Reads `2025-11-25`, with or without
/// a time, `20251125`, `25 November 2025`, `Nov. 25, 2025` and `Tue, 25 Nov 2025 10:00:00 GMT`.
///
/// ```
/// let day = |s| whosaid::text::days::day(s).map(|d| d.to_string());
/// assert_eq!(day("2025-11-25T23:30:00-05:00").as_deref(), Some("2025-11-25"));
/// assert_eq!(day("November 25th, 2025").as_deref(), Some("2025-11-25"));
/// assert_eq!(day("last Tuesday"), None);
/// ```
pub fn day(stamp: &str) -> Option<NaiveDate> {
    let stamp = stamp.trim();
    let digits = stamp.bytes().take_while(|b| b.is_ascii_digit()).count();
    if digits == 8 || (digits == 4 && stamp.as_bytes().get(4).is_some_and(|b| b"-/.".contains(b))) {
        return numeric(stamp);
    }
    in_words(stamp)
}

/// A day in the name of a file: `2025-11-25`, `2025_11_25` or `20251125`, standing apart from other letters and digits.
///
/// ```
/// let day = |s| whosaid::text::days::in_name(s).map(|d| d.to_string());
/// assert_eq!(day("bbc-2025-11-25-talks.txt").as_deref(), Some("2025-11-25"));
/// assert_eq!(day("d515fa20251125c1.txt"), None);
/// ```
pub fn in_name(name: &str) -> Option<NaiveDate> {
    starts(name).find_map(|at| {
        let rest = name.get(at..)?;
        let day = numeric(rest)?;
        let len = if rest.as_bytes().get(4).is_some_and(u8::is_ascii_digit) { 8 } else { 10 };
        let apart = !rest.get(len..)?.starts_with(|c: char| c.is_alphanumeric());
        apart.then_some(day)
    })
}

/// A day in an address: `/2025/11/25/`, `/2025/nov/25/`, or as in a file name.
///
/// ```
/// let day = |s| whosaid::text::days::in_url(s).map(|d| d.to_string());
/// assert_eq!(day("https://example.org/world/2025/nov/25/talks").as_deref(), Some("2025-11-25"));
/// assert_eq!(day("https://example.org/world/talks-resume"), None);
/// ```
pub fn in_url(url: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).take(64).collect();
    let in_path = parts.windows(3).find_map(|w| {
        let (year, date) = (w.first()?, w.get(2)?);
        let month = w.get(1).and_then(|m| month(m).or_else(|| small(m, 12)))?;
        if year.len() != 4 {
            return None;
        }
        valid(year.parse().ok()?, month, small(date, 31)?)
    });
    in_path.or_else(|| parts.iter().find_map(|p| in_name(p)))
}

/// Where a number of a name begins.
fn starts(name: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    name.char_indices().filter_map(move |(at, c)| {
        let start = c.is_ascii_digit() && !before.is_alphanumeric();
        before = c;
        start.then_some(at)
    })
}

/// `2025-11-25` or `20251125` at the start of `text`; one and the same separator in the first form.
fn numeric(text: &str) -> Option<NaiveDate> {
    let b = text.as_bytes();
    let number = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = number(0, 4)?;
    let (m, d) = match b.get(4)? {
        s @ (b'-' | b'_' | b'.' | b'/') if b.get(7) == Some(s) => (number(5, 7)?, number(8, 10)?),
        b'0' | b'1' => (number(4, 6)?, number(6, 8)?),
        _ => return None,
    };
    if b.get(if b.get(4)?.is_ascii_digit() { 8 } else { 10 }).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    valid(i32::try_from(year).ok()?, m, d)
}

/// A month in letters with a day beside it and a year after.
fn in_words(stamp: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = stamp.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(12).collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let m = month(words.get(at)?)?;
    let year = |i: usize| words.get(i).filter(|w| w.len() == 4).and_then(|w| w.parse::<i32>().ok());
    let date = |i: Option<usize>| i.and_then(|i| words.get(i)).and_then(|w| ordinal(w));
    match (date(at.checked_sub(1)), year(at + 1)) {
        (Some(d), Some(y)) => valid(y, m, d),
        _ => valid(year(at + 2)?, m, date(Some(at + 1))?),
    }
}

fn ordinal(word: &str) -> Option<u32> {
    small(["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word), 31)
}

fn small(word: &str, most: u32) -> Option<u32> {
    let fits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if !fits { None } else { word.parse().ok().filter(|n| (1..=most).contains(n)) }
}

fn month(word: &str) -> Option<u32> {
    let lower = word.to_ascii_lowercase();
    let full = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"];
    let full = full
        .iter()
        .chain(&["november", "december"])
        .position(|m| *m == lower || (*m == "september" && lower == "sept"));
    full.or_else(|| MONTHS.iter().position(|m| *m == lower)).and_then(|i| u32::try_from(i + 1).ok())
}

fn valid(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1600..=2200).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(day: Option<NaiveDate>) -> String {
        day.map_or("none".into(), |d| d.to_string())
    }

    #[test]
    fn stamps() {
        for (stamp, want) in [
            ("2025-11-25", "2025-11-25"),
            (" 2025-11-25 10:30:00 ", "2025-11-25"),
            ("2025/11/25", "2025-11-25"),
            ("20251125T101500Z", "2025-11-25"),
            ("Tue, 25 Nov 2025 10:00:00 GMT", "2025-11-25"),
            ("Tuesday 25 November 2025 10:00", "2025-11-25"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("1st may 2024", "2024-05-01"),
            ("2025-13-25", "none"),
            ("2025-11", "none"),
            ("2025", "none"),
            ("25/11/2025", "none"),
            ("31 February 2024", "none"),
            ("", "none"),
            ("é2025-11-25", "none"),
        ] {
            assert_eq!(shown(day(stamp)), want, "{stamp}");
        }
    }

    #[test]
    fn names_and_addresses() {
        for (name, want) in [
            ("2025-11-25.txt", "2025-11-25"),
            ("000_d515fa05e19002c1.txt", "none"),
            ("talks_20251125.txt", "2025-11-25"),
            ("20251125123.txt", "none"),
            ("x2025-11-25.txt", "none"),
            ("2025_11_25", "2025-11-25"),
            ("é20é2025-11-2é", "none"),
        ] {
            assert_eq!(shown(in_name(name)), want, "{name}");
        }
        assert_eq!(shown(in_url("https://news.example/2025/01/02/a")), "2025-01-02");
        assert_eq!(shown(in_url("https://news.example/a-2025-01-02.html")), "2025-01-02");
        assert_eq!(shown(in_url("https://news.example/1/2/3")), "none");
    }
}

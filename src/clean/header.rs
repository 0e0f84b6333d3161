//! Lines of metadata at the very beginning: `date 2025-11-25`, `Title: …`, a block between two `---`.
use super::page::Page;
use crate::model::{DateFrom, Label, Span};
use crate::text::days;
use chrono::NaiveDate;

/// Most lines that are read as a header.
const LINES: usize = 8;
/// Longest value.
const VALUE: usize = 300;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Date,
    Title,
    Outlet,
    Author,
    Url,
}

const FIELDS: [(&str, Field); 15] = [
    ("date", Field::Date),
    ("published", Field::Date),
    ("pubdate", Field::Date),
    ("publication date", Field::Date),
    ("title", Field::Title),
    ("headline", Field::Title),
    ("source", Field::Outlet),
    ("outlet", Field::Outlet),
    ("publication", Field::Outlet),
    ("publisher", Field::Outlet),
    ("author", Field::Author),
    ("byline", Field::Author),
    ("by", Field::Author),
    ("url", Field::Url),
    ("link", Field::Url),
];

/// Takes the header off, keeps what it says, and tells whether there was one.
pub(super) fn strip(page: &mut Page) -> bool {
    let fenced = fence(page);
    let mut any = fenced > 0;
    for _ in 0..if fenced > 0 { fenced } else { LINES } {
        let Some(span) = page.paras.first().map(|p| p.span) else { break };
        let line = span.of(page.text);
        if let Some((day, len)) = plain_date(line) {
            page.found.date.get_or_insert((day, DateFrom::Header));
            page.cut(Span::new(span.start, span.start + len), Label::Header, "header.date");
        } else if let Some(name) = field(page, line) {
            page.cut(span, Label::Header, name);
        } else if fenced > 0 {
            page.cut(span, Label::Header, "header.front_matter");
        } else {
            break;
        }
        any = true;
    }
    any
}

/// The number of lines of a block between two `---` at the very beginning, both of them counted; 0 if there is none.
fn fence(page: &Page) -> usize {
    if page.of(0) != "---" || page.paras.first().is_some_and(|p| p.span.start > 0) {
        return 0;
    }
    let end = (1..page.paras.len().min(20)).find(|i| page.of(*i) == "---");
    let fields = |end: usize| (1..end).all(|i| page.of(i).contains(':') || page.of(i).starts_with('-'));
    end.filter(|end| fields(*end)).map_or(0, |end| end + 1)
}

/// `date 2025-11-25`, with or without a time, and where it ends: the text may go on in the same line.
fn plain_date(line: &str) -> Option<(NaiveDate, usize)> {
    let name = ["date", "published", "pubdate"].into_iter().find(|n| starts_with(line, n))?;
    let value = line.get(name.len()..)?;
    let value = value.trim_start_matches([' ', ':', '=']);
    if value.len() + name.len() == line.len() {
        return None;
    }
    let stamp = value.get(..10)?;
    let day = stamp.is_ascii().then(|| days::day(stamp)).flatten()?;
    let rest = value.get(10..)?;
    if !stamp.contains('-') || rest.starts_with(|c: char| c.is_alphanumeric() && c != 'T') {
        return None;
    }
    Some((day, line.len() - rest.len() + time(rest)))
}

/// The length of a time that follows a date: `T10:30:00Z`, ` 10:30`, `T10:30:00+01:00`.
fn time(rest: &str) -> usize {
    let clock = rest.strip_prefix(['T', ' ']).unwrap_or("");
    let digits = clock.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(clock.len());
    let b = clock.as_bytes();
    if digits < 5 || b.get(2) != Some(&b':') {
        return 0;
    }
    let zone = clock.get(digits..).unwrap_or("");
    let offset = match zone.chars().next() {
        Some('Z') => 1,
        Some('+' | '-') => {
            1 + zone.get(1..).map_or(0, |z| z.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(z.len()))
        }
        _ => 0,
    };
    1 + digits + offset
}

/// Reads `Name: value` and returns the rule that did, if the name is known.
fn field(page: &mut Page, line: &str) -> Option<&'static str> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let (_, field) = FIELDS.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    if value.is_empty() || value.len() > VALUE {
        return None;
    }
    let found = &mut page.found;
    let keep = |slot: &mut Option<String>| {
        slot.get_or_insert_with(|| value.to_string());
    };
    match field {
        Field::Date => {
            found.date.get_or_insert((days::day(value)?, DateFrom::Header));
            return Some("header.date");
        }
        Field::Title => keep(&mut found.title),
        Field::Outlet => keep(&mut found.outlet),
        Field::Author => keep(&mut found.author),
        Field::Url => {
            value.starts_with("http").then_some(())?;
            if let Some(day) = days::in_url(value) {
                found.date.get_or_insert((day, DateFrom::Url));
            }
            if let Some(outlet) = page.table.outlets().of_url(value) {
                found.outlet.get_or_insert(outlet);
            }
        }
    }
    Some(match field {
        Field::Title => "header.title",
        Field::Outlet => "header.outlet",
        Field::Author => "header.author",
        _ => "header.url",
    })
}

fn starts_with(line: &str, name: &str) -> bool {
    line.get(..name.len()).is_some_and(|l| l.eq_ignore_ascii_case(name))
        && line.get(name.len()..).is_some_and(|l| l.starts_with([' ', ':', '=']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn check(text: &str, left: &str, date: Option<&str>) {
        let mut page = Page::new(text, &Lexicon::builtin().boilerplate);
        strip(&mut page);
        assert_eq!(page.of(0), left, "{text}");
        assert_eq!(page.found.date.map(|d| d.0.to_string()).as_deref(), date, "{text}");
    }

    #[test]
    fn dates() {
        check("date 2025-11-25 Rain fell.", "Rain fell.", Some("2025-11-25"));
        check("date 2025-11-25\nRain fell.", "Rain fell.", Some("2025-11-25"));
        check("Published: 2025-11-25T10:30:00+01:00 Rain fell.", "Rain fell.", Some("2025-11-25"));
        check("DATE=2025-11-25 10:30Z\nRain.", "Rain.", Some("2025-11-25"));
        check("Date: 25 November 2025\nRain.", "Rain.", Some("2025-11-25"));
        check("Date palms need rain.", "Date palms need rain.", None);
        check("date 2025-11-251 Rain", "date 2025-11-251 Rain", None);
        check("dateline 2025-11-25 Rain", "dateline 2025-11-25 Rain", None);
        check("date 2025-13-40 Rain", "date 2025-13-40 Rain", None);
        check("date ééééééé", "date ééééééé", None);
    }

    #[test]
    fn fields() {
        let text = "---\ntitle: \"Wet\"\ntags: [a]\ndate: 2025-11-25\n---\nRain fell.";
        check(text, "Rain fell.", Some("2025-11-25"));
        check(
            "Title: Wet\nURL: https://x.example/2024/02/03/wet\nRain: it fell.",
            "Rain: it fell.",
            Some("2024-02-03"),
        );
        let mut page =
            Page::new("Headline: Wet\nSource: The Weekly Gull\nBy: Ann Ash\nRain.", &Lexicon::builtin().boilerplate);
        assert!(strip(&mut page));
        let found = &page.found;
        assert_eq!((found.title.as_deref(), found.outlet.as_deref()), (Some("Wet"), Some("The Weekly Gull")));
        assert_eq!((found.author.as_deref(), page.paras.len()), (Some("Ann Ash"), 1));
    }
}

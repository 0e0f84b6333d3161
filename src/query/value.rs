//! From the value of a field to what it asks.
use super::lex::Raw;
use super::{Field, Flag, Fuzzy, LOW, NameTest, Near, Needle, Pattern, Period, Range, Sort, SortBy, Test, date};
use crate::model::Kind;
use crate::text::fold::fold;
use chrono::NaiveDate;

/// What a value gives: a test, or how to show the rows.
pub(super) enum Given {
    Test(Test),
    Sort(Sort),
    Limit(usize),
    KeepUndated,
}

/// Reads the value `raw` of `field`; the error is the reason.
pub(super) fn read(field: Field, raw: &Raw, today: NaiveDate) -> Result<Given, String> {
    let text = raw.text.trim();
    let test = match field {
        Field::Sort => return sort(text).map(Given::Sort),
        Field::Limit => return limit(text).map(Given::Limit),
        Field::Date if text == "none+" => return Ok(Given::KeepUndated),
        Field::Words | Field::Text | Field::Said | Field::As | Field::Outlet | Field::Title => words(raw)?,
        Field::Note => Test::Words(Needle::new(text).ok_or_else(|| no_word(&raw.text))?),
        Field::Tag => Test::Tag(fold(text.trim_start_matches('#')).trim_matches('*').to_owned()),
        Field::Speaker | Field::About => Test::Name(NameTest::new(text).ok_or_else(|| no_word(&raw.text))?),
        Field::Kind => Test::Kind(kind(text)?),
        Field::Is => Test::Flag(flag(text)?),
        Field::Conf => Test::Conf(confidence(text)?),
        Field::After | Field::Before | Field::On | Field::Date => Test::Days(days(field, text, today)?),
        Field::Path => Test::Path(fold(text).split('*').filter(|p| !p.is_empty()).map(str::to_owned).collect()),
    };
    Ok(Given::Test(test))
}

fn no_word(text: &str) -> String {
    format!("there is no word in `{text}`")
}

/// Most letters that a word may be off, and most words between two that are near.
const OFF: usize = 2;
const BETWEEN: usize = 100;

/// Words in a row, near each other or nearly so, or an expression.
fn words(raw: &Raw) -> Result<Test, String> {
    let text = raw.text.trim();
    let none = || no_word(&raw.text);
    Ok(match raw.near {
        _ if raw.pattern => Test::Pattern(Pattern::new(text)?),
        None => Test::Words(Needle::new(text).ok_or_else(none)?),
        Some(within) if raw.quoted => match Near::new(text, within) {
            Some(near) if within <= BETWEEN => Test::Near(near),
            Some(_) => return Err(format!("`~` takes words at most {BETWEEN} apart")),
            None => return Err("`~` behind quotation marks needs two words between them".to_owned()),
        },
        Some(off) => match Fuzzy::new(text, off) {
            Some(fuzzy) if (1..=OFF).contains(&off) => Test::Fuzzy(fuzzy),
            Some(_) => return Err(format!("a word may be 1 or {OFF} letters off: `{text}~1`")),
            None => return Err(format!("`~` needs one word before it: `{text}` is none or several")),
        },
    })
}

fn sort(text: &str) -> Result<Sort, String> {
    let (name, down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    let by = match name {
        "date" => SortBy::Date,
        "speaker" => SortBy::Speaker,
        "conf" => SortBy::Conf,
        "relevance" => SortBy::Relevance,
        _ => {
            let reason = "`sort:` knows date, speaker, conf and relevance, with `-` in front the other way round";
            return Err(reason.to_owned());
        }
    };
    Ok(Sort { by, down })
}

fn limit(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&n| n > 0).ok_or_else(|| "`limit:` needs a number, 1 or more".to_owned())
}

fn kind(text: &str) -> Result<Kind, String> {
    match text.to_ascii_lowercase().as_str() {
        "direct" | "full" => Ok(Kind::Direct),
        "mixed" | "part" => Ok(Kind::Mixed),
        "term" => Ok(Kind::Term),
        _ => Err("`kind:` knows direct, mixed and term".to_owned()),
    }
}

fn flag(text: &str) -> Result<Flag, String> {
    match text.to_ascii_lowercase().as_str() {
        "unattributed" => Ok(Flag::Unattributed),
        "low" => Ok(Flag::Low),
        "verified" => Ok(Flag::Verified),
        "corrected" => Ok(Flag::Corrected),
        "starred" => Ok(Flag::Starred),
        "dup" => Ok(Flag::Dup),
        "orphan" => {
            Err("what has lost its article is in no list of articles: whosaid correct list --orphans".to_owned())
        }
        _ => Err(format!(
            "`is:` knows unattributed, low (a confidence below {LOW}), dup, verified, corrected and starred"
        )),
    }
}

fn confidence(text: &str) -> Result<Range, String> {
    let reason = || "`conf:` needs a number from 0 to 1, such as <0.6, >=0.9 or 0.5..0.8".to_owned();
    let number = |s: &str| s.trim().parse::<f32>().ok().filter(|n| (0.0..=1.0).contains(n)).ok_or_else(reason);
    // The far ends lie outside what a confidence can be, so that an open range holds 0 and 1.
    Ok(if let Some(n) = text.strip_prefix("<=") {
        Range { min: -1.0, max: number(n)?, open: false }
    } else if let Some(n) = text.strip_prefix(">=") {
        Range { min: number(n)?, max: 2.0, open: false }
    } else if let Some(n) = text.strip_prefix('<') {
        Range { min: -1.0, max: number(n)?, open: true }
    } else if let Some(n) = text.strip_prefix('>') {
        Range { min: number(n)?, max: 2.0, open: true }
    } else if let Some((a, b)) = text.split_once("..") {
        Range { min: number(a)?, max: number(b)?, open: false }
    } else {
        // Two digits are shown, so two digits are what equal means.
        let n = number(text)?;
        Range { min: n - 0.005, max: n + 0.005, open: false }
    })
}

/// The days that a dated field asks for; `None` for undated.
fn days(field: Field, text: &str, today: NaiveDate) -> Result<Option<Period>, String> {
    let whole = Period { first: NaiveDate::MIN, last: NaiveDate::MAX };
    if field == Field::Date && text == "none" {
        return Ok(None);
    }
    if let (Field::Date, Some((a, b))) = (field, text.split_once("..")) {
        let first = if a.is_empty() { whole.first } else { date::period(a, today)?.first };
        let last = if b.is_empty() { whole.last } else { date::period(b, today)?.last };
        return if first <= last {
            Ok(Some(Period { first, last }))
        } else {
            Err("this range ends before it begins".to_owned())
        };
    }
    let period = date::period(text, today)?;
    Ok(Some(match field {
        Field::After => Period { first: period.first, last: whole.last },
        Field::Before => Period { first: whole.first, last: period.first.pred_opt().unwrap_or(period.first) },
        _ => period,
    }))
}

//! Editing a query line: pickers and filters change the visible line and nothing else. Every helper takes any line,
//! also one that cannot be read yet, and leaves what it does not concern as it was typed.
//!
//! ```
//! use whosaid::query::{Field, edit};
//! let line = edit::with_speaker("peace speaker:trump", "Volodymyr Zelensky");
//! assert_eq!(line, "peace speaker:\"Volodymyr Zelensky\"");
//! assert_eq!(edit::without(&line, &[Field::Speaker]), "peace");
//! ```
use super::Field;
use super::lex::is_mark;
use super::print::{needs_marks, quoted};
use crate::model::Span;
use chrono::NaiveDate;

/// The line with `field:value` in place of every top-level term of that field; an excluded term stays.
pub fn set(line: &str, field: Field, value: &str) -> String {
    replace(line, &[field], &[term(field, value)])
}

/// The line without the top-level terms of `fields`, excluded ones too.
pub fn without(line: &str, fields: &[Field]) -> String {
    let keep = chunks(line).into_iter().filter(|c| !c.field.is_some_and(|f| fields.contains(&f)));
    join(keep.map(|c| c.span.of(line).to_owned()))
}

/// Only this speaker.
pub fn with_speaker(line: &str, name: &str) -> String {
    set(line, Field::Speaker, name)
}

/// This speaker beside those that are asked for; again, and the speaker is gone.
pub fn toggle_speaker(line: &str, name: &str) -> String {
    toggle(line, Field::Speaker, name)
}

/// `value` beside the values of `field` that are asked for; again, and it is gone. What was left out is asked for then.
///
/// ```
/// use whosaid::query::{Field, edit};
/// assert_eq!(edit::toggle("a kind:direct", Field::Kind, "mixed"), "a kind:direct|mixed");
/// assert_eq!(edit::toggle("a kind:direct", Field::Kind, "direct"), "a");
/// ```
pub fn toggle(line: &str, field: Field, name: &str) -> String {
    let line = &without_excluded(line, field, name);
    let value = marked(field, name);
    let old = chunks(line).into_iter().find(|c| c.field == Some(field) && !c.excluded);
    let Some(old) = old else { return set(line, field, name) };
    let mut values = values_of(old.span.of(line));
    let before = values.len();
    values.retain(|v| *v != value);
    if values.len() == before {
        values.push(value);
    }
    let new = if values.is_empty() { Vec::new() } else { vec![format!("{}:{}", field.name(), values.join("|"))] };
    replace(line, &[field], &new)
}

/// The line that leaves `value` of `field` out; again, and it does not. What was asked for is not then.
pub fn toggle_excluded(line: &str, field: Field, value: &str) -> String {
    let left = without_excluded(line, field, value);
    if left != line.trim() {
        return left;
    }
    let asked = chunks(line).into_iter().find(|c| c.field == Some(field) && !c.excluded);
    let named = asked.is_some_and(|c| values_of(c.span.of(line)).contains(&marked(field, value)));
    let line = if named { toggle(line, field, value) } else { line.to_owned() };
    append(&line, &format!("-{}", term(field, value)))
}

/// The line without the term that leaves `value` of `field` out.
fn without_excluded(line: &str, field: Field, value: &str) -> String {
    let term = term(field, value);
    let goes = |c: &Chunk| c.excluded && c.span.of(line).trim_start_matches(['-', '!', '~']) == term;
    let chunks = chunks(line);
    if !chunks.iter().any(goes) {
        return line.trim().to_owned();
    }
    join(chunks.iter().filter(|c| !goes(c)).map(|c| c.span.of(line).to_owned()))
}

/// The line that leaves this speaker out.
pub fn without_speaker(line: &str, name: &str) -> String {
    let new = format!("-{}", term(Field::Speaker, name));
    if chunks(line).iter().any(|c| c.span.of(line) == new) { line.to_owned() } else { append(line, &new) }
}

/// Only articles from `first` to `last`, both included; `None` for no limit on that side. `keep_undated` adds
/// `date:none+`.
pub fn with_dates(line: &str, first: Option<NaiveDate>, last: Option<NaiveDate>, keep_undated: bool) -> String {
    let mut new = match (first, last) {
        (Some(a), Some(b)) if a == b => vec![format!("on:{a}")],
        (Some(a), Some(b)) => vec![format!("date:{a}..{b}")],
        (Some(a), None) => vec![format!("after:{a}")],
        (None, Some(b)) => vec![format!("date:..{b}")],
        (None, None) => Vec::new(),
    };
    if keep_undated && !new.is_empty() {
        new.push("date:none+".to_owned());
    }
    replace(line, &DATES, &new)
}

/// What somebody typed at the date prompt: `2025-08..2025-11`, `last week`, `none`, nothing for any date.
pub fn with_date_words(line: &str, typed: &str) -> String {
    let typed = typed.trim();
    let new = if typed.is_empty() { Vec::new() } else { vec![term(Field::Date, typed)] };
    replace(line, &DATES, &new)
}

const DATES: [Field; 4] = [Field::After, Field::Before, Field::On, Field::Date];

/// The line with `new` in the place of the first term of `fields`, and without the others; excluded ones stay.
fn replace(line: &str, fields: &[Field], new: &[String]) -> String {
    let chunks = chunks(line);
    let old = |c: &Chunk| !c.excluded && c.field.is_some_and(|f| fields.contains(&f));
    if !chunks.iter().any(old) {
        return new.iter().fold(line.to_owned(), |line, term| append(&line, term));
    }
    let mut fresh = Some(new.to_vec());
    join(chunks.iter().flat_map(|c| match old(c) {
        true => fresh.take().unwrap_or_default(),
        false => vec![c.span.of(line).to_owned()],
    }))
}

/// The line that asks for what `term` asks for, too.
///
/// ```
/// use whosaid::query::edit;
/// assert_eq!(edit::and("rain OR snow", "text:ferry"), "(rain OR snow) text:ferry");
/// ```
pub fn and(line: &str, term: &str) -> String {
    append(line, term)
}

/// `line` and `term`; a line with OR at its top goes into brackets first.
fn append(line: &str, term: &str) -> String {
    let line = line.trim();
    let or = chunks(line).iter().any(|c| matches!(c.span.of(line), "OR" | "|"));
    match (line.is_empty(), or) {
        (true, _) => term.to_owned(),
        (false, true) => format!("({line}) {term}"),
        (false, false) => format!("{line} {term}"),
    }
}

/// `field:value`, in marks where it needs them.
fn term(field: Field, value: &str) -> String {
    format!("{}:{}", field.name(), marked(field, value))
}

/// `text` as a value of `field`, in marks where it needs them.
///
/// ```
/// use whosaid::query::{Field, edit};
/// assert_eq!(edit::value(Field::Speaker, "Ada Quayle"), "\"Ada Quayle\"");
/// ```
pub fn value(field: Field, text: &str) -> String {
    marked(field, text)
}

fn marked(field: Field, value: &str) -> String {
    if needs_marks(value, field) { quoted(value) } else { value.to_owned() }
}

/// The values of a term as typed.
fn values_of(term: &str) -> Vec<String> {
    let list = term.split_once(':').map_or("", |(_, v)| v).trim_start_matches('(').trim_end_matches(')');
    let mut values = vec![String::new()];
    let mut inside = false;
    for c in list.chars() {
        inside ^= is_mark(c);
        match values.last_mut() {
            Some(last) if c != '|' || inside => last.push(if is_mark(c) { '"' } else { c }),
            _ => values.push(String::new()),
        }
    }
    values.into_iter().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect()
}

/// A piece of the line between blanks, with its quotation marks and brackets.
struct Chunk {
    span: Span,
    field: Option<Field>,
    excluded: bool,
}

/// The top-level pieces of any line.
fn chunks(line: &str) -> Vec<Chunk> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut inside) = (None, 0usize, false);
    for (at, c) in line.char_indices() {
        if c.is_whitespace() && depth == 0 && !inside {
            out.extend(start.take().map(|s| chunk(line, s, at)));
            continue;
        }
        start.get_or_insert(at);
        inside ^= is_mark(c);
        match c {
            '(' if !inside => depth += 1,
            ')' if !inside => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    out.extend(start.map(|s| chunk(line, s, line.len())));
    out
}

fn chunk(line: &str, start: usize, end: usize) -> Chunk {
    let span = Span::new(start, end);
    let text = span.of(line);
    let bare = text.trim_start_matches(['-', '!', '~']);
    let field = bare.split_once(':').and_then(|(name, _)| Field::named(name));
    Chunk { span, field, excluded: bare.len() < text.len() }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_set_in_its_place() {
        assert_eq!(set("a speaker:x b speaker:y", Field::Speaker, "z"), "a speaker:z b");
        assert_eq!(set("a OR b", Field::Speaker, "z"), "(a OR b) speaker:z");
        assert_eq!(set("speaker:(x|\"y z\") a", Field::Speaker, "q r"), "speaker:\"q r\" a");
        assert_eq!(set("-speaker:x", Field::Speaker, "z"), "-speaker:x speaker:z");
        assert_eq!(set("\"speaker:x b", Field::Speaker, "z"), "\"speaker:x b speaker:z", "inside a phrase it is words");
        assert_eq!(set("", Field::Outlet, "Say \"hi\""), "outlet:\"Say 'hi'\"");
    }

    #[test]
    fn terms_are_taken_away() {
        assert_eq!(without("a  -speaker:x \"b c\" after:2025", &[Field::Speaker]), "a \"b c\" after:2025");
        assert_eq!(without("source:x y", &[Field::Outlet]), "y");
    }

    #[test]
    fn speakers_are_added_and_dropped() {
        let one = toggle_speaker("a", "Keir Starmer");
        assert_eq!(one, "a speaker:\"Keir Starmer\"");
        let two = toggle_speaker(&one, "Merz");
        assert_eq!(two, "a speaker:\"Keir Starmer\"|Merz");
        assert_eq!(toggle_speaker(&two, "Keir Starmer"), "a speaker:Merz");
        assert_eq!(toggle_speaker("a speaker:Merz", "Merz"), "a");
        assert_eq!(without_speaker("a", "Merz"), "a -speaker:Merz");
        assert_eq!(without_speaker("a -speaker:Merz", "Merz"), "a -speaker:Merz");
    }

    #[test]
    fn parts_are_asked_for_and_left_out() {
        let out = toggle_excluded("a outlet:\"The Tern\"|X", Field::Outlet, "The Tern");
        assert_eq!(out, "a outlet:X -outlet:\"The Tern\"");
        assert_eq!(toggle_excluded(&out, Field::Outlet, "The Tern"), "a outlet:X");
        assert_eq!(toggle(&out, Field::Outlet, "The Tern"), "a outlet:X|\"The Tern\"");
        assert_eq!(toggle("date:none a", Field::Date, "none"), "a");
        assert_eq!(toggle_excluded("", Field::Date, "none"), "-date:none");
    }

    #[test]
    fn dates_replace_every_dated_term() {
        let day = |d| NaiveDate::from_ymd_opt(2025, 11, d);
        let line = "after:2025-08 a before:2026 date:none+";
        assert_eq!(with_dates(line, day(1), day(3), true), "date:2025-11-01..2025-11-03 date:none+ a");
        assert_eq!(with_dates("a", None, day(3), false), "a date:..2025-11-03");
        assert_eq!(with_dates(line, None, None, true), "a");
        assert_eq!(with_date_words("a on:2025", "last week"), "a date:\"last week\"");
        assert_eq!(with_date_words("a on:2025", " "), "a");
    }
}

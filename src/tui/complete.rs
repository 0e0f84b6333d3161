//! What the query line may go on with: a field, then a value with how often it is there, then a range of days.
use super::pick::pick;
use super::state::State;
use crate::query::{Field, edit};

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What takes the place of the word at the cursor.
    pub text: String,
    /// What it means, or how often it is there.
    pub note: String,
}

/// The most ways that are shown.
pub const MOST: usize = 8;

/// The most speakers that are looked through, those with most quotations first: it is done at every key.
const NAMES: usize = 5_000;

const SPANS: [(&str, &str); 8] = [
    ("today", ""),
    ("yesterday", ""),
    ("this week", "from Monday on"),
    ("last week", "Monday to Sunday"),
    ("last month", ""),
    ("3 months", "from three months ago"),
    ("this year", ""),
    ("last year", ""),
];

const KINDS: [(&str, &str); 3] =
    [("direct", "a sentence or more"), ("mixed", "words in the reporter's sentence"), ("term", "a name or title")];

const FLAGS: [(&str, &str); 6] = [
    ("dup", "others have the same words"),
    ("unattributed", "nobody is named"),
    ("low", "the speaker is not certain"),
    ("verified", "confirmed by you"),
    ("corrected", "corrected by you"),
    ("starred", "with a star of yours"),
];

const ORDERS: [(&str, &str); 6] = [
    ("date", "newest first"),
    ("-date", "oldest first"),
    ("speaker", "by name"),
    ("conf", "the most certain first"),
    ("-conf", "the least certain first"),
    ("relevance", "most of the words first"),
];

/// The word at the cursor: the byte where it starts, and the word up to the cursor.
pub fn word(line: &str, at: usize) -> (usize, &str) {
    let before = line.get(..at).unwrap_or("");
    let mut inside = false;
    let mut start = 0;
    for (i, c) in before.char_indices() {
        inside ^= matches!(c, '"' | '“' | '”');
        // The brackets of a field's values belong to its word.
        let opens = c == '(' && !before.get(..i).is_some_and(|b| b.ends_with(':'));
        if !inside && (c.is_whitespace() || opens) {
            start = i + c.len_utf8();
        }
    }
    let word = before.get(start..).unwrap_or("");
    let bare = word.trim_start_matches(['-', '!', '~']);
    (start + word.len() - bare.len(), bare)
}

/// The field that is being typed at the cursor, and its value so far: the last of several.
pub fn field(line: &str, at: usize) -> Option<(Field, &str)> {
    let (_, word) = word(line, at);
    let (name, value) = word.split_once(':')?;
    let last = value.rsplit(['|', '(']).next().unwrap_or("");
    Some((Field::named(name)?, last.trim_matches(|c| matches!(c, '"' | '“' | '”'))))
}

/// The ways to go on at the cursor of the query line, the best first.
pub fn choices(state: &State) -> Vec<Choice> {
    let input = &state.query.input;
    let (_, word) = word(input.text(), input.at());
    if !state.query.editing() || word.is_empty() {
        return Vec::new();
    }
    if let Some(name) = word.strip_prefix('@') {
        let views: Vec<(String, String)> = state.known.views.iter().map(|(n, q)| (n.clone(), q.clone())).collect();
        return ranked(name, views, |name| format!("@{name}"));
    }
    let Some((field, value)) = field(input.text(), input.at()) else { return fields(word) };
    let head = word.split_once(':').map_or("", |(head, _)| head);
    let kept = word.get(..word.len() - typed_of(word).len()).unwrap_or(head);
    let own = |list: &[(&str, &str)]| list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
    let values: Vec<(String, String)> = match field {
        Field::Speaker | Field::About => state
            .people
            .rows
            .iter()
            .take(NAMES)
            .map(|r| (r.name.clone(), super::panes::count(r.quotes, "quote")))
            .collect(),
        Field::Outlet => state.outlets.iter().map(|(o, n)| (o.clone(), super::panes::count(*n, "article"))).collect(),
        Field::Kind => own(&KINDS),
        Field::Is => own(&FLAGS),
        Field::Sort => own(&ORDERS),
        Field::After | Field::Before | Field::On | Field::Date => own(&SPANS),
        Field::Tag => tags(state),
        _ => return Vec::new(),
    };
    ranked(value, values, |value| format!("{kept}{}", edit::value(field, value)))
}

/// The value that is being typed, as it stands in the word.
fn typed_of(word: &str) -> &str {
    let value = word.split_once(':').map_or("", |(_, value)| value);
    value.rsplit(['|', '(']).next().unwrap_or("")
}

/// The tags of the articles that were found.
fn tags(state: &State) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for tag in state.found.rows.iter().flat_map(|r| &r.article.made.tags) {
        if !out.iter().any(|(t, _)| t == tag) {
            out.push((tag.clone(), "a tag of yours".to_string()));
        }
    }
    out
}

fn ranked(typed: &str, values: Vec<(String, String)>, whole: impl Fn(&str) -> String) -> Vec<Choice> {
    let found = pick(typed, values.iter().map(|(v, _)| v.as_str()));
    let choice = |i: usize| values.get(i).map(|(v, note)| Choice { text: whole(v), note: note.clone() });
    // Nothing is offered that stands there already.
    found
        .into_iter()
        .filter(|i| values.get(*i).is_some_and(|(v, _)| v != typed))
        .take(MOST)
        .filter_map(choice)
        .collect()
}

/// The fields whose names begin with `word`.
fn fields(word: &str) -> Vec<Choice> {
    let begins = |name: &str| name.get(..word.len()).is_some_and(|n| n.eq_ignore_ascii_case(word));
    let named = Field::ALL.iter().filter(|f| f.names().iter().any(|n| begins(n)));
    named.take(MOST).map(|f| Choice { text: format!("{}:", f.name()), note: f.help().to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_at_the_cursor() {
        assert_eq!(word("peace spea", 10), (6, "spea"));
        assert_eq!(word("peace -spea", 11), (7, "spea"));
        assert_eq!(word("speaker:\"ada q", 14), (0, "speaker:\"ada q"));
        assert_eq!(word("a (kind:d", 9), (3, "kind:d"));
        assert_eq!(word("abc def", 3), (0, "abc"));
        assert_eq!(field("x speaker:(a|\"b c", 17), Some((Field::Speaker, "b c")));
        assert_eq!(field("nothing:x", 9), None);
    }

    #[test]
    fn fields_come_with_what_they_mean() {
        let names: Vec<String> = fields("s").into_iter().map(|c| c.text).collect();
        assert_eq!(names, ["said:", "speaker:", "outlet:", "sort:"], "source is an outlet");
        assert!(fields("zz").is_empty());
    }
}

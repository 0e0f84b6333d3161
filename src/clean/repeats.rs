//! What stands in many articles of an outlet, taken out where it is not a quotation.
use super::learn::Learner;
use super::page::Page;
use crate::lexicon::{Boilerplate, Lexicon, tokens};
use crate::model::{Label, RawArticle, Span};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Words of a shingle.
const WIDE: usize = 8;
/// Words at either end of an article in which repeated stretches are looked for.
const EDGE: usize = 250;
/// Fewest words of a repeated stretch.
const LEAST: usize = 12;
/// Most words between a repeated stretch and the end of the article.
const APART: usize = 12;

/// What repeats across the articles of an outlet, learned in a first pass over the named files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Repeats {
    groups: HashMap<String, Known>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Known {
    pub lines: FxHashSet<u64>,
    pub shingles: FxHashSet<u64>,
}

impl Repeats {
    /// Learns from `articles`; see [`Learner`] for learning one by one.
    pub fn learn<'a>(articles: impl Iterator<Item = &'a RawArticle>, lexicon: &Lexicon) -> Repeats {
        let mut learner = Learner::new(lexicon);
        articles.for_each(|a| learner.add(a));
        learner.finish()
    }

    /// True if nothing was learned, so that cleaning again changes nothing.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub(super) fn insert(&mut self, group: String, known: Known) {
        if !known.lines.is_empty() || !known.shingles.is_empty() {
            self.groups.insert(group, known);
        }
    }
}

/// The group of an article: its outlet, else its folder.
pub(super) fn group(outlet: Option<&str>, folder: &str) -> String {
    outlet.map_or_else(|| format!("/{folder}"), str::to_lowercase)
}

/// Takes out what is known to repeat and tells whether there was any.
pub(super) fn strip(page: &mut Page, repeats: &Repeats, group: &str) -> bool {
    let Some(known) = repeats.groups.get(group) else { return false };
    let lines = lines(page, known);
    let mut any = page.remove(|i| lines.get(i).is_some_and(|l| *l).then(|| (Label::Repeat, "repeat.line".to_string())));
    for head in [true, false] {
        if let Some(span) = stretch(page, known, head) {
            page.cut(span, Label::Repeat, if head { "repeat.head" } else { "repeat.tail" });
            any = true;
        }
    }
    any
}

/// Which paragraphs repeat as a whole.
fn lines(page: &Page, known: &Known) -> Vec<bool> {
    let all = page.paras.len();
    let repeats = |i: usize| {
        let line = page.of(i);
        let at_edge = i * 10 <= all || (all - i) * 100 <= all * 15 || i + 1 == all;
        (at_edge || line.split(' ').count() >= WIDE)
            && line_key(line).is_some_and(|k| known.lines.contains(&k))
            && !reports(line, page.table)
            && !page.protected(i)
    };
    (0..all).map(repeats).collect()
}

/// The key of a line that may repeat: one that quotes nobody and says more than a time or a single name.
pub(super) fn line_key(line: &str) -> Option<u64> {
    key_of(line, 0, &words(line))
}

/// The keys of the lines of `body`, whose words are `words`, as [`line_key`] gives them.
pub(super) fn line_keys(body: &str, words: &[(Span, u64)]) -> Vec<u64> {
    let (mut at, mut rest) = (0, words);
    let mut keys = Vec::new();
    for line in body.split("\n\n") {
        let (inside, after) = rest.split_at(rest.partition_point(|(s, _)| s.start < at + line.len()));
        keys.extend(key_of(line, at, inside));
        at += line.len() + 2;
        rest = after;
    }
    keys
}

/// The key of a line that begins at `base` in the text in which its words have their places.
fn key_of(line: &str, base: usize, words: &[(Span, u64)]) -> Option<u64> {
    if line.len() > 2000 || line.contains(['“', '”', '"', '«']) {
        return None;
    }
    let word = |s: &Span| line.as_bytes().get(s.start - base..s.end - base).unwrap_or(b"");
    let telling = words.iter().filter(|(s, _)| s.len() >= 3 && !word(s).iter().any(u8::is_ascii_digit));
    (telling.take(2).count() == 2).then(|| words.iter().fold(START, |h, (_, w)| mix(h, *w)))
}

/// True if the line tells what somebody said: "A spokesman declined to say" repeats, and is the article's.
fn reports(line: &str, table: &Boilerplate) -> bool {
    tokens(line).any(|(_, word)| table.reports(&word))
}

/// The words of `text` as their hashes, with their places: case and apostrophes do not count, nor which digit it is.
pub(super) fn words(text: &str) -> Vec<(Span, u64)> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    let mut word: Option<(Span, u64)> = None;
    let bytes = text.as_bytes();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_alphanumeric() && word.is_none() {
            // Nearly every word is of Latin letters alone, and is told by its bytes.
            let len = bytes.get(at..).unwrap_or(b"").iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let hash = bytes.get(at..at + len).unwrap_or(b"").iter().fold(START, |h, b| fold(h, char::from(*b)));
            word = Some((Span::new(at, at + len), hash));
            if len > 1 {
                chars.nth(len - 2);
            }
            continue;
        }
        let end = at + c.len_utf8();
        if c.is_alphanumeric() {
            let (span, hash) = word.unwrap_or((Span::new(at, end), START));
            word = Some((Span::new(span.start, end), fold(hash, c)));
        } else if !matches!(c, '\'' | '’') {
            found.extend(word.take());
        }
    }
    found.extend(word);
    found
}

fn fold(hash: u64, c: char) -> u64 {
    match c {
        '0'..='9' => mix(hash, u64::from(b'0')),
        'a'..='z' => mix(hash, u64::from(c)),
        'A'..='Z' => mix(hash, u64::from(c.to_ascii_lowercase())),
        _ => c.to_lowercase().fold(hash, |h, c| mix(h, u64::from(c))),
    }
}

/// The hashes of every eight words in a row, each with the number of its first word: a rolling polynomial (Karp and
/// Rabin, 1987), mixed once more because its lowest bits alone are weak.
pub(super) fn shingles(words: &[(Span, u64)]) -> impl Iterator<Item = (usize, u64)> + '_ {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let out = (0..WIDE).fold(1u64, |p, _| p.wrapping_mul(BASE));
    let mut rolled = 0u64;
    words.iter().enumerate().filter_map(move |(i, (_, word))| {
        let gone = i.checked_sub(WIDE).and_then(|first| words.get(first)).map_or(0, |(_, w)| *w);
        rolled = rolled.wrapping_mul(BASE).wrapping_add(*word).wrapping_sub(gone.wrapping_mul(out));
        (i + 1 >= WIDE).then(|| (i + 1 - WIDE, mix(mix(START, rolled), rolled >> 32)))
    })
}

/// The first and the last words of a text.
pub(super) fn edges(words: &[(Span, u64)]) -> [&[(Span, u64)]; 2] {
    let most = words.len().min(EDGE);
    let tail = words.len().saturating_sub(EDGE).max(most);
    [words.get(..most).unwrap_or(&[]), words.get(tail..).unwrap_or(&[])]
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3);
    mixed ^ (mixed >> 29)
}

/// The repeated stretch at one end of the page, in whole sentences.
fn stretch(page: &Page, known: &Known, head: bool) -> Option<Span> {
    let words = if head { page.first_words(EDGE) } else { page.last_words(EDGE) };
    let mut covered = vec![false; words.len()];
    for (i, _) in shingles(&words).filter(|(_, key)| known.shingles.contains(key)) {
        covered.iter_mut().skip(i).take(WIDE).for_each(|c| *c = true);
    }
    let (first, last) = outermost(&covered, head)?;
    let span = clip(page, words.get(first..=last)?)?;
    let inside = span.of(page.text);
    let quotes = inside.contains(['“', '”', '"', '«', '»']);
    (!quotes && self::words(inside).len() >= LEAST).then_some(span)
}

/// The first covered stretch near the head, or the last near the tail, as word numbers.
fn outermost(covered: &[bool], head: bool) -> Option<(usize, usize)> {
    if head {
        let first = covered.iter().take(APART + 1).position(|c| *c)?;
        let len = covered.iter().skip(first).take_while(|c| **c).count();
        Some((first, first + len - 1))
    } else {
        let back = covered.iter().rev().take(APART + 1).position(|c| *c)?;
        let last = covered.len() - 1 - back;
        let len = covered.iter().rev().skip(back).take_while(|c| **c).count();
        Some((last + 1 - len, last))
    }
}

/// The stretch of `words` without the parts of sentences at its ends.
fn clip(page: &Page, words: &[(Span, u64)]) -> Option<Span> {
    let text = page.text;
    let starts = |at: usize| {
        text.get(..at).is_some_and(|b| b.trim_end_matches(' ').ends_with(['.', '!', '?', '\n', '…']) || b.is_empty())
    };
    let ends = |at: usize| text.get(at..).is_some_and(|a| a.is_empty() || a.starts_with(['\n', '.', '!', '?', '…']));
    let first_of_page = page.paras.first().map(|p| p.span.start);
    let start = words.iter().map(|(s, _)| s).find(|w| starts(w.start) || Some(w.start) == first_of_page)?.start;
    let end = words.iter().map(|(s, _)| s).rev().find(|w| ends(w.end))?.end;
    let rest = text.get(end..)?;
    let end = end + rest.find(|c: char| !matches!(c, '.' | '!' | '?' | '…' | ')')).unwrap_or(rest.len());
    (start < end).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_do_not_depend_on_case_apostrophes_and_digits() {
        let hashes = |text: &str| words(text).iter().map(|(_, h)| *h).collect::<Vec<_>>();
        assert_eq!(hashes("It’s 7pm at O'Hara's, ÜBER"), hashes("its 5PM at oharas über"));
        assert_ne!(hashes("its"), hashes("it s"));
        let text = "a ’bc’d é";
        assert_eq!(words(text).iter().map(|(s, _)| s.of(text)).collect::<Vec<_>>(), ["a", "bc’d", "é"]);
    }

    #[test]
    fn lines_have_the_keys_they_have_alone() {
        let body = "Ring the desk’s bell.\n\nNo.\n\n“Ring it,” he said.\n\nCall 020 now or then";
        let alone: Vec<u64> = body.split("\n\n").filter_map(line_key).collect();
        assert_eq!(line_keys(body, &words(body)), alone);
        assert_eq!(alone.len(), 2);
    }

    #[test]
    fn shingles_know_the_same_words_elsewhere() {
        let text = "a b c d e f g h i j k a b c d e f g h";
        let keys: Vec<u64> = shingles(&words(text)).map(|(_, k)| k).collect();
        assert_eq!(keys.len(), 12);
        assert_eq!(keys[0], keys[11]);
        assert_eq!(keys.iter().collect::<FxHashSet<_>>().len(), 11);
        assert_eq!(shingles(&words("a b c")).count(), 0);
    }
}

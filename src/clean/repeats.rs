//! What stands in many articles of an outlet, taken out where it is not a quotation.
use super::learn::Learner;
use super::page::Page;
use crate::lexicon::{Boilerplate, Lexicon, tokens};
use crate::model::{Label, RawArticle, Span};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

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
    pub lines: HashSet<u64>,
    pub shingles: HashSet<u64>,
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
    if line.len() > 2000 || line.contains(['“', '”', '"', '«']) {
        return None;
    }
    let words = words(line);
    let telling = words.iter().filter(|(s, _)| s.len() >= 3 && !s.of(line).contains(|c: char| c.is_ascii_digit()));
    (telling.count() >= 2).then(|| words.iter().fold(START, |h, (_, w)| mix(h, *w)))
}

/// True if the line tells what somebody said: "A spokesman declined to say" repeats, and is the article's.
fn reports(line: &str, table: &Boilerplate) -> bool {
    tokens(line).any(|(_, word)| table.reports(&word))
}

/// The words of `text` as their hashes, with their places: case and apostrophes do not count, nor which digit it is.
pub(super) fn words(text: &str) -> Vec<(Span, u64)> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    let mut word: Option<(Span, u64)> = None;
    for (at, c) in text.char_indices() {
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
        _ => c.to_lowercase().fold(hash, |h, c| mix(h, u64::from(c))),
    }
}

/// The hashes of every eight words in a row, each with the number of its first word.
pub(super) fn shingles(words: &[(Span, u64)]) -> impl Iterator<Item = (usize, u64)> + '_ {
    words.windows(WIDE).map(|w| w.iter().fold(START, |h, (_, w)| mix(h, *w))).enumerate()
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

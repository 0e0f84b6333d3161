//! What stands in many articles of an outlet, taken out where it is not a quotation.
use super::learn::Learner;
use super::page::Page;
use crate::lexicon::{Boilerplate, Lexicon, tokens};
use crate::model::{Label, RawArticle, Span};
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repeats {
    groups: HashMap<String, Known>,
}

#[derive(Clone, Debug, Default, PartialEq)]
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
            && line_key(line, page.table).is_some_and(|k| known.lines.contains(&k))
            && !page.protected(i)
    };
    (0..all).map(repeats).collect()
}

/// The key of a line that may repeat: one that quotes nobody and tells what nobody said.
pub(super) fn line_key(line: &str, table: &Boilerplate) -> Option<u64> {
    if line.contains(['“', '”', '"', '«']) || line.len() > 2000 {
        return None;
    }
    let mut hash = START;
    let mut any = false;
    for (_, word) in tokens(line) {
        if table.reports(&word) {
            return None;
        }
        hash = mix(hash, word_hash(&word));
        any = true;
    }
    any.then_some(hash)
}

/// The first and the last words of `text`, as spans of whole characters; one span if they meet.
pub(super) fn edges(text: &str) -> Vec<Span> {
    // A word with its blank has about six bytes: twice that is looked at, and no more.
    let most = EDGE * 12;
    if text.len() <= most * 2 {
        return vec![Span::new(0, text.len())];
    }
    let cut = |at: usize| (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    let head = tokens(text.get(..cut(most)).unwrap_or("")).take(EDGE).last().map_or(0, |(s, _)| s.end);
    let back = cut(text.len() - most);
    let words: Vec<Span> = tokens(text.get(back..).unwrap_or("")).map(|(s, _)| s).collect();
    let tail = words.get(words.len().saturating_sub(EDGE)).map_or(0, |s| s.start);
    vec![Span::new(0, head), Span::new(back + tail, text.len())]
}

/// The hashes of every eight words in a row, each with the number of its first word.
pub(super) fn shingles(text: &str) -> Vec<(usize, u64)> {
    let words: Vec<u64> = tokens(text).map(|(_, w)| word_hash(&w)).collect();
    words.windows(WIDE).map(|w| w.iter().fold(START, |h, w| mix(h, *w))).enumerate().collect()
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn word_hash(word: &str) -> u64 {
    let fold = |hash: u64, b: u8| mix(hash, u64::from(if b.is_ascii_digit() { b'0' } else { b }));
    word.bytes().fold(START, fold)
}

fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3);
    mixed ^ (mixed >> 29)
}

/// The repeated stretch at one end of the page, in whole sentences.
fn stretch(page: &Page, known: &Known, head: bool) -> Option<Span> {
    let whole = Span::new(page.paras.first()?.span.start, page.paras.last()?.span.end);
    let found = edges(whole.of(page.text));
    let edge = if head { found.first() } else { found.last() }?;
    let base = whole.start + edge.start;
    let text = page.text.get(base..whole.start + edge.end)?;
    let words: Vec<Span> = tokens(text).map(|(s, _)| s).collect();
    let mut covered = vec![false; words.len()];
    for (i, key) in shingles(text) {
        if known.shingles.contains(&key) {
            covered.iter_mut().skip(i).take(WIDE).for_each(|c| *c = true);
        }
    }
    let (first, last) = outermost(&covered, head)?;
    let (start, end) = (base + words.get(first)?.start, base + words.get(last)?.end);
    let span = clip(page, Span::new(start, end))?;
    let inside = span.of(page.text);
    let quotes = inside.contains(['“', '”', '"', '«', '»']);
    (!quotes && tokens(inside).count() >= LEAST).then_some(span)
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

/// `span` without the parts of sentences at its ends.
fn clip(page: &Page, span: Span) -> Option<Span> {
    let text = page.text;
    let starts = |at: usize| {
        text.get(..at).is_some_and(|b| b.trim_end_matches(' ').ends_with(['.', '!', '?', '\n', '…']) || b.is_empty())
    };
    let ends = |at: usize| text.get(at..).is_some_and(|a| a.is_empty() || a.starts_with(['\n', '.', '!', '?', '…']));
    let first_of_page = page.paras.first().map(|p| p.span.start);
    let words: Vec<Span> =
        tokens(span.of(text)).map(|(s, _)| Span::new(span.start + s.start, span.start + s.end)).collect();
    let start = words.iter().find(|w| starts(w.start) || Some(w.start) == first_of_page)?.start;
    let end = words.iter().rev().find(|w| ends(w.end))?.end;
    let rest = text.get(end..)?;
    let end = end + rest.find(|c: char| !matches!(c, '.' | '!' | '?' | '…' | ')')).unwrap_or(rest.len());
    (start < end).then(|| Span::new(start, end))
}

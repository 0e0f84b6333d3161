//! What is not part of an article's text: rules, blocks, ranges and names, as tables compiled once.
mod block;
mod outlets;
mod pattern;
mod phrases;
mod table;

pub use block::{Block, gram, tokens};
pub use outlets::Outlets;

use crate::model::Label;
use pattern::Pattern;
use phrases::Phrases;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use table::{RuleRow, Table};

/// Where in an article a rule may remove a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// With at most [`HEAD`] paragraphs before it.
    Head,
    /// With at most `TAIL` paragraphs after it.
    Tail,
    /// Either of the two.
    Edge,
    /// Everywhere.
    #[default]
    Anywhere,
}

/// How many paragraphs may stand before one that still is at the head.
pub const HEAD: usize = 3;
/// How many paragraphs may stand after one that still is at the tail.
pub const TAIL: usize = 6;

impl Place {
    /// True if a paragraph with so many before and after it stands here.
    pub fn holds(self, before: usize, after: usize) -> bool {
        match self {
            Place::Head => before <= HEAD,
            Place::Tail => after <= TAIL,
            Place::Edge => before <= HEAD || after <= TAIL,
            Place::Anywhere => true,
        }
    }
}

/// Removes whole paragraphs.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The reason that the reader is shown.
    pub name: String,
    /// What the paragraph is.
    pub label: Label,
    /// Where it may stand.
    pub place: Place,
    /// True if it may remove even what looks like a quotation.
    pub strong: bool,
    /// The outlet that it gives away.
    pub outlet: Option<String>,
    max: usize,
    least: usize,
}

/// From one line to another.
#[derive(Clone, Debug)]
pub struct Range {
    /// The reason that the reader is shown.
    pub name: String,
    /// What the lines are.
    pub label: Label,
    /// Most paragraphs, both ends included.
    pub lines: usize,
    /// Most bytes.
    pub bytes: usize,
}

/// What the tables say about a paragraph by itself, wherever it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Rules that it fits, by number, in the order of the tables.
    pub rules: Vec<usize>,
    /// The range that may begin with it.
    pub opens: Option<usize>,
    /// The range that may end with it.
    pub closes: Option<usize>,
    /// True if it is a heading of what follows an article.
    pub tail: bool,
    /// True if it is a button of a picture, so that a caption follows.
    pub marker: bool,
    /// True if it ends in the credit of a picture.
    pub credit: bool,
}

/// What a phrase is for.
enum Phrase {
    /// It counts for this rule.
    Counts(usize),
    /// The regex of this rule is worth trying.
    Needed(usize),
}

enum Exact {
    Rule(usize),
    Opens(usize),
    Closes(usize),
    Tail,
    Marker,
}

/// What is not part of an article's text.
#[derive(Default)]
pub struct Boilerplate {
    rules: Vec<Rule>,
    ranges: Vec<Range>,
    blocks: Vec<Block>,
    exact: FxHashMap<String, Vec<Exact>>,
    starts: FxHashMap<usize, Pattern>,
    firsts: FxHashMap<String, Vec<usize>>,
    phrases: Phrases,
    means: Vec<Phrase>,
    credit: Option<Pattern>,
    agencies: Vec<String>,
    verbs: FxHashSet<String>,
    leads: FxHashSet<String>,
    outlets: Outlets,
}

/// Longest line that is looked up as a whole, in bytes.
const MAX_EXACT: usize = 80;
/// Longest paragraph that is looked at by its first word, in bytes.
const MAX_START: usize = 700;
/// Longest paragraph that is searched for phrases, in bytes.
const MAX_PHRASES: usize = 1600;
/// What stands before a credit without an agency.
const CREDITS: [&str; 11] =
    ["graph:", "graphs:", "hoto:", "hotos:", "icture:", "ictures:", "redit:", "redits:", "mage:", "mages:", " by:"];
/// Longest caption, in bytes.
const MAX_CAPTION: usize = 420;

impl Boilerplate {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Self::build(Table::embedded())
    }

    fn build(table: Table) -> Self {
        let mut made = Boilerplate { outlets: Outlets::new(table.outlets), ..Boilerplate::default() };
        made.blocks = table.block.into_iter().map(Block::new).collect();
        made.verbs = table.guard.verbs.into_iter().collect();
        made.leads = table.guard.leads.into_iter().collect();
        made.credit = Some(Pattern::credit(&table.caption.agencies));
        made.agencies = table.caption.agencies;
        for line in &table.tail.headings {
            made.line(line, Exact::Tail);
        }
        for line in &table.caption.markers {
            made.line(line, Exact::Marker);
        }
        for (i, row) in table.range.into_iter().enumerate() {
            row.from.iter().for_each(|l| made.line(l, Exact::Opens(i)));
            row.to.iter().for_each(|l| made.line(l, Exact::Closes(i)));
            made.ranges.push(Range { name: row.name, label: row.label, lines: row.lines, bytes: row.bytes });
        }
        made.compile(table.rule);
        made
    }

    fn line(&mut self, line: &str, means: Exact) {
        self.exact.entry(key(line)).or_default().push(means);
    }

    fn compile(&mut self, rows: Vec<RuleRow>) {
        let (mut phrases, mut means) = (Vec::new(), Vec::new());
        for (i, row) in rows.into_iter().enumerate() {
            row.lines.iter().for_each(|l| self.line(l, Exact::Rule(i)));
            if let Some(start) = row.start {
                self.starts.insert(i, Pattern::start(&start));
            }
            for first in row.first {
                self.firsts.entry(first).or_default().push(i);
            }
            means.extend(row.phrases.iter().map(|_| Phrase::Counts(i)));
            means.extend(row.needs.iter().map(|_| Phrase::Needed(i)));
            phrases.extend(row.phrases.into_iter().chain(row.needs));
            self.rules.push(Rule {
                name: row.name,
                label: row.label,
                place: row.place,
                strong: row.strong,
                outlet: row.outlet,
                max: row.max,
                least: row.least,
            });
        }
        (self.phrases, self.means) = (Phrases::new(phrases), means);
    }

    /// What the tables say about `paragraph`.
    pub fn look(&self, paragraph: &str) -> Look {
        let mut look = Look::default();
        // "Pause." with a full stop is what somebody did or said; buttons have none.
        if paragraph.len() <= MAX_EXACT && (!paragraph.ends_with('.') || paragraph.ends_with("..")) {
            self.look_up(paragraph, &mut look);
        }
        let mut tries: Vec<usize> = Vec::new();
        if paragraph.len() <= MAX_START {
            tries.extend(self.firsts.get(first_word(paragraph).as_ref()).into_iter().flatten());
        }
        self.look_for_phrases(paragraph, &mut look, &mut tries);
        tries.retain(|i| self.rules.get(*i).is_some_and(|r| paragraph.len() <= r.max));
        look.rules.extend(tries.into_iter().filter(|i| self.starts.get(i).is_some_and(|r| r.is_match(paragraph))));
        look.rules.retain(|i| self.rules.get(*i).is_some_and(|r| paragraph.len() <= r.max));
        look.rules.sort_unstable();
        look.rules.dedup();
        if paragraph.len() <= MAX_CAPTION {
            look.credit = self.credited(paragraph);
        }
        look
    }

    fn look_up(&self, paragraph: &str, look: &mut Look) {
        for means in self.exact.get(&key(paragraph)).into_iter().flatten() {
            match means {
                Exact::Rule(i) => look.rules.push(*i),
                Exact::Opens(i) => look.opens = Some(*i),
                Exact::Closes(i) => look.closes = Some(*i),
                Exact::Tail => look.tail = true,
                Exact::Marker => look.marker = true,
            }
        }
    }

    fn look_for_phrases(&self, paragraph: &str, look: &mut Look, tries: &mut Vec<usize>) {
        if paragraph.len() > MAX_PHRASES {
            return;
        }
        let mut hits: Vec<usize> = Vec::new();
        self.phrases.find(paragraph, |i| {
            if !hits.contains(&i) {
                hits.push(i);
            }
        });
        let mut counts: Vec<usize> = Vec::new();
        for phrase in hits.iter().filter_map(|i| self.means.get(*i)) {
            match phrase {
                Phrase::Counts(rule) => counts.push(*rule),
                Phrase::Needed(rule) => tries.push(*rule),
            }
        }
        let enough = |i: usize| counts.iter().filter(|c| **c == i).count() >= self.rules.get(i).map_or(1, |r| r.least);
        look.rules.extend(counts.iter().copied().filter(|i| enough(*i)));
    }

    /// True if the line ends in the credit of a picture.
    fn credited(&self, line: &str) -> bool {
        let mut from = line.len().saturating_sub(90);
        while !line.is_char_boundary(from) {
            from += 1;
        }
        let end = line.get(from..).unwrap_or(line);
        let named = || self.agencies.iter().any(|a| end.contains(a.as_str()));
        // What every credit has is looked for first: most articles never need the regex.
        let ends = ((end.ends_with(')') || end.contains('/')) && named()) || CREDITS.iter().any(|c| end.contains(c));
        ends && self.credit.as_ref().is_some_and(|r| r.is_match(end))
    }

    /// The rule with this number.
    pub fn rule(&self, number: usize) -> Option<&Rule> {
        self.rules.get(number)
    }

    /// The range with this number.
    pub fn range(&self, number: usize) -> Option<&Range> {
        self.ranges.get(number)
    }

    /// The known blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Names of outlets.
    pub fn outlets(&self) -> &Outlets {
        &self.outlets
    }

    /// True if `word`, in lower case, is a verb of speaking.
    pub fn reports(&self, word: &str) -> bool {
        self.verbs.contains(word)
    }

    /// True if `word`, in lower case, introduces a quotation in a line that ends in a colon.
    pub fn introduces(&self, word: &str) -> bool {
        self.verbs.contains(word) || self.leads.contains(word)
    }
}

/// A line without case, without marks at its ends and with straight apostrophes.
fn key(line: &str) -> String {
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric());
    inner.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

/// The first word in lower case; "0" for a number, and nothing where there is no word.
fn first_word(line: &str) -> Cow<'_, str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line.starts_with(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed("0");
    }
    let word = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    // Longer words begin no rule, and need no copy.
    if word.len() > 16 { Cow::Borrowed("long") } else { Cow::Owned(word.to_lowercase()) }
}

#[cfg(test)]
mod tests;

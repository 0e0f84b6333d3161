//! The text in paragraphs while it is being cleaned: what stays, what goes and why.
use super::{guard, repeats};
use crate::lexicon::{Boilerplate, Look, tokens};
use crate::model::{DateFrom, Label, Span};
use chrono::NaiveDate;

/// A paragraph that is still there.
pub(super) struct Para {
    pub span: Span,
    pub look: Look,
}

/// A stretch that was taken out.
pub(super) struct Cut {
    pub span: Span,
    pub label: Label,
    pub rule: String,
}

/// What was learned of the article on the way.
#[derive(Default)]
pub(super) struct Found {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub date: Option<(NaiveDate, DateFrom)>,
}

/// The page.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub table: &'a Boilerplate,
    pub paras: Vec<Para>,
    pub cuts: Vec<Cut>,
    pub found: Found,
}

impl<'a> Page<'a> {
    pub fn new(text: &'a str, table: &'a Boilerplate) -> Self {
        let mut page = Page { text, table, paras: Vec::new(), cuts: Vec::new(), found: Found::default() };
        let mut at = 0;
        for line in text.split('\n') {
            page.paras.extend(page.para(Span::new(at, at + line.len())));
            at += line.len() + 1;
        }
        page
    }

    /// A paragraph of `span` without white space at its ends, if anything is left.
    fn para(&self, span: Span) -> Option<Para> {
        let piece = span.of(self.text);
        let start = span.start + (piece.len() - piece.trim_start().len());
        let span = Span::new(start, start + piece.trim().len());
        (!span.is_empty()).then(|| Para { span, look: self.table.look(span.of(self.text)) })
    }

    /// The text of paragraph `i`.
    pub fn of(&self, i: usize) -> &'a str {
        self.paras.get(i).map_or("", |p| p.span.of(self.text))
    }

    /// True if paragraph `i` looks like a part of a quotation or introduces one.
    pub fn protected(&self, i: usize) -> bool {
        guard::protects(self.of(i), self.table)
    }

    /// The words of paragraph `i`, with their places in the text.
    fn words_of(&self, i: usize) -> impl Iterator<Item = (Span, String)> + 'a {
        let base = self.paras.get(i).map_or(0, |p| p.span.start);
        tokens(self.of(i)).map(move |(s, word)| (Span::new(base + s.start, base + s.end), word))
    }

    /// The words of what is still there.
    pub fn words(&self) -> impl Iterator<Item = (Span, String)> + '_ {
        (0..self.paras.len()).flat_map(|i| self.words_of(i))
    }

    /// The hashes of the first `most` words of what is still there.
    pub fn first_words(&self, most: usize) -> Vec<(Span, u64)> {
        let mut found = Vec::new();
        for i in 0..self.paras.len() {
            if found.len() >= most {
                break;
            }
            found.extend(self.hashes_of(i));
        }
        found.truncate(most);
        found
    }

    /// The hashes of the last `most` words of what is still there.
    pub fn last_words(&self, most: usize) -> Vec<(Span, u64)> {
        let mut parts = Vec::new();
        let mut count = 0;
        for i in (0..self.paras.len()).rev() {
            if count >= most {
                break;
            }
            let words = self.hashes_of(i);
            count += words.len();
            parts.push(words);
        }
        let words: Vec<(Span, u64)> = parts.into_iter().rev().flatten().collect();
        words.get(count.saturating_sub(most)..).unwrap_or(&[]).to_vec()
    }

    fn hashes_of(&self, i: usize) -> Vec<(Span, u64)> {
        let base = self.paras.get(i).map_or(0, |p| p.span.start);
        let mut words = repeats::words(self.of(i));
        words.iter_mut().for_each(|(s, _)| *s = Span::new(base + s.start, base + s.end));
        words
    }

    /// Takes out every paragraph that `reason` names one for, by number, and tells whether any went.
    pub fn remove(&mut self, mut reason: impl FnMut(usize) -> Option<(Label, String)>) -> bool {
        let before = self.paras.len();
        let mut i = 0;
        let cuts = &mut self.cuts;
        self.paras.retain(|p| {
            let why = reason(i);
            i += 1;
            let stays = why.is_none();
            cuts.extend(why.map(|(label, rule)| Cut { span: p.span, label, rule }));
            stays
        });
        self.paras.len() < before
    }

    /// Takes out a stretch of the text; what is left of a paragraph becomes one of its own.
    pub fn cut(&mut self, span: Span, label: Label, rule: &str) {
        let first = self.paras.partition_point(|p| p.span.end <= span.start);
        let last = self.paras.partition_point(|p| p.span.start < span.end);
        if first >= last {
            return;
        }
        let edge = |i: usize| self.paras.get(i).map_or(span, |p| p.span);
        let (head, tail) = (edge(first), edge(last - 1));
        let left = self.para(Span::new(head.start, span.start.max(head.start)));
        let right = self.para(Span::new(span.end.min(tail.end), tail.end));
        self.paras.splice(first..last, left.into_iter().chain(right));
        let span = Span::new(span.start.max(head.start), span.end.min(tail.end));
        // What was taken out of the middle before belongs to this stretch now.
        self.cuts.retain(|c| !span.covers(&c.span));
        self.cuts.push(Cut { span, label, rule: rule.to_string() });
    }
}

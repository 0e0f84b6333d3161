//! A few articles with what is asked of them, folded and side by side.
use crate::lexicon::Lexicon;
use crate::model::{Article, Kind};
use crate::people::{Facts, Registry};
use crate::query::{Field, Level, NameTest, Subject, Term, folded_name, named_inside, said};
use crate::text::fold::{fold, fold_into};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Articles a shelf holds; a set of them is the bits of one number.
pub(super) const SHELF: usize = 128;

/// Texts one after the other, with a paragraph break between so that no phrase crosses.
#[derive(Clone, Default)]
struct Column {
    text: String,
    ends: Vec<usize>,
}

impl Column {
    fn push(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.text.push_str("\n\n");
        self.ends.push(self.text.len());
    }

    /// Calls `found` with the number of every text in which one of the values of `term` stands.
    fn scan(&self, term: &Term, mut found: impl FnMut(usize)) {
        for value in &term.any {
            let Some(scanner) = value.test.finder() else { continue };
            if scanner.crosses() {
                let mut start = 0;
                for (which, &end) in self.ends.iter().enumerate() {
                    let text = self.text.get(start..end).and_then(|t| t.strip_suffix("\n\n")).unwrap_or("");
                    if scanner.next(text, 0).is_some() {
                        found(which);
                    }
                    start = end;
                }
                continue;
            }
            let mut from = 0;
            while let Some((start, _)) = scanner.next(&self.text, from) {
                let which = self.ends.partition_point(|&end| end <= start);
                found(which);
                let Some(&end) = self.ends.get(which) else { break };
                from = end;
            }
        }
    }
}

/// How quotations name somebody: the same few ways again and again.
#[derive(Clone, Default)]
struct Voice {
    canonical: Vec<String>,
    mention: String,
    mention_words: Vec<String>,
}

/// What a shelf keeps of a quotation.
#[derive(Clone, Copy)]
struct Key {
    kind: Kind,
    voice: usize,
}

/// Up to [`SHELF`] articles.
#[derive(Clone, Default)]
pub(super) struct Shelf {
    articles: Vec<Arc<Article>>,
    facts: Vec<Facts>,
    bodies: Column,
    titles: Column,
    said: Column,
    voices: Vec<Voice>,
    voice_ids: HashMap<(String, String), usize>,
    names: Vec<Vec<String>>,
    name_ids: HashMap<String, usize>,
    keys: Vec<Key>,
    /// For each quotation the names inside it.
    about: Vec<Vec<usize>>,
    /// For each article its first quotation in `keys`.
    first: Vec<usize>,
}

impl Shelf {
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    pub(super) fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    pub(super) fn facts(&self) -> &[Facts] {
        &self.facts
    }

    pub(super) fn put(&mut self, article: Arc<Article>) {
        self.facts.push(Facts::of(&article, Lexicon::builtin()));
        self.bodies.push(|out| fold_into(&article.body, out));
        self.titles.push(|out| fold_into(article.title.as_deref().unwrap_or(""), out));
        self.first.push(self.keys.len());
        for quote in &article.quotes {
            self.said.push(|out| fold_into(said(&article, quote), out));
            let mention = quote.speaker.map_or("", |s| s.of(&article.body));
            let voice = self.voice(quote.canonical.as_deref().unwrap_or(""), mention);
            self.keys.push(Key { kind: quote.kind, voice });
            let named = named_inside(&article, quote).map(|name| self.name(name)).collect();
            self.about.push(named);
        }
        self.articles.push(article);
    }

    fn voice(&mut self, canonical: &str, mention: &str) -> usize {
        let next = self.voices.len();
        let id = *self.voice_ids.entry((canonical.to_owned(), mention.to_owned())).or_insert(next);
        if id == next {
            self.voices.push(Voice {
                canonical: folded_name(canonical),
                mention: fold(mention),
                mention_words: folded_name(mention),
            });
        }
        id
    }

    fn name(&mut self, name: &str) -> usize {
        let next = self.names.len();
        let id = *self.name_ids.entry(name.to_owned()).or_insert(next);
        if id == next {
            self.names.push(folded_name(name));
        }
        id
    }

    /// True if an article has somebody by this name.
    pub(super) fn is_named(&self, name: &NameTest) -> bool {
        self.voices.iter().any(|v| name.matches(&v.canonical) || name.matches(&v.mention_words))
    }

    /// Answers every leaf of a query for the whole shelf at once. `meant` are the people whom
    /// each leaf asks for, `from` is the index of the first article.
    pub(super) fn answers(&self, terms: &[Cow<Term>], meant: &[Option<Meant>], from: usize) -> Vec<Answer> {
        let terms = terms.iter().enumerate();
        terms.map(|(i, term)| self.answer(term, meant.get(i).and_then(Option::as_ref), from)).collect()
    }

    fn answer(&self, term: &Term, meant: Option<&Meant>, from: usize) -> Answer {
        if term.level() == Level::Quotation {
            let mut holds = self.quotations(term);
            if let Some(meant) = meant {
                self.by_person(meant, from, &mut holds);
            }
            return Answer::Quotations(holds);
        }
        let mut articles = 0u128;
        let mut mark = |which: usize| articles |= 1u128.checked_shl(which as u32).unwrap_or(0);
        match term.field {
            Field::Words => {
                self.bodies.scan(term, &mut mark);
                self.titles.scan(term, &mut mark);
            }
            Field::Text => self.bodies.scan(term, &mut mark),
            Field::Title => self.titles.scan(term, &mut mark),
            Field::Outlet | Field::Path | Field::Is | Field::Tag | Field::Note => {
                let holds = |(i, a): (usize, &Arc<Article>)| term.holds_for_record(a).then_some(i);
                self.articles.iter().enumerate().filter_map(holds).for_each(mark);
            }
            _ => {}
        }
        Answer::Articles(articles)
    }

    fn quotations(&self, term: &Term) -> Vec<bool> {
        let by_voice = |holds: &dyn Fn(&Voice) -> bool| -> Vec<bool> {
            let voices: Vec<bool> = self.voices.iter().map(holds).collect();
            self.keys.iter().map(|k| voices.get(k.voice).copied().unwrap_or(false)).collect()
        };
        match term.field {
            Field::Speaker => by_voice(&|v| term.names(&v.canonical) || term.names(&v.mention_words)),
            Field::As => by_voice(&|v| term.found_in(&v.mention)),
            Field::Said => {
                let mut out = vec![false; self.keys.len()];
                self.said.scan(term, |which| out.iter_mut().skip(which).take(1).for_each(|o| *o = true));
                out
            }
            Field::About => self.about_answers(term),
            _ => self.articles.iter().flat_map(|a| a.quotes.iter().map(|q| term.holds_for(a, q))).collect(),
        }
    }

    /// Adds the quotations of the people who are meant, under whatever name their articles have them.
    fn by_person(&self, meant: &Meant, from: usize, holds: &mut [bool]) {
        for ((at, article), first) in (from..).zip(&self.articles).zip(&self.first) {
            for (quote, holds) in article.quotes.iter().zip(holds.iter_mut().skip(*first)).filter(|(_, h)| !**h) {
                *holds = quote.canonical.as_deref().is_some_and(|name| meant.has(at, name));
            }
        }
    }

    fn about_answers(&self, term: &Term) -> Vec<bool> {
        let names: Vec<bool> = self.names.iter().map(|n| term.names(n)).collect();
        let by_name = self.about.iter().map(|a| a.iter().any(|&n| names.get(n).copied().unwrap_or(false)));
        let texts = self.articles.iter().flat_map(|a| a.quotes.iter().map(move |q| said(a, q)));
        by_name.zip(texts).map(|(known, text)| known || term.names(&folded_name(text))).collect()
    }

    /// Article `at` with the answers for its shelf.
    pub(super) fn subject<'s>(&'s self, at: usize, answers: &'s [Answer]) -> Placed<'s> {
        Placed { shelf: self, at, first: self.first.get(at).copied().unwrap_or(0), answers }
    }
}

/// The people whom a condition asks for.
pub(super) struct Meant<'r> {
    pub registry: &'r Registry,
    /// For each person of the registry.
    pub people: Vec<bool>,
}

impl Meant<'_> {
    fn has(&self, article: usize, name: &str) -> bool {
        let id = self.registry.person(article, name);
        id.and_then(|id| self.people.get(id.0)).copied().unwrap_or(false)
    }
}

/// What holds where on a shelf.
pub(super) enum Answer {
    /// A bit for each article.
    Articles(u128),
    /// One for each quotation of the shelf.
    Quotations(Vec<bool>),
}

/// An article on its shelf.
pub(super) struct Placed<'s> {
    shelf: &'s Shelf,
    at: usize,
    first: usize,
    answers: &'s [Answer],
}

impl Subject for Placed<'_> {
    fn date(&self) -> Option<NaiveDate> {
        self.shelf.articles.get(self.at)?.date
    }

    fn quotations(&self) -> usize {
        self.shelf.articles.get(self.at).map_or(0, |a| a.quotes.len())
    }

    fn kind(&self, quote: usize) -> Kind {
        self.shelf.keys.get(self.first + quote).map_or(Kind::Term, |k| k.kind)
    }

    fn article(&self, index: usize, _term: &Term) -> bool {
        matches!(self.answers.get(index), Some(Answer::Articles(bits)) if (bits >> (self.at % SHELF)) & 1 == 1)
    }

    fn quotation(&self, index: usize, _term: &Term, quote: usize) -> bool {
        match self.answers.get(index) {
            Some(Answer::Quotations(all)) => all.get(self.first + quote).copied().unwrap_or(false),
            _ => false,
        }
    }
}

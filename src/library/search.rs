//! Searching: newest first, undated last, and within a day in the order in which articles came.
use super::shelf::{Meant, SHELF};
use super::{Cancel, Memory};
use crate::model::{Article, Quote};
use crate::query::{Field, NameTest, Query, SortBy, Term, shown};
use crate::text::fold::fold;
use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its index in the library.
    pub article: usize,
    /// The quotations that are rows, by their index in the article, ascending.
    pub quotes: Vec<u32>,
}

/// A quotation that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The index of its article in the library.
    pub article: usize,
    /// Its index in the article.
    pub quote: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The articles in the order asked for; no more than `limit:` says.
    pub rows: Vec<Row>,
    /// Articles that match, also beyond the limit.
    pub articles_total: usize,
    /// Quotations that match, also beyond the limit.
    pub quotes_total: usize,
    /// Undated articles that would match but for a condition on the date.
    pub undated_hidden: usize,
}

impl Memory {
    /// The articles that `query` finds; `None` if it was cancelled.
    pub fn search(&self, query: &Query, cancel: &Cancel) -> Option<Results> {
        let mut found = self.find(query, cancel)?;
        self.order(&mut found.rows, query);
        found.rows.truncate(query.limit().unwrap_or(usize::MAX));
        Some(found)
    }

    /// The quotations that `query` finds, in the order asked for, no more than `limit:` says; `None` if cancelled.
    pub fn quotes(&self, query: &Query, cancel: &Cancel) -> Option<Vec<Place>> {
        let mut rows = self.find(query, cancel)?.rows;
        self.order(&mut rows, query);
        let places = |row: &Row| {
            let article = row.article;
            row.quotes.iter().map(move |&q| Place { article, quote: q as usize }).collect::<Vec<_>>()
        };
        let mut out: Vec<Place> = rows.iter().flat_map(places).collect();
        if !matches!(query.sort().by, SortBy::Date | SortBy::Relevance) {
            out.sort_by(|a, b| match (self.at(*a), self.at(*b)) {
                (Some(a), Some(b)) => compare(a, b, query),
                _ => Ordering::Equal,
            });
        }
        out.truncate(query.limit().unwrap_or(usize::MAX));
        Some(out)
    }

    /// The article and quotation at `place`.
    pub fn at(&self, place: Place) -> Option<(&Arc<Article>, &Quote)> {
        let article = self.article(place.article)?;
        Some((article, article.quotes.get(place.quote)?))
    }

    /// The articles that match, in the order in which they came, without limit.
    pub fn find(&self, query: &Query, cancel: &Cancel) -> Option<Results> {
        let undated = (query.is_dated() && !query.keeps_undated()).then(|| query.keeping_undated());
        let terms: Vec<Cow<Term>> = query.terms().iter().map(|term| self.term(term)).collect();
        let meant: Vec<Option<Meant>> = terms.iter().map(|term| self.meant(term)).collect();
        let mut out = Results::default();
        for (number, shelf) in self.shelves.iter().enumerate() {
            if cancel.is_cancelled() {
                return None;
            }
            let answers = shelf.answers(&terms, &meant, number * SHELF);
            for at in 0..shelf.len() {
                let subject = shelf.subject(at, &answers);
                if let Some(hit) = query.ask(&subject) {
                    out.quotes_total += hit.quotes.len();
                    let quotes = hit.quotes.into_iter().filter_map(|q| u32::try_from(q).ok()).collect();
                    out.rows.push(Row { article: number * SHELF + at, quotes });
                } else if let Some(undated) = &undated {
                    let hidden = shelf.articles().get(at).is_some_and(|a| a.date.is_none());
                    out.undated_hidden += usize::from(hidden && undated.ask(&subject).is_some());
                }
            }
        }
        out.articles_total = out.rows.len();
        Some(out)
    }

    /// The condition as it is meant, given who is there.
    fn term<'t>(&self, term: &'t Term) -> Cow<'t, Term> {
        if term.asks_twice() {
            return Cow::Owned(term.twice(self.twice()));
        }
        if term.field != Field::Speaker {
            return Cow::Borrowed(term);
        }
        let anyone = |name: &NameTest| {
            let person = self.people().names.iter().flatten().any(|n| name.matches(n));
            person || self.shelves.iter().any(|shelf| shelf.is_named(name))
        };
        term.meant(&anyone)
    }

    /// The people for whom `term` asks, if it asks for speakers: an article may have them under another name.
    fn meant(&self, term: &Term) -> Option<Meant<'_>> {
        let people = (term.field == Field::Speaker).then(|| self.people())?;
        let meant = people.names.iter().map(|names| names.iter().any(|name| term.names(name)));
        Some(Meant { registry: &people.registry, people: meant.collect() })
    }

    fn order(&self, rows: &mut [Row], query: &Query) {
        let date = |row: &Row| self.article(row.article).and_then(|a| a.date);
        let sort = query.sort();
        match sort.by {
            SortBy::Date if !sort.down => rows.sort_by_cached_key(|r| (date(r).is_none(), date(r))),
            _ => rows.sort_by_cached_key(|r| Reverse(date(r))),
        }
        if sort.by == SortBy::Relevance {
            let score = |row: &Row| {
                let article = self.article(row.article);
                article.map_or(0, |a| query.relevance(&fold(a.title.as_deref().unwrap_or("")), &fold(&a.body)))
            };
            by_relevance(rows, sort, &mut |row| score(row));
        } else if sort.by != SortBy::Date {
            rows.sort_by(|a, b| match (self.best(a, query), self.best(b, query)) {
                (Some(a), Some(b)) => compare(a, b, query),
                (a, b) => a.is_none().cmp(&b.is_none()),
            });
        }
    }

    /// The quotation of the row that comes first in the order asked for.
    fn best<'l>(&'l self, row: &Row, query: &Query) -> Option<(&'l Arc<Article>, &'l Quote)> {
        let places = row.quotes.iter().filter_map(|&q| self.at(Place { article: row.article, quote: q as usize }));
        places.min_by(|a, b| compare(*a, *b, query))
    }
}

/// Rows among the newest that are put in the order of relevance; what is older follows as it is. To look into all
/// would take seconds where there are very many.
pub(super) const RELEVANT: usize = 5_000;

/// Puts the newest of `rows`, which come newest first, in the order of what `score` says.
pub(super) fn by_relevance<T>(rows: &mut [T], sort: crate::query::Sort, score: &mut dyn FnMut(&T) -> usize) {
    let most = rows.len().min(RELEVANT);
    if let Some(newest) = rows.get_mut(..most) {
        newest.sort_by_cached_key(|row| {
            let score = i64::try_from(score(row)).unwrap_or(i64::MAX);
            if sort.down { score } else { -score }
        });
    }
}

/// The order of two quotations by speaker or confidence; those of nobody come last either way.
fn compare(a: (&Arc<Article>, &Quote), b: (&Arc<Article>, &Quote), query: &Query) -> Ordering {
    let sort = query.sort();
    let turn = |o: Ordering| if sort.down { o.reverse() } else { o };
    match sort.by {
        SortBy::Date | SortBy::Relevance => Ordering::Equal,
        SortBy::Conf => turn(a.1.confidence.total_cmp(&b.1.confidence)),
        SortBy::Speaker => match (name(a), name(b)) {
            (Some(a), Some(b)) => turn(a.cmp(b)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        },
    }
}

/// The name by which the speaker is listed.
pub(super) fn name<'a>((article, quote): (&'a Arc<Article>, &'a Quote)) -> Option<&'a str> {
    shown(quote.canonical.as_deref(), quote.speaker.map_or("", |s| s.of(&article.body)))
}

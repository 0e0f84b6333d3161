//! How a query is answered: which articles may match, and what tells whether one does.
use super::super::ArticleId;
use super::columns::{Columns, Voice};
use super::tokens::{phrase, word};
use super::words::{Column, Expr, Stream};
use crate::query::{Field, Flag, NameTest, Node, Query, Term, Test, spellings};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What tells whether a condition holds.
#[derive(Debug)]
pub(super) enum Leaf {
    /// It holds for every candidate.
    Given,
    /// The text index.
    Index(RefCell<Stream>),
    /// Title and body, read and searched.
    Scan,
    /// The outlet: one for each number.
    Outlet(Vec<bool>),
    /// The pair of voice and person: one for each.
    Says(Arc<[bool]>),
    /// What the small row has of a quotation.
    Small,
    /// Names inside quotations: one for each number; else the words of the quotation.
    Inside(Vec<bool>, Option<RefCell<Stream>>),
    /// What the reader has made: few articles have any of it, and these are read whole.
    Made,
    /// The article, read whole.
    Whole,
}

/// Where candidates come from.
#[derive(Debug)]
pub(super) enum Candidates {
    /// The text index.
    Index(Stream),
    /// These, ascending.
    These(Vec<i64>),
    /// All in the range.
    All,
}

/// A query made ready.
pub(super) struct Plan<'q> {
    pub query: &'q Query,
    pub leaves: Vec<Leaf>,
    pub candidates: Candidates,
    /// The first and the last number that may match.
    pub range: (i64, i64),
}

/// Speakers with fewer articles than this are driven from their articles, not from the words beside them.
const RARE: usize = 300;

impl<'q> Plan<'q> {
    /// The plan for `query`. With `scan`, words of which only the start is known are looked for in the texts.
    pub fn new(query: &'q Query, columns: &Columns, scan: bool) -> Plan<'q> {
        Plan::within(query, columns, scan, (i64::MIN, i64::MAX))
    }

    /// As [`Plan::new`], only for articles with numbers from the first to the last of `limits`.
    pub fn within(query: &'q Query, columns: &Columns, scan: bool, limits: (i64, i64)) -> Plan<'q> {
        let range = range(query);
        let range = (range.0.max(limits.0), range.1.min(limits.1));
        let scanned: Vec<bool> = query.terms().iter().map(|t| scan && scans(query, t)).collect();
        let found = |(term, scanned): (&Term, &bool)| if *scanned { None } else { expression(term) };
        let expressions: Vec<Option<Expr>> = query.terms().iter().zip(&scanned).map(found).collect();
        let musts = musts(query);
        let leaf = |(i, term): (usize, &Term)| {
            let index = || expressions.get(i).cloned().flatten().map(|e| RefCell::new(Stream::new(e, range.1)));
            match term.field {
                Field::Words | Field::Text | Field::Title => match index() {
                    Some(_) if exact(term) && musts.contains(&i) => Leaf::Given,
                    Some(stream) if exact(term) => Leaf::Index(stream),
                    _ => Leaf::Scan,
                },
                Field::Outlet => {
                    Leaf::Outlet(columns.outlets.iter().map(|o| term.found_in(&crate::text::fold::fold(o))).collect())
                }
                Field::Speaker | Field::As => Leaf::Says(columns.meant(term, || says(term, columns))),
                Field::Kind | Field::Conf => Leaf::Small,
                Field::Is if !made(term) => Leaf::Small,
                Field::Is | Field::Tag | Field::Note => Leaf::Made,
                Field::About => Leaf::Inside(columns.names.iter().map(|n| term.names(n)).collect(), index()),
                _ => Leaf::Whole,
            }
        };
        let leaves: Vec<Leaf> = query.terms().iter().enumerate().map(leaf).collect();
        let candidates = match rare(&leaves, &musts, columns, range) {
            Some(ids) => Candidates::These(ids),
            None => superset(query.root(), query, &expressions)
                .map_or(Candidates::All, |e| Candidates::Index(Stream::new(e, range.1))),
        };
        Plan { query, leaves: settle(leaves, &candidates, &expressions, range), candidates, range }
    }

    /// True if some words of `query` are better looked for in the texts, as long as they are often found.
    pub fn may_scan(query: &Query) -> bool {
        query.terms().iter().any(|t| scans(query, t))
    }
}

/// True if `term` is a single letter and a star.
pub(super) fn is_hopeless(term: &Term) -> bool {
    let one = |value: &crate::query::Value| match &value.test {
        Test::Words(needle) => needle.is_prefix() && needle.words().last().is_some_and(|w| w.chars().count() < 2),
        _ => false,
    };
    exact(term) && term.any.iter().any(one)
}

/// Where the index does not choose the candidates, nothing is given.
fn settle(leaves: Vec<Leaf>, candidates: &Candidates, expressions: &[Option<Expr>], range: (i64, i64)) -> Vec<Leaf> {
    if matches!(candidates, Candidates::Index(_)) {
        return leaves;
    }
    let asked = |(leaf, expression): (Leaf, &Option<Expr>)| match (leaf, expression) {
        (Leaf::Given, Some(e)) => Leaf::Index(RefCell::new(Stream::new(e.clone(), range.1))),
        (leaf, _) => leaf,
    };
    leaves.into_iter().zip(expressions).map(asked).collect()
}

/// The conditions that must hold for every article that matches.
fn musts(query: &Query) -> BTreeSet<usize> {
    let term = |node: &Node| if let Node::Term(i) = node { Some(*i) } else { None };
    match query.root() {
        Node::All(nodes) => nodes.iter().filter_map(term).collect(),
        node => term(node).into_iter().collect(),
    }
}

/// True if the expression of `term` finds the articles for which it holds, and no others.
fn exact(term: &Term) -> bool {
    in_text(term) && term.any.iter().all(|v| matches!(v.test, Test::Words(_)))
}

/// True if `term` asks for words of title or body.
fn in_text(term: &Term) -> bool {
    matches!(term.field, Field::Words | Field::Text | Field::Title)
}

/// True if `term` asks for what the reader has made.
fn made(term: &Term) -> bool {
    let flag = |v: &crate::query::Value| {
        matches!(v.test, Test::Flag(Flag::Verified | Flag::Corrected | Flag::Starred) | Test::Tag(_))
    };
    term.field == Field::Note || term.any.iter().any(flag)
}

/// True if `term` has half a word: the index would have to go through all words that begin so.
fn scans(query: &Query, term: &Term) -> bool {
    let half = |value: &crate::query::Value| match &value.test {
        Test::Words(needle) if needle.is_prefix() => {
            let others = musts(query).len() > 1 || needle.words().len() > 1;
            others || needle.words().last().is_some_and(|w| w.chars().count() < 3)
        }
        _ => false,
    };
    exact(term) && term.any.iter().any(half)
}

/// The expression that finds at least all articles for which `term` holds.
fn expression(term: &Term) -> Option<Expr> {
    let column = match term.field {
        Field::Words => Column::Both,
        Field::Text | Field::Said | Field::About => Column::Body,
        Field::Title => Column::Title,
        _ => return None,
    };
    let value = |test: &Test| match test {
        Test::Words(needle) => phrase(needle, column),
        Test::Near(near) => near.words().iter().map(|w| word(w, column)).collect::<Option<Vec<_>>>().map(Expr::All),
        Test::Name(name) => words(name, column),
        _ => None,
    };
    let any: Option<Vec<Expr>> = term.any.iter().map(|v| value(&v.test)).collect();
    any.filter(|a| !a.is_empty()).map(|a| one_or(a, Expr::Any))
}

/// The only one of `all`, or what `many` makes of them.
fn one_or(mut all: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match all.pop() {
        Some(only) if all.is_empty() => only,
        last => {
            all.extend(last);
            many(all)
        }
    }
}

/// All words of a name, in any of its spellings.
fn words(name: &NameTest, column: Column) -> Option<Expr> {
    let last = name.words().len().checked_sub(1)?;
    let each = |(i, w): (usize, &String)| {
        let half = name.is_prefix() && i == last;
        // Half a word may be half of any spelling.
        let forms = if half { vec![w.clone()] } else { spellings(w) };
        let form = |form: &String| match word(form, column)? {
            Expr::Words { words, column, .. } => Some(Expr::Words { words, prefix: half, column }),
            other => Some(other),
        };
        Some(one_or(forms.iter().map(form).collect::<Option<Vec<_>>>()?, Expr::Any))
    };
    name.words().iter().enumerate().map(each).collect::<Option<Vec<_>>>().map(|all| one_or(all, Expr::All))
}

/// The expression that finds at least all articles for which `node` holds; `None` if that may be any.
fn superset(node: &Node, query: &Query, expressions: &[Option<Expr>]) -> Option<Expr> {
    match node {
        // The names inside a quotation need not stand in the article.
        Node::Term(i) if query.terms().get(*i).is_some_and(|t| t.field == Field::About) => None,
        Node::Term(i) => expressions.get(*i).cloned().flatten(),
        Node::Not(_) => None,
        Node::All(nodes) => {
            let known: Vec<Expr> = nodes.iter().filter_map(|n| superset(n, query, expressions)).collect();
            (!known.is_empty()).then(|| one_or(known, Expr::All))
        }
        Node::Any(nodes) => {
            let all: Option<Vec<Expr>> = nodes.iter().map(|n| superset(n, query, expressions)).collect();
            all.filter(|a| !a.is_empty()).map(|a| one_or(a, Expr::Any))
        }
    }
}

/// The numbers that the dates of the query leave.
fn range(query: &Query) -> (i64, i64) {
    let (mut first, mut last) = (i64::MIN, i64::MAX);
    for term in musts(query).into_iter().filter_map(|i| query.terms().get(i)).filter(|t| t.field.is_date()) {
        let days: Option<Vec<_>> =
            term.any.iter().map(|v| if let Test::Days(Some(p)) = &v.test { Some(*p) } else { None }).collect();
        let Some(days) = days else { continue };
        let newest = days.iter().map(|p| p.last).max();
        let oldest = days.iter().map(|p| p.first).min();
        if let Some(newest) = newest {
            first = first.max(ArticleId::of_day(Some(newest)).0.0);
        }
        if let Some(oldest) = oldest.filter(|_| !query.keeps_undated()) {
            last = last.min(ArticleId::of_day(Some(oldest)).1.0);
        }
    }
    (first, last)
}

/// Which pairs of voice and person `term` asks for.
fn says(term: &Term, columns: &Columns) -> Vec<bool> {
    let is_named = |name: &NameTest, voice: &Voice| {
        let voice = &voice.folded;
        name.matches(&voice.canonical) || name.matches(&voice.mention_words)
    };
    let anyone = |name: &NameTest| {
        let person = columns.test_people(|p| p.names.iter().any(|n| name.matches(n))).contains(&true);
        // A voice that no article has any more is nobody's.
        let voices = || columns.pairs.iter().zip(&columns.speaks_in).filter(|(_, ids)| !ids.is_empty());
        person || voices().filter_map(|((v, _), _)| columns.voices.get(*v as usize)).any(|v| is_named(name, v))
    };
    let term = if term.field == Field::Speaker { &*term.meant(&anyone) } else { term };
    let voices: Vec<bool> = columns
        .voices
        .iter()
        .map(|voice| {
            let voice = &voice.folded;
            match term.field {
                Field::As => term.found_in(&voice.mention),
                _ => term.names(&voice.canonical) || term.names(&voice.mention_words),
            }
        })
        .collect();
    let person = |someone: &super::columns::Someone| someone.names.iter().any(|name| term.names(name));
    let persons: Vec<bool> = match term.field {
        Field::As => Vec::new(),
        _ => columns.test_people(person),
    };
    let get = |all: &[bool], i: u32| all.get(i as usize).copied().unwrap_or(false);
    columns.pairs.iter().map(|&(v, p)| get(&voices, v) || p.checked_sub(1).is_some_and(|p| get(&persons, p))).collect()
}

/// The articles of the rarest speakers that the query asks for, if they are few.
fn rare(leaves: &[Leaf], musts: &BTreeSet<usize>, columns: &Columns, (first, last): (i64, i64)) -> Option<Vec<i64>> {
    let asked =
        musts.iter().filter_map(|i| if let Some(Leaf::Says(pairs)) = leaves.get(*i) { Some(pairs) } else { None });
    let lists = |pairs: &Arc<[bool]>| -> Vec<&Vec<i64>> {
        columns.speaks_in.iter().zip(pairs.iter()).filter(|(_, asked)| **asked).map(|(ids, _)| ids).collect()
    };
    let fewest = asked.map(lists).min_by_key(|lists| lists.iter().map(|l| l.len()).sum::<usize>())?;
    let words = leaves.iter().any(|l| matches!(l, Leaf::Given | Leaf::Index(_) | Leaf::Whole));
    if words && fewest.iter().map(|l| l.len()).sum::<usize>() > RARE {
        return None;
    }
    let mut ids: Vec<i64> = fewest.into_iter().flatten().copied().filter(|id| first <= *id && *id <= last).collect();
    ids.sort_unstable();
    ids.dedup();
    Some(ids)
}

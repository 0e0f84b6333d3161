//! Asking an article. The tree is walked once for each quotation; what a leaf answers is the subject's business, so
//! that a library can answer from what it keeps folded.
use super::{Field, Finder, Flag, LOW, Level, NameTest, Node, Query, Term, Test, Value, folded_name, shown};
use crate::model::{Article, Kind, Quote, Span};
use crate::text::fold::{fold, fold_with_map, words};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

/// Somebody who can answer the leaves of a query for one article.
pub trait Subject {
    /// Day of publication.
    fn date(&self) -> Option<NaiveDate>;
    /// The number of quotations.
    fn quotations(&self) -> usize;
    /// The kind of quotation `quote`.
    fn kind(&self, quote: usize) -> Kind;
    /// True if the condition `index` of the query, which is about the article and not about its date, holds.
    fn article(&self, index: usize, term: &Term) -> bool;
    /// True if the condition `index` of the query holds for quotation `quote`.
    fn quotation(&self, index: usize, term: &Term, quote: usize) -> bool;
}

/// How an article matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// The quotations that are rows, by their index in the article.
    pub quotes: Vec<usize>,
}

impl Query {
    /// How `article` matches, if it does. Pure; folds the article anew each time, which a library avoids.
    ///
    /// ```
    /// use whosaid::{model::Article, query::Query};
    /// let article = Article { body: "Rain fell on Cardiff.".into(), ..Default::default() };
    /// assert!(Query::parse("cardiff -snow")?.matches(&article).is_some());
    /// assert!(Query::parse("speaker:rain")?.matches(&article).is_none());
    /// # Ok::<(), whosaid::query::QueryError>(())
    /// ```
    pub fn matches(&self, article: &Article) -> Option<Hit> {
        self.ask(&Whole::new(article))
    }

    /// How `subject` matches, if it does.
    pub fn ask(&self, subject: &impl Subject) -> Option<Hit> {
        let mut quotes = Vec::new();
        let matches = self.ask_into(subject, &mut quotes);
        matches.then(|| Hit { quotes: quotes.into_iter().map(|q| q as usize).collect() })
    }

    /// True if `subject` matches. The quotations that are rows are in `quotes` then, and nothing else.
    pub fn ask_into(&self, subject: &impl Subject, quotes: &mut Vec<u32>) -> bool {
        quotes.clear();
        let terms = self.lists_terms();
        let all = u32::try_from(subject.quotations()).unwrap_or(u32::MAX);
        let listed = (0..all).filter(|&q| terms || subject.kind(q as usize) != Kind::Term);
        if !self.asks_quotations() {
            let holds = self.eval(&self.root, subject, None, true);
            quotes.extend(listed.filter(|_| holds));
            return holds;
        }
        let mut any = false;
        for quote in listed {
            any = true;
            if self.eval(&self.root, subject, Some(quote as usize), true) {
                quotes.push(quote);
            }
        }
        // An article without quotations can still match by what is not about them: `peace OR speaker:x`.
        if any { !quotes.is_empty() } else { self.eval(&self.root, subject, None, true) }
    }

    /// The places in `body` of the words that the query looks for in bodies and quotations: what to highlight.
    pub fn hits(&self, body: &str) -> Vec<Span> {
        let finders = self.finders();
        if finders.is_empty() {
            return Vec::new();
        }
        let folded = fold_with_map(body);
        let mut spans = Vec::new();
        for finder in &finders {
            spans.extend(finder.places(&folded.text).map(|(start, end)| folded.span(start, end)));
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// How much a text is about the words of the query: how often they stand in it, those of the title counted thrice.
    /// Both are folded.
    pub fn relevance(&self, title: &str, body: &str) -> usize {
        let count = |text: &str| self.finders().iter().map(|f| f.places(text).count()).sum::<usize>();
        count(title) * 3 + count(body)
    }

    /// What finds the words that the query looks for in bodies and quotations.
    fn finders(&self) -> Vec<Finder<'_>> {
        let mut tests = Vec::new();
        self.wanted(&self.root, true, &mut tests);
        let any = |test: &Test| matches!(test, Test::Words(needle) if needle.words().is_empty());
        tests.into_iter().filter(|test| !any(test)).filter_map(Test::finder).collect()
    }

    /// The tests under `node` that must hold, not those that must not.
    fn wanted<'q>(&'q self, node: &Node, positive: bool, out: &mut Vec<&'q Test>) {
        match node {
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|n| self.wanted(n, positive, out)),
            Node::Not(node) => self.wanted(node, !positive, out),
            Node::Term(i) if positive => {
                let shown = |t: &&Term| matches!(t.field, Field::Words | Field::Text | Field::Said);
                for value in self.terms.get(*i).filter(shown).into_iter().flat_map(|t| &t.any) {
                    out.push(&value.test);
                }
            }
            Node::Term(_) => {}
        }
    }

    /// True if `node` holds (`positive`) or does not hold. What cannot be known (the date of an undated article, the
    /// speaker where there is no quotation) neither holds nor does not hold.
    fn eval(&self, node: &Node, subject: &impl Subject, quote: Option<usize>, positive: bool) -> bool {
        match node {
            Node::Not(inner) => self.eval(inner, subject, quote, !positive),
            Node::All(nodes) if positive => nodes.iter().all(|n| self.eval(n, subject, quote, true)),
            Node::Any(nodes) if !positive => nodes.iter().all(|n| self.eval(n, subject, quote, false)),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(|n| self.eval(n, subject, quote, positive)),
            Node::Term(index) => {
                let Some(term) = self.terms.get(*index) else { return false };
                if term.field.is_date() {
                    return self.dated(term, subject.date(), positive);
                }
                match (term.level(), quote) {
                    (Level::Article, _) => subject.article(*index, term) == positive,
                    (Level::Quotation, Some(quote)) => subject.quotation(*index, term, quote) == positive,
                    // An article without quotations may have a star.
                    (Level::Quotation, None) if term.asks_for_stars() => subject.article(*index, term) == positive,
                    (Level::Quotation, None) => false,
                }
            }
        }
    }

    fn dated(&self, term: &Term, date: Option<NaiveDate>, positive: bool) -> bool {
        let asks_undated = term.any.iter().any(|v| v.test == Test::Days(None));
        match date {
            Some(day) => term.any.iter().any(|v| matches!(v.test, Test::Days(Some(p)) if p.contains(day))) == positive,
            None if asks_undated => positive,
            None => self.undated || (!positive && term.any.iter().all(|v| v.test == Test::Days(None))),
        }
    }
}

impl Term {
    /// What the condition is about.
    pub fn level(&self) -> Level {
        self.field.level()
    }

    /// True if a star is enough.
    fn asks_for_stars(&self) -> bool {
        self.any.iter().any(|v| v.test == Test::Flag(Flag::Starred))
    }

    /// True if the quotation's own data satisfy this condition of kind, state or confidence.
    pub fn holds_for(&self, article: &Article, quote: &Quote) -> bool {
        self.any.iter().any(|value| match &value.test {
            Test::Kind(kind) => quote.kind == *kind,
            Test::Flag(Flag::Unattributed) => {
                let mention = quote.speaker.map_or("", |s| s.of(&article.body));
                shown(quote.canonical.as_deref(), mention).is_none()
            }
            Test::Flag(Flag::Low) => quote.confidence < LOW,
            Test::Flag(Flag::Verified) => article.made.verified.contains(&quote.span),
            Test::Flag(Flag::Starred) => article.made.starred || article.made.stars.contains(&quote.span),
            Test::Flag(Flag::Corrected) => article.made.corrected.contains(&quote.span),
            Test::Conf(range) => range.contains(quote.confidence),
            Test::Twice(keys) => words_key(article, quote).is_some_and(|key| keys.contains(&key)),
            _ => false,
        })
    }

    /// True if the condition asks for words that other articles have, too.
    pub fn asks_twice(&self) -> bool {
        self.any.iter().any(|v| v.test == Test::Flag(Flag::Dup))
    }

    /// The condition, where the words that several articles have are those of `keys`.
    pub fn twice(&self, keys: &Arc<HashSet<u64>>) -> Term {
        let mut term = self.clone();
        let dup = term.any.iter_mut().filter(|v| v.test == Test::Flag(Flag::Dup));
        dup.for_each(|v| v.test = Test::Twice(keys.clone()));
        term
    }

    /// True if one of the values stands in `folded`, a folded text.
    pub fn found_in(&self, folded: &str) -> bool {
        self.any.iter().any(|value| match &value.test {
            Test::Path(pieces) => {
                let mut rest = Some(folded);
                pieces.iter().all(|piece| {
                    rest = rest.and_then(|r| r.split_once(piece.as_str())).map(|(_, after)| after);
                    rest.is_some()
                })
            }
            test => test.finder().is_some_and(|f| f.next(folded, 0).is_some()),
        })
    }

    /// The condition, where a name that nobody has is taken for the start of one: `anyone` tells whether somebody has it.
    pub fn meant(&self, anyone: &dyn Fn(&NameTest) -> bool) -> Cow<'_, Term> {
        let half = |value: &Value| match &value.test {
            Test::Name(name) if !name.is_prefix() && !anyone(name) => Some(Test::Name(name.half())),
            _ => None,
        };
        let halves: Vec<Option<Test>> = self.any.iter().map(half).collect();
        if halves.iter().all(Option::is_none) {
            return Cow::Borrowed(self);
        }
        let mut term = self.clone();
        for (value, half) in term.any.iter_mut().zip(halves) {
            half.into_iter().for_each(|half| value.test = half);
        }
        Cow::Owned(term)
    }

    /// True if one of the values names `name`, made by [`folded_name`].
    pub fn names(&self, name: &[String]) -> bool {
        self.any.iter().any(|value| matches!(&value.test, Test::Name(test) if test.matches(name)))
    }

    /// True if the condition on title, outlet, path, or what the reader has made holds for `article`.
    pub fn holds_for_record(&self, article: &Article) -> bool {
        let text = |t: &Option<String>| t.as_deref().is_some_and(|t| self.found_in(&fold(t)));
        match self.field {
            Field::Title => text(&article.title),
            Field::Outlet => text(&article.outlet),
            Field::Path => self.found_in(&fold(&article.source)) || text(&article.url),
            Field::Note => article.made.notes.iter().any(|note| self.found_in(&fold(note))),
            Field::Is => article.made.has_star(),
            Field::Tag => {
                let wanted = |v: &super::Value| match &v.test {
                    Test::Tag(tag) => article.made.tags.iter().any(|t| tag.is_empty() || fold(t) == *tag),
                    _ => false,
                };
                self.any.iter().any(wanted)
            }
            _ => false,
        }
    }
}

/// Fewer words than this are often the same by chance.
const FEWEST: usize = 4;

/// A number for the words of the quotation, the same for the same words however they are written; nothing if they are
/// so few that they say little, or only a term.
pub(crate) fn words_key(article: &Article, quote: &Quote) -> Option<u64> {
    let mut count = 0;
    let mut key = 0xcbf2_9ce4_8422_2325u64;
    for piece in &quote.spans {
        for word in words(piece.of(&article.body)) {
            count += 1;
            let bytes = word.bytes().chain([b' ']);
            key = bytes.fold(key, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        }
    }
    (count >= FEWEST && quote.kind != Kind::Term).then_some(key)
}

/// The words inside the quotation's marks, as the body has them.
pub(crate) fn said<'a>(article: &'a Article, quote: &Quote) -> &'a str {
    quote.span.of(&article.body)
}

/// The names of those whom the quotation names.
pub(crate) fn named_inside<'a>(article: &'a Article, quote: &'a Quote) -> impl Iterator<Item = &'a str> {
    let inside = move |m: &Span| quote.spans.iter().any(|piece| piece.covers(m));
    article.people.iter().filter(move |p| p.mentions.iter().any(inside)).map(|p| p.name.as_str())
}

/// An article that is asked directly.
pub(crate) struct Whole<'a> {
    article: &'a Article,
    body: OnceCell<String>,
}

impl<'a> Whole<'a> {
    /// Asks `article`, which is folded when a condition first needs it.
    pub(crate) fn new(article: &'a Article) -> Self {
        Whole { article, body: OnceCell::new() }
    }
}

impl Subject for Whole<'_> {
    fn date(&self) -> Option<NaiveDate> {
        self.article.date
    }

    fn quotations(&self) -> usize {
        self.article.quotes.len()
    }

    fn kind(&self, quote: usize) -> Kind {
        self.article.quotes.get(quote).map_or(Kind::Term, |q| q.kind)
    }

    fn article(&self, _index: usize, term: &Term) -> bool {
        let in_body = || term.found_in(self.body.get_or_init(|| fold(&self.article.body)));
        match term.field {
            Field::Words => in_body() || self.article.title.as_deref().is_some_and(|t| term.found_in(&fold(t))),
            Field::Text => in_body(),
            _ => term.holds_for_record(self.article),
        }
    }

    fn quotation(&self, _index: usize, term: &Term, quote: usize) -> bool {
        let Some(quote) = self.article.quotes.get(quote) else { return false };
        let mention = quote.speaker.map_or("", |s| s.of(&self.article.body));
        match term.field {
            Field::Said => term.found_in(&fold(said(self.article, quote))),
            Field::As => term.found_in(&fold(mention)),
            Field::Speaker => {
                quote.canonical.as_deref().is_some_and(|name| term.names(&folded_name(name)))
                    || term.names(&folded_name(mention))
            }
            Field::About => {
                named_inside(self.article, quote).any(|name| term.names(&folded_name(name)))
                    || term.names(&folded_name(said(self.article, quote)))
            }
            _ => term.holds_for(self.article, quote),
        }
    }
}

//! The same words elsewhere: quotations that repeat or nearly repeat, within and across articles, form families.
//!
//! Two quotations are kin if one has at least four words of which at least four fifths stand close together in the
//! other, in any order; a family is all that are kin, directly or through others. Terms are left out, and so are stock
//! phrases: a few words that stand in very many longer quotations say nothing about these.
mod diff;
mod index;
mod kin;
#[cfg(test)]
mod tests;
mod wording;

pub use diff::{Mark, Piece, diff, marked};
pub use wording::{Wording, wording};

use crate::model::{Article, Kind, Quote};
use crate::text::fold::words;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Fewest words of a quotation that can be kin to another.
pub const FEWEST: usize = 4;

/// How a quotation relates to the words that its family shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Same {
    /// It is these words.
    Same,
    /// It has these words in a row, among others.
    Within,
    /// It has nearly these words.
    Near,
    /// It is kin to others of the family only.
    Through,
}

impl Same {
    /// The relation in a word.
    pub const fn name(self) -> &'static str {
        match self {
            Same::Same => "same",
            Same::Within => "within",
            Same::Near => "near",
            Same::Through => "through",
        }
    }
}

/// A quotation of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// The index of its article.
    pub article: usize,
    /// Its index in the article.
    pub quote: usize,
    /// How it relates to the core of the family.
    pub same: Same,
}

/// Quotations that share their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its quotations, the earliest first, the undated last.
    pub members: Vec<Member>,
    /// The member whose words the others are compared with: the one that most are kin to, the shortest of these.
    pub core: usize,
}

impl Family {
    /// True if all members have the same words.
    pub fn is_exact(&self) -> bool {
        self.members.iter().all(|m| m.same == Same::Same)
    }
}

/// All families of a set of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Families {
    families: Vec<Family>,
    of: HashMap<(usize, usize), usize>,
    compared: usize,
}

impl Families {
    /// The families of `articles`, near-linear in the number of quotations.
    ///
    /// ```
    /// # use whosaid::{echoes::Families, model::{Article, Evidence, Kind, Quote, Span}};
    /// # use std::sync::Arc;
    /// # fn quoted(words: &str) -> Arc<Article> {
    /// #     let span = Span::new(0, words.len());
    /// #     let quote = Quote { span, spans: vec![span], kind: Kind::Mixed, speaker: None, canonical: None,
    /// #         how: "".into(), confidence: 1.0, cue: None, evidence: Evidence::default() };
    /// #     Arc::new(Article { body: words.into(), quotes: vec![quote], ..Default::default() })
    /// # }
    /// let articles = [quoted("a long and dry summer"), quoted("rain"), quoted("It was a long and very dry summer.")];
    /// let families = Families::find(&articles);
    /// assert_eq!(families.all().len(), 1);
    /// assert_eq!(families.of(0, 0), families.of(2, 0));
    /// assert_eq!(families.of(1, 0), None);
    /// ```
    pub fn find(articles: &[Arc<Article>]) -> Families {
        let mut texts: BTreeMap<Vec<String>, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            for (i, quote) in article.quotes.iter().enumerate().filter(|(_, q)| q.kind != Kind::Term) {
                let words = words(&said(article, quote));
                if words.len() >= FEWEST {
                    texts.entry(words).or_default().push((at, i));
                }
            }
        }
        let (texts, places): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
        let kin = kin::find(&texts);
        let mut out = Families { compared: kin.compared, ..Families::default() };
        for group in kin.groups() {
            let core = kin.core(&group, &texts);
            let members = group.iter().flat_map(|&t| {
                let same = kin::relation(&texts, core, t);
                places.get(t).into_iter().flatten().map(move |&(article, quote)| Member { article, quote, same })
            });
            out.add(members.collect(), articles);
        }
        out.sort(articles);
        out
    }

    fn add(&mut self, mut members: Vec<Member>, articles: &[Arc<Article>]) {
        if members.len() < 2 {
            return;
        }
        members.sort_by_cached_key(|m| age(m, articles));
        let core = members.iter().position(|m| m.same == Same::Same).unwrap_or(0);
        self.families.push(Family { members, core });
    }

    /// Families of many members come first, then the earlier ones.
    fn sort(&mut self, articles: &[Arc<Article>]) {
        self.families.sort_by_cached_key(|f| {
            let first = f.members.first().map(|m| age(m, articles));
            (std::cmp::Reverse(f.members.len()), first)
        });
        let places = self.families.iter().enumerate();
        self.of = places.flat_map(|(i, f)| f.members.iter().map(move |m| ((m.article, m.quote), i))).collect();
    }

    /// All families, those of many members first.
    pub fn all(&self) -> &[Family] {
        &self.families
    }

    /// The family of quotation `quote` of the article with this index, as an index into [`Families::all`].
    pub fn of(&self, article: usize, quote: usize) -> Option<usize> {
        self.of.get(&(article, quote)).copied()
    }

    /// Pairs of texts that were compared: what the time it takes grows with.
    pub fn compared(&self) -> usize {
        self.compared
    }
}

type Age = (bool, Option<chrono::NaiveDate>, String, usize, usize);

/// The order of members: by day, the undated last.
fn age(member: &Member, articles: &[Arc<Article>]) -> Age {
    let article = articles.get(member.article);
    let date = article.and_then(|a| a.date);
    (date.is_none(), date, article.map_or(String::new(), |a| a.id.clone()), member.article, member.quote)
}

/// The words of a quotation, its pieces one after the other.
pub fn said(article: &Article, quote: &Quote) -> String {
    let pieces: Vec<&str> = quote.spans.iter().map(|s| s.of(&article.body)).collect();
    pieces.join(" ")
}

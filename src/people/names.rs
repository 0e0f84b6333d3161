//! The names of many articles. Most name the same people in the same way: each way is kept once, so that a million
//! articles fit.
use super::facts::{Facts, Named};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The names of many articles, in the order in which they were added.
///
/// ```
/// use whosaid::{lexicon::Lexicon, model::Article, people::{Facts, Names}};
/// let mut names = Names::default();
/// names.add(&Facts::of(&Article::default(), Lexicon::builtin()));
/// assert_eq!(names.len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Names {
    articles: Vec<Stand>,
    /// What the articles have, one behind the other: places in `named`.
    nodes: Vec<u32>,
    /// Every way of naming somebody, in the order in which they first came.
    pub(super) named: Vec<Arc<Named>>,
    known: FxHashMap<Arc<Named>, u32>,
    texts: std::collections::HashSet<Arc<str>>,
}

/// An article.
#[derive(Clone, Debug)]
struct Stand {
    id: Box<str>,
    date: Option<NaiveDate>,
    /// Where its names end in the row of all.
    end: u32,
}

impl Names {
    /// Adds the names of an article.
    pub fn add(&mut self, facts: &Facts) {
        for named in &facts.names {
            let named = plain(named);
            let number = match self.known.get(&named) {
                Some(number) => *number,
                None => {
                    let number = self.named.len() as u32;
                    let named = Arc::new(self.shared(named));
                    self.named.push(named.clone());
                    self.known.insert(named, number);
                    number
                }
            };
            self.nodes.push(number);
        }
        self.articles.push(Stand { id: facts.id().into(), date: facts.date, end: self.nodes.len() as u32 });
    }

    /// The same, with texts that others have as well.
    fn shared(&mut self, mut named: Named) -> Named {
        let mut share = |text: &mut Arc<str>| match self.texts.get(text) {
            Some(known) => text.clone_from(known),
            None => {
                self.texts.insert(text.clone());
            }
        };
        share(&mut named.name);
        named.written.iter_mut().for_each(|(text, _)| share(text));
        named.written.shrink_to_fit();
        named
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// True if there is no article.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The id of an article by its index.
    pub fn id(&self, article: usize) -> &str {
        self.articles.get(article).map_or("", |a| &a.id)
    }

    /// Every article with its date and its places in `named`.
    pub(super) fn articles(&self) -> impl Iterator<Item = (usize, Option<NaiveDate>, &[u32])> {
        let mut start = 0;
        self.articles.iter().enumerate().map(move |(i, article)| {
            let nodes = self.nodes.get(start..article.end as usize).unwrap_or(&[]);
            start = article.end as usize;
            (i, article.date, nodes)
        })
    }
}

/// The way without how often the article does so, which would make every article another one.
fn plain(named: &Named) -> Named {
    let mut named = named.clone();
    named.written.iter_mut().for_each(|(_, count)| *count = 1);
    named.written.sort_unstable();
    named
}

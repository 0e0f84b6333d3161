//! The articles that were read, in memory, ready to be asked. What is searched is kept folded, in long stretches that
//! one scan goes through.
//!
//! ```
//! use whosaid::{library::{Cancel, Memory}, model::Article, query::Query};
//! let mut library = Memory::new();
//! library.put(vec![Article { body: "Rain fell.".into(), ..Default::default() }]);
//! let found = library.search(&Query::parse("rain")?, &Cancel::default()).unwrap();
//! assert_eq!(found.rows.len(), 1);
//! # Ok::<(), whosaid::query::QueryError>(())
//! ```
use super::shelf::{SHELF, Shelf};
use crate::lexicon::Lexicon;
use crate::model::Article;
use crate::people::Registry;
use crate::query::{folded_name, words_key};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// The articles, in the order in which they came. A clone is cheap and keeps seeing what was there when it was made,
/// so that a search can run beside an import.
#[derive(Clone, Default)]
pub struct Memory {
    pub(super) shelves: Vec<Arc<Shelf>>,
    pub(super) count: usize,
    pub(super) quotations: usize,
    /// Names that the reader has made one.
    names: Arc<BTreeMap<String, String>>,
    /// Who is who, once somebody has asked since the articles last changed.
    people: OnceLock<Arc<People>>,
    /// The words that several articles have in quotations, once somebody has asked since.
    twice: OnceLock<Arc<HashSet<u64>>>,
}

impl Memory {
    /// An empty library.
    pub fn new() -> Self {
        Memory::default()
    }

    /// Takes names for one: every other name with the one that stands for it.
    pub fn name(&mut self, names: BTreeMap<String, String>) {
        self.people = OnceLock::new();
        self.names = Arc::new(names);
    }

    /// Adds articles. Their index is the number of those put before.
    pub fn put(&mut self, articles: Vec<Article>) {
        self.put_shared(articles.into_iter().map(Arc::new).collect());
    }

    /// Adds articles that somebody else holds as well.
    pub fn put_shared(&mut self, articles: Vec<Arc<Article>>) {
        self.forget();
        for article in articles {
            self.count += 1;
            self.quotations += article.quotes.len();
            match self.shelves.last_mut().filter(|s| s.len() < SHELF) {
                Some(last) => Arc::make_mut(last).put(article),
                None => {
                    let mut shelf = Shelf::default();
                    shelf.put(article);
                    self.shelves.push(Arc::new(shelf));
                }
            }
        }
    }

    /// Puts articles that were cleaned again in the place of those with the same index; others are left alone.
    pub fn replace(&mut self, articles: Vec<(usize, Article)>) {
        self.forget();
        let mut by_shelf = std::collections::BTreeMap::<usize, Vec<(usize, Article)>>::new();
        for (index, article) in articles.into_iter().filter(|(i, _)| *i < self.count) {
            by_shelf.entry(index / SHELF).or_default().push((index % SHELF, article));
        }
        for (shelf, changed) in by_shelf {
            let Some(old) = self.shelves.get_mut(shelf) else { continue };
            let mut articles = old.articles().to_vec();
            for (at, article) in changed {
                if let Some(place) = articles.get_mut(at) {
                    *place = Arc::new(article);
                }
            }
            let mut fresh = Shelf::default();
            articles.into_iter().for_each(|a| fresh.put(a));
            *old = Arc::new(fresh);
        }
        self.quotations = self.articles().map(|a| a.quotes.len()).sum();
    }

    /// Drops what was found out of all articles.
    fn forget(&mut self) {
        self.people = OnceLock::new();
        self.twice = OnceLock::new();
    }

    /// Puts these articles in the place of all.
    pub fn replace_all(&mut self, articles: Vec<Article>) {
        *self = Memory::new();
        self.put(articles);
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.count
    }

    /// True if there is no article.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number of quotations, terms included.
    pub fn quotations(&self) -> usize {
        self.quotations
    }

    /// The article with this index.
    pub fn article(&self, index: usize) -> Option<&Arc<Article>> {
        self.shelves.get(index / SHELF)?.articles().get(index % SHELF)
    }

    /// All articles in the order in which they came.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.shelves.iter().flat_map(|s| s.articles())
    }

    /// Who is who in all articles.
    pub fn registry(&self) -> &Registry {
        &self.people().registry
    }

    pub(super) fn twice(&self) -> &Arc<HashSet<u64>> {
        self.twice.get_or_init(|| {
            let (mut first, mut twice) = (HashMap::new(), HashSet::new());
            for (at, article) in self.articles().enumerate() {
                for key in article.quotes.iter().filter_map(|quote| words_key(article, quote)) {
                    if *first.entry(key).or_insert(at) != at {
                        twice.insert(key);
                    }
                }
            }
            Arc::new(twice)
        })
    }

    pub(super) fn people(&self) -> &Arc<People> {
        self.people.get_or_init(|| {
            let facts: Vec<_> = self.shelves.iter().flat_map(|s| s.facts()).collect();
            let registry = Registry::of_facts(&facts, Lexicon::builtin()).joined(&self.names);
            let names = registry.people().iter().map(|p| p.aliases.iter().map(|a| folded_name(&a.name)).collect());
            Arc::new(People { names: names.collect(), registry })
        })
    }
}

/// Who is who, with the names folded for a search.
pub(super) struct People {
    pub registry: Registry,
    /// For each person the words of every name.
    pub names: Vec<Vec<Vec<String>>>,
}

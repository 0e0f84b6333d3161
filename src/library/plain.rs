//! A library in memory that does everything the plain way: the oracle for all others.
use super::facets::ordered;
use super::types::{Caps, CheckReport, Counted, Counts, Cursor, Depth, Hit, Known, Page, Receipt, Revision, Stamp};
use super::{ArticleId, Cancel, Facet, FacetKey, LibError, Library, Marks, Memory, Result, Speakers};
use crate::model::{Article, ContentHash, Kind};
use crate::query::Query;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

/// A library that is gone when the program ends.
#[derive(Clone, Default)]
pub struct Plain {
    articles: BTreeMap<ArticleId, Stored>,
    by_hash: HashMap<ContentHash, ArticleId>,
    files: BTreeMap<String, Option<Stamp>>,
    values: BTreeMap<String, Vec<u8>>,
    revision: u64,
    marks: Arc<Marks>,
    /// Marks that are followed already.
    followed: usize,
    /// The articles in the order of their numbers, made when somebody asks.
    memory: Option<Memory>,
}

#[derive(Clone)]
struct Stored {
    /// As it was read.
    read: Arc<Article>,
    /// As the reader has corrected it.
    article: Arc<Article>,
    files: BTreeSet<String>,
}

impl Plain {
    /// An empty library.
    pub fn new() -> Self {
        Plain::default()
    }

    /// A library that answers for `memory`, whatever the numbers of its articles.
    pub fn of(memory: &Memory) -> Self {
        Plain { memory: Some(memory.clone()), ..Plain::default() }
    }

    fn changed(&mut self) -> Revision {
        self.revision += 1;
        self.memory = None;
        Revision(self.revision)
    }

    fn memory(&mut self) -> &Memory {
        self.memory.get_or_insert_with(|| {
            let mut memory = Memory::new();
            memory.name(self.marks.names());
            memory.put_shared(self.articles.values().map(|s| s.article.clone()).collect());
            memory
        })
    }

    fn ids(&self) -> Vec<ArticleId> {
        self.articles.keys().copied().collect()
    }

    fn hits(&mut self, query: &Query, stop: &Cancel) -> Result<Vec<Hit>> {
        let ids = self.ids();
        let found = self.memory().search(query, stop).ok_or(LibError::Cancelled)?;
        let hit = |row: super::Row| Some(Hit { article: *ids.get(row.article)?, quotes: row.quotes });
        Ok(found.rows.into_iter().filter_map(hit).collect())
    }

    /// The next number of a day.
    fn place(&self, article: &Article) -> Result<ArticleId> {
        let (first, last) = ArticleId::of_day(article.date);
        let place = self.articles.range(first..=last).next_back().map_or(0, |(id, _)| id.place() + 1);
        ArticleId::new(article.date, place).ok_or_else(|| LibError::Bad("a day is full".into()))
    }

    /// Puts what `read` makes of the article with this hash in its place, as the reader has corrected it.
    fn renew(&mut self, hash: &ContentHash, read: &dyn Fn(&Stored) -> Arc<Article>) -> Result<()> {
        let Some(id) = self.by_hash.get(hash).copied() else { return Ok(()) };
        let Some(stored) = self.articles.remove(&id) else { return Ok(()) };
        let read = read(&stored);
        let article = Arc::new(self.marks.corrected(&read));
        let id = if id.date() == article.date { id } else { self.place(&article)? };
        self.by_hash.insert(*hash, id);
        self.articles.insert(id, Stored { read, article, files: stored.files });
        Ok(())
    }

    /// Takes `files` from every article; those that stand in no file any more go.
    fn leave(&mut self, path: &str, except: &BTreeSet<ContentHash>) {
        let mut gone = Vec::new();
        for (id, stored) in &mut self.articles {
            if !except.contains(&stored.article.hash) && stored.files.remove(path) && stored.files.is_empty() {
                gone.push((*id, stored.article.hash));
            }
            move_to_a_file(stored);
        }
        for (id, hash) in gone {
            self.articles.remove(&id);
            self.by_hash.remove(&hash);
        }
    }
}

/// An article whose file is gone comes from another that has it.
fn move_to_a_file(stored: &mut Stored) {
    let Some(path) = stored.files.first().filter(|_| !stored.files.contains(&stored.article.source)) else { return };
    stored.read = Arc::new(super::types::moved(&stored.read, path));
    stored.article = Arc::new(super::types::moved(&stored.article, path));
}

impl Library for Plain {
    fn caps(&self) -> Caps {
        Caps { writable: true, lasting: false }
    }

    fn revision(&mut self) -> Result<Revision> {
        Ok(Revision(self.revision))
    }

    fn totals(&mut self) -> Result<Counts> {
        let quotes = self.articles.values().map(|s| s.article.quotes.len()).sum();
        Ok(Counts { articles: self.articles.len(), quotes, undated_hidden: 0, exact: true })
    }

    fn seen(&mut self, keys: &[ContentHash]) -> Result<Vec<Option<ArticleId>>> {
        Ok(keys.iter().map(|key| self.by_hash.get(key).copied()).collect())
    }

    fn hashes(&mut self) -> Result<Vec<ContentHash>> {
        Ok(self.articles.values().map(|s| s.article.hash).collect())
    }

    fn put(&mut self, batch: &[Arc<Article>]) -> Result<Receipt> {
        let mut receipt = Receipt::default();
        for article in batch {
            self.files.entry(article.source.clone()).or_default();
            let id = match self.by_hash.get(&article.hash) {
                Some(id) => *id,
                None => {
                    let corrected = Arc::new(self.marks.corrected(article));
                    let id = self.place(&corrected)?;
                    let stored = Stored { read: article.clone(), article: corrected, files: BTreeSet::new() };
                    self.articles.insert(id, stored);
                    self.by_hash.insert(article.hash, id);
                    receipt.added += 1;
                    id
                }
            };
            if let Some(stored) = self.articles.get_mut(&id) {
                stored.files.insert(article.source.clone());
            }
            receipt.ids.push(id);
        }
        self.changed();
        Ok(receipt)
    }

    fn replace(&mut self, batch: &[Arc<Article>]) -> Result<Revision> {
        for article in batch {
            self.renew(&article.hash, &|_| article.clone())?;
        }
        Ok(self.changed())
    }

    fn remove(&mut self, ids: &[ArticleId]) -> Result<Revision> {
        for id in ids {
            if let Some(stored) = self.articles.remove(id) {
                self.by_hash.remove(&stored.article.hash);
            }
        }
        Ok(self.changed())
    }

    fn follow(&mut self, marks: Arc<Marks>) -> Result<Revision> {
        let changed = marks.since(self.followed);
        self.followed = marks.len();
        self.marks = marks;
        for hash in changed {
            self.renew(&hash, &|stored| stored.read.clone())?;
        }
        Ok(self.changed())
    }

    fn articles_of(&mut self, path: &str) -> Result<Vec<ArticleId>> {
        Ok(self.articles.iter().filter(|(_, s)| s.files.contains(path)).map(|(id, _)| *id).collect())
    }

    fn settle(&mut self, _stop: &Cancel) -> Result<()> {
        Ok(())
    }

    fn search(&mut self, query: &Query, at: &Cursor, stop: &Cancel) -> Result<Page> {
        let by_number = query.sort() == crate::query::Sort::default();
        Ok(at.page(&self.hits(query, stop)?, by_number))
    }

    fn before(&mut self, query: &Query, id: ArticleId, stop: &Cancel) -> Result<usize> {
        let by_number = query.sort() == crate::query::Sort::default();
        Ok(Cursor::before(id, usize::MAX).page(&self.hits(query, stop)?, by_number).rows.len())
    }

    fn count(&mut self, query: &Query, _budget: Duration, stop: &Cancel) -> Result<Counts> {
        let found = self.memory().search(query, stop).ok_or(LibError::Cancelled)?;
        let (articles, quotes) = (found.articles_total, found.quotes_total);
        Ok(Counts { articles, quotes, undated_hidden: found.undated_hidden, exact: true })
    }

    fn facets(&mut self, query: &Query, by: Facet, _: Duration, stop: &Cancel) -> Result<Counted<(FacetKey, u64)>> {
        let mut counts: BTreeMap<FacetKey, u64> = BTreeMap::new();
        let mut add = |key: FacetKey| *counts.entry(key).or_default() += 1;
        let memory = self.memory();
        if by == Facet::Speaker {
            let speakers = memory.speakers(query, stop).ok_or(LibError::Cancelled)?;
            let named = speakers.rows.iter().map(|r| (FacetKey::Speaker(Some(r.name.clone())), r.quotes as u64));
            let all = named.chain([(FacetKey::Speaker(None), speakers.unattributed as u64)]);
            return Ok(Counted { items: ordered(all.collect()), exact: true });
        }
        for row in memory.find(query, stop).ok_or(LibError::Cancelled)?.rows {
            let Some(article) = memory.article(row.article) else { continue };
            let quotes = row.quotes.iter().filter_map(|&q| article.quotes.get(q as usize));
            match by {
                Facet::Speaker => {}
                Facet::Outlet => add(FacetKey::Outlet(article.outlet.clone())),
                Facet::Kind => quotes.for_each(|q| add(FacetKey::Kind(q.kind))),
                Facet::Articles(bucket) => add(FacetKey::Time(article.date.map(|d| bucket.start(d)))),
                Facet::Quotes(bucket) => {
                    let said = quotes.filter(|q| q.kind != Kind::Term);
                    said.for_each(|_| add(FacetKey::Time(article.date.map(|d| bucket.start(d)))));
                }
            }
        }
        Ok(Counted { items: ordered(counts.into_iter().collect()), exact: true })
    }

    fn speakers(&mut self, query: &Query, stop: &Cancel) -> Result<Speakers> {
        self.memory().speakers(query, stop).ok_or(LibError::Cancelled)
    }

    fn article(&mut self, id: ArticleId) -> Result<Option<Arc<Article>>> {
        Ok(self.articles.get(&id).map(|s| s.article.clone()))
    }

    fn files(&mut self) -> Result<Vec<Known>> {
        let count = |path: &str| self.articles.values().filter(|s| s.files.contains(path)).count();
        let known = |stamp: &Stamp| Known { stamp: stamp.clone(), articles: count(&stamp.path) };
        Ok(self.files.values().flatten().map(known).collect())
    }

    fn finish(&mut self, files: &[(Stamp, Vec<ContentHash>)]) -> Result<Revision> {
        for (stamp, hashes) in files {
            for id in hashes.iter().filter_map(|h| self.by_hash.get(h)) {
                if let Some(stored) = self.articles.get_mut(id) {
                    stored.files.insert(stamp.path.clone());
                }
            }
            self.files.insert(stamp.path.clone(), Some(stamp.clone()));
        }
        for (stamp, hashes) in files {
            self.leave(&stamp.path, &hashes.iter().copied().collect());
        }
        Ok(self.changed())
    }

    fn forget(&mut self, paths: &[String]) -> Result<Revision> {
        for path in paths {
            self.files.remove(path);
            self.leave(path, &BTreeSet::new());
        }
        Ok(self.changed())
    }

    fn value(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.values.get(name).cloned())
    }

    fn set_value(&mut self, name: &str, value: &[u8]) -> Result<()> {
        self.values.insert(name.to_owned(), value.to_vec());
        Ok(())
    }

    fn check(&mut self, _depth: Depth) -> Result<CheckReport> {
        Ok(CheckReport::default())
    }
}

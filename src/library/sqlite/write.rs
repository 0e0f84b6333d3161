//! Taking articles in and out. Every call is one transaction: all of it is there, or nothing.
use super::super::{ArticleId, LibError, Marks, Receipt, Result, Revision, Stamp, types};
use super::packing::Packing;
use super::record::{decode, encode, pack};
use super::row::{Stored, outlet};
use super::twice;
use super::words::{self, Batch};
use crate::lexicon::Lexicon;
use crate::model::{Article, ContentHash};
use crate::people::Facts;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Changes that are remembered one by one.
const REMEMBERED: u64 = 100_000;
/// Of more than these, so many are forgotten at a time.
const FORGOTTEN: i64 = 500;

/// A transaction that counts what it changes.
pub(super) struct Write<'c> {
    tx: Transaction<'c>,
    packing: &'c Packing,
    revision: u64,
    articles: i64,
    quotes: i64,
    /// The next place of a day, as far as it is known.
    next: HashMap<ArticleId, i64>,
    words: Batch,
    changes: Cell<i64>,
}

impl<'c> Write<'c> {
    /// Starts; waits for others who write.
    pub fn begin(conn: &'c mut Connection, packing: &'c Packing) -> Result<Write<'c>> {
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let revision = number(&tx, "revision")? + 1;
        packing.refresh(&tx)?;
        Ok(Write {
            tx,
            packing,
            revision,
            articles: 0,
            quotes: 0,
            next: HashMap::new(),
            words: Batch::default(),
            changes: Cell::new(0),
        })
    }

    /// Makes it all last.
    pub fn commit(mut self) -> Result<Revision> {
        self.words.write(&self.tx)?;
        if self.articles < 0 {
            words::tidy(&self.tx)?;
        }
        add(&self.tx, "revision", 1)?;
        add(&self.tx, "articles", self.articles)?;
        add(&self.tx, "quotes", self.quotes)?;
        if self.revision.is_multiple_of(8) || self.changes.get() > FORGOTTEN {
            self.forget_changes()?;
        }
        self.tx.commit()?;
        Ok(Revision(self.revision))
    }

    /// Drops the oldest of many remembered changes: a few at a time, unless many have come, so that nobody waits for it.
    fn forget_changes(&self) -> Result<()> {
        let sql = "SELECT coalesce(min(rowid), 0), coalesce(max(rowid), 0) FROM change";
        let (first, last): (i64, i64) = self.tx.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let upto = (last - REMEMBERED as i64).min(first + FORGOTTEN + self.changes.get() * 16);
        let sql = "SELECT revision FROM change WHERE rowid = ?";
        if let Some(floor) = self.tx.query_row(sql, [upto], |r| r.get::<_, u64>(0)).optional()? {
            self.tx.execute("DELETE FROM change WHERE rowid <= ?", [upto])?;
            self.tx.execute("INSERT OR REPLACE INTO value VALUES ('changes from', ?)", [floor])?;
        }
        Ok(())
    }

    /// Takes in articles. `persons` are the people (and 1) of names, as far as they are known.
    pub fn put(&mut self, batch: &[Arc<Article>], marks: &Marks, persons: &FxHashMap<String, u32>) -> Result<Receipt> {
        let mut ids: Vec<Option<ArticleId>> = Vec::with_capacity(batch.len());
        let mut fresh: HashMap<ContentHash, ArticleId> = HashMap::new();
        let mut new: Vec<(ArticleId, &Arc<Article>, Cow<Article>)> = Vec::new();
        for article in batch {
            let known = fresh.get(&article.hash).copied();
            let id = match known.map_or_else(|| find(&self.tx, &article.hash), |id| Ok(Some(id)))? {
                Some(id) => id,
                None => {
                    let made = marks.of(article.hash).next().is_some();
                    let corrected = if made { Cow::Owned(marks.corrected(article)) } else { Cow::Borrowed(&**article) };
                    let id = self.place(&corrected)?;
                    fresh.insert(article.hash, id);
                    new.push((id, article, corrected));
                    id
                }
            };
            ids.push(Some(id));
        }
        self.learn(&new)?;
        // In the order of the tables.
        new.sort_by_key(|(id, ..)| *id);
        for (id, article, corrected) in &new {
            self.insert(*id, article, corrected, persons)?;
        }
        let mut file = None;
        for (article, id) in batch.iter().zip(ids.iter().flatten()) {
            let number = match file {
                Some((path, number)) if path == &article.source => number,
                _ => self.file(&article.source)?,
            };
            file = Some((&article.source, number));
            self.stands_in(number, *id)?;
        }
        Ok(Receipt { ids: ids.into_iter().flatten().collect(), added: new.len() })
    }

    /// Learns how to compress from new articles, if that is not known.
    fn learn(&self, new: &[(ArticleId, &Arc<Article>, Cow<Article>)]) -> Result<()> {
        let articles = number(&self.tx, "articles")? + new.len() as u64;
        self.packing.learn(&self.tx, articles, &|most| {
            let mut samples = Vec::new();
            for (_, article, _) in new.iter().take(most) {
                samples.extend([article.body.clone().into_bytes(), encode(article)?]);
            }
            Ok(samples)
        })
    }

    /// A number for a new article.
    fn place(&mut self, article: &Article) -> Result<ArticleId> {
        let (first, last) = ArticleId::of_day(article.date);
        let next = match self.next.get(&first) {
            Some(next) => *next,
            None => {
                let sql = "SELECT max(id) FROM article WHERE id BETWEEN ? AND ?";
                let max: Option<i64> = self.tx.prepare_cached(sql)?.query_row([first.0, last.0], |r| r.get(0))?;
                max.map_or(0, |id| ArticleId(id).place() + 1)
            }
        };
        self.next.insert(first, next + 1);
        ArticleId::new(article.date, next).ok_or_else(|| LibError::Bad("a day is full".into()))
    }

    /// Writes an article as it was `read`, with all that is searched as the reader has corrected it. `persons` are
    /// the people (and 1) of names, as far as they are known.
    fn insert(
        &mut self,
        id: ArticleId,
        read: &Article,
        article: &Article,
        persons: &FxHashMap<String, u32>,
    ) -> Result<()> {
        // The body as it was read: of its text the record keeps only the rest.
        let (body, record) = (self.packing.pack(read.body.as_bytes())?, self.packing.pack(&encode(read)?)?);
        let sql = "INSERT INTO store (body, record) VALUES (?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![body, record])?;
        let sql = "INSERT INTO article (id, hash, store, title) VALUES (?, ?, last_insert_rowid(), ?)";
        self.tx.prepare_cached(sql)?.execute(params![id.0, read.hash.0, article.title])?;
        self.words.add(id, article.title.as_deref().unwrap_or(""), &article.body);
        self.articles += 1;
        self.quotes += article.quotes.len() as i64;
        self.note(id, article, persons)
    }

    /// Notes what is small of an article.
    fn note(&self, id: ArticleId, article: &Article, persons: &FxHashMap<String, u32>) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO facts (id, facts) VALUES (?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![id.0, pack(&Facts::of(article, Lexicon::builtin()))?])?;
        let sql = "INSERT OR REPLACE INTO said (id, keys) VALUES (?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![id.0, twice::encode(article)])?;
        let mut stored = Stored::of(article, &self.tx)?;
        for (row, quote) in stored.quotes.iter_mut().zip(&article.quotes) {
            row.person = quote.canonical.as_ref().and_then(|name| persons.get(name)).copied().unwrap_or(0);
        }
        let outlet = outlet(&self.tx, article.outlet.as_deref())?;
        let sql = "INSERT OR REPLACE INTO quotes (id, outlet, quotes) VALUES (?, ?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![id.0, outlet, stored.encode()?])?;
        self.changed(id)
    }

    /// Brings the article with this hash in line with what the reader has made of it.
    pub fn correct(&mut self, hash: &ContentHash, marks: &Marks, persons: &FxHashMap<String, u32>) -> Result<()> {
        let Some(id) = find(&self.tx, hash)? else { return Ok(()) };
        let Some(article) = read(&self.tx, self.packing, id)? else { return Ok(()) };
        let corrected = marks.corrected(&article);
        let sql = "SELECT title, quotes FROM article JOIN quotes USING (id) WHERE id = ?";
        let there = self.tx.prepare_cached(sql)?.query_row([id.0], |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?)))?;
        let (title, stored): (Option<String>, Vec<u8>) = there;
        if corrected.date != id.date() || corrected.title != title || marks.recleans(*hash) {
            return self.renew(id, &article, marks, persons);
        }
        // Neither the words nor the place in the list are others.
        self.quotes += corrected.quotes.len() as i64 - Stored::decode(&stored)?.quotes.len() as i64;
        self.note(id, &corrected, persons)
    }

    /// Puts the article in the place of the one with the same hash, if there is one.
    pub fn replace(&mut self, article: &Article, marks: &Marks, persons: &FxHashMap<String, u32>) -> Result<()> {
        let Some(id) = find(&self.tx, &article.hash)? else { return Ok(()) };
        self.renew(id, article, marks, persons)
    }

    /// Puts the article, as it was read, in the place of `id`.
    fn renew(
        &mut self,
        id: ArticleId,
        article: &Article,
        marks: &Marks,
        persons: &FxHashMap<String, u32>,
    ) -> Result<()> {
        let corrected = marks.corrected(article);
        let files: Vec<i64> = {
            let mut stmt = self.tx.prepare_cached("SELECT file FROM place WHERE article = ?")?;
            stmt.query_map([id.0], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?
        };
        self.remove(id)?;
        let id = if corrected.date == id.date() { id } else { self.place(&corrected)? };
        self.insert(id, article, &corrected, persons)?;
        files.into_iter().try_for_each(|file| self.stands_in(file, id))
    }

    /// Who is who is as well known after this as it was before.
    pub fn stays_settled(&self) -> Result<()> {
        let sql = "UPDATE value SET value = ?1 WHERE name = 'settled' AND value = ?1 - 1";
        self.tx.prepare_cached(sql)?.execute([self.revision])?;
        Ok(())
    }

    /// It has to be found out anew who is who.
    pub fn unsettle(&self) -> Result<()> {
        self.tx.prepare_cached("DELETE FROM value WHERE name = 'settled'")?.execute([])?;
        Ok(())
    }

    /// Keeps a value that belongs to the library.
    pub fn keep(&self, name: &str, value: &[u8]) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO value VALUES (?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![format!("user {name}"), value])?;
        Ok(())
    }

    /// Notes that the small row of `id` is another one now.
    pub fn changed(&self, id: ArticleId) -> Result<()> {
        let sql = "INSERT INTO change (revision, id) VALUES (?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![self.revision, id.0])?;
        self.changes.set(self.changes.get() + 1);
        Ok(())
    }

    pub fn remove(&mut self, id: ArticleId) -> Result<()> {
        let sql = "SELECT quotes FROM quotes WHERE id = ?";
        let stored: Option<Vec<u8>> = self.tx.prepare_cached(sql)?.query_row([id.0], |r| r.get(0)).optional()?;
        let Some(stored) = stored else { return Ok(()) };
        self.next.clear();
        self.articles -= 1;
        self.quotes -= Stored::decode(&stored)?.quotes.len() as i64;
        for sql in [
            "DELETE FROM store WHERE id = (SELECT store FROM article WHERE id = ?)",
            "DELETE FROM article WHERE id = ?",
            "DELETE FROM facts WHERE id = ?",
            "DELETE FROM said WHERE id = ?",
            "DELETE FROM quotes WHERE id = ?",
            "DELETE FROM place WHERE article = ?",
        ] {
            self.tx.prepare_cached(sql)?.execute([id.0])?;
        }
        if self.words.has(id) {
            self.words.write(&self.tx)?;
        }
        words::remove(&self.tx, id)?;
        self.changed(id)
    }

    fn file(&self, path: &str) -> Result<i64> {
        let sql = "INSERT INTO file (path) VALUES (?) ON CONFLICT DO UPDATE SET path = path RETURNING id";
        Ok(self.tx.prepare_cached(sql)?.query_row([path], |r| r.get(0))?)
    }

    fn stands_in(&self, file: i64, id: ArticleId) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO place (file, article) VALUES (?, ?)";
        self.tx.prepare_cached(sql)?.execute([file, id.0])?;
        Ok(())
    }

    pub fn finish(&mut self, files: &[(Stamp, Vec<ContentHash>)]) -> Result<()> {
        // First all that is there, then what is not: an article may have moved from one of the files to another.
        let mut kept = Vec::with_capacity(files.len());
        for (stamp, hashes) in files {
            let file = self.file(&stamp.path)?;
            let sql = "UPDATE file SET size = ?, changed = ? WHERE id = ?";
            self.tx.prepare_cached(sql)?.execute(params![stamp.size as i64, stamp.changed, file])?;
            let mut ids = BTreeSet::new();
            for hash in hashes {
                if let Some(id) = find(&self.tx, hash)? {
                    self.stands_in(file, id)?;
                    ids.insert(id);
                }
            }
            kept.push((file, ids));
        }
        kept.into_iter().try_for_each(|(file, ids)| self.leave(file, &ids))
    }

    pub fn forget(&mut self, paths: &[String]) -> Result<()> {
        for path in paths {
            let file = self.tx.query_row("SELECT id FROM file WHERE path = ?", [path], |r| r.get(0)).optional()?;
            if let Some(file) = file {
                self.leave(file, &BTreeSet::new())?;
                self.tx.execute("DELETE FROM file WHERE id = ?", [file])?;
            }
        }
        Ok(())
    }

    /// Takes from `file` all articles but `kept`; those that stand in no other file go.
    fn leave(&mut self, file: i64, kept: &BTreeSet<ArticleId>) -> Result<()> {
        let there: Vec<i64> = {
            let mut stmt = self.tx.prepare_cached("SELECT article FROM place WHERE file = ?")?;
            stmt.query_map([file], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?
        };
        for id in there.into_iter().map(ArticleId).filter(|id| !kept.contains(id)) {
            self.tx.prepare_cached("DELETE FROM place WHERE file = ? AND article = ?")?.execute([file, id.0])?;
            let sql = "SELECT min(path) FROM place JOIN file ON file.id = place.file WHERE article = ?";
            let other: Option<String> = self.tx.prepare_cached(sql)?.query_row([id.0], |r| r.get(0))?;
            match other {
                None => self.remove(id)?,
                Some(other) => self.move_to(id, &other)?,
            }
        }
        Ok(())
    }

    /// The article comes from `path` now, unless the file that it has still holds it.
    fn move_to(&self, id: ArticleId, path: &str) -> Result<()> {
        let Some(article) = read(&self.tx, self.packing, id)? else { return Ok(()) };
        let sql = "SELECT 1 FROM place JOIN file ON file.id = place.file WHERE article = ? AND path = ?";
        if self.tx.prepare_cached(sql)?.exists(params![id.0, article.source])? {
            return Ok(());
        }
        let record = self.packing.pack(&encode(&types::moved(&article, path))?)?;
        let sql = "UPDATE store SET record = ? WHERE id = (SELECT store FROM article WHERE id = ?)";
        self.tx.prepare_cached(sql)?.execute(params![record, id.0])?;
        Ok(())
    }

    pub fn conn(&self) -> &Connection {
        &self.tx
    }
}

/// The number of the article with this hash.
pub(super) fn find(conn: &Connection, hash: &ContentHash) -> Result<Option<ArticleId>> {
    let mut stmt = conn.prepare_cached("SELECT id FROM article WHERE hash = ?")?;
    Ok(stmt.query_row([hash.0], |r| r.get(0)).optional()?.map(ArticleId))
}

/// The article with this number.
pub(super) fn read(conn: &Connection, packing: &Packing, id: ArticleId) -> Result<Option<Article>> {
    let sql = "SELECT hash, record, body FROM article JOIN store ON store.id = store WHERE article.id = ?";
    let mut stmt = conn.prepare_cached(sql)?;
    let mut rows = stmt.query([id.0])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let hash = ContentHash(row.get(0)?);
    let record = row.get_ref(1)?.as_blob().map_err(|_| super::record::damaged())?;
    decode(hash, &packing.unpack(conn, record)?, packing.text(conn, row.get_ref(2)?)?).map(Some)
}

/// A number that the library keeps.
pub(super) fn number(conn: &Connection, name: &str) -> Result<u64> {
    Ok(conn.prepare_cached("SELECT value FROM value WHERE name = ?")?.query_row([name], |r| r.get(0))?)
}

fn add(conn: &Connection, name: &str, more: i64) -> Result<()> {
    conn.prepare_cached("UPDATE value SET value = value + ? WHERE name = ?")?.execute(params![more, name])?;
    Ok(())
}

/// Keeps for all articles the numbers of what they quote.
pub(super) fn say_again(conn: &Connection) -> Result<()> {
    let packing = Packing::new()?;
    let ids =
        conn.prepare("SELECT id FROM article")?.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut add = conn.prepare("INSERT INTO said (id, keys) VALUES (?, ?)")?;
    for id in ids {
        if let Some(article) = read(conn, &packing, ArticleId(id))? {
            add.execute(params![id, twice::encode(&article)])?;
        }
    }
    Ok(())
}

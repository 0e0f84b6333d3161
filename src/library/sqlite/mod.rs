//! A library in one file of SQLite.
//!
//! ```text
//! article  hash and title                store     the body, and everything else of the article, compressed
//! dictionary   what the articles have in common
//! quotes   of every quotation: voice, person, confidence, kind         run, page, gone   the index of words
//! said     a number for the words of every quotation
//! voice    how articles name speakers      person  who is who          facts     what people are told apart by
//! file     what was read, when             place   which article stands in which file
//! change   which articles each revision changed, for those who keep the small rows in memory
//! ```
//!
//! Numbers of articles are in the order of a list (see [`ArticleId`]), so that the newest come first straight from the
//! index and a range of dates is a range of numbers.
mod columns;
mod counts;
mod follow;
mod hunt;
mod joined;
mod open;
mod order;
mod packing;
mod people;
mod plan;
mod record;
mod row;
mod rows;
mod schema;
mod tokens;
mod twice;
mod words;
mod write;

pub use open::Mode;

use super::types::{At, Caps, CheckReport, Counted, Counts, Cursor, Depth, Hit, Known, Page, Receipt, Revision, Stamp};
use super::{ArticleId, Cancel, Facet, FacetKey, Library, Marks, Result, Speakers};
use crate::model::{Article, ContentHash};
use crate::query::{Field, Flag, Query, Term, Test};
use columns::Columns;
use hunt::{Found, Hunt, Made};
use plan::Plan;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;
use write::{Write, number};

/// A library in a file.
pub struct Sqlite {
    conn: Connection,
    mode: Mode,
    columns: Columns,
    words: words::Index,
    packing: packing::Packing,
    /// What the reader has made, and the articles that it is about.
    marks: Arc<Marks>,
    marked: HashSet<i64>,
    /// The newest list that had to be made as a whole, for its next page.
    listed: Option<Listed>,
}

struct Listed {
    line: String,
    revision: u64,
    hits: Vec<Hit>,
}

/// What a question needs, at one moment.
struct Desk<'d> {
    conn: &'d Connection,
    columns: &'d Columns,
    words: &'d words::Index,
    packing: &'d packing::Packing,
    made: Made<'d>,
    revision: u64,
}

impl Desk<'_> {
    fn hunt<'h>(&'h self, stop: &'h Cancel) -> Hunt<'h> {
        Hunt { conn: self.conn, columns: self.columns, words: self.words, packing: self.packing, made: self.made, stop }
    }
}

/// True if the list has to be made as a whole: one with a limit or an order of its own.
fn is_listed(query: &Query) -> bool {
    query.limit().is_some() || query.sort() != crate::query::Sort::default()
}

/// True if the small rows of all articles tell whether `query` matches: who speaks and who is named, by whatever name.
fn needs_rows(query: &Query) -> bool {
    let unattributed = |term: &Term| term.any.iter().any(|v| v.test == Test::Flag(Flag::Unattributed));
    let of_names = |field| matches!(field, Field::Outlet | Field::Speaker | Field::As | Field::About);
    query.terms().iter().any(|term| of_names(term.field) || unattributed(term))
}

/// New articles, at most, of which it is looked up who their speakers are.
const FEW: usize = 200;

/// Candidates that are searched for half a word before the index is asked.
const SCANNED: usize = 1_000;

impl Sqlite {
    /// Does `work` on a state that does not change meanwhile, with the small rows up to date if they are `needed` or
    /// loaded already.
    fn reading<T>(&mut self, needed: bool, work: impl FnOnce(&Desk) -> Result<T>) -> Result<T> {
        let tx = self.conn.unchecked_transaction()?;
        let revision = number(&tx, "revision")?;
        if needed || self.columns.loaded() {
            self.columns.refresh(&tx, revision)?;
        }
        self.words.refresh(&tx, revision)?;
        let made = Made { marks: &self.marks, articles: &self.marked };
        let out = work(&Desk {
            conn: &tx,
            columns: &self.columns,
            words: &self.words,
            packing: &self.packing,
            made,
            revision,
        })?;
        tx.commit()?;
        Ok(out)
    }

    /// Finds out what several articles quote, if `query` asks for that.
    fn make_ready(&mut self, query: &Query, stop: &Cancel) -> Result<()> {
        if query.terms().iter().any(|term| term.asks_twice()) {
            let tx = self.conn.unchecked_transaction()?;
            let revision = number(&tx, "revision")?;
            if self.columns.twice.as_ref().is_none_or(|(known, _)| *known != revision) {
                self.columns.twice = Some((revision, twice::find(&tx, stop)?));
            }
        }
        Ok(())
    }

    /// A page in the order of the numbers, as far as it can be told without going through everything.
    fn page(&mut self, query: &Query, at: &Cursor, stop: &Cancel) -> Result<Page> {
        self.reading(needs_rows(query), |desk| {
            let (hunt, columns) = (desk.hunt(stop), desk.columns);
            let mut page = Page::default();
            let mut after = if let At::After(id) = at.at { Some(id.0) } else { None };
            let mut scan = Plan::may_scan(query);
            loop {
                let mut plan = Plan::new(query, columns, scan);
                let mut given_up = None;
                let mut take = |found: Found| {
                    page.more = page.rows.len() >= at.limit;
                    if page.more {
                        return ControlFlow::Break(());
                    }
                    page.rows.push(found.hit());
                    ControlFlow::Continue(())
                };
                let mut tick = |seen: usize, id: i64| {
                    given_up = (scan && seen >= SCANNED).then_some(id);
                    if given_up.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                hunt.run(&mut plan, after, &mut take, &mut tick)?;
                match given_up.filter(|_| !page.more) {
                    Some(id) => (after, scan) = (Some(id), false),
                    None => return Ok(page),
                }
            }
        })
    }

    /// A page before something, or the last one: stretches of articles are gone through from the end of the list
    /// backwards, longer ones the less is found.
    fn page_back(&mut self, query: &Query, at: &Cursor, stop: &Cancel) -> Result<Page> {
        self.reading(needs_rows(query), |desk| {
            let mut to = if let At::Before(id) = at.at { id.0 - 1 } else { i64::MAX };
            let (mut rows, mut size) = (Vec::new(), i64::try_from(at.limit).unwrap_or(i64::MAX).saturating_mul(2));
            let sql = "SELECT id FROM quotes WHERE id <= ? ORDER BY id DESC LIMIT 1 OFFSET ?";
            loop {
                let from: Option<i64> =
                    desk.conn.prepare_cached(sql)?.query_row([to, size], |r| r.get(0)).optional()?;
                let mut plan = Plan::within(query, desk.columns, false, (from.unwrap_or(i64::MIN), to));
                let mut stretch = Vec::new();
                let mut take = |found: Found| {
                    stretch.push(found.hit());
                    ControlFlow::Continue(())
                };
                desk.hunt(stop).run(&mut plan, None, &mut take, &mut |_, _| ControlFlow::Continue(()))?;
                stretch.append(&mut rows);
                rows = stretch;
                match from.filter(|_| rows.len() <= at.limit) {
                    Some(from) => (to, size) = (from - 1, size.saturating_mul(4)),
                    None => break,
                }
            }
            let extra = rows.len().saturating_sub(at.limit);
            rows.drain(..extra);
            Ok(Page { rows, more: extra > 0 })
        })
    }

    /// A page of a list that has to be made as a whole: one with a limit or an order of its own.
    fn listed(&mut self, query: &Query, at: &Cursor, stop: &Cancel) -> Result<Page> {
        let known = self.listed.take();
        let in_order = query.sort() == crate::query::Sort::default();
        let (hits, revision) = self.reading(!in_order || needs_rows(query), |desk| {
            let (columns, revision) = (desk.columns, desk.revision);
            if let Some(known) = known.filter(|k| k.revision == revision && k.line == query.to_string()) {
                return Ok((known.hits, revision));
            }
            let mut hits = Vec::new();
            let hunt = desk.hunt(stop);
            let most = if in_order { query.limit() } else { None };
            let mut take = |found: Found| {
                hits.push(found.hit());
                if most == Some(hits.len()) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            hunt.run(&mut Plan::new(query, columns, false), None, &mut take, &mut |_, _| ControlFlow::Continue(()))?;
            order::sort(&mut hits, query, &hunt)?;
            hits.truncate(query.limit().unwrap_or(usize::MAX));
            Ok((hits, revision))
        })?;
        let page = at.page(&hits, in_order);
        self.listed = Some(Listed { line: query.to_string(), revision, hits });
        Ok(page)
    }

    fn write<T>(&mut self, work: impl FnOnce(&mut Write) -> Result<T>) -> Result<(T, Revision)> {
        if self.mode == Mode::Read {
            return Err(super::LibError::ReadOnly);
        }
        let mut write = Write::begin(&mut self.conn, &self.packing)?;
        let out = work(&mut write)?;
        Ok((out, write.commit()?))
    }
}

impl Library for Sqlite {
    fn caps(&self) -> Caps {
        Caps { writable: self.mode != Mode::Read, lasting: true }
    }

    fn revision(&mut self) -> Result<Revision> {
        number(&self.conn, "revision").map(Revision)
    }

    fn totals(&mut self) -> Result<Counts> {
        let count = |name| Ok::<_, super::LibError>(usize::try_from(number(&self.conn, name)?).unwrap_or(usize::MAX));
        Ok(Counts { articles: count("articles")?, quotes: count("quotes")?, undated_hidden: 0, exact: true })
    }

    fn seen(&mut self, keys: &[ContentHash]) -> Result<Vec<Option<ArticleId>>> {
        keys.iter().map(|key| write::find(&self.conn, key)).collect()
    }

    fn hashes(&mut self) -> Result<Vec<ContentHash>> {
        let mut stmt = self.conn.prepare("SELECT hash FROM article ORDER BY id")?;
        Ok(stmt.query_map([], |r| Ok(ContentHash(r.get(0)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    fn put(&mut self, batch: &[Arc<Article>]) -> Result<Receipt> {
        let marks = self.marks.clone();
        let few = batch.len() <= FEW && number(&self.conn, "articles")? > batch.len() as u64;
        let persons = if few { self.persons(batch.iter().map(|a| &**a))? } else { Default::default() };
        let receipt = self.write(|w| w.put(batch, &marks, &persons))?.0;
        self.find_marked(batch.iter().map(|article| &article.hash))?;
        Ok(receipt)
    }

    fn replace(&mut self, batch: &[Arc<Article>]) -> Result<Revision> {
        let marks = self.marks.clone();
        let persons = self.persons(batch.iter().map(|a| &**a))?;
        let revision = self.write(|w| batch.iter().try_for_each(|article| w.replace(article, &marks, &persons)))?.1;
        self.find_marked(batch.iter().map(|article| &article.hash))?;
        Ok(revision)
    }

    fn remove(&mut self, ids: &[ArticleId]) -> Result<Revision> {
        Ok(self.write(|w| ids.iter().try_for_each(|id| w.remove(*id)))?.1)
    }

    fn follow(&mut self, marks: Arc<Marks>) -> Result<Revision> {
        follow::follow(self, marks)
    }

    fn articles_of(&mut self, path: &str) -> Result<Vec<ArticleId>> {
        let sql = "SELECT article FROM place JOIN file ON file.id = place.file WHERE path = ? ORDER BY article";
        let mut stmt = self.conn.prepare_cached(sql)?;
        Ok(stmt.query_map([path], |r| r.get(0).map(ArticleId))?.collect::<rusqlite::Result<_>>()?)
    }

    fn settle(&mut self, stop: &Cancel) -> Result<()> {
        people::settle(self, stop)
    }

    fn settle_in_time(&mut self, stop: &Cancel) -> Result<()> {
        if people::is_due(&self.conn)? { self.settle(stop) } else { Ok(()) }
    }

    fn search(&mut self, query: &Query, at: &Cursor, stop: &Cancel) -> Result<Page> {
        self.make_ready(query, stop)?;
        if is_listed(query) {
            self.listed(query, at, stop)
        } else if let At::Before(_) | At::End = at.at {
            self.page_back(query, at, stop)
        } else {
            self.page(query, at, stop)
        }
    }

    fn before(&mut self, query: &Query, id: ArticleId, stop: &Cancel) -> Result<usize> {
        self.make_ready(query, stop)?;
        if is_listed(query) {
            return Ok(self.listed(query, &Cursor::before(id, usize::MAX), stop)?.rows.len());
        }
        self.reading(needs_rows(query), |desk| {
            let mut plan = Plan::within(query, desk.columns, false, (i64::MIN, id.0 - 1));
            let mut count = 0;
            let mut take = |_: Found| {
                count += 1;
                ControlFlow::Continue(())
            };
            desk.hunt(stop).run(&mut plan, None, &mut take, &mut |_, _| ControlFlow::Continue(()))?;
            Ok(count)
        })
    }

    fn count(&mut self, query: &Query, budget: Duration, stop: &Cancel) -> Result<Counts> {
        if query.is_empty() {
            return self.totals();
        }
        self.make_ready(query, stop)?;
        self.reading(true, |desk| counts::count(&desk.hunt(stop), query, budget))
    }

    fn facets(
        &mut self,
        query: &Query,
        by: Facet,
        budget: Duration,
        stop: &Cancel,
    ) -> Result<Counted<(FacetKey, u64)>> {
        self.make_ready(query, stop)?;
        self.reading(true, |desk| counts::facets(&desk.hunt(stop), query, by, budget))
    }

    fn speakers(&mut self, query: &Query, stop: &Cancel) -> Result<Speakers> {
        self.make_ready(query, stop)?;
        self.reading(true, |desk| counts::speakers(&desk.hunt(stop), query))
    }

    fn article(&mut self, id: ArticleId) -> Result<Option<Arc<Article>>> {
        Ok(write::read(&self.conn, &self.packing, id)?.map(|article| Arc::new(self.marks.corrected(&article))))
    }

    fn files(&mut self) -> Result<Vec<Known>> {
        let sql = "SELECT path, size, changed, (SELECT count(*) FROM place WHERE file = file.id) FROM file
                   WHERE size IS NOT NULL ORDER BY path";
        let mut stmt = self.conn.prepare_cached(sql)?;
        let known = stmt.query_map([], |r| {
            let size = r.get::<_, i64>(1)?.unsigned_abs();
            let stamp = Stamp { path: r.get(0)?, size, changed: r.get(2)? };
            Ok(Known { stamp, articles: r.get::<_, i64>(3)?.unsigned_abs() as usize })
        })?;
        Ok(known.collect::<rusqlite::Result<_>>()?)
    }

    fn finish(&mut self, files: &[(Stamp, Vec<ContentHash>)]) -> Result<Revision> {
        Ok(self.write(|w| w.finish(files))?.1)
    }

    fn forget(&mut self, paths: &[String]) -> Result<Revision> {
        Ok(self.write(|w| w.forget(paths))?.1)
    }

    fn value(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let mut stmt = self.conn.prepare_cached("SELECT value FROM value WHERE name = ?")?;
        Ok(stmt.query_row([format!("user {name}")], |r| r.get(0)).optional()?)
    }

    fn set_value(&mut self, name: &str, value: &[u8]) -> Result<()> {
        self.write(|w| w.keep(name, value))?;
        Ok(())
    }

    fn rest(&mut self) -> Result<()> {
        if self.mode != Mode::Read {
            self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        }
        Ok(())
    }

    fn check(&mut self, depth: Depth) -> Result<CheckReport> {
        open::check(&self.conn, &self.packing, depth)
    }
}

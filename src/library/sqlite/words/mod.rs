//! The index of words: which articles have a word, and where. It lies in pages of the same file, so that it is always of
//! one piece with the articles.
//!
//! Articles that are put together make a run: its words in their order, with the articles that have them. Runs are never
//! changed. Several of one size become one, and what an article had in older runs is told to be gone. So it is quick to
//! write, and the newest articles are read first without the others.
mod check;
mod cursor;
mod list;
mod page;
mod terms;
mod write;

pub(super) use check::check;
pub(super) use page::checksum;
pub(super) use write::{Batch, rebuild, remove, tidy};

use super::super::Result;
use cursor::Runs;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// What is asked of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    /// Words in a row; the last one may be the start of a word.
    Words { words: Vec<String>, prefix: bool, column: Column },
    /// All of these.
    All(Vec<Expr>),
    /// One of these at least.
    Any(Vec<Expr>),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    Body,
    Both,
}

/// Articles that were put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Newer runs have larger numbers.
    pub id: i64,
    /// The key of its pages.
    pub key: i64,
    pub articles: i64,
}

/// The runs, the oldest first.
fn runs(conn: &Connection) -> Result<Vec<Run>> {
    let mut stmt = conn.prepare_cached("SELECT id, key, articles FROM run ORDER BY id")?;
    let runs = stmt.query_map([], |r| Ok(Run { id: r.get(0)?, key: r.get(1)?, articles: r.get(2)? }))?;
    Ok(runs.collect::<rusqlite::Result<_>>()?)
}

/// The articles that went, with the newest run that had them.
fn gone(conn: &Connection) -> Result<FxHashMap<i64, i64>> {
    let mut stmt = conn.prepare_cached("SELECT article, run FROM gone")?;
    Ok(stmt.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// The state of the index at one moment.
#[derive(Debug, Default)]
pub(super) struct Index {
    revision: Option<u64>,
    runs: Vec<Run>,
    gone: FxHashMap<i64, i64>,
    /// Tells whether `gone` is up to date.
    sum: (i64, i64),
}

impl Index {
    /// Brings it up to `revision`, the one of the transaction that `conn` is in.
    pub fn refresh(&mut self, conn: &Connection, revision: u64) -> Result<()> {
        if self.revision == Some(revision) {
            return Ok(());
        }
        self.runs = runs(conn)?;
        let sql = "SELECT count(*), coalesce(sum(run), 0) FROM gone";
        let sum = conn.prepare_cached(sql)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if sum != self.sum {
            (self.gone, self.sum) = (gone(conn)?, sum);
        }
        self.revision = Some(revision);
        Ok(())
    }

    /// True if the article did not go from the run.
    fn holds(&self, run: Run, article: i64) -> bool {
        self.gone.is_empty() || self.gone.get(&article).is_none_or(|upto| *upto < run.id)
    }
}

/// Who is asked.
#[derive(Clone, Copy)]
pub(super) struct Desk<'d> {
    pub conn: &'d Connection,
    pub index: &'d Index,
}

/// Numbers that are fetched at first, and at most, in one go.
const FEW: usize = 128;
const MOST: usize = 32_768;

/// The numbers of the articles that an expression finds, ascending.
#[derive(Debug)]
pub(super) struct Stream {
    expr: Expr,
    last: i64,
    cursor: Option<Runs>,
    size: usize,
    /// What was found last, or that nothing more is.
    found: Option<i64>,
    done: bool,
}

impl Stream {
    /// What `expr` finds up to the number `last`.
    pub fn new(expr: Expr, last: i64) -> Stream {
        Stream { expr, last, cursor: None, size: FEW, found: None, done: false }
    }

    /// The next numbers from `from` on; none at the end.
    pub fn next(&mut self, desk: &Desk, from: i64) -> Result<Vec<i64>> {
        let (mut out, mut from) = (Vec::new(), from);
        while out.len() < self.size
            && let Some(id) = self.seek(desk, from)?
        {
            out.push(id);
            from = id.saturating_add(1);
        }
        self.size = (self.size * 4).min(MOST);
        Ok(out)
    }

    /// True if the expression finds `id`. The ids that are asked for must ascend.
    pub fn contains(&mut self, desk: &Desk, id: i64) -> Result<bool> {
        Ok(self.seek(desk, id)? == Some(id))
    }

    fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>> {
        if self.done || self.found.is_some_and(|found| found >= from) {
            return Ok(self.found.filter(|_| !self.done));
        }
        let cursor = match &mut self.cursor {
            Some(cursor) => cursor,
            none => none.insert(Runs::new(desk, &self.expr, from)?),
        };
        self.found = cursor.seek(desk, from)?.filter(|id| *id <= self.last);
        self.done = self.found.is_none();
        Ok(self.found)
    }
}

//! The numbers of the articles that an expression of the text index finds, ascending, a few at a time.
use super::super::Result;
use rusqlite::{Connection, params};

/// Numbers that are fetched at first, and at most, in one go.
const FEW: usize = 128;
const MOST: usize = 32_768;

/// What an expression finds.
#[derive(Debug)]
pub(super) struct Stream {
    expression: String,
    last: i64,
    chunk: Vec<i64>,
    at: usize,
    done: bool,
    size: usize,
}

impl Stream {
    /// What `expression` finds up to the number `last`.
    pub fn new(expression: String, last: i64) -> Stream {
        // To find the words behind a star costs as much for one article as for all.
        let size = if expression.contains('*') { usize::MAX } else { FEW };
        Stream { expression, last, chunk: Vec::new(), at: 0, done: false, size }
    }

    /// The next numbers from `from` on; none at the end.
    pub fn next(&mut self, conn: &Connection, from: i64) -> Result<&[i64]> {
        self.chunk.clear();
        self.at = 0;
        if self.done {
            return Ok(&self.chunk);
        }
        let sql = "SELECT rowid FROM text WHERE text MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?";
        let limit = i64::try_from(self.size).unwrap_or(-1);
        let mut stmt = conn.prepare_cached(sql)?;
        let mut rows = stmt.query(params![self.expression, from, self.last, limit])?;
        while let Some(row) = rows.next()? {
            self.chunk.push(row.get(0)?);
        }
        self.done = self.chunk.len() < self.size;
        self.size = self.size.saturating_mul(4).min(MOST.max(self.size));
        Ok(&self.chunk)
    }

    /// True if the expression finds `id`. The ids that are asked for must ascend.
    pub fn contains(&mut self, conn: &Connection, id: i64) -> Result<bool> {
        if self.chunk.last().is_none_or(|last| *last < id) {
            self.next(conn, id)?;
        }
        let rest = self.chunk.get(self.at..).unwrap_or(&[]);
        // Most steps are short.
        self.at += match rest.iter().take(8).position(|found| *found >= id) {
            Some(near) => near,
            None => rest.partition_point(|found| *found < id),
        };
        Ok(self.chunk.get(self.at) == Some(&id))
    }
}

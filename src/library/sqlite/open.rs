//! Opening a library, and looking for damage.
use super::super::types::{CheckReport, Depth};
use super::super::{LibError, Result};
use super::columns::Columns;
use super::packing::Packing;
use super::record::unpack;
use super::row::Stored;
use super::{Sqlite, schema, words};
use crate::people::{Facts, Known};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How to open a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Make it if it is not there.
    Create,
    /// Read and write what is there.
    Write,
    /// Only read.
    Read,
}

/// How long we wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait before the next try.
const AGAIN: Duration = Duration::from_millis(20);

impl From<rusqlite::Error> for LibError {
    fn from(error: rusqlite::Error) -> LibError {
        let Some(code) = error.sqlite_error_code() else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => {
                    LibError::Corrupt("a row is not what it should be".into())
                }
                other => LibError::Io(other.to_string()),
            };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => LibError::Busy,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => LibError::ReadOnly,
            ErrorCode::DiskFull => LibError::Full,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => LibError::Corrupt(error.to_string()),
            // What a damaged file has in the place of a table or an index of words.
            ErrorCode::Unknown => LibError::Corrupt(error.to_string()),
            _ => LibError::Io(error.to_string()),
        }
    }
}

impl Sqlite {
    /// Opens the library at `path`.
    ///
    /// # Errors
    /// No library there, or one that this program cannot use.
    pub fn open(path: &Path, mode: Mode) -> Result<Sqlite> {
        schema::gate(rusqlite::version_number())?;
        if mode != Mode::Create && !path.exists() {
            return Err(LibError::Missing(path.to_owned()));
        }
        if let (Mode::Create, Some(folder)) = (mode, path.parent()) {
            std::fs::create_dir_all(folder).map_err(|e| LibError::Io(format!("{}: {e}", folder.display())))?;
        }
        let access = match mode {
            Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        // Two that make one new file at a time cannot wait for each other inside SQLite: whoever comes second tries again.
        let begun = Instant::now();
        loop {
            let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            let writable = mode != Mode::Read && !conn.is_readonly("main")?;
            match Sqlite::set_up(conn, if writable { mode } else { Mode::Read }, Some(path)) {
                Err(LibError::Busy) if begun.elapsed() < PATIENCE => std::thread::sleep(AGAIN),
                done => return done,
            }
        }
    }

    /// A library that is gone when it is dropped.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn in_memory() -> Result<Sqlite> {
        Sqlite::set_up(Connection::open_in_memory()?, Mode::Create, None)
    }

    fn set_up(mut conn: Connection, mode: Mode, path: Option<&Path>) -> Result<Sqlite> {
        conn.busy_timeout(PATIENCE)?;
        conn.set_prepared_statement_cache_capacity(64);
        let found = schema::format(&conn)?;
        if mode != Mode::Read {
            if found == 0 {
                // Texts and records of a few thousand bytes leave less of a large page empty.
                conn.execute_batch("PRAGMA page_size = 32768")?;
            }
            // Where the file system cannot share memory the journal of old is used: slower, and as safe.
            let _: String = conn.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0))?;
            conn.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;")?;
            if found < schema::KNOWN {
                if let Some(path) = path.filter(|_| found > 0) {
                    back_up(&conn, path, found)?;
                }
                schema::migrate(&mut conn)?;
            }
        } else if found < schema::KNOWN {
            return Err(LibError::ReadOnly);
        }
        // Damaged pages are noticed early, and no text is taken for a table.
        conn.execute_batch(
            "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 134217728;
             PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
        )?;
        Ok(Sqlite {
            conn,
            mode,
            columns: Columns::default(),
            words: Default::default(),
            packing: Packing::new()?,
            marks: Arc::default(),
            marked: HashSet::new(),
            listed: None,
        })
    }
}

/// Keeps the file as it is, before it becomes a newer one.
fn back_up(conn: &Connection, path: &Path, format: u32) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".format{format}"));
    let mut copy = Connection::open(std::path::PathBuf::from(name))?;
    let backup = rusqlite::backup::Backup::new(conn, &mut copy)?;
    backup.run_to_completion(1000, Duration::ZERO, None)?;
    Ok(())
}

/// Looks for damage.
pub(super) fn check(conn: &Connection, packing: &Packing, depth: Depth) -> Result<CheckReport> {
    let mut report = CheckReport::default();
    let sql = if depth == Depth::Deep { "PRAGMA integrity_check(20)" } else { "PRAGMA quick_check(20)" };
    let mut stmt = conn.prepare(sql)?;
    for line in stmt.query_map([], |r| r.get::<_, String>(0))? {
        report.problems.extend(Some(line?).filter(|l| l != "ok"));
    }
    let pairs = [
        ("articles without a text", "SELECT count(*) FROM article WHERE store NOT IN (SELECT id FROM store)"),
        ("texts without an article", "SELECT count(*) FROM store WHERE id NOT IN (SELECT store FROM article)"),
        ("articles without quotations' rows", "SELECT count(*) FROM article WHERE id NOT IN (SELECT id FROM quotes)"),
        (
            "articles that the count does not have",
            "SELECT abs((SELECT count(*) FROM article) - (SELECT value FROM value WHERE name = 'articles'))",
        ),
    ];
    for (what, sql) in pairs {
        let wrong: i64 = conn.query_row(sql, [], |r| r.get(0))?;
        report.problems.extend((wrong > 0).then(|| format!("{wrong} {what}")));
    }
    report.problems.extend(words::check(conn, packing, depth == Depth::Deep)?);
    if depth == Depth::Deep {
        let ids: Vec<i64> =
            conn.prepare("SELECT id FROM article")?.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in ids {
            if super::write::read(conn, packing, super::ArticleId(id)).is_err() {
                report.problems.push(format!("article {id} cannot be read"));
            }
        }
        report.problems.extend(small(conn)?);
    }
    Ok(report)
}

/// Looks for damage in what is small.
fn small(conn: &Connection) -> Result<Vec<String>> {
    let (mut wrong, mut quotes) = (0, 0);
    let mut each = |sql: &str, read: &mut dyn FnMut(&[u8]) -> Result<usize>| -> Result<()> {
        let mut stmt = conn.prepare(sql)?;
        let mut rows = stmt.query([])?;
        while let Some(row) = rows.next()? {
            match read(row.get_ref(0)?.as_blob().unwrap_or(&[])) {
                Ok(more) => quotes += more,
                Err(_) => wrong += 1,
            }
        }
        Ok(())
    };
    each("SELECT quotes FROM quotes", &mut |bytes| Ok(Stored::decode(bytes)?.quotes.len()))?;
    each("SELECT keys FROM said", &mut |bytes| super::twice::decode(bytes).map(|_| 0))?;
    each("SELECT facts FROM facts", &mut |bytes| unpack::<Facts>(bytes).map(|_| 0))?;
    each("SELECT known FROM person", &mut |bytes| unpack::<(Known, Vec<String>)>(bytes).map(|_| 0))?;
    let told = super::write::number(conn, "quotes")?;
    let counted = wrong > 0 || told == quotes as u64;
    let mut problems = Vec::new();
    problems.extend((wrong > 0).then(|| format!("{wrong} small rows cannot be read")));
    problems.extend((!counted).then(|| format!("{told} quotations are counted and {quotes} are there")));
    Ok(problems)
}

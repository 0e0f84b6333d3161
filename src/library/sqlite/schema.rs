//! The tables of a library, and how older files become newer ones.
use super::super::{LibError, Result};
use super::{words, write};
use rusqlite::{Connection, TransactionBehavior};

/// The format that this program writes.
pub(super) const KNOWN: u32 = 4;

/// What marks a file as a library of ours ("whos").
pub(super) const MARK: i32 = 0x7768_6f73;

/// The oldest SQLite that may write: earlier ones can lose committed rows when a write-ahead log is reset.
const OLDEST: i32 = 3_051_003;

/// The steps from each format to the next; the first makes an empty file a library.
const STEPS: &[&str] = &["
    CREATE TABLE value (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER, changed INTEGER);
    CREATE TABLE article (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, record BLOB NOT NULL);
    CREATE TABLE place (file INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (file, article)) WITHOUT ROWID;
    CREATE INDEX place_of_article ON place (article);
    CREATE TABLE body (id INTEGER PRIMARY KEY, title TEXT, body TEXT NOT NULL);
    CREATE TABLE facts (id INTEGER PRIMARY KEY, facts BLOB NOT NULL);
    CREATE TABLE quotes (id INTEGER PRIMARY KEY, outlet INTEGER, quotes BLOB NOT NULL);
    CREATE TABLE outlet (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE voice (id INTEGER PRIMARY KEY, canonical TEXT NOT NULL, mention TEXT NOT NULL, UNIQUE (canonical, mention));
    CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE person (id INTEGER PRIMARY KEY, known BLOB NOT NULL);
    CREATE TABLE change (revision INTEGER NOT NULL, id INTEGER NOT NULL);
    CREATE INDEX change_by_revision ON change (revision);
    CREATE VIRTUAL TABLE text USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii');
    INSERT INTO text (text, rank) VALUES ('hashsize', 67108864);
    INSERT INTO value VALUES ('revision', 0), ('articles', 0), ('quotes', 0);
", "
    -- From here on bodies are compressed; those that are there stay as they are and are read as before.
    INSERT INTO value VALUES ('bodies', 'compressed');
", "
    -- The index of words is ours: runs of articles, each with its words in pages; see `words`.
    DROP TABLE text;
    CREATE TABLE run (id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, articles INTEGER NOT NULL);
    CREATE TABLE page (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, word BLOB NOT NULL, first INTEGER NOT NULL, data BLOB NOT NULL);
    CREATE INDEX page_by_word ON page (run, word, first);
    CREATE TABLE gone (article INTEGER PRIMARY KEY, run INTEGER NOT NULL);
    -- What is large lies in the order in which it came: new articles fill page after page, whatever their days are.
    CREATE TABLE store (id INTEGER PRIMARY KEY, body BLOB NOT NULL, record BLOB NOT NULL);
    INSERT INTO store SELECT id, body, record FROM article JOIN body USING (id);
    CREATE TABLE article_3 (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, store INTEGER NOT NULL, title TEXT);
    INSERT INTO article_3 SELECT id, hash, id, title FROM article JOIN body USING (id);
    DROP TABLE article;
    DROP TABLE body;
    CREATE TABLE dictionary (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
    ALTER TABLE article_3 RENAME TO article;
", "
    CREATE TABLE said (id INTEGER PRIMARY KEY, keys BLOB NOT NULL);
"];

/// Refuses a SQLite that may lose data.
pub(super) fn gate(version: i32) -> Result<()> {
    let found = format!("{}.{}.{}", version / 1_000_000, version / 1000 % 1000, version % 1000);
    let reason = format!("this program was built with SQLite {found}, which may lose data: 3.51.3 or newer is needed");
    if version < OLDEST { Err(LibError::Io(reason)) } else { Ok(()) }
}

/// The format of the file: 0 if it is empty.
pub(super) fn format(conn: &Connection) -> Result<u32> {
    // In one statement, so that another process that is making the file is seen before or after, never in between.
    let sql = "SELECT m.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema)
               FROM pragma_application_id AS m, pragma_user_version AS v";
    let (mark, found, tables): (i32, u32, i64) = conn.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    match (mark, found, tables) {
        (_, _, 0) => Ok(0),
        (MARK, found, _) if found > KNOWN => Err(LibError::Newer { found, known: KNOWN }),
        (MARK, found, _) if found > 0 => Ok(found),
        _ => Err(LibError::Corrupt("this is a database, but none of whosaid's".into())),
    }
}

/// Takes the file through the steps that it lacks, all or none of them.
pub(super) fn migrate(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while we waited.
    let from = format(&tx)?;
    for step in STEPS.iter().skip(from as usize) {
        tx.execute_batch(step)?;
    }
    if (1..3).contains(&from) {
        words::rebuild(&tx)?;
    }
    if (1..4).contains(&from) {
        write::say_again(&tx)?;
    }
    tx.pragma_update(None, "application_id", MARK)?;
    tx.pragma_update(None, "user_version", KNOWN)?;
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_sqlite_is_refused() {
        assert!(gate(rusqlite::version_number()).is_ok());
        assert!(gate(3_040_001).unwrap_err().to_string().contains("3.40.1"));
        assert_eq!(STEPS.len(), KNOWN as usize);
    }

    #[test]
    fn a_foreign_or_newer_file_is_not_touched() {
        let mut conn = Connection::open_in_memory().unwrap();
        assert_eq!(format(&conn).unwrap(), 0);
        conn.execute_batch("CREATE TABLE x (y)").unwrap();
        assert!(matches!(format(&conn), Err(LibError::Corrupt(_))));
        assert!(migrate(&mut conn).is_err());
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn).unwrap();
        assert_eq!(format(&conn).unwrap(), KNOWN);
        conn.pragma_update(None, "user_version", KNOWN + 1).unwrap();
        assert!(matches!(format(&conn), Err(LibError::Newer { .. })));
    }
}

//! Libraries that an older program has made.
use super::{corpus, faults};
use crate::program::Scratch;
use std::fs;
use std::path::Path;
use whosaid::library::{Depth, LibError, Library, Mode, Sqlite};

/// Makes the library at `path` what the first format was: bodies as they are, and the index of words of SQLite.
fn make_older(path: &Path) {
    let mut library = Sqlite::open(path, Mode::Write).unwrap();
    let hashes = library.hashes().unwrap();
    let ids: Vec<_> = library.seen(&hashes).unwrap().into_iter().flatten().collect();
    let bodies: Vec<String> = ids.iter().map(|id| library.article(*id).unwrap().unwrap().body.clone()).collect();
    drop(library);
    let old = rusqlite::Connection::open(path).unwrap();
    old.execute_batch(
        "BEGIN; DELETE FROM value WHERE name = 'bodies'; DROP TABLE page; DROP TABLE run; DROP TABLE gone; DROP TABLE said;
         CREATE TABLE body (id INTEGER PRIMARY KEY, title TEXT, body TEXT NOT NULL);
         INSERT INTO body SELECT article.id, title, body FROM article JOIN store ON store.id = store;
         CREATE TABLE old (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, record BLOB NOT NULL);
         INSERT INTO old SELECT article.id, hash, record FROM article JOIN store ON store.id = store;
         DROP TABLE article; DROP TABLE store; ALTER TABLE old RENAME TO article; DROP TABLE dictionary;
         CREATE VIRTUAL TABLE text USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii');
         PRAGMA user_version = 1",
    )
    .unwrap();
    for (id, body) in ids.iter().zip(&bodies) {
        assert_eq!(old.execute("UPDATE body SET body = ? WHERE id = ?", (body, id.0)).unwrap(), 1);
    }
    old.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

fn format(path: &Path) -> u32 {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap()
}

#[test]
fn an_older_library_becomes_a_newer_one_and_is_kept_as_it_was() {
    let scratch = Scratch::new(&[]);
    let path = scratch.0.join("l.whosaid");
    let articles = corpus::made(20);
    Sqlite::open(&path, Mode::Create).unwrap().put(&articles).unwrap();
    make_older(&path);
    let mut library = Sqlite::open(&path, Mode::Write).unwrap();
    assert_eq!(library.check(Depth::Deep).unwrap().problems, Vec::<String>::new());
    for article in &articles {
        let id = library.seen(&[article.hash]).unwrap()[0].unwrap();
        assert_eq!(library.article(id).unwrap().as_deref(), Some(&**article));
    }
    assert!(format(&path) > 1, "it is a newer one now");
    let kept = scratch.0.join("l.whosaid.format1");
    assert_eq!(format(&kept), 1, "and beside it lies the old one");
    drop(library);
    assert!(
        matches!(Sqlite::open(&kept, Mode::Read), Err(LibError::ReadOnly)),
        "which is only made newer by who may write"
    );
    assert_eq!(Sqlite::open(&kept, Mode::Write).unwrap().totals().unwrap().articles, 20);
}

#[test]
fn killed_while_it_becomes_a_newer_one_it_is_the_one_or_the_other() {
    let scratch = faults::folder();
    let path = scratch.0.join("l.whosaid");
    assert!(faults::index(&scratch.0).wait().unwrap().success());
    make_older(&path);
    let older = fs::read(&path).unwrap();
    let (mut before, mut after) = (0, 0);
    for round in 0..faults::times("WHOSAID_KILLED_MIGRATIONS", 6) {
        for end in ["-wal", "-shm", ".format1"] {
            let _ = fs::remove_file(scratch.0.join(format!("l.whosaid{end}")));
        }
        fs::write(&path, &older).unwrap();
        let mut child = faults::index(&scratch.0);
        // While the old one is copied, while the new one is written, or later.
        let copied = || fs::metadata(scratch.0.join("l.whosaid.format1")).map_or(0, |m| m.len());
        let enough = older.len() as u64 + (round * round * 34_567) % 2_400_001;
        while copied() + faults::written(&scratch.0) < enough && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        match format(&path) {
            1 => before += 1,
            _ => after += 1,
        }
        let mut library = Sqlite::open(&path, Mode::Write).unwrap();
        assert_eq!(library.check(Depth::Deep).unwrap().problems, Vec::<String>::new(), "round {round}");
        let totals = library.totals().unwrap();
        assert_eq!((totals.articles, totals.quotes), (750, 750), "round {round}");
    }
    println!("killed {before} times before it was a newer one, {after} times after: all is there");
    assert!(before > 0, "some came in time");
}

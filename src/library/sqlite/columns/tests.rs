use super::super::row::StoredQuote;
use super::super::schema;
use super::*;
use crate::model::Kind;
use rusqlite::params;

fn put(conn: &Connection, id: i64, revision: u64) {
    let quote = |n: i64| StoredQuote { voice: 1, person: n as u32, confidence: 0.5, kind: Kind::Direct };
    let stored = Stored { quotes: vec![quote(id % 7), quote(id % 3)], about: Vec::new() };
    let sql = "INSERT OR REPLACE INTO quotes (id, outlet, quotes) VALUES (?, 0, ?)";
    conn.execute(sql, params![id, stored.encode().unwrap()]).unwrap();
    changed(conn, id, revision);
}

fn changed(conn: &Connection, id: i64, revision: u64) {
    conn.execute("INSERT INTO change (revision, id) VALUES (?, ?)", params![revision, id]).unwrap();
}

type Speak = BTreeMap<(u32, u32), Vec<i64>>;

/// Every row, and for every pair the articles in which it speaks.
fn state(columns: &Columns) -> (Vec<String>, Speak) {
    let ids = columns.rows.stretch(0, i64::MAX, usize::MAX);
    let row = |id: &i64| {
        let row = columns.rows.get(*id).unwrap();
        let who: Vec<(u32, u32)> = row.quotes.iter().map(|q| columns.pairs[q.pair as usize]).collect();
        format!("{id} {who:?}")
    };
    let speaks = |(number, pair): (u32, &(u32, u32))| {
        let mut ids = Vec::new();
        columns.speaks.add(number, &columns.rows, &mut ids);
        // Those that have changed are asked.
        let says = |id: &i64| columns.rows.get(*id).is_some_and(|row| row.quotes.iter().any(|q| q.pair == number));
        ids.retain(says);
        ids.sort_unstable();
        ids.dedup();
        (*pair, ids)
    };
    (ids.iter().map(row).collect(), (0..).zip(&columns.pairs).map(speaks).collect())
}

#[test]
fn rows_whose_loading_was_broken_off_are_those_that_are_there_in_the_end() {
    let mut conn = Connection::open_in_memory().unwrap();
    schema::migrate(&mut conn).unwrap();
    let (go, stop) = (Cancel::default(), Cancel::default());
    stop.cancel();
    (1..=2_500).for_each(|id| put(&conn, id, 1));
    let mut columns = Columns::default();
    assert!(matches!(columns.refresh(&conn, 1, &stop), Err(LibError::Cancelled)));
    assert!(!columns.loaded());
    columns.refresh(&conn, 1, &go).unwrap();

    // As if somebody had stopped it there; meanwhile articles come, change and go, before and after that place.
    columns.revision = None;
    columns.loading = Some(Loading { revision: 1, last: 2_500 });
    (2_501..=4_000).for_each(|id| put(&conn, id, 2));
    for id in [3, 2_700] {
        conn.execute("DELETE FROM quotes WHERE id = ?", [id]).unwrap();
        changed(&conn, id, 3);
    }
    put(&conn, 9, 3);
    columns.refresh(&conn, 3, &go).unwrap();
    let mut fresh = Columns::default();
    fresh.refresh(&conn, 3, &go).unwrap();
    assert_eq!(state(&columns), state(&fresh));
    assert_eq!(state(&fresh).0.len(), 3_998);

    // What was broken off before the changes that are remembered begins anew.
    columns.revision = None;
    columns.loading = Some(Loading { revision: 1, last: 4_000 });
    conn.execute("INSERT OR REPLACE INTO value VALUES ('changes from', 2)", []).unwrap();
    columns.refresh(&conn, 3, &go).unwrap();
    assert_eq!(state(&columns).0, state(&fresh).0);
}

//! Who is who across all articles, kept beside them.
use super::super::{ArticleId, Cancel, LibError, Result};
use super::Sqlite;
use super::record::{damaged, pack, unpack};
use super::row::Stored;
use super::write::{Write, number};
use crate::lexicon::Lexicon;
use crate::people::{Facts, Known, Names, Registry};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Finds out who is who, unless nothing has changed since, and notes it in every article.
pub(super) fn settle(library: &mut Sqlite, stop: &Cancel) -> Result<()> {
    let sql = "SELECT value FROM value WHERE name = 'settled'";
    let (ids, registry, earliest) = {
        let tx = library.conn.unchecked_transaction()?;
        let settled: Option<u64> = tx.query_row(sql, [], |r| r.get(0)).optional()?;
        if settled == Some(number(&tx, "revision")?) {
            return Ok(());
        }
        let (ids, names) = names(&tx, stop)?;
        let registry = Registry::of_names(&names, Lexicon::builtin());
        let id = |known: &Known| known.aliases.iter().map(|a| names.id(a.article).to_owned()).collect();
        let earliest: Vec<Vec<String>> = registry.people().iter().map(id).collect();
        tx.commit()?;
        (ids, registry, earliest)
    };
    library.write(|write| {
        let numbers = people(write.conn(), &registry, &earliest)?;
        let voices = voices(write.conn())?;
        for (index, id) in ids.into_iter().enumerate() {
            if index.is_multiple_of(1024) && stop.is_cancelled() {
                return Err(LibError::Cancelled);
            }
            let who = |voice: u32| -> Result<u32> {
                let name = voices.get(voice as usize).ok_or_else(damaged)?;
                Ok(registry.person(index, name).and_then(|p| numbers.get(p.0)).map_or(0, |p| p + 1))
            };
            note(write, id, &who)?;
        }
        // The transaction ends with the next revision.
        let settled = number(write.conn(), "revision")? + 1;
        let sql = "INSERT OR REPLACE INTO value VALUES ('settled', ?)";
        write.conn().execute(sql, [settled])?;
        write.conn().execute("INSERT OR REPLACE INTO value VALUES ('people', ?)", [settled])?;
        Ok(())
    })?;
    Ok(())
}

/// One article in so many may be new before it is found out anew who is who.
const NEW: u64 = 100;

/// True if so much is new that it is time to find out who is who.
pub(super) fn is_due(conn: &Connection) -> Result<bool> {
    let sql = "SELECT value FROM value WHERE name = 'settled'";
    let settled: Option<u64> = conn.query_row(sql, [], |r| r.get(0)).optional()?;
    let Some(settled) = settled else { return Ok(true) };
    let new: u64 = conn.query_row("SELECT count(*) FROM change WHERE revision > ?", [settled], |r| r.get(0))?;
    let floor: Option<u64> =
        conn.query_row("SELECT value FROM value WHERE name = 'changes from'", [], |r| r.get(0)).optional()?;
    Ok(floor.is_some_and(|floor| settled < floor) || new * NEW >= number(conn, "articles")?)
}

/// What every article says about the names in it.
fn names(conn: &Connection, stop: &Cancel) -> Result<(Vec<i64>, Names)> {
    let mut stmt = conn.prepare("SELECT id, facts FROM facts ORDER BY id")?;
    let mut rows = stmt.query([])?;
    let (mut ids, mut names) = (Vec::new(), Names::default());
    while let Some(row) = rows.next()? {
        if stop.is_cancelled() {
            return Err(LibError::Cancelled);
        }
        ids.push(row.get(0)?);
        names.add(&unpack::<Facts>(row.get_ref(1)?.as_blob().unwrap_or(&[]))?);
    }
    Ok((ids, names))
}

/// Keeps all people and returns their numbers. Somebody who was known by the same name before keeps the number, so
/// that few articles change.
fn people(conn: &Connection, registry: &Registry, earliest: &[Vec<String>]) -> Result<Vec<u32>> {
    let mut old: HashMap<String, Vec<u32>> = HashMap::new();
    let mut next = 0;
    {
        let mut stmt = conn.prepare("SELECT id, known FROM person ORDER BY id DESC")?;
        let mut rows = stmt.query([])?;
        while let Some(row) = rows.next()? {
            let (known, _): (Known, Vec<String>) = unpack(row.get_ref(1)?.as_blob().unwrap_or(&[]))?;
            let id: u32 = row.get(0)?;
            next = next.max(id + 1);
            old.entry(known.name).or_default().push(id);
        }
    }
    let mut number = |known: &Known| {
        old.get_mut(&known.name).and_then(Vec::pop).unwrap_or_else(|| {
            next += 1;
            next - 1
        })
    };
    let numbers: Vec<u32> = registry.people().iter().map(&mut number).collect();
    conn.execute("DELETE FROM person", [])?;
    let mut add = conn.prepare("INSERT INTO person (id, known) VALUES (?, ?)")?;
    for ((known, earliest), id) in registry.people().iter().zip(earliest).zip(&numbers) {
        add.execute(params![id, pack(&(known, earliest))?])?;
    }
    Ok(numbers)
}

/// The name that each voice has in its article, by number.
fn voices(conn: &Connection) -> Result<Vec<Box<str>>> {
    let mut all: Vec<Box<str>> = Vec::new();
    let mut stmt = conn.prepare("SELECT id, canonical FROM voice ORDER BY id")?;
    let mut rows = stmt.query([])?;
    while let Some(row) = rows.next()? {
        all.resize_with(row.get::<_, u32>(0)? as usize, Box::default);
        all.push(row.get(1)?);
    }
    Ok(all)
}

/// Notes in the article `id` who its speakers are.
fn note(write: &Write, id: i64, who: &dyn Fn(u32) -> Result<u32>) -> Result<()> {
    let conn = write.conn();
    let mut stmt = conn.prepare_cached("SELECT quotes FROM quotes WHERE id = ?")?;
    let Some(bytes) = stmt.query_row([id], |r| r.get::<_, Vec<u8>>(0)).optional()? else { return Ok(()) };
    let mut stored = Stored::decode(&bytes)?;
    let (mut changed, mut last) = (false, None::<(u32, u32)>);
    for quote in &mut stored.quotes {
        let person = match last.filter(|(voice, _)| *voice == quote.voice) {
            Some((_, person)) => person,
            None => who(quote.voice)?,
        };
        last = Some((quote.voice, person));
        changed |= quote.person != person;
        quote.person = person;
    }
    if changed {
        conn.prepare_cached("UPDATE quotes SET quotes = ? WHERE id = ?")?.execute(params![stored.encode()?, id])?;
        write.changed(ArticleId(id))?;
    }
    Ok(())
}

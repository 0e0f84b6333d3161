//! The small rows of all articles, in memory: a filter by speaker or a count reads them and no disk. Loaded when first
//! needed, then kept up with what changes.
#[cfg(test)]
mod tests;

use super::super::{Cancel, LibError, Result};
use super::groups::Groups;
use super::joined::Joined;
use super::record::{damaged, unpack};
use super::row::Stored;
use super::rows::{Own, Quoted, Rows};
use super::speaks::Speaks;
use super::write::number;
use crate::people::Known;
use crate::query::{Term, folded_name};
use crate::text::fold::fold;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// All small rows.
#[derive(Default)]
pub(super) struct Columns {
    /// The revision in which it was found out who the people are.
    settled: Option<u64>,
    /// The revision that they are of; `None` before they are loaded.
    revision: Option<u64>,
    /// Rows by the number of their article.
    pub rows: Rows,
    /// By number; 0 is nobody.
    pub voices: Vec<Voice>,
    /// By number; 0 is unknown.
    pub outlets: Vec<String>,
    /// Names inside quotations, folded, by number.
    pub names: Vec<Vec<String>>,
    /// By number.
    persons: Vec<Option<Someone>>,
    /// Names that the reader has made one, and whom that makes one; nothing if that is not found out yet.
    names_made: BTreeMap<String, String>,
    joined: Option<Joined>,
    /// Voice and person (and 1) that come together.
    pub pairs: Vec<(u32, u32)>,
    pair_ids: FxHashMap<(u32, u32), u32>,
    /// In which articles they speak.
    pub speaks: Speaks,
    /// How far the rows are loaded, if that was broken off.
    loading: Option<Loading>,
    /// What several articles quote, and the revision that this is of.
    pub twice: Option<(u64, HashSet<u64>)>,
    groups: OnceCell<Groups>,
    /// Who was asked for last, with the pairs that are meant.
    asked: RefCell<Vec<(Term, Arc<[bool]>)>>,
}

/// Rows that are being loaded.
#[derive(Clone, Copy)]
struct Loading {
    /// The revision of the first of them.
    revision: u64,
    /// The number of the last one that is there.
    last: i64,
}

/// Speakers that are remembered: a line has few, and the next key leaves most of them as they are.
const ASKED: usize = 8;

/// How an article names a speaker, also folded for searching.
#[derive(Default)]
pub(super) struct Voice {
    pub canonical: String,
    pub mention: String,
    pub folded: Folded,
}

/// A voice, folded.
#[derive(Default)]
pub(super) struct Folded {
    pub canonical: Vec<String>,
    pub mention: String,
    pub mention_words: Vec<String>,
}

impl Voice {
    fn new(canonical: String, mention: String) -> Voice {
        let folded = Folded {
            canonical: folded_name(&canonical),
            mention: fold(&mention),
            mention_words: folded_name(&mention),
        };
        Voice { canonical, mention, folded }
    }
}

/// Somebody across articles, with the names folded for searching.
#[derive(Clone)]
pub(super) struct Someone {
    pub known: Known,
    /// For each name the id of the earliest article that has it.
    pub earliest: Vec<String>,
    pub names: Vec<Vec<String>>,
}

/// From how many changes on everything is read anew.
const MANY: i64 = 50_000;
/// Rows between two looks at whether somebody waits for something else.
const STEP: usize = 1_024;
/// Numbers that may be missing one after the other: a damaged one must not make us ask for all memory.
const GAP: usize = 1 << 20;
/// Articles for which room is made before they are there.
const MOST: usize = 20_000_000;

impl Columns {
    pub fn loaded(&self) -> bool {
        self.revision.is_some()
    }

    /// Brings the rows up to `revision`, the one of the transaction that `conn` is in.
    ///
    /// # Errors
    /// What the file says, or [`LibError::Cancelled`] when `stop` was set while all rows were loaded: the next time goes
    /// on from there.
    pub fn refresh(&mut self, conn: &Connection, revision: u64, stop: &Cancel) -> Result<()> {
        if self.revision == Some(revision) {
            return Ok(());
        }
        let since = match self.revision {
            Some(since) if since < revision && (self.rows.changed() as i64) < MANY => since,
            _ => self.load(conn, revision, stop)?,
        };
        let ids = match changes(conn, since)? {
            Some(ids) => ids,
            None => {
                self.loading = None;
                let since = self.load(conn, revision, stop)?;
                changes(conn, since)?.unwrap_or_default()
            }
        };
        self.dictionaries(conn)?;
        let mut stmt = conn.prepare_cached("SELECT outlet, quotes FROM quotes WHERE id = ?")?;
        for id in ids {
            let found = stmt.query_row([id], |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?))).optional()?;
            let row = found.map(|(outlet, bytes)| Ok::<_, LibError>(self.row(outlet, &Stored::decode(&bytes)?)));
            let row = row.transpose()?;
            row.iter().flat_map(|row| &row.quotes).for_each(|quote| self.speaks.also(quote.pair, id));
            self.rows.set(id, row);
        }
        self.asked.borrow_mut().clear();
        self.groups.take();
        self.revision = Some(revision);
        Ok(())
    }

    /// Loads all rows, and tells of which revision they are.
    fn load(&mut self, conn: &Connection, revision: u64, stop: &Cancel) -> Result<u64> {
        self.revision = None;
        let mut at = match self.loading.take().filter(|loading| loading.revision <= revision) {
            Some(loading) => loading,
            None => {
                self.rows.clear();
                self.speaks.clear();
                let number = |name| Ok::<_, LibError>(usize::try_from(number(conn, name)?).unwrap_or(0));
                let (articles, quotes) = (number("articles")?, number("quotes")?);
                self.rows.reserve(articles.min(MOST), quotes.min(MOST * 16));
                Loading { revision, last: i64::MIN }
            }
        };
        let mut stmt = conn.prepare("SELECT id, outlet, quotes FROM quotes WHERE id > ? ORDER BY id")?;
        let mut rows = stmt.query([at.last])?;
        while let Some(row) = rows.next()? {
            if self.rows.len().is_multiple_of(STEP) && stop.is_cancelled() {
                self.loading = Some(at);
                return Err(LibError::Cancelled);
            }
            let place = u32::try_from(self.rows.len()).map_err(|_| damaged())?;
            let id = row.get(0)?;
            let own = self.row(row.get(1)?, &Stored::decode(row.get_ref(2)?.as_blob().unwrap_or(&[]))?);
            own.quotes.iter().for_each(|quote| self.speaks.push(quote.pair, place));
            self.rows.push(id, own.row());
            at.last = id;
        }
        self.rows.shrink();
        Ok(at.revision)
    }

    /// The row of `stored`; a new pair of voice and person gets a number.
    fn row(&mut self, outlet: u32, stored: &Stored) -> Own {
        let mut pair = |pair: (u32, u32)| {
            let next = self.pairs.len() as u32;
            let id = *self.pair_ids.entry(pair).or_insert(next);
            if id == next {
                self.pairs.push(pair);
            }
            id
        };
        let quoted = |q: &super::row::StoredQuote| Quoted::new(pair((q.voice, q.person)), q.kind, q.confidence);
        Own { outlet, quotes: stored.quotes.iter().map(quoted).collect(), about: stored.about.clone() }
    }

    /// Reads the voices, outlets and names that came since, and all people.
    pub fn dictionaries(&mut self, conn: &Connection) -> Result<()> {
        let voice = |r: &rusqlite::Row| Ok((r.get(0)?, Voice::new(r.get(1)?, r.get(2)?)));
        extend(conn, "SELECT id, canonical, mention FROM voice WHERE id >= ? ORDER BY id", &mut self.voices, voice)?;
        let text = |r: &rusqlite::Row| Ok((r.get(0)?, r.get(1)?));
        extend(conn, "SELECT id, name FROM outlet WHERE id >= ? ORDER BY id", &mut self.outlets, text)?;
        let name = |r: &rusqlite::Row| Ok((r.get(0)?, folded_name(&r.get::<_, String>(1)?)));
        extend(conn, "SELECT id, name FROM name WHERE id >= ? ORDER BY id", &mut self.names, name)?;
        self.people(conn)
    }

    /// Reads all people, unless nobody has found out anew who is who since.
    fn people(&mut self, conn: &Connection) -> Result<()> {
        let sql = "SELECT value FROM value WHERE name = 'people'";
        let settled: Option<u64> = conn.prepare_cached(sql)?.query_row([], |r| r.get(0)).optional()?;
        if settled.is_some() && settled == self.settled {
            self.join();
            return Ok(());
        }
        self.settled = settled;
        self.joined = None;
        self.persons.clear();
        let mut stmt = conn.prepare_cached("SELECT id, known FROM person ORDER BY id")?;
        let mut rows = stmt.query([])?;
        while let Some(row) = rows.next()? {
            let (known, earliest): (Known, Vec<String>) = unpack(row.get_ref(1)?.as_blob().unwrap_or(&[]))?;
            let names = known.aliases.iter().map(|a| folded_name(&a.name)).collect();
            let id: u32 = row.get(0)?;
            if id as usize > self.persons.len() + GAP {
                return Err(damaged());
            }
            self.persons.resize_with(id as usize + 1, || None);
            if let Some(place) = self.persons.get_mut(id as usize) {
                *place = Some(Someone { known, earliest, names });
            }
        }
        self.join();
        Ok(())
    }

    /// Takes names for one: every other name with the one that stands for it.
    pub fn name(&mut self, names: BTreeMap<String, String>) {
        if names != self.names_made {
            (self.names_made, self.joined) = (names, None);
            self.asked.borrow_mut().clear();
            self.groups.take();
            self.join();
        }
    }

    fn join(&mut self) {
        if self.joined.is_none() {
            self.joined = Some(Joined::new(&self.persons, &self.names_made));
        }
    }

    /// True if everybody whose name was made another's is known: nobody need be looked for.
    pub fn knows_all(&self) -> bool {
        let nobody = |(voice, person): &(u32, u32)| *person == 0 && self.is_made_one(*voice);
        !self.heard().any(|pair| nobody(&pair))
    }

    /// Voice and person (and 1) of every pair that speaks in some article.
    pub fn heard(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(&self.pairs).filter(|(pair, _)| self.speaks.count(*pair) > 0).map(|(_, pair)| *pair)
    }

    fn is_made_one(&self, voice: u32) -> bool {
        let name = self.voices.get(voice as usize).map_or("", |v| v.canonical.as_str());
        self.names_made.contains_key(name) || self.names_made.values().any(|into| into == name)
    }

    /// The person that `person` is, where people were made one.
    pub fn one(&self, person: u32) -> u32 {
        self.joined.as_ref().map_or(person, |joined| joined.one(person))
    }

    /// The person with this number.
    pub fn someone(&self, person: u32) -> Option<&Someone> {
        let made = self.joined.as_ref().and_then(|joined| joined.someone(person));
        made.or_else(|| self.persons.get(person as usize)?.as_ref())
    }

    /// For every number whether `test` holds for the person who has it.
    pub fn test_people(&self, test: impl Fn(&Someone) -> bool) -> Vec<bool> {
        let own: Vec<bool> = (0..self.persons.len() as u32).map(|p| self.someone(p).is_some_and(&test)).collect();
        (0..own.len() as u32).map(|p| own.get(self.one(p) as usize).copied().unwrap_or(false)).collect()
    }

    /// The person (and 1) of each of these names, if it speaks and is nobody else's.
    pub fn numbers(&self, conn: &Connection, names: &HashSet<&str>) -> Result<FxHashMap<String, u32>> {
        let mut voices: FxHashMap<u32, &str> = FxHashMap::default();
        let mut stmt = conn.prepare_cached("SELECT id FROM voice WHERE canonical = ?")?;
        for name in names {
            for id in stmt.query_map([name], |r| r.get(0))? {
                voices.insert(id?, name);
            }
        }
        let mut found: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        for (voice, person) in self.heard().filter(|(_, person)| *person > 0) {
            if let Some(name) = voices.get(&voice) {
                let known = found.entry(name).or_insert(Some(person));
                *known = known.filter(|known| *known == person);
            }
        }
        Ok(found.into_iter().filter_map(|(name, person)| Some((name.to_owned(), person?))).collect())
    }

    /// The pairs that `term` means: those of the last time, else what `find` finds.
    pub fn meant(&self, term: &Term, find: impl FnOnce() -> Vec<bool>) -> Arc<[bool]> {
        let mut asked = self.asked.borrow_mut();
        if let Some((_, pairs)) = asked.iter().find(|(known, _)| known.any == term.any && known.field == term.field) {
            return pairs.clone();
        }
        let pairs: Arc<[bool]> = find().into();
        asked.truncate(ASKED - 1);
        asked.insert(0, (term.clone(), pairs.clone()));
        pairs
    }

    /// Which pairs are one speaker.
    pub fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| Groups::new(self))
    }

    /// The voice and the person of a pair.
    pub fn pair(&self, pair: u32) -> (Option<&Voice>, Option<&Someone>) {
        let (voice, _) = self.pairs.get(pair as usize).copied().unwrap_or_default();
        let someone = self.person(pair).checked_sub(1).and_then(|p| self.someone(p));
        (self.voices.get(voice as usize), someone)
    }

    /// The person (and 1) of a pair; 0 if there is none.
    pub fn person(&self, pair: u32) -> u32 {
        let person = self.pairs.get(pair as usize).map_or(0, |(_, person)| *person);
        person.checked_sub(1).map_or(0, |p| self.one(p) + 1)
    }
}

/// Reads the rows that a table has beyond `all`, whose places are the ids.
fn extend<T: Default>(
    conn: &Connection,
    sql: &str,
    all: &mut Vec<T>,
    read: impl Fn(&rusqlite::Row) -> rusqlite::Result<(u32, T)>,
) -> Result<()> {
    let mut stmt = conn.prepare_cached(sql)?;
    let mut rows = stmt.query([all.len().max(1)])?;
    while let Some(row) = rows.next()? {
        let (id, value) = read(row)?;
        let place = (id as usize).checked_sub(all.len()).filter(|gap| *gap < GAP).ok_or_else(damaged)? + all.len();
        all.resize_with(place, T::default);
        all.push(value);
    }
    all.is_empty().then(|| all.push(T::default()));
    Ok(())
}

/// The articles that changed since; `None` if they are too many or the list does not reach back so far.
fn changes(conn: &Connection, since: u64) -> Result<Option<Vec<i64>>> {
    let floor = "SELECT coalesce((SELECT value FROM value WHERE name = 'changes from'), 0)";
    let floor: u64 = conn.prepare_cached(floor)?.query_row([], |r| r.get(0))?;
    let mut count = conn.prepare_cached("SELECT count(*) FROM change WHERE revision > ?")?;
    let many: i64 = count.query_row([since], |r| r.get(0))?;
    if since < floor || many > MANY {
        return Ok(None);
    }
    let mut stmt = conn.prepare_cached("SELECT id FROM change WHERE revision > ?")?;
    Ok(Some(stmt.query_map([since], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?))
}

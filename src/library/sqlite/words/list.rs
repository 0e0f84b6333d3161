//! The articles that have a word, in one run.
use super::super::super::Result;
use super::super::record::damaged;
use super::Run;
use super::page::{Entries, Entry, Page, distance, places, places_end};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::ops::Range;

/// Goes through the numbers of a word, ascending.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub run: Run,
    /// The number that is read now; nothing at the end of the word.
    pub id: Option<i64>,
    entries: Entries,
    entry: Entry,
    /// The number that the next distance is from, where it is, and where the places of this one are.
    last: i64,
    at: usize,
    places: Range<usize>,
}

const FIRST: &str = "SELECT data FROM page WHERE run = ?1 ORDER BY word, first LIMIT 1";
const NEXT: &str = "SELECT data FROM page WHERE run = ?1 AND (word, first) > (?2, ?3) ORDER BY word, first LIMIT 1";
const HOLDING: &str =
    "SELECT data FROM page WHERE run = ?1 AND (word, first) <= (?2, ?3) ORDER BY word DESC, first DESC LIMIT 1";

fn page(row: &Row) -> rusqlite::Result<Result<Page>> {
    Ok(Page::new(row.get_ref(0)?.as_blob()?))
}

fn fetch(conn: &Connection, sql: &str, run: Run, word: &[u8], first: i64) -> Result<Option<Page>> {
    conn.prepare_cached(sql)?.query_row(params![run.key, word, first], page).optional()?.transpose()
}

impl List {
    /// The first word of the run.
    pub fn whole(conn: &Connection, run: Run) -> Result<Option<List>> {
        let first = conn.prepare_cached(FIRST)?.query_row([run.key], page).optional()?.transpose()?;
        let Some(page) = first else { return Ok(None) };
        let mut list = List::of(run, page);
        list.next_word(conn)?;
        Ok(Some(list))
    }

    /// The numbers from `from` on that have `word`; nothing if there are none.
    pub fn find(conn: &Connection, run: Run, word: &[u8], from: i64) -> Result<Option<List>> {
        if let Some(page) = fetch(conn, HOLDING, run, word, from)? {
            let mut list = List::of(run, page);
            while list.word() < word && list.entry(conn, false)? {}
            if list.word() == word {
                list.next(conn)?;
                list.skip(conn, from)?;
                return Ok(list.id.is_some().then_some(list));
            }
        }
        let Some(page) = fetch(conn, NEXT, run, word, from)? else { return Ok(None) };
        let mut list = List::of(run, page);
        let there = list.entry(conn, false)? && list.word() == word;
        if there {
            list.next(conn)?;
        }
        Ok(there.then_some(list))
    }

    /// The first word of the run that is not before `word`.
    pub fn from_word(conn: &Connection, run: Run, word: &[u8]) -> Result<Option<List>> {
        let page = match fetch(conn, HOLDING, run, word, i64::MIN)? {
            Some(page) => Some(page),
            None => fetch(conn, NEXT, run, word, i64::MIN)?,
        };
        let Some(page) = page else { return Ok(None) };
        let mut list = List::of(run, page);
        list.next_word(conn)?;
        while list.id.is_some() && list.word() < word {
            list.next_word(conn)?;
        }
        Ok(list.id.is_some().then_some(list))
    }

    fn of(run: Run, page: Page) -> List {
        let last = page.base;
        List { run, id: None, entries: page.entries(), entry: Entry::default(), last, at: 0, places: 0..0 }
    }

    /// The word.
    pub fn word(&self) -> &[u8] {
        &self.entries.word
    }

    /// The smallest number that the run may have.
    pub fn base(&self) -> i64 {
        self.entries.page.base
    }

    /// The places of the number that is read now, as they are kept.
    pub fn places(&self) -> &[u8] {
        self.entries.page.bytes.get(self.places.clone()).unwrap_or(&[])
    }

    /// Adds the places of the number that is read now to `out`.
    pub fn add_places(&self, out: &mut Vec<u32>) -> Result<()> {
        places(self.places(), out).ok_or_else(damaged)
    }

    /// Moves to the next entry, with `further` in the next page if need be; false if there is none.
    fn entry(&mut self, conn: &Connection, further: bool) -> Result<bool> {
        loop {
            if let Some(entry) = self.entries.next()? {
                (self.last, self.at) = (self.base(), entry.postings.start);
                self.entry = entry;
                return Ok(true);
            }
            if !further {
                return Ok(false);
            }
            let Some(page) = fetch(conn, NEXT, self.run, self.word(), i64::MAX)? else { return Ok(false) };
            self.entries = page.entries();
        }
    }

    /// Moves to the next word, at its first number. At the end there is none.
    pub fn next_word(&mut self, conn: &Connection) -> Result<()> {
        if self.entry.goes_on.is_some() {
            let there = self.go_on(conn, HOLDING, i64::MAX)? && self.entry.goes_on.is_none();
            there.then_some(()).ok_or_else(damaged)?;
        }
        self.id = None;
        if self.entry(conn, true)? { self.next(conn) } else { Ok(()) }
    }

    /// Moves to the next number of the word.
    pub fn next(&mut self, conn: &Connection) -> Result<()> {
        if self.at == self.entry.postings.end {
            let Some(last) = self.entry.goes_on else {
                self.id = None;
                return Ok(());
            };
            self.go_on(conn, NEXT, last)?.then_some(()).ok_or_else(damaged)?;
        }
        let (bytes, mut at) = (&*self.entries.page.bytes, self.at);
        let id = distance(bytes, &mut at, self.last);
        let end = places_end(bytes, at).filter(|end| *end <= self.entry.postings.end);
        let (Some(id), Some(end)) = (id, end) else { return Err(damaged()) };
        self.places = at..end;
        (self.last, self.at, self.id) = (id, end, Some(id));
        Ok(())
    }

    /// Moves to another page, if it begins with the same word.
    fn go_on(&mut self, conn: &Connection, sql: &str, id: i64) -> Result<bool> {
        let page = fetch(conn, sql, self.run, self.word(), id)?.ok_or_else(damaged)?;
        let mut entries = page.entries();
        let Some(entry) = entries.next()?.filter(|_| entries.word == self.word()) else { return Ok(false) };
        (self.last, self.at) = (entries.page.base, entry.postings.start);
        (self.entries, self.entry) = (entries, entry);
        Ok(true)
    }

    /// Moves to the first number from `from` on.
    pub fn skip(&mut self, conn: &Connection, from: i64) -> Result<()> {
        let ends_before = self.entry.goes_on.is_some_and(|last| last < from);
        if ends_before && self.id.is_some_and(|id| id < from) && self.go_on(conn, HOLDING, from)? {
            self.next(conn)?;
        }
        while self.id.is_some_and(|id| id < from) {
            self.next(conn)?;
        }
        Ok(())
    }
}

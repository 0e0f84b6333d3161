//! Going through the articles that an expression finds, ascending, without those between.
use super::super::super::Result;
use super::list::List;
use super::terms::{key, start};
use super::{Column, Desk, Expr, Run};
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Where an expression is in all runs. An article is in one run, with all its words: so each run is asked by itself.
#[derive(Debug)]
pub(super) struct Runs {
    runs: Vec<(Run, Cursor)>,
    /// The number that each run is at, the smallest on top.
    heap: BinaryHeap<Reverse<(i64, usize)>>,
}

impl Runs {
    /// What `expr` finds from `from` on.
    pub fn new(desk: &Desk, expr: &Expr, from: i64) -> Result<Runs> {
        let (mut runs, mut heap) = (Vec::new(), BinaryHeap::new());
        for run in &desk.index.runs {
            let mut cursor = Cursor::new(desk.conn, *run, expr, from)?;
            if let Some(id) = cursor.seek(desk.conn, from)? {
                heap.push(Reverse((id, runs.len())));
                runs.push((*run, cursor));
            }
        }
        Ok(Runs { runs, heap })
    }

    /// The first number from `from` on; never smaller than one that was found before.
    pub fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>> {
        while let Some(mut top) = self.heap.peek_mut() {
            let Reverse((id, i)) = *top;
            let Some((run, cursor)) = self.runs.get_mut(i) else { break };
            if id >= from && desk.index.holds(*run, id) {
                return Ok(Some(id));
            }
            match cursor.seek(desk.conn, from.max(id.saturating_add(1)))? {
                Some(id) => *top = Reverse((id, i)),
                None => drop(PeekMut::pop(top)),
            }
        }
        Ok(None)
    }
}

/// Where an expression is in a run.
#[derive(Debug)]
enum Cursor {
    /// A word; nothing if the run lacks it.
    Word(Option<List>),
    /// All words with one beginning, or a word in title and body.
    Any(Union),
    /// Words in a row.
    Row(Vec<Cursor>),
    /// All of these.
    All(Vec<Cursor>),
    /// One of these at least.
    One(Vec<Cursor>),
}

impl Cursor {
    /// What `expr` finds from `from` on.
    fn new(conn: &Connection, run: Run, expr: &Expr, from: i64) -> Result<Cursor> {
        let inner = |all: &[Expr]| all.iter().map(|e| Cursor::new(conn, run, e, from)).collect::<Result<Vec<_>>>();
        match expr {
            Expr::All(all) => Ok(Cursor::All(inner(all)?)),
            Expr::Any(all) => Ok(Cursor::One(inner(all)?)),
            Expr::Words { words, prefix, column } if words.len() == 1 && *column == Column::Both => {
                let word = words.first().map_or("", String::as_str);
                let mut lists = lists(conn, run, word, *prefix, false, from)?;
                lists.extend(self::lists(conn, run, word, *prefix, true, from)?);
                Ok(Cursor::of(lists))
            }
            Expr::Words { words, prefix, column: Column::Both } => {
                let words = |column| Expr::Words { words: words.clone(), prefix: *prefix, column };
                Ok(Cursor::One(inner(&[words(Column::Title), words(Column::Body)])?))
            }
            Expr::Words { words, prefix, column } => {
                let last = words.len().saturating_sub(1);
                let word = |(i, word): (usize, &String)| {
                    Ok(Cursor::of(lists(conn, run, word, *prefix && i == last, *column == Column::Title, from)?))
                };
                let mut row = words.iter().enumerate().map(word).collect::<Result<Vec<_>>>()?;
                let only = if row.len() == 1 { row.pop() } else { None };
                Ok(only.unwrap_or(Cursor::Row(row)))
            }
        }
    }

    fn of(mut lists: Vec<List>) -> Cursor {
        if lists.len() > 1 { Cursor::Any(Union::new(lists)) } else { Cursor::Word(lists.pop()) }
    }

    /// The first number from `from` on; never smaller than one that was found before.
    fn seek(&mut self, conn: &Connection, from: i64) -> Result<Option<i64>> {
        match self {
            Cursor::Word(None) => Ok(None),
            Cursor::Word(Some(list)) => {
                list.skip(conn, from)?;
                Ok(list.id)
            }
            Cursor::Any(union) => union.seek(conn, from),
            Cursor::All(all) => meet(conn, all, from),
            Cursor::One(all) => {
                let mut first = None;
                for cursor in all {
                    first = [first, cursor.seek(conn, from)?].into_iter().flatten().min();
                }
                Ok(first)
            }
            Cursor::Row(words) => {
                let (mut from, mut room) = (from, [Vec::new(), Vec::new()]);
                while let Some(id) = meet(conn, words, from)? {
                    if in_a_row(words, id, &mut room)? {
                        return Ok(Some(id));
                    }
                    from = id.saturating_add(1);
                }
                Ok(None)
            }
        }
    }

    /// Adds the places of the article `id`, which a word is at.
    fn places(&self, id: i64, out: &mut Vec<u32>) -> Result<()> {
        match self {
            Cursor::Word(Some(list)) => list.add_places(out),
            Cursor::Any(union) => union.places(id, out),
            _ => Ok(()),
        }
    }
}

/// The first number from `from` on that all of them have.
fn meet(conn: &Connection, all: &mut [Cursor], from: i64) -> Result<Option<i64>> {
    let (mut at, mut agreed) = (from, 0);
    if all.is_empty() {
        return Ok(None);
    }
    for i in (0..all.len()).cycle() {
        let Some(cursor) = all.get_mut(i) else { break };
        let Some(id) = cursor.seek(conn, at)? else { return Ok(None) };
        agreed = if id == at { agreed + 1 } else { 1 };
        at = id;
        if agreed == all.len() {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// True if the words, which all are at `id`, stand in a row there. Uses `room` to find out.
fn in_a_row(words: &[Cursor], id: i64, [starts, places]: &mut [Vec<u32>; 2]) -> Result<bool> {
    let Some((first, rest)) = words.split_first() else { return Ok(false) };
    starts.clear();
    first.places(id, starts)?;
    for (i, word) in (1u32..).zip(rest) {
        places.clear();
        word.places(id, places)?;
        let mut at = 0;
        starts.retain(|start| {
            let wanted = start.saturating_add(i);
            at += places.get(at..).unwrap_or(&[]).iter().take_while(|place| **place < wanted).count();
            places.get(at) == Some(&wanted)
        });
        if starts.is_empty() {
            return Ok(false);
        }
    }
    Ok(!starts.is_empty())
}

/// The lists of a word, or of all words that begin so.
fn lists(conn: &Connection, run: Run, word: &str, prefix: bool, in_title: bool, from: i64) -> Result<Vec<List>> {
    let (mut out, mut wanted) = (Vec::new(), Vec::new());
    if !prefix {
        key(word, in_title, &mut wanted);
        out.extend(List::find(conn, run, &wanted, from)?);
        return Ok(out);
    }
    start(word, in_title, &mut wanted);
    let Some(mut list) = List::from_word(conn, run, &wanted)? else { return Ok(out) };
    while list.id.is_some() && list.word().starts_with(&wanted) {
        let mut found = list.clone();
        found.skip(conn, from)?;
        out.extend(found.id.is_some().then_some(found));
        list.next_word(conn)?;
    }
    Ok(out)
}

/// Lists taken together.
#[derive(Debug)]
struct Union {
    lists: Vec<List>,
    /// The number of each list that is not at its end, the smallest on top.
    heap: BinaryHeap<Reverse<(i64, usize)>>,
}

impl Union {
    fn new(lists: Vec<List>) -> Union {
        let at = |(i, list): (usize, &List)| Some(Reverse((list.id?, i)));
        let heap = lists.iter().enumerate().filter_map(at).collect();
        Union { lists, heap }
    }

    fn seek(&mut self, conn: &Connection, from: i64) -> Result<Option<i64>> {
        while let Some(mut top) = self.heap.peek_mut() {
            let Reverse((id, i)) = *top;
            if id >= from {
                return Ok(Some(id));
            }
            let Some(list) = self.lists.get_mut(i) else { break };
            list.skip(conn, from)?;
            match list.id {
                Some(id) => *top = Reverse((id, i)),
                None => drop(PeekMut::pop(top)),
            }
        }
        Ok(None)
    }

    /// Adds the places of the article `id`, which it is at, ascending.
    fn places(&self, id: i64, out: &mut Vec<u32>) -> Result<()> {
        for list in self.lists.iter().filter(|list| list.id == Some(id)) {
            list.add_places(out)?;
        }
        out.sort_unstable();
        Ok(())
    }
}

//! Going through the articles that an expression finds, ascending, without those between.
use super::super::super::Result;
use super::list::List;
use super::terms::{key, start};
use super::{Column, Desk, Expr};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Where an expression is.
#[derive(Debug)]
pub(super) enum Cursor {
    /// A word, or all words with one beginning.
    Any(Union),
    /// Words in a row.
    Row(Vec<Union>),
    /// All of these.
    All(Vec<Cursor>),
    /// One of these at least.
    One(Vec<Cursor>),
}

impl Cursor {
    /// What `expr` finds from `from` on.
    pub fn new(desk: &Desk, expr: &Expr, from: i64) -> Result<Cursor> {
        let inner = |all: &[Expr]| all.iter().map(|e| Cursor::new(desk, e, from)).collect::<Result<Vec<_>>>();
        match expr {
            Expr::All(all) => Ok(Cursor::All(inner(all)?)),
            Expr::Any(all) => Ok(Cursor::One(inner(all)?)),
            Expr::Words { words, prefix, column } if words.len() == 1 && *column == Column::Both => {
                let word = words.first().map_or("", String::as_str);
                let mut lists = lists(desk, word, *prefix, false, from)?;
                lists.extend(self::lists(desk, word, *prefix, true, from)?);
                Ok(Cursor::Any(Union::new(lists)))
            }
            Expr::Words { words, prefix, column: Column::Both } => {
                let one =
                    |column| Cursor::new(desk, &Expr::Words { words: words.clone(), prefix: *prefix, column }, from);
                Ok(Cursor::One(vec![one(Column::Title)?, one(Column::Body)?]))
            }
            Expr::Words { words, prefix, column } => {
                let last = words.len().saturating_sub(1);
                let union = |(i, word): (usize, &String)| {
                    let lists = lists(desk, word, *prefix && i == last, *column == Column::Title, from)?;
                    Ok(Union::new(lists))
                };
                Ok(Cursor::Row(words.iter().enumerate().map(union).collect::<Result<_>>()?))
            }
        }
    }

    /// The first number from `from` on; never smaller than one that was found before.
    pub fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>> {
        match self {
            Cursor::Any(union) => union.seek(desk, from),
            Cursor::All(all) => meet(desk, all, from),
            Cursor::One(all) => {
                let mut first = None;
                for cursor in all {
                    first = [first, cursor.seek(desk, from)?].into_iter().flatten().min();
                }
                Ok(first)
            }
            Cursor::Row(words) => {
                let mut from = from;
                while let Some(id) = meet(desk, words, from)? {
                    if in_a_row(words, id)? {
                        return Ok(Some(id));
                    }
                    from = id.saturating_add(1);
                }
                Ok(None)
            }
        }
    }
}

/// What can be moved forward.
trait Seek {
    fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>>;
}

impl Seek for Cursor {
    fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>> {
        Cursor::seek(self, desk, from)
    }
}

impl Seek for Union {
    fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>> {
        Union::seek(self, desk, from)
    }
}

/// The first number from `from` on that all of them have.
fn meet(desk: &Desk, all: &mut [impl Seek], from: i64) -> Result<Option<i64>> {
    let (mut at, mut agreed) = (from, 0);
    if all.is_empty() {
        return Ok(None);
    }
    for i in (0..all.len()).cycle() {
        let Some(cursor) = all.get_mut(i) else { break };
        let Some(id) = cursor.seek(desk, at)? else { return Ok(None) };
        agreed = if id == at { agreed + 1 } else { 1 };
        at = id;
        if agreed == all.len() {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// True if the words, which all are at `id`, stand in a row there.
fn in_a_row(words: &[Union], id: i64) -> Result<bool> {
    let Some((first, rest)) = words.split_first() else { return Ok(false) };
    let mut starts = first.places(id)?;
    for (i, word) in (1u32..).zip(rest) {
        let places = word.places(id)?;
        starts.retain(|start| places.binary_search(&start.saturating_add(i)).is_ok());
        if starts.is_empty() {
            return Ok(false);
        }
    }
    Ok(!starts.is_empty())
}

/// The lists of a word, or of all words that begin so, in all runs.
fn lists(desk: &Desk, word: &str, prefix: bool, in_title: bool, from: i64) -> Result<Vec<List>> {
    let (mut out, mut wanted) = (Vec::new(), Vec::new());
    if !prefix {
        key(word, in_title, &mut wanted);
        for run in &desk.index.runs {
            out.extend(List::find(desk.conn, *run, &wanted, from)?);
        }
        return Ok(out);
    }
    start(word, in_title, &mut wanted);
    for run in &desk.index.runs {
        let Some(mut list) = List::from_word(desk.conn, *run, &wanted)? else { continue };
        while list.id.is_some() && list.word().starts_with(&wanted) {
            let mut found = list.clone();
            found.skip(desk.conn, from)?;
            out.extend(found.id.is_some().then_some(found));
            list.next_word(desk.conn)?;
        }
    }
    Ok(out)
}

/// Lists taken together.
#[derive(Debug)]
pub(super) struct Union {
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

    fn seek(&mut self, desk: &Desk, from: i64) -> Result<Option<i64>> {
        while let Some(mut top) = self.heap.peek_mut() {
            let Reverse((id, i)) = *top;
            let Some(list) = self.lists.get_mut(i) else { break };
            if id >= from {
                if desk.index.holds(list.run, id) {
                    return Ok(Some(id));
                }
                list.next(desk.conn)?;
            } else {
                list.skip(desk.conn, from)?;
            }
            match list.id {
                Some(id) => *top = Reverse((id, i)),
                None => drop(PeekMut::pop(top)),
            }
        }
        Ok(None)
    }

    /// The places of the article `id`, which it is at, ascending.
    fn places(&self, id: i64) -> Result<Vec<u32>> {
        let mut out = Vec::new();
        for list in self.lists.iter().filter(|list| list.id == Some(id)) {
            list.add_places(&mut out)?;
        }
        if self.lists.len() > 1 {
            out.sort_unstable();
        }
        Ok(out)
    }
}

//! The small rows, one behind the other: who goes through them in order reads memory in order. What has changed since
//! they were loaded lies beside them.
use crate::model::Kind;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Of an article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row<'r> {
    pub outlet: u32,
    pub quotes: &'r [Quoted],
    /// Quotation and name.
    pub about: &'r [(u32, u32)],
}

/// Of a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    /// Index in the pairs of the columns.
    pub pair: u32,
    pub confidence: f32,
    pub kind: Kind,
}

/// A row by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub outlet: u32,
    pub quotes: Vec<Quoted>,
    pub about: Vec<(u32, u32)>,
}

impl Own {
    /// The row.
    pub fn row(&self) -> Row<'_> {
        Row { outlet: self.outlet, quotes: &self.quotes, about: &self.about }
    }
}

/// Rows by the number of their article.
#[derive(Default)]
pub(super) struct Rows {
    ids: Vec<i64>,
    outlets: Vec<u32>,
    /// Where the quotations and names of each row end in those of all.
    ends: Vec<(u32, u32)>,
    quotes: Vec<Quoted>,
    about: Vec<(u32, u32)>,
    /// What is another one since, or is no more.
    changed: BTreeMap<i64, Option<Own>>,
    /// Where the last one was found: the next one is near.
    near: Cell<usize>,
}

/// Steps that are taken before it is looked for everywhere.
const STEPS: usize = 16;

impl Rows {
    /// Drops all.
    pub fn clear(&mut self) {
        *self = Rows::default();
    }

    /// Appends a row, whose number is larger than all before.
    pub fn push(&mut self, id: i64, row: Row) {
        self.ids.push(id);
        self.outlets.push(row.outlet);
        self.quotes.extend_from_slice(row.quotes);
        self.about.extend_from_slice(row.about);
        self.ends.push((self.quotes.len() as u32, self.about.len() as u32));
    }

    /// Puts a row in the place of the one with its number; nothing takes it out.
    pub fn set(&mut self, id: i64, row: Option<Own>) {
        self.changed.insert(id, row);
    }

    /// How many have changed since all were loaded.
    pub fn changed(&self) -> usize {
        self.changed.len()
    }

    /// The row with this number. Quick if it is a little larger than the one that was asked for before.
    pub fn get(&self, id: i64) -> Option<Row<'_>> {
        if let Some(changed) = self.changed.get(&id).filter(|_| !self.changed.is_empty()) {
            return changed.as_ref().map(Own::row);
        }
        let near = self.near.get();
        let ahead = self.ids.get(near..).unwrap_or(&[]);
        let step =
            ahead.iter().take(STEPS).position(|known| *known >= id).filter(|s| *s > 0 || ahead.first() == Some(&id));
        let at = step.map_or_else(|| self.ids.partition_point(|known| *known < id), |step| near + step);
        self.near.set(at);
        if self.ids.get(at) == Some(&id) { self.at(at) } else { None }
    }

    fn at(&self, at: usize) -> Option<Row<'_>> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(at)?;
        Some(Row {
            outlet: *self.outlets.get(at)?,
            quotes: self.quotes.get(start.0 as usize..end.0 as usize)?,
            about: self.about.get(start.1 as usize..end.1 as usize)?,
        })
    }

    /// The first `most` numbers of the stretch.
    pub fn stretch(&self, first: i64, last: i64, most: usize) -> Vec<i64> {
        let start = self.ids.partition_point(|id| *id < first);
        let old = self.ids.get(start..).unwrap_or(&[]).iter().copied().take_while(|id| *id <= last);
        if self.changed.is_empty() {
            return old.take(most).collect();
        }
        let mut old = old.filter(|id| !self.changed.contains_key(id)).peekable();
        let new = self.changed.range(first..=last).filter(|(_, row)| row.is_some()).map(|(id, _)| *id);
        let (mut new, mut out) = (new.peekable(), Vec::new());
        while out.len() < most {
            let next = match (old.peek(), new.peek()) {
                (Some(a), Some(b)) if b < a => new.next(),
                (None, _) => new.next(),
                _ => old.next(),
            };
            match next {
                Some(id) => out.push(id),
                None => break,
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_changed_are_seen_in_their_place() {
        let own = |outlet| Own { outlet, ..Own::default() };
        let mut rows = Rows::default();
        for id in (0..200).step_by(2) {
            rows.push(id, own(id as u32).row());
        }
        rows.set(4, None);
        rows.set(5, Some(own(55)));
        rows.set(6, Some(own(66)));
        let there = |id| rows.get(id).map(|row| row.outlet);
        assert_eq!([3, 4, 5, 6, 8].map(there), [None, None, Some(55), Some(66), Some(8)]);
        assert_eq!(
            [198, 0, 2, 90, 88, 199, 10].map(there),
            [Some(198), Some(0), Some(2), Some(90), Some(88), None, Some(10)]
        );
        assert_eq!(rows.stretch(1, 10, 4), [2, 5, 6, 8]);
        assert_eq!(rows.stretch(190, 500, 99), [190, 192, 194, 196, 198]);
        assert_eq!(rows.changed(), 3);
    }
}

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

/// Of a quotation. A library of a million articles has some ten million of them: so they are small.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    /// Index in the pairs of the columns.
    pub pair: u32,
    /// The kind in the highest bits, and those of the confidence, which no number from 0 to 1 needs.
    rest: u32,
}

/// Bits of a confidence.
const CONFIDENCE: u32 = 30;

impl Quoted {
    pub fn new(pair: u32, kind: Kind, confidence: f32) -> Quoted {
        let kind = match kind {
            Kind::Direct => 0,
            Kind::Mixed => 1,
            Kind::Term => 2,
        };
        // What a damaged row may have instead is no confidence at all.
        let confidence = if (0.0..=1.0).contains(&confidence) { confidence.abs() } else { 0.0 };
        Quoted { pair, rest: kind << CONFIDENCE | confidence.to_bits() }
    }

    pub fn kind(self) -> Kind {
        match self.rest >> CONFIDENCE {
            0 => Kind::Direct,
            1 => Kind::Mixed,
            _ => Kind::Term,
        }
    }

    pub fn confidence(self) -> f32 {
        f32::from_bits(self.rest & ((1 << CONFIDENCE) - 1))
    }
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

    /// Makes room for so many articles with so many quotations.
    pub fn reserve(&mut self, articles: usize, quotes: usize) {
        // Where there is not so much memory it is found out later, as far as it is needed.
        let _ = self.ids.try_reserve_exact(articles);
        let _ = self.outlets.try_reserve_exact(articles);
        let _ = self.ends.try_reserve_exact(articles);
        let _ = self.quotes.try_reserve_exact(quotes);
    }

    /// Gives back the room that is not needed.
    pub fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.outlets.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.quotes.shrink_to_fit();
        self.about.shrink_to_fit();
    }

    /// How many were loaded.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of the one at this place among those that were loaded.
    pub fn id(&self, place: usize) -> Option<i64> {
        self.ids.get(place).copied()
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

    #[test]
    fn a_small_quotation_keeps_all_that_it_had() {
        assert_eq!(size_of::<Quoted>(), 8);
        for kind in [Kind::Direct, Kind::Mixed, Kind::Term] {
            for confidence in [0.0, f32::MIN_POSITIVE, 0.599_999_96, 0.6, 0.987_654_3, 1.0] {
                let quoted = Quoted::new(7, kind, confidence);
                assert_eq!((quoted.pair, quoted.kind(), quoted.confidence()), (7, kind, confidence));
            }
        }
        for damaged in [f32::NAN, -1.0, 2.0, f32::INFINITY] {
            let quoted = Quoted::new(7, Kind::Direct, damaged);
            assert_eq!((quoted.kind(), quoted.confidence()), (Kind::Direct, 0.0));
        }
    }
}

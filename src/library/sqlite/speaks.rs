//! In which articles each voice of each person speaks: whoever asks for a speaker who is rarely heard need not go
//! through all articles.
use super::rows::Rows;
use super::words::{number, put_number};
use rustc_hash::FxHashMap;

/// The articles of each pair of voice and person, perhaps with some that have changed since.
#[derive(Default)]
pub(super) struct Speaks {
    pairs: Vec<Places>,
    /// Articles that came, or changed, after all were loaded.
    later: FxHashMap<u32, Vec<i64>>,
}

/// Places among the articles that were loaded, ascending.
#[derive(Default)]
struct Places {
    /// The distance of each from the one before.
    gaps: Vec<u8>,
    /// The place behind the last one.
    next: u32,
    count: u32,
}

impl Speaks {
    /// Forgets all articles.
    pub fn clear(&mut self) {
        *self = Speaks::default();
    }

    /// Notes that `pair` speaks in the article that is loaded next, at `place`.
    pub fn push(&mut self, pair: u32, place: u32) {
        if self.pairs.len() <= pair as usize {
            self.pairs.resize_with(pair as usize + 1, Places::default);
        }
        let Some(places) = self.pairs.get_mut(pair as usize) else { return };
        if let Some(gap) = place.checked_sub(places.next) {
            put_number(&mut places.gaps, u64::from(gap));
            (places.next, places.count) = (place + 1, places.count + 1);
        }
    }

    /// Notes that `pair` speaks in the article `id`, which has changed.
    pub fn also(&mut self, pair: u32, id: i64) {
        let ids = self.later.entry(pair).or_default();
        if ids.last() != Some(&id) {
            ids.push(id);
        }
    }

    /// In how many articles `pair` speaks, at most.
    pub fn count(&self, pair: u32) -> usize {
        let loaded = self.pairs.get(pair as usize).map_or(0, |places| places.count as usize);
        loaded + self.later.get(&pair).map_or(0, Vec::len)
    }

    /// Adds the numbers of the articles of `pair` to `out`.
    pub fn add(&self, pair: u32, rows: &Rows, out: &mut Vec<i64>) {
        let (gaps, mut at, mut next) = (self.pairs.get(pair as usize).map_or(&[][..], |places| &places.gaps), 0, 0);
        while let Some(gap) = number(gaps, &mut at) {
            let place = next + gap as usize;
            out.extend(rows.id(place));
            next = place + 1;
        }
        out.extend(self.later.get(&pair).into_iter().flatten());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::sqlite::rows::Own;

    #[test]
    fn each_pair_has_its_articles_once() {
        let (mut rows, mut speaks) = (Rows::default(), Speaks::default());
        for place in 0..1_000u32 {
            rows.push(i64::from(place) * 10, Own::default().row());
            for pair in [0, u32::from(place % 300 == 1) * 3, 0] {
                speaks.push(pair, place);
            }
        }
        for id in [77, 77, 78] {
            speaks.also(3, id);
        }
        let of = |pair| {
            let mut out = Vec::new();
            speaks.add(pair, &rows, &mut out);
            assert_eq!(out.len(), speaks.count(pair));
            out
        };
        assert_eq!(of(0), (0..1_000).map(|place| place * 10).collect::<Vec<i64>>());
        assert_eq!(of(3), [10, 3_010, 6_010, 9_010, 77, 78]);
        assert_eq!((of(1), of(9)), (vec![], vec![]));
    }
}

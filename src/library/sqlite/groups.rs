//! Which pairs of voice and person are one speaker in a list: found out once for all counts of a revision.
use super::columns::Columns;
use crate::query::{folded_name, shown};
use rustc_hash::FxHashMap;

/// For each pair the number of its speaker.
pub(super) struct Groups {
    of: Vec<Option<u32>>,
    count: usize,
}

impl Groups {
    /// The speakers of all pairs. People across articles are one each; who is none of them is known by the name.
    pub fn new(columns: &Columns) -> Groups {
        let (mut people, mut names) = (FxHashMap::default(), FxHashMap::default());
        let mut count = 0;
        let mut of = Vec::with_capacity(columns.pairs.len());
        for pair in 0..columns.pairs.len() as u32 {
            let (voice, someone) = columns.pair(pair);
            let written = voice.and_then(|v| shown(Some(&v.canonical), &v.mention).map(|written| (v, written)));
            let number = written.map(|(voice, written)| {
                let next = count as u32;
                let number = match someone {
                    Some(_) => *people.entry(columns.person(pair)).or_insert(next),
                    None if written == voice.canonical => {
                        *names.entry(voice.folded.canonical.join(" ")).or_insert(next)
                    }
                    None => *names.entry(folded_name(written).join(" ")).or_insert(next),
                };
                count += usize::from(number == next);
                number
            });
            of.push(number);
        }
        Groups { of, count }
    }

    /// The speaker of a pair; nothing if it is nobody.
    pub fn of(&self, pair: u32) -> Option<u32> {
        self.of.get(pair as usize).copied().flatten()
    }

    /// How many speakers there are.
    pub fn len(&self) -> usize {
        self.count
    }
}

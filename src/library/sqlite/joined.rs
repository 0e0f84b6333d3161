//! Who is one because the reader says so. The articles keep whom they were found to name; so it holds at once for all of
//! them, and they stay as they are.
use super::columns::Someone;
use crate::people::{Known, join};
use crate::query::folded_name;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashSet};

/// People who were made one.
#[derive(Default)]
pub(super) struct Joined {
    /// Who became somebody else.
    of: FxHashMap<u32, u32>,
    /// Those whose names are others now.
    people: FxHashMap<u32, Someone>,
}

impl Joined {
    /// What `names`, every other name with the one that stands for it, makes of `persons`, who lie at their numbers.
    pub fn new(persons: &[Option<Someone>], names: &BTreeMap<String, String>) -> Joined {
        let wanted: HashSet<&str> = names.iter().flat_map(|(other, name)| [other.as_str(), name]).collect();
        if wanted.is_empty() {
            return Joined::default();
        }
        let is_meant = |known: &Known| {
            wanted.contains(known.name.as_str()) || known.aliases.iter().any(|a| wanted.contains(a.name.as_str()))
        };
        let there = (0u32..).zip(persons).filter_map(|(number, someone)| Some((number, someone.as_ref()?)));
        let mut meant: Vec<(u32, &Someone)> = there.filter(|(_, someone)| is_meant(&someone.known)).collect();
        // In the order of a registry, so that one is taken for another whatever their numbers are.
        let order = |known: &Known| (known.name.clone(), known.kind as u8, known.written.clone());
        meant.sort_by_cached_key(|(_, someone)| order(&someone.known));
        let (mut people, mut earliest) = (Vec::new(), Vec::new());
        for (_, someone) in &meant {
            let mut known = someone.known.clone();
            for (alias, id) in known.aliases.iter_mut().zip(&someone.earliest) {
                alias.article = earliest.len();
                earliest.push(id.clone());
            }
            people.push(known);
        }
        let of = join(&mut people, names);
        let number = |i: usize| meant.get(i).map(|(number, _)| *number);
        let mut joined = Joined::default();
        for (i, known) in people.into_iter().enumerate() {
            let (Some(own), Some(became)) = (number(i), of.get(i).and_then(|i| number(*i))) else { continue };
            if own != became {
                joined.of.insert(own, became);
            }
            let earliest = known.aliases.iter().map(|a| earliest.get(a.article).cloned().unwrap_or_default()).collect();
            let names = known.aliases.iter().map(|a| folded_name(&a.name)).collect();
            joined.people.insert(own, Someone { known, earliest, names });
        }
        joined
    }

    /// The number of the person that `person` is.
    pub fn one(&self, person: u32) -> u32 {
        self.of.get(&person).copied().unwrap_or(person)
    }

    /// The person with this number, if the names are others than before.
    pub fn someone(&self, person: u32) -> Option<&Someone> {
        self.people.get(&person)
    }
}

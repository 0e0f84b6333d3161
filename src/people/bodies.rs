//! Organisations: by their name, and by the acronym that an article gives with it.
use super::facts::{Named, is_acronym};
use crate::text::fold::words;
use std::collections::{BTreeMap, BTreeSet};

/// The name under which an organisation is kept: folded, without the article.
pub(super) fn key(name: &str) -> String {
    let mut words = words(name);
    if words.len() > 1 && words.first().is_some_and(|w| w == "the") {
        words.remove(0);
    }
    words.join(" ")
}

/// What the acronyms of all articles stand for.
#[derive(Default)]
pub(super) struct Acronyms {
    full: BTreeMap<String, BTreeSet<String>>,
}

impl Acronyms {
    /// Takes in the acronyms that an article gives for `named`.
    pub fn add(&mut self, named: &Named) {
        for acronym in &named.acronyms {
            self.full.entry(letters(acronym)).or_default().insert(key(&named.name));
        }
    }

    /// The one name for which `name`, if it is an acronym, stands.
    pub fn full(&self, name: &str) -> Option<&str> {
        let full = self.full.get(&letters(name)).filter(|_| is_acronym(name))?;
        full.first().filter(|_| full.len() == 1).map(String::as_str)
    }
}

/// `N.R.A.` and `NRA` are one.
fn letters(acronym: &str) -> String {
    acronym.replace('.', "")
}

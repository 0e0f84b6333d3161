//! Outlets by the name of a folder or a host.
use super::table::OutletRows;
use std::collections::{HashMap, HashSet};

/// What is known of outlets.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    generic: HashSet<String>,
    words: HashSet<String>,
    names: HashMap<String, String>,
}

impl Outlets {
    pub(super) fn new(rows: OutletRows) -> Outlets {
        let set = |list: Vec<String>| list.into_iter().collect();
        Outlets { generic: set(rows.generic), words: set(rows.words), names: rows.names }
    }

    /// The outlet that a folder is named after, if it looks like one.
    ///
    /// ```
    /// let outlets = whosaid::lexicon::Lexicon::builtin().boilerplate.outlets();
    /// assert_eq!(outlets.of_folder("scrapes/the_guardian").as_deref(), Some("The Guardian"));
    /// assert_eq!(outlets.of_folder("eastport-herald").as_deref(), Some("Eastport Herald"));
    /// assert_eq!(outlets.of_folder("/home/ann/seeds"), None);
    /// ```
    pub fn of_folder(&self, folder: &str) -> Option<String> {
        let name = folder.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
        let lower = name.to_lowercase();
        if self.generic.contains(&lower) || name.len() > 60 {
            return None;
        }
        self.known(&lower).or_else(|| self.in_words(&lower))
    }

    /// The outlet of an address, if its host is known.
    pub fn of_url(&self, url: &str) -> Option<String> {
        let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#', ':']).next()?;
        let host = host.to_lowercase();
        self.known(host.strip_prefix("www.").unwrap_or(&host))
    }

    fn known(&self, name: &str) -> Option<String> {
        let name = name.strip_prefix("www.").unwrap_or(name);
        let key: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        self.names.get(&key).cloned()
    }

    fn in_words(&self, name: &str) -> Option<String> {
        let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|w| !w.is_empty()).collect();
        let letters = words.iter().all(|w| w.chars().all(char::is_alphabetic));
        let (first, last) = (words.first()?, words.last()?);
        let named = self.words.contains(*last) || self.words.contains(*first);
        let telling = words.iter().any(|w| !self.words.contains(*w) && !self.generic.contains(*w) && *w != "the");
        ((2..=5).contains(&words.len()) && letters && named && telling)
            .then(|| words.iter().map(|w| capital(w)).collect::<Vec<_>>().join(" "))
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

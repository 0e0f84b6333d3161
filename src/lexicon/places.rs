use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// Countries, their people, capitals and seats of government.
pub struct Places {
    table: &'static Table,
}

impl Default for Places {
    fn default() -> Self {
        Places::builtin()
    }
}

/// Built once: [`super::Offices`] reads it as well.
static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

#[derive(Default)]
struct Table {
    canonical: Vec<Box<str>>,
    words: FxHashMap<Box<str>, Entry>,
    /// Bits for the first letters and the length of every word of the table: most phrases share none.
    sieve: Vec<u64>,
    outlets: FxHashMap<Box<str>, Box<str>>,
    domains: Vec<(Box<str>, Box<str>)>,
}

#[derive(Clone, Copy)]
struct Entry {
    canonical: Option<u16>,
    /// Only as written in capitals: "US", "WHO".
    capitals: bool,
    /// Acts as a source: "Kyiv said".
    speaks: bool,
    /// Names people: "Ukrainian".
    people: bool,
}

#[derive(Deserialize)]
struct File {
    country: Vec<Rows>,
    institution: Vec<Rows>,
    other: Vec<Other>,
    outlets: Vec<Outlets>,
}

#[derive(Deserialize)]
struct Rows {
    rows: String,
}

#[derive(Deserialize)]
struct Other {
    states: String,
    cities: String,
    regions: String,
}

#[derive(Deserialize)]
struct Outlets {
    rows: String,
    domains: String,
}

/// No phrase in the table is longer, in bytes.
const LONGEST: usize = 64;

impl Table {
    fn build() -> Self {
        let file: File = toml::from_str(include_str!("../../assets/lexicon/places.toml")).expect("embedded and tested");
        let mut table = Table { sieve: vec![0; SIEVE / 64], ..Table::default() };
        for row in file.country.iter().chain(&file.institution).flat_map(|group| group.rows.lines()) {
            table.add_row(row);
        }
        for other in &file.other {
            for name in list(&other.states).chain(list(&other.cities)).chain(list(&other.regions)) {
                table.add(name, None, false, false);
            }
        }
        for outlets in &file.outlets {
            for (country, names) in outlets.rows.lines().filter_map(|row| row.split_once('|')) {
                for name in list(names) {
                    table.outlets.insert(outlet_key(name).into(), country.trim().into());
                }
            }
            let domains = list(&outlets.domains).filter_map(|entry| entry.split_once(' '));
            table.domains.extend(domains.map(|(suffix, country)| (suffix.into(), country.trim().into())));
        }
        table
    }

    fn add_row(&mut self, row: &str) {
        let mut cells = row.split('|').map(str::trim);
        let name = cells.next().unwrap_or_default();
        if name.is_empty() {
            return;
        }
        let canonical = Some(self.canonical.len() as u16);
        self.canonical.push(name.into());
        self.add(name, canonical, true, false);
        // Other names, people, capital and seats, other places: the order of the cells in the file.
        for (cell, kind) in cells.zip(0..) {
            for word in list(cell) {
                self.add(word, canonical.filter(|_| kind < 3), kind == 0 || kind == 2, kind == 1);
            }
        }
    }

    /// The first entry of a word wins, except that a spelling with small letters frees it from capitals.
    fn add(&mut self, word: &str, canonical: Option<u16>, speaks: bool, people: bool) {
        let capitals = !word.chars().any(char::is_lowercase);
        let key = key(word);
        let (cell, bit) = place(key.as_bytes());
        self.sieve[cell] |= bit;
        let entry = self.words.entry(key.into()).or_insert(Entry { canonical, capitals, speaks, people });
        entry.capitals &= capitals;
        if entry.canonical.is_none() && canonical.is_some() {
            *entry = Entry { canonical, speaks, people, ..*entry };
        }
    }

    fn entry(&self, phrase: &str) -> Option<Entry> {
        let phrase = bare(phrase);
        if !phrase.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) {
            return None;
        }
        let entry = self.find(phrase)?;
        (!entry.capitals || !phrase.chars().any(char::is_lowercase)).then_some(entry)
    }

    fn find(&self, phrase: &str) -> Option<Entry> {
        if phrase.len() > LONGEST {
            return None;
        }
        if !phrase.is_ascii() {
            return self.words.get(key(phrase).as_str()).copied();
        }
        let mut buffer = [0; LONGEST];
        let key = buffer.get_mut(..phrase.len())?;
        key.copy_from_slice(phrase.as_bytes());
        key.make_ascii_lowercase();
        let (cell, bit) = place(key);
        if self.sieve.get(cell).is_none_or(|bits| bits & bit == 0) {
            return None;
        }
        self.words.get(std::str::from_utf8(key).ok()?).copied()
    }

    fn name(&self, entry: Entry) -> Option<&str> {
        self.canonical.get(usize::from(entry.canonical?)).map(AsRef::as_ref)
    }
}

impl Places {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Places { table: &TABLE }
    }

    /// The canonical name of the country or institution that `words` (as written, with or without "the" and "'s")
    /// stand for: its name, people, capital or seat.
    ///
    /// ```
    /// use whosaid::lexicon::Lexicon;
    /// let places = &Lexicon::builtin().places;
    /// assert_eq!(places.country("the Kremlin"), Some("Russia"));
    /// assert_eq!(places.country("us"), None);
    /// ```
    pub fn country(&self, words: &str) -> Option<&str> {
        self.table.name(self.table.entry(words)?)
    }

    /// As [`Places::country`], for words in any case: "us" is the United States.
    pub(super) fn country_any_case(&self, words: &str) -> Option<&str> {
        self.table.name(self.table.find(bare(words))?)
    }

    /// True if `phrase` names a country, its people, a state, city, region or institution: it is not a person's name.
    pub fn is_place(&self, phrase: &str) -> bool {
        self.table.entry(phrase).is_some()
    }

    /// True if `phrase` is the name of a people or the adjective of a country: "Ukrainian", "Britons".
    pub fn is_people(&self, phrase: &str) -> bool {
        self.table.entry(phrase).is_some_and(|entry| entry.people)
    }

    /// True if `phrase` is a place or institution that news lets speak: "Kyiv", "Downing Street", "the EU".
    pub fn speaks(&self, phrase: &str) -> bool {
        self.table.entry(phrase).is_some_and(|entry| entry.speaks)
    }

    /// The country of an outlet, by its name ("The Independent") or address ("nytimes.com"); an unknown address falls
    /// back on its country domain.
    pub fn outlet_country(&self, outlet: &str) -> Option<&str> {
        let outlet = outlet.trim().get(..outlet.trim().len().min(200)).unwrap_or_default().to_lowercase();
        if let Some(country) = self.table.outlets.get(outlet_key(&outlet).as_str()) {
            return Some(country);
        }
        let host = outlet.rsplit("//").next()?.split('/').next()?;
        let mut labels = host.split('.').filter(|label| label.len() > 1 && *label != "www");
        let site = labels.next().and_then(|label| self.table.outlets.get(outlet_key(label).as_str()));
        let domain =
            || self.table.domains.iter().find(|(suffix, _)| host.ends_with(&**suffix)).map(|(_, country)| country);
        host.contains('.').then(|| site.or_else(domain)).flatten().map(AsRef::as_ref)
    }
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

fn key(word: &str) -> String {
    word.replace('’', "'").to_lowercase()
}

/// Bits of the sieve.
const SIEVE: usize = 1 << 13;

/// The cell and the bit of the sieve for a word in lower case.
fn place(key: &[u8]) -> (usize, u64) {
    let byte = |i: usize| u32::from(key.get(i).copied().unwrap_or(0));
    let first = byte(0) | byte(1) << 8 | byte(2) << 16 | (key.len() as u32) << 24;
    let bit = (first.wrapping_mul(0x9e37_79b1) >> 16) as usize % SIEVE;
    (bit / 64, 1 << (bit % 64))
}

/// `phrase` without article and possessive.
fn bare(phrase: &str) -> &str {
    let phrase = phrase.trim();
    let phrase = phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("The ")).unwrap_or(phrase);
    // Every possessive ends in one of these bytes, and few names do.
    if !matches!(phrase.as_bytes().last(), Some(b's' | b'\'' | 0x99)) {
        return phrase;
    }
    ["'s", "’s", "s'", "s’"].iter().find_map(|end| phrase.strip_suffix(end)).filter(|rest| !rest.is_empty()).map_or(
        phrase,
        |rest| match phrase.get(rest.len()..rest.len() + 1) {
            Some("s") => phrase.get(..rest.len() + 1).unwrap_or(phrase),
            _ => rest,
        },
    )
}

/// Letters and digits of an outlet's name, without "the".
fn outlet_key(name: &str) -> String {
    let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match key.strip_prefix("the") {
        Some(rest) if rest.len() > 2 => rest.to_string(),
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_and_possessive_come_off() {
        for (phrase, rest) in
            [("the Kremlin’s", "Kremlin"), ("The US", "US"), ("Wales'", "Wales"), ("'s", "'s"), ("", "")]
        {
            assert_eq!(bare(phrase), rest);
        }
    }

    #[test]
    fn hostile_words_are_no_place() {
        let places = Places::builtin();
        for word in ["", "’s", "the ", "\u{0}", &"É".repeat(5000), &"A".repeat(100_000), "s’", "www.", "..", "://"]
        {
            assert!(!places.is_place(word), "{word:?}");
            assert_eq!(places.outlet_country(word), None, "{word:?}");
        }
    }
}

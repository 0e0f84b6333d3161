use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The grammatical gender that a name, title or pronoun suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// he
    Male,
    /// she
    Female,
}

/// First names and the gender they suggest.
#[derive(Default)]
pub struct Names {
    names: FxHashMap<Box<str>, Entry>,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    first: bool,
    gender: Option<Gender>,
    word: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
    leaning: Vec<Group>,
    also_word: Vec<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(default, rename = "language")]
    _language: String,
    #[serde(rename = "test")]
    _test: Vec<String>,
    male: String,
    female: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(rename = "test")]
    _test: Vec<String>,
    words: String,
}

/// No name in the table is longer, in bytes.
const LONGEST: usize = 32;
/// About how many there are.
const NAMES: usize = 7_000;

impl Names {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        let file: File = toml::from_str(include_str!("../../assets/lexicon/names.toml")).expect("embedded and tested");
        let mut table = Names::default();
        table.names.reserve(NAMES);
        for group in &file.group {
            table.add(&group.male, Gender::Male, true);
            table.add(&group.female, Gender::Female, true);
        }
        for group in &file.leaning {
            table.add(&group.male, Gender::Male, false);
            table.add(&group.female, Gender::Female, false);
        }
        for name in file.also_word.iter().flat_map(|group| group.words.split_whitespace()) {
            table.names.entry(key(name).into()).or_default().word = true;
        }
        table
    }

    /// Adds the names of `list`. If `both` is set, a name that is there with the other gender loses its gender, else
    /// it takes the new one. Forms without accents come along.
    fn add(&mut self, list: &str, gender: Gender, both: bool) {
        for name in list.split_ascii_whitespace() {
            let written = key(name);
            if !written.is_ascii() {
                self.add_form(plain(&written), gender, both);
            }
            self.add_form(written, gender, both);
        }
    }

    fn add_form(&mut self, form: String, gender: Gender, both: bool) {
        let entry = self.names.entry(form.into_boxed_str()).or_default();
        let lost = both && entry.first && entry.gender != Some(gender);
        entry.gender = (!lost).then_some(gender);
        entry.first = true;
    }

    /// The gender that `first` (as written, "Volodymyr") suggests; `None` if the name is unknown or goes with both.
    /// Of a name with a hyphen that the table lacks the first part counts.
    ///
    /// ```
    /// use whosaid::lexicon::{Gender, Lexicon};
    /// let names = &Lexicon::builtin().names;
    /// assert_eq!(names.gender("Volodymyr"), Some(Gender::Male));
    /// assert_eq!(names.gender("Jordan"), None);
    /// ```
    pub fn gender(&self, first: &str) -> Option<Gender> {
        self.entry(first).and_then(|entry| entry.gender)
    }

    /// True if `first` is a known first name of either gender.
    pub fn is_first(&self, first: &str) -> bool {
        self.entry(first).is_some_and(|entry| entry.first)
    }

    /// True if `first` is also an ordinary word ("Will", "May", "Grace"): at the start of a sentence a capital does not
    /// make it a name.
    pub fn is_word(&self, first: &str) -> bool {
        self.entry(first).is_some_and(|entry| entry.word)
    }

    fn entry(&self, first: &str) -> Option<Entry> {
        if !first.chars().next().is_some_and(char::is_uppercase) {
            return None;
        }
        self.find(first).or_else(|| self.find(first.split_once('-')?.0))
    }

    fn find(&self, name: &str) -> Option<Entry> {
        if name.len() > LONGEST {
            return None;
        }
        if name.is_ascii() {
            let mut buffer = [0; LONGEST];
            let key = buffer.get_mut(..name.len())?;
            key.copy_from_slice(name.as_bytes());
            key.make_ascii_lowercase();
            return self.names.get(std::str::from_utf8(key).ok()?).copied();
        }
        let key = key(name);
        self.names.get(key.as_str()).or_else(|| self.names.get(plain(&key).as_str())).copied()
    }
}

/// Lower case without accents: the form in which spellings of one name meet.
pub(super) fn folded(name: &str) -> String {
    plain(&key(name))
}

/// The form under which a name is kept: lower case, straight apostrophe, composed.
fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfc()
        .map(|c| if c == '’' { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\u{307}')
        .collect()
}

/// `key` without its accents, and with the letters that no decomposition reaches as English prints them.
fn plain(key: &str) -> String {
    if key.is_ascii() {
        return key.to_string();
    }
    key.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'ı' => 'i',
            'đ' => 'd',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_unknown() {
        let names = Names::builtin();
        for name in ["", "-", "A-", "’", "\u{0}", "É", &"X".repeat(10_000), &"Ł".repeat(16), "İ", "-Mary"] {
            assert!(!names.is_first(name), "{name:?}");
        }
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        let names = Names::builtin();
        for name in ["François", "Francois", "FRANÇOIS", "Franc\u{327}ois", "Łukasz", "Lukasz", "Jean-Pierre"] {
            assert!(names.is_first(name), "{name}");
        }
        assert!(!names.is_first("will"), "a small letter makes it a word");
    }
}

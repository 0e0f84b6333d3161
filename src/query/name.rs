//! Asking for a person by any part of the name, in any of its spellings.
use crate::text::fold::words;

/// The words of a name that was asked for.
///
/// ```
/// use whosaid::query::{NameTest, folded_name};
/// let test = NameTest::new("Zelenskyy").unwrap();
/// assert!(test.matches(&folded_name("Volodymyr Zelensky")));
/// assert!(!test.matches(&folded_name("Olena Zelenska")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTest {
    words: Vec<String>,
    prefix: bool,
}

impl NameTest {
    /// The test for `typed`: all its words must be in the name, in this order; a star at the end asks for a word
    /// that starts so. `None` if it holds no word, unless it is a star alone, which every name matches.
    pub fn new(typed: &str) -> Option<NameTest> {
        let prefix = typed.trim_end().ends_with('*');
        let words = folded_name(typed);
        (!words.is_empty() || typed.trim() == "*").then_some(NameTest { words, prefix })
    }

    /// The words of the name that is asked for, each in the one spelling that stands for all of its own.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// True if the last word may be the start of a longer one.
    pub fn is_prefix(&self) -> bool {
        self.prefix
    }

    /// The same name, where its last word may be the start of a longer one.
    pub fn half(&self) -> NameTest {
        NameTest { words: self.words.clone(), prefix: true }
    }

    /// True if `name`, made by [`folded_name`], is meant.
    pub fn matches(&self, name: &[String]) -> bool {
        let mut rest = name.iter();
        let last = self.words.len().saturating_sub(1);
        !name.is_empty()
            && self.words.iter().enumerate().all(|(i, wanted)| {
                let start = self.prefix && i == last;
                rest.any(|w| w == wanted || (start && w.starts_with(wanted.as_str())))
            })
    }
}

/// The name by which a list has a speaker: the full name, else the mention as written unless that is a bare pronoun,
/// else nothing.
///
/// ```
/// use whosaid::query::shown;
/// assert_eq!(shown(Some("Ada Quayle"), "she"), Some("Ada Quayle"));
/// assert_eq!((shown(None, "a fisherman"), shown(None, "They")), (Some("a fisherman"), None));
/// ```
pub fn shown<'n>(canonical: Option<&'n str>, mention: &'n str) -> Option<&'n str> {
    let name = canonical.filter(|name| !name.is_empty());
    name.or(Some(mention).filter(|mention| !mention.is_empty() && !is_pronoun(mention)))
}

/// True if `mention` is a pronoun and nothing else.
fn is_pronoun(mention: &str) -> bool {
    const PRONOUNS: [&str; 12] = ["he", "she", "it", "they", "we", "i", "you", "who", "him", "her", "them", "himself"];
    PRONOUNS.iter().any(|pronoun| pronoun.eq_ignore_ascii_case(mention.trim()))
}

/// The words of a name, folded, each in the one spelling that stands for all of its own.
pub fn folded_name(name: &str) -> Vec<String> {
    words(name).into_iter().map(one_spelling).collect()
}

/// Endings of names that newsrooms write in several ways (Zelensky, Zelenskyy, Zelenskiy, Zelenskyi, Zelenskii).
const ENDINGS: &[&str] = &["skyy", "skyi", "skyj", "skiy", "skij", "skii", "ski"];

/// All spellings of a word of a name that [`folded_name`] makes one, itself among them.
pub(crate) fn spellings(word: &str) -> Vec<String> {
    let Some(stem) = word.strip_suffix("sky").filter(|stem| stem.len() >= 2) else { return vec![word.to_owned()] };
    ENDINGS.iter().chain(&["sky"]).map(|ending| format!("{stem}{ending}")).collect()
}

fn one_spelling(word: String) -> String {
    let stem = ENDINGS.iter().find_map(|e| word.strip_suffix(e)).filter(|stem| stem.len() >= 2);
    match stem {
        Some(stem) => format!("{stem}sky"),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_word_in_any_spelling() {
        let name = folded_name("Volodymyr Zelenskyy");
        for asked in ["zelensky", "Zelenskiy", "ZELENSKYI", "volodymyr", "volodymyr zelensky", "zelen*", "*"] {
            assert!(NameTest::new(asked).unwrap().matches(&name), "{asked}");
        }
        for asked in ["zelen", "olena", "zelensky volodymyr", "volodymyr zelensky junior"] {
            assert!(!NameTest::new(asked).unwrap().matches(&name), "{asked}");
        }
        assert!(!NameTest::new("*").unwrap().matches(&[]), "nobody is not somebody");
        assert_eq!(one_spelling("ski".into()), "ski", "a word of its own keeps its ending");
        assert!(spellings("zelensky").iter().all(|s| one_spelling(s.clone()) == "zelensky"));
        assert_eq!((spellings("zelensky").len(), spellings("sky")), (8, vec!["sky".to_owned()]));
    }
}

//! Finding words in a row in folded text.
use crate::text::fold::{is_unspaced, is_word, words};
use memchr::memmem::Finder;

/// Words that must stand in a row, folded. Anything but a paragraph break may divide them; the last one may be the
/// start of a word.
///
/// ```
/// use whosaid::query::Needle;
/// let needle = Needle::new("Security guarantee*").unwrap();
/// assert!(needle.found_in("firm security guarantees"));
/// assert!(!needle.found_in("security of a guarantee"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    words: Vec<String>,
    prefix: bool,
}

impl Needle {
    /// The needle for `typed`; a star at its end asks for words that start so. `None` if it holds no word, unless it
    /// is a star alone, which any word matches.
    pub fn new(typed: &str) -> Option<Needle> {
        let prefix = typed.trim_end().ends_with('*');
        let words = words(typed);
        (!words.is_empty() || typed.trim() == "*").then_some(Needle { words, prefix })
    }

    /// The folded words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// True if the last word may be the start of a longer one.
    pub fn is_prefix(&self) -> bool {
        self.prefix
    }

    /// True if the needle stands in `folded`, a folded text.
    pub fn found_in(&self, folded: &str) -> bool {
        self.scanner().next(folded, 0).is_some()
    }

    /// Prepares the search through long or many texts.
    pub fn scanner(&self) -> Scanner<'_> {
        // The longest word is the rarest, as a rule.
        let key = (0..self.words.len()).max_by_key(|&i| self.words.get(i).map_or(0, String::len)).unwrap_or(0);
        let word = self.words.get(key).map_or("", String::as_str);
        Scanner { needle: self, key, word, finder: Finder::new(word) }
    }
}

/// A needle made ready for searching.
pub struct Scanner<'n> {
    needle: &'n Needle,
    key: usize,
    word: &'n str,
    finder: Finder<'n>,
}

impl Scanner<'_> {
    /// The first place of the needle in the folded text `hay` at or after the byte `from`.
    pub fn next(&self, hay: &str, from: usize) -> Option<(usize, usize)> {
        if self.word.is_empty() {
            return hay.get(from..)?.char_indices().find(|&(_, c)| is_word(c)).map(|(i, c)| {
                let start = from + i;
                (start, start + c.len_utf8())
            });
        }
        let mut at = from;
        while let Some(found) = hay.as_bytes().get(at..).and_then(|rest| self.finder.find(rest)) {
            let start = at + found;
            if let Some(place) = self.verify(hay, start).filter(|&(first, _)| first >= from) {
                return Some(place);
            }
            at = start + self.word.chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// The whole needle around its key word at `start`, if it is there.
    fn verify(&self, hay: &str, start: usize) -> Option<(usize, usize)> {
        let mut first = start;
        let mut end = start + self.word.len();
        boundary_before(hay, first).then_some(())?;
        self.ends_well(hay, end, self.key).then_some(())?;
        for word in self.needle.words.get(..self.key)?.iter().rev() {
            let left = hay.get(..first)?;
            let gap = left.trim_end_matches(|c| !is_word(c));
            divides(left.get(gap.len()..)?, gap.chars().next_back()).then_some(())?;
            first = gap.strip_suffix(word.as_str())?.len();
            boundary_before(hay, first).then_some(())?;
        }
        for (i, word) in self.needle.words.iter().enumerate().skip(self.key + 1) {
            let right = hay.get(end..)?;
            let rest = right.trim_start_matches(|c| !is_word(c));
            divides(right.get(..right.len() - rest.len())?, rest.chars().next()).then_some(())?;
            end = hay.len() - rest.strip_prefix(word.as_str())?.len();
            self.ends_well(hay, end, i).then_some(())?;
        }
        Some((first, end))
    }

    /// True if the `i`th word may end at `end`.
    fn ends_well(&self, hay: &str, end: usize, i: usize) -> bool {
        (self.needle.prefix && i + 1 == self.needle.words.len()) || boundary_after(hay, end)
    }
}

/// True if `gap` may lie between two words of a phrase.
fn divides(gap: &str, neighbour: Option<char>) -> bool {
    !gap.contains("\n\n") && (!gap.is_empty() || neighbour.is_some_and(is_unspaced))
}

fn boundary_before(hay: &str, at: usize) -> bool {
    let Some((left, right)) = hay.split_at_checked(at) else { return false };
    let open = |c: char| !is_word(c) || is_unspaced(c);
    left.chars().next_back().is_none_or(open) || right.chars().next().is_some_and(is_unspaced)
}

fn boundary_after(hay: &str, at: usize) -> bool {
    let Some((left, right)) = hay.split_at_checked(at) else { return false };
    let open = |c: char| !is_word(c) || is_unspaced(c);
    right.chars().next().is_none_or(open) || left.chars().next_back().is_some_and(is_unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn found(needle: &str, hay: &str) -> bool {
        Needle::new(needle).expect(needle).found_in(&fold(hay))
    }

    #[test]
    fn whole_words_only_unless_starred() {
        assert!(found("peace", "Peace, now"));
        assert!(!found("peace", "peaceful"));
        assert!(found("peace*", "peaceful"));
        assert!(!found("peace*", "appeaceful"));
        assert!(found("*", "x") && !found("*", "… –"));
        assert_eq!(Needle::new("—"), None);
    }

    #[test]
    fn hyphens_and_apostrophes_divide_words() {
        for needle in ["cease-fire", "cease", "fire", "cease fire"] {
            assert!(found(needle, "a cease\u{2011}fire"), "{needle}");
        }
        assert!(found("ukraine", "Ukraine’s") && found("ukraine's", "Ukraine’s"));
        assert!(!found("ceasefire", "cease-fire"));
    }

    #[test]
    fn phrases_cross_punctuation_but_no_paragraph() {
        assert!(found("just and lasting peace", "a “just – and lasting” peace."));
        assert!(!found("just peace", "a just\n\npeace"));
        assert!(!found("the deal the peace", "the deal of the peace"));
        assert!(found("a a b", "a a a b"));
    }

    #[test]
    fn scripts_without_spaces_match_inside() {
        assert!(found("和平", "他说和平很重要"));
        assert!(!found("战争", "他说和平很重要"));
    }

    #[test]
    fn the_next_place_lies_behind_the_last() {
        let needle = Needle::new("to be").unwrap();
        let hay = "to be or not to be";
        let first = needle.scanner().next(hay, 0);
        assert_eq!(first, Some((0, 5)));
        assert_eq!(needle.scanner().next(hay, 5), Some((13, 18)));
        assert_eq!(needle.scanner().next(hay, 18), None);
    }
}

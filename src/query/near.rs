//! Words near each other, and words that are nearly the one that was typed.
use crate::text::fold::{is_word, words};

/// Words that stand near each other in a paragraph, in any order.
///
/// ```
/// use whosaid::query::Near;
/// let near = Near::new("peace deal", 2).unwrap();
/// assert!(near.found_in("a deal for lasting peace") && !near.found_in("the deal was not for any peace"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    words: Vec<String>,
    within: usize,
}

/// The words of a folded text with their places, and `None` where a paragraph ends.
fn tokens(folded: &str) -> impl Iterator<Item = Option<(usize, &str)>> {
    let mut at = 0;
    let mut ended = true;
    std::iter::from_fn(move || {
        let rest = folded.get(at..)?;
        let gap = rest.find(is_word)?;
        if !ended && rest.get(..gap)?.contains("\n\n") {
            ended = true;
            return Some(None);
        }
        ended = false;
        let start = at + gap;
        let word = folded.get(start..)?;
        let len = word.find(|c: char| !is_word(c)).unwrap_or(word.len());
        at = start + len;
        Some(Some((start, word.get(..len)?)))
    })
}

impl Near {
    /// The words of `typed` with no more than `within` others between them; `None` unless there are two or more.
    pub fn new(typed: &str, within: usize) -> Option<Near> {
        let words = words(typed);
        (words.len() > 1).then_some(Near { words, within })
    }

    /// The words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The most other words between them.
    pub fn within(&self) -> usize {
        self.within
    }

    /// True if they stand so in `folded`.
    pub fn found_in(&self, folded: &str) -> bool {
        self.next(folded, 0).is_some()
    }

    /// The first place at or after the byte `from`.
    pub(super) fn next(&self, folded: &str, from: usize) -> Option<(usize, usize)> {
        let hay = folded.get(from..)?;
        // Where each word stood last: number of the word, and its bytes. A word that is asked for twice has two places.
        let mut last: Vec<Option<(usize, usize, usize)>> = vec![None; self.words.len()];
        for (number, token) in tokens(hay).enumerate() {
            let Some((start, word)) = token else {
                last.fill(None);
                continue;
            };
            let slots = self.words.iter().enumerate().filter(|(_, w)| *w == word).map(|(i, _)| i);
            // The place that is oldest gives way.
            let Some(slot) = slots.min_by_key(|i| last.get(*i).copied().flatten()) else { continue };
            last.get_mut(slot).into_iter().for_each(|l| *l = Some((number, start, start + word.len())));
            let Some(all) = last.iter().copied().collect::<Option<Vec<_>>>() else { continue };
            let first = all.iter().map(|(n, ..)| *n).min()?;
            if number + 1 - first <= self.words.len() + self.within {
                let begin = all.iter().map(|(_, s, _)| *s).min()?;
                return Some((from + begin, from + start + word.len()));
            }
        }
        None
    }
}

/// A word that may be a few letters off.
///
/// ```
/// use whosaid::query::Fuzzy;
/// let fuzzy = Fuzzy::new("Zelensk", 1).unwrap();
/// assert!(fuzzy.found_in("zelenska said") && fuzzy.found_in("zelesnk") && !fuzzy.found_in("zelenskiy"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fuzzy {
    word: Vec<char>,
    off: usize,
}

impl Fuzzy {
    /// Words that are at most `off` letters off; `None` unless `typed` is one word.
    pub fn new(typed: &str, off: usize) -> Option<Fuzzy> {
        let mut words = words(typed);
        let word = words.pop().filter(|_| words.is_empty())?;
        Some(Fuzzy { word: word.chars().collect(), off })
    }

    /// The most letters that it may be off.
    pub fn off(&self) -> usize {
        self.off
    }

    /// True if such a word stands in `folded`.
    pub fn found_in(&self, folded: &str) -> bool {
        self.next(folded, 0).is_some()
    }

    /// The first place at or after the byte `from`.
    pub(super) fn next(&self, folded: &str, from: usize) -> Option<(usize, usize)> {
        let mut found = tokens(folded.get(from..)?).flatten();
        let (start, word) = found.find(|(_, word)| self.is(word))?;
        Some((from + start, from + start + word.len()))
    }

    /// True if `word` is the word but for a few letters that are wrong, missing, too many, or swapped with the next.
    fn is(&self, word: &str) -> bool {
        // A letter is at most four bytes.
        if word.len() > (self.word.len() + self.off) * 4 || word.len() + self.off < self.word.len() {
            return false;
        }
        let other: Vec<char> = word.chars().collect();
        if other.len().abs_diff(self.word.len()) > self.off {
            return false;
        }
        let wide = other.len() + 1;
        let (mut before, mut above, mut row) = (vec![0; wide], (0..wide).collect::<Vec<usize>>(), vec![0; wide]);
        for (i, a) in self.word.iter().enumerate() {
            let get = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX);
            let mut best = i + 1;
            let mut left = i + 1;
            row.first_mut().into_iter().for_each(|first| *first = left);
            for (j, b) in other.iter().enumerate() {
                let change = get(&above, j) + usize::from(a != b);
                let mut cost = change.min(get(&above, j + 1) + 1).min(left + 1);
                let swapped = i > 0 && j > 0 && self.word.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
                if swapped {
                    cost = cost.min(get(&before, j - 1) + 1);
                }
                row.get_mut(j + 1).into_iter().for_each(|c| *c = cost);
                (left, best) = (cost, best.min(cost));
            }
            if best > self.off {
                return false;
            }
            std::mem::swap(&mut before, &mut above);
            std::mem::swap(&mut above, &mut row);
        }
        above.last().is_some_and(|cost| *cost <= self.off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_in_any_order_in_one_paragraph() {
        let found = |words: &str, within, hay: &str| Near::new(words, within).unwrap().found_in(hay);
        assert!(found("peace deal", 0, "peace, deal") && found("peace deal", 0, "deal – peace"));
        assert!(!found("peace deal", 1, "peace is no deal") && found("peace deal", 2, "peace is no deal"));
        assert!(!found("peace deal", 9, "peace\n\ndeal") && found("peace deal", 1, "peace\nor deal"));
        assert!(!found("no no", 5, "no way") && found("no no", 1, "no way no"));
        assert!(found("a b c", 1, "x a a x b c"), "the nearest of several");
        assert_eq!(Near::new("peace", 3), None);
        assert_eq!(Near::new("b a", 0).unwrap().next("a x b a", 1), Some((4, 7)));
    }

    #[test]
    fn a_few_letters_off() {
        let is = |word: &str, off, other: &str| Fuzzy::new(word, off).unwrap().found_in(other);
        for other in ["harbour", "harbor", "harboour", "harbuor", "larbour"] {
            assert!(is("harbour", 1, other), "{other}");
        }
        assert!(!is("harbour", 1, "harbr") && is("harbour", 2, "harbr"));
        assert!(!is("harbour", 1, "harbours were") || is("harbour", 1, "harbours"));
        assert!(is("été", 1, "eta") && !is("a", 0, "b"));
        assert_eq!((Fuzzy::new("two words", 1), Fuzzy::new("…", 1)), (None, None));
    }
}

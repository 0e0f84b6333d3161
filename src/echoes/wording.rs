//! How two speakers word things: what both of them say in the same words, and which words each uses more than the
//! other, by weighted log-odds (Monroe, Colaresi and Quinn 2008): a word counts by how sure its difference is, so that
//! neither rare words nor those that everybody uses come first.
use crate::lexicon::{Classes, Vocabulary};
use crate::text::fold::words;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest words of a phrase that both say.
const PHRASE: usize = 3;
/// Fewest uses of a word that one says more.
const USES: usize = 3;
/// How sure a difference has to be, in standard deviations.
const SURE: f64 = 1.0;
/// Most words that are looked at: of one quotation, and of one speaker.
const LONGEST: usize = 1_000;
const ALL: usize = 10_000;
/// Most phrases and words that are told.
const MOST: usize = 12;

/// Words that only hold others together.
const FUNCTION: Classes = Classes::DETERMINER
    .or(Classes::POSSESSIVE)
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::AUXILIARY)
    .or(Classes::ADVERB)
    .or(Classes::HE)
    .or(Classes::SHE)
    .or(Classes::THEY)
    .or(Classes::FIRST_PERSON)
    .or(Classes::IT)
    .or(Classes::OBJECT_PRONOUN);

/// How the words of two compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Phrases of three words or more that both say, the longest first.
    pub shared: Vec<String>,
    /// The words that each uses more than the other, the surest first, with how often each of the two uses it.
    pub more: [Vec<(String, [usize; 2])>; 2],
}

/// Compares what two say: the quotations of each. Words are compared and told without capitals and accents.
///
/// ```
/// use whosaid::{echoes::wording, lexicon::Lexicon};
/// let one = ["The harbour is a long story, harbour by harbour"];
/// let other = ["A long story about mud", "mud, mud"];
/// let found = wording([&one, &other], &Lexicon::builtin().words);
/// assert_eq!(found.shared, ["a long story"]);
/// assert_eq!(found.more[1], [("mud".to_string(), [0, 3])]);
/// ```
pub fn wording<T: AsRef<str>>(sides: [&[T]; 2], vocabulary: &Vocabulary) -> Wording {
    let said = sides.map(|side| {
        let mut left = ALL;
        let words = |text: &T| {
            let words: Vec<String> = words(text.as_ref()).into_iter().take(LONGEST.min(left)).collect();
            left -= words.len();
            words
        };
        side.iter().map(words).collect::<Vec<_>>()
    });
    let tells = |word: &str| {
        let short = word.chars().count() < 3 && !word.chars().all(|c| c.is_ascii_digit());
        !short && !vocabulary.of(word).any(FUNCTION)
    };
    Wording { shared: shared(&said, &tells), more: more(&said, &tells) }
}

type Said = [Vec<Vec<String>>; 2];

/// The longest rows of words that stand in quotations of both, if one of their words tells anything.
fn shared([one, other]: &Said, tells: &dyn Fn(&str) -> bool) -> Vec<String> {
    let grams: BTreeSet<&[String]> = other.iter().flat_map(|q| q.windows(PHRASE)).collect();
    let whole: Vec<String> = other.iter().map(|q| format!(" {} ", q.join(" "))).collect();
    let both = |row: &[String]| {
        let row = format!(" {} ", row.join(" "));
        whole.iter().any(|q| q.contains(&row))
    };
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for quote in one {
        let mut at = 0;
        while let Some(row) = quote.get(at..at + PHRASE) {
            let mut len = PHRASE;
            if grams.contains(row) {
                while quote.get(at..at + len + 1).is_some_and(&both) {
                    len += 1;
                }
                let row = quote.get(at..at + len).unwrap_or(row);
                if row.iter().any(|w| tells(w)) {
                    found.insert(row.to_vec());
                }
                // The next row may share its last words, but is no part of this one.
                len -= PHRASE - 1;
            } else {
                len = 1;
            }
            at += len;
        }
    }
    let mut found: Vec<Vec<String>> = found.into_iter().collect();
    found.sort_by_key(|row| std::cmp::Reverse(row.len()));
    found.into_iter().take(MOST).map(|row| row.join(" ")).collect()
}

/// The words that each says surely more often, out of all the words that tell something.
fn more(said: &Said, tells: &dyn Fn(&str) -> bool) -> [Vec<(String, [usize; 2])>; 2] {
    let mut uses: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (side, quotes) in said.iter().enumerate() {
        for word in quotes.iter().flatten().filter(|w| tells(w)) {
            let counts = uses.entry(word).or_default();
            if let Some(count) = counts.get_mut(side) {
                *count += 1;
            }
        }
    }
    let all = [0, 1].map(|i| uses.values().map(|c| c.get(i).copied().unwrap_or(0)).sum::<usize>() as f64);
    let mut out = [Vec::new(), Vec::new()];
    for (word, [a, b]) in uses {
        let surely = sureness((a as f64, b as f64), all);
        let (side, count) = if surely > 0.0 { (0, a) } else { (1, b) };
        if surely.abs() >= SURE
            && count >= USES
            && let Some(list) = out.get_mut(side)
        {
            list.push((surely.abs(), word.to_owned(), [a, b]));
        }
    }
    out.map(|mut list: Vec<(f64, String, [usize; 2])>| {
        list.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        list.into_iter().take(MOST).map(|(_, word, counts)| (word, counts)).collect()
    })
}

/// By how many standard deviations the first uses a word more than the second; the prior is how often both use it.
fn sureness((a, b): (f64, f64), [all_a, all_b]: [f64; 2]) -> f64 {
    let all = (all_a + all_b).max(1.0);
    // The prior weighs a tenth of what was said, and never more than a long speech.
    let prior = (all / 10.0).clamp(1.0, 500.0);
    let share = (a + b) / all * prior;
    let odds = |n: f64, all: f64| ((n + share) / (all + prior - n - share).max(0.5)).ln();
    let spread = 1.0 / (a + share).max(0.01) + 1.0 / (b + share).max(0.01);
    (odds(a, all_a) - odds(b, all_b)) / spread.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn of(one: &[&str], other: &[&str]) -> Wording {
        wording([one, other], &Lexicon::builtin().words)
    }

    #[test]
    fn the_longest_phrases_that_both_say() {
        let one = ["We want a just and lasting peace, and a just and lasting order.", "It is of the"];
        let other = ["A just and lasting peace! It is of the"];
        assert_eq!(of(&one, &other).shared, ["a just and lasting peace", "a just and lasting"]);
        assert_eq!(of(&one, &[]), of(&[], &[]));
    }

    #[test]
    fn words_that_one_uses_more_and_not_those_of_everybody() {
        let one = ["mud mud mud the boats", "mud and boats and the harbour", "harbour"];
        let other = ["debt debt the harbour", "debt of the harbour, the debt"];
        let found = of(&one, &other);
        assert_eq!(found.more[0], [("mud".to_string(), [4, 0])], "boats are named twice only");
        assert_eq!(found.more[1], [("debt".to_string(), [0, 4])]);
    }

    #[test]
    fn a_very_long_quotation_takes_no_longer_than_it_may() {
        let long = "peace now ".repeat(100_000);
        let found = of(&[long.as_str()], &[long.as_str()]);
        assert_eq!(found.shared.len(), 1);
        assert!(found.more.iter().all(Vec::is_empty));
    }
}

//! Finds which of some hundreds of phrases stand in a paragraph: at nearly every word four bytes say that none does.
use rustc_hash::FxHashMap;

/// Bytes of a phrase that are looked up at the beginning of a word.
const KEY: usize = 4;
/// Bits of the sieve: few enough to stay near, many enough that most words fall through.
const SIEVE: usize = 1 << 13;

/// Phrases, whatever the case of their ASCII letters.
pub(super) struct Phrases {
    all: Vec<Vec<u8>>,
    sieve: Vec<u64>,
    by_key: FxHashMap<u32, Vec<usize>>,
    /// Those with fewer bytes than a key.
    short: Vec<usize>,
}

impl Default for Phrases {
    fn default() -> Self {
        Phrases::new(Vec::new())
    }
}

impl Phrases {
    /// All of `phrases`, known by their numbers.
    pub fn new(phrases: Vec<String>) -> Self {
        let all: Vec<Vec<u8>> = phrases.into_iter().map(String::into_bytes).collect();
        let mut made =
            Phrases { all: Vec::new(), sieve: vec![0; SIEVE / 64], by_key: FxHashMap::default(), short: Vec::new() };
        for (i, phrase) in all.iter().enumerate() {
            let Some(key) = key(phrase) else {
                made.short.push(i);
                continue;
            };
            let (word, bit) = place(key);
            made.sieve[word] |= bit;
            made.by_key.entry(key).or_default().push(i);
        }
        Phrases { all, ..made }
    }

    /// Hands `found` the number of every phrase that stands in `text` as whole words, as often as it does.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize)) {
        for i in &self.short {
            let phrase = self.all[*i].as_slice();
            memchr::memmem::find_iter(text.as_bytes(), phrase)
                .filter(|at| is_whole(text, *at, at + phrase.len()))
                .for_each(|_| found(*i));
        }
        let mut inside = false;
        for (at, window) in text.as_bytes().windows(KEY).enumerate() {
            let begins = !inside;
            inside = INSIDE[usize::from(window[0])];
            let Some(key) = key(window).filter(|_| begins) else { continue };
            let (word, bit) = place(key);
            if self.sieve[word] & bit != 0 {
                self.try_at(text, at, key, &mut found);
            }
        }
    }

    /// Compares the phrases with this key with what stands at `at`.
    fn try_at(&self, text: &str, at: usize, key: u32, found: &mut impl FnMut(usize)) {
        for i in self.by_key.get(&key).into_iter().flatten() {
            let phrase = self.all[*i].as_slice();
            let here = text.as_bytes().get(at..at + phrase.len());
            if here.is_some_and(|h| h.eq_ignore_ascii_case(phrase)) && is_whole(text, at, at + phrase.len()) {
                found(*i);
            }
        }
    }
}

/// Bytes behind which no phrase begins: ASCII letters and digits.
const INSIDE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// The first bytes in lower case: other bytes may fall together, so a key only says where to look.
#[inline]
fn key(bytes: &[u8]) -> Option<u32> {
    let first: [u8; KEY] = bytes.get(..KEY)?.try_into().ok()?;
    Some(u32::from_le_bytes(first) | 0x2020_2020)
}

/// The word and the bit of the sieve for a key.
#[inline]
fn place(key: u32) -> (usize, u64) {
    let bit = (key.wrapping_mul(0x9e37_79b1) >> 16) as usize % SIEVE;
    (bit / 64, 1 << (bit % 64))
}

/// True if no letter or digit stands beside this stretch.
fn is_whole(text: &str, from: usize, to: usize) -> bool {
    let before = text.get(..from).and_then(|t| t.chars().next_back());
    let after = text.get(to..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[usize]) {
        let phrases = ["to your inbox", "in your inbox every", "{{", "©", "inbox", "émigré"].map(String::from);
        let mut got = Vec::new();
        Phrases::new(phrases.into()).find(text, |i| got.push(i));
        got.sort_unstable();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn whole_words_in_any_case() {
        check("Straight To Your INBOX", &[0, 4]);
        check("to your inboxes", &[]);
        check("onto your inbox", &[4]);
        check("in your inbox every day", &[1, 4]);
        check("– “inbox”, inbox", &[4, 4]);
        check("éinbox inboxé", &[]);
        check("an émigré", &[5]);
    }

    #[test]
    fn short_ones() {
        check("{{ name }} © 2025", &[2, 3]);
        check("a{{b", &[]);
        check("", &[]);
        check("©", &[3]);
    }
}

//! The words of texts, and where they stand, while a run is put together in memory.
use super::super::tokens::{BREAK, tokens};
use super::page::{put_distance, put_number};
use rustc_hash::FxHashMap;

/// Stands before words of a title, which so come before all others.
pub(super) const TITLE: u8 = 1;
/// Words longer than this are kept by their start and a number for the rest.
const LONGEST: usize = 200;
/// The number of a break between paragraphs.
const GAP: u32 = u32::MAX;

/// Words with numbers.
#[derive(Default)]
pub(super) struct Terms {
    numbers: FxHashMap<Vec<u8>, u32>,
    all: Vec<Term>,
    /// Where the word that is looked up is put together.
    scratch: Vec<u8>,
}

#[derive(Default)]
struct Term {
    /// The last number that has it, and its postings so far.
    last: Option<i64>,
    postings: Vec<u8>,
    /// Of the article that is posted now: places, how many, the last one.
    places: Vec<u8>,
    count: usize,
    place: u32,
}

impl Terms {
    /// The numbers of the words of an article, those of the title first.
    pub fn of(&mut self, title: &str, body: &str) -> Vec<u32> {
        let mut out = Vec::with_capacity(body.len() / 5);
        tokens(title, &mut |word| out.push(self.number(word, true)));
        out.push(GAP);
        tokens(body, &mut |word| out.push(self.number(word, false)));
        out
    }

    fn number(&mut self, word: &str, in_title: bool) -> u32 {
        if word == BREAK {
            return GAP;
        }
        self.scratch.clear();
        key(word, in_title, &mut self.scratch);
        if let Some(number) = self.numbers.get(&self.scratch) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(Term::default());
        self.numbers.insert(self.scratch.clone(), number);
        number
    }

    /// Notes that the article `id` has `words`; articles come in their order, none before `base`.
    pub fn post(&mut self, base: i64, id: i64, words: &[u32]) {
        let mut touched = Vec::new();
        for (place, number) in (0u32..).zip(words) {
            let Some(term) = self.all.get_mut(*number as usize) else { continue };
            if term.count == 0 {
                touched.push(*number);
                term.place = 0;
            }
            put_number(&mut term.places, u64::from(place - term.place));
            term.place = place;
            term.count += 1;
        }
        for number in touched {
            let Some(term) = self.all.get_mut(number as usize) else { continue };
            put_distance(&mut term.postings, term.last.unwrap_or(base), id);
            term.last = Some(id);
            if term.count == 1 {
                put_number(&mut term.postings, u64::from(term.place) << 1);
            } else {
                put_number(&mut term.postings, (term.places.len() as u64) << 1 | 1);
                term.postings.extend_from_slice(&term.places);
            }
            term.places.clear();
            term.count = 0;
        }
    }

    /// The words with their postings, in the order of the words.
    pub fn sorted(&self) -> Vec<(&[u8], &[u8])> {
        let mut words: Vec<(&[u8], u32)> = self.numbers.iter().map(|(word, n)| (word.as_slice(), *n)).collect();
        words.sort_unstable();
        let postings = |number: u32| self.all.get(number as usize).map_or(&[][..], |t| t.postings.as_slice());
        words.into_iter().map(|(word, number)| (word, postings(number))).collect()
    }
}

/// How the index has `word`.
pub(super) fn key(word: &str, in_title: bool, out: &mut Vec<u8>) {
    if in_title {
        out.push(TITLE);
    }
    if word.len() <= LONGEST {
        out.extend_from_slice(word.as_bytes());
        return;
    }
    let sum = |from: usize| super::page::checksum(word.as_bytes().get(from..).unwrap_or(&[]));
    out.extend_from_slice(word.as_bytes().get(..LONGEST).unwrap_or(&[]));
    out.extend_from_slice(format!("{:08x}{:08x}", sum(0), sum(1)).as_bytes());
}

/// How the index has all words that begin with `start`.
pub(super) fn start(start: &str, in_title: bool, out: &mut Vec<u8>) {
    if in_title {
        out.push(TITLE);
    }
    out.extend_from_slice(start.as_bytes().get(..start.len().min(LONGEST)).unwrap_or(&[]));
}

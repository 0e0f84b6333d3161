//! A page of the index: words in their order, each with the articles that have it and the places in them.
//!
//! ```text
//! page    checksum, smallest number of the run, entries
//! entry   letters shared with the word before, the other letters, size and whether it goes on, the last number if so,
//!         postings
//! posting distance from the number before (the first: from the smallest of the run), places
//! places  the only one, or their size and the distances between them
//! ```
use super::super::super::Result;
use super::super::record::damaged;
use std::ops::Range;
use std::rc::Rc;

/// Bytes from which on a page is full: two of them fit into one of the file.
pub(super) const FULL: usize = 7_900;
/// Checksum and base.
const HEAD: usize = 12;
/// Bits of a number that tell the place in its day.
const PLACE: u32 = 24;

/// Appends a number, seven bits a byte.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number and moves `at` behind it. Nothing if there is none: so this and what follows, which are called for
/// every posting, have no error to carry.
#[inline]
pub(super) fn number(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let byte = *bytes.get(*at)?;
    if byte < 0x80 {
        *at += 1;
        return Some(u64::from(byte));
    }
    long(bytes, at)
}

fn long(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Appends how far `to` is from `from`, which is smaller or equal: places of one day, or days and the place.
pub(super) fn put_distance(out: &mut Vec<u8>, from: i64, to: i64) {
    let days = (to >> PLACE).wrapping_sub(from >> PLACE) as u64;
    let place = |id: i64| (id & ((1 << PLACE) - 1)) as u64;
    if days == 0 {
        put_number(out, place(to).wrapping_sub(place(from)) << 1);
    } else {
        put_number(out, days << 1 | 1);
        put_number(out, place(to));
    }
}

/// The number that is so far from `from`.
#[inline]
pub(super) fn distance(bytes: &[u8], at: &mut usize, from: i64) -> Option<i64> {
    let first = number(bytes, at)?;
    if first & 1 == 0 {
        return from.checked_add((first >> 1) as i64);
    }
    let day = (from >> PLACE).checked_add((first >> 1) as i64).filter(|day| *day < 1 << (63 - PLACE))?;
    let place = number(bytes, at).filter(|place| *place < 1 << PLACE)?;
    Some((day << PLACE) + place as i64)
}

/// Where the places of a posting end that start at `at`.
#[inline]
pub(super) fn places_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    let first = number(bytes, &mut end)?;
    let size = if first & 1 == 1 { (first >> 1) as usize } else { 0 };
    end.checked_add(size).filter(|end| *end <= bytes.len())
}

/// Adds the places of a posting to `out`.
pub(super) fn places(bytes: &[u8], out: &mut Vec<u32>) -> Option<()> {
    let mut at = 0;
    let first = number(bytes, &mut at)?;
    if first & 1 == 0 {
        out.push((first >> 1) as u32);
        return Some(());
    }
    let mut place = 0u64;
    while at < bytes.len() {
        place = place.saturating_add(number(bytes, &mut at)?);
        out.push(place as u32);
    }
    Some(())
}

/// A page as it was read.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub bytes: Rc<[u8]>,
    /// The smallest number of the run.
    pub base: i64,
}

/// A word of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Where its postings are.
    pub postings: Range<usize>,
    /// The last number of the entry, if the word goes on in the next page.
    pub goes_on: Option<i64>,
}

impl Page {
    /// The page with these bytes.
    ///
    /// # Errors
    /// When they are not what was written.
    pub fn new(bytes: &[u8]) -> Result<Page> {
        let sum = bytes.first_chunk::<4>().map(|sum| u32::from_le_bytes(*sum)).ok_or_else(damaged)?;
        let rest = bytes.get(4..).unwrap_or(&[]);
        let base = rest.first_chunk::<8>().map(|base| i64::from_le_bytes(*base)).ok_or_else(damaged)?;
        if checksum(rest) == sum { Ok(Page { bytes: bytes.into(), base }) } else { Err(damaged()) }
    }

    /// Its words, in order.
    pub fn entries(self) -> Entries {
        Entries { page: self, at: HEAD, word: Vec::new() }
    }
}

/// Goes through the words of a page.
#[derive(Clone, Debug)]
pub(super) struct Entries {
    pub page: Page,
    at: usize,
    /// The word of the entry that was read last.
    pub word: Vec<u8>,
}

impl Entries {
    /// The next entry; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Entry>> {
        let bytes = self.page.bytes.clone();
        if self.at == bytes.len() {
            return Ok(None);
        }
        let shared = number(&bytes, &mut self.at).ok_or_else(damaged)? as usize;
        let more = number(&bytes, &mut self.at).ok_or_else(damaged)? as usize;
        let end = self.at.checked_add(more).ok_or_else(damaged)?;
        let letters = bytes.get(self.at..end).ok_or_else(damaged)?;
        if shared > self.word.len() {
            return Err(damaged());
        }
        self.word.truncate(shared);
        self.word.extend_from_slice(letters);
        self.at = end;
        let size = number(&bytes, &mut self.at).ok_or_else(damaged)?;
        let mut goes_on = None;
        if size & 1 == 1 {
            let last = bytes.get(self.at..).and_then(|rest| rest.first_chunk::<8>()).ok_or_else(damaged)?;
            goes_on = Some(i64::from_le_bytes(*last));
            self.at += 8;
        }
        let end = self.at.checked_add((size >> 1) as usize).filter(|end| *end <= bytes.len()).ok_or_else(damaged)?;
        let postings = self.at..end;
        self.at = end;
        Ok(Some(Entry { postings, goes_on }))
    }
}

/// Puts a page together.
pub(super) struct Draft {
    pub bytes: Vec<u8>,
    /// Its first word and number.
    pub first: Option<(Vec<u8>, i64)>,
    word: Vec<u8>,
}

impl Draft {
    pub fn new(base: i64) -> Draft {
        let mut bytes = Vec::with_capacity(FULL + FULL / 4);
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&base.to_le_bytes());
        Draft { bytes, first: None, word: Vec::new() }
    }

    /// Appends a word with `postings`, the first of which is of the number `first`.
    pub fn push(&mut self, word: &[u8], first: i64, postings: &[u8], goes_on: Option<i64>) {
        let shared = word.iter().zip(&self.word).take_while(|(a, b)| a == b).count();
        let letters = word.get(shared..).unwrap_or(&[]);
        put_number(&mut self.bytes, shared as u64);
        put_number(&mut self.bytes, letters.len() as u64);
        self.bytes.extend_from_slice(letters);
        put_number(&mut self.bytes, (postings.len() as u64) << 1 | u64::from(goes_on.is_some()));
        if let Some(last) = goes_on {
            self.bytes.extend_from_slice(&last.to_le_bytes());
        }
        self.bytes.extend_from_slice(postings);
        self.word = word.to_vec();
        self.first.get_or_insert_with(|| (word.to_vec(), first));
    }

    /// The bytes of the page, complete.
    pub fn finish(&mut self) -> &[u8] {
        let sum = checksum(self.bytes.get(4..).unwrap_or(&[]));
        self.bytes.iter_mut().zip(sum.to_le_bytes()).for_each(|(byte, sum)| *byte = sum);
        &self.bytes
    }
}

/// Tells damaged bytes from those that were written.
pub(in super::super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0x9e37_79b9_7f4a_7c15u64 ^ bytes.len() as u64;
    let mut mix = |n: u64| sum = (sum ^ n).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| mix(u64::from_le_bytes(*word)));
    rest.iter().for_each(|byte| mix(u64::from(*byte)));
    (sum ^ sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_read() {
        let mut draft = Draft::new(5 << PLACE);
        let mut postings = Vec::new();
        let numbers = [(5 << PLACE) + 3, (5 << PLACE) + 4, (900 << PLACE) + 1, (1 << 28 << PLACE) + (7 << PLACE)];
        let mut before = 5 << PLACE;
        for id in numbers {
            put_distance(&mut postings, before, id);
            put_number(&mut postings, 9 << 1);
            before = id;
        }
        draft.push(b"rain", numbers[0], &postings, None);
        draft.push(b"rains", 7, b"", Some(-3));
        let bytes = draft.finish().to_vec();
        let page = Page::new(&bytes).unwrap();
        let mut entries = page.clone().entries();
        let entry = entries.next().unwrap().unwrap();
        assert_eq!((entries.word.as_slice(), entry.goes_on), (&b"rain"[..], None));
        let (mut at, mut id) = (entry.postings.start, page.base);
        for expected in numbers {
            id = distance(&page.bytes, &mut at, id).unwrap();
            let end = places_end(&page.bytes, at).unwrap();
            let mut found = Vec::new();
            places(&page.bytes[at..end], &mut found).unwrap();
            assert_eq!((id, found), (expected, vec![9]));
            at = end;
        }
        assert_eq!(at, entry.postings.end);
        assert_eq!(entries.next().unwrap().unwrap().goes_on, Some(-3));
        assert_eq!(entries.word, b"rains");
        assert_eq!(entries.next().unwrap(), None);
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 0x10;
            assert!(Page::new(&bad).is_err(), "changed at {at}");
            assert!(Page::new(&bytes[..at]).is_err(), "cut at {at}");
        }
    }
}

//! Which texts may share words with which: by their rarest words, and where these are not rare by three in a row.
use std::collections::HashMap;

/// A word or three words that stand in more texts than this point to none of them.
const BUCKET: usize = 64;
/// Most texts that one text is compared with.
const MOST: usize = 512;

/// Texts as numbers, the rarest word the lowest.
pub(super) struct Index {
    pub texts: Vec<Vec<u32>>,
    /// For each word the texts that hold it.
    holders: Vec<Vec<u32>>,
    /// Three words in a row, hashed, with the text; sorted.
    rows: Vec<(u64, u32)>,
}

impl Index {
    pub fn new(texts: &[Vec<String>]) -> Index {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for text in texts {
            let mut words: Vec<&str> = text.iter().map(String::as_str).collect();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
        }
        let mut order: Vec<(usize, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
        order.sort_unstable();
        let ids: HashMap<&str, u32> = order.iter().zip(0..).map(|((_, word), id)| (*word, id)).collect();
        let number = |text: &Vec<String>| text.iter().filter_map(|w| ids.get(w.as_str()).copied()).collect();
        let texts: Vec<Vec<u32>> = texts.iter().map(number).collect();
        let mut holders = vec![Vec::new(); order.len()];
        let mut rows = Vec::new();
        for (text, t) in texts.iter().zip(0u32..) {
            for word in distinct(text) {
                holders.get_mut(word as usize).into_iter().for_each(|list| list.push(t));
            }
            rows.extend(hashes(text).map(|row| (row, t)));
        }
        rows.sort_unstable();
        rows.dedup();
        Index { texts, holders, rows }
    }

    /// The texts, no shorter than text `t`, that may hold four fifths of it, ascending.
    pub fn candidates(&self, t: usize) -> Vec<usize> {
        let Some(text) = self.texts.get(t) else { return Vec::new() };
        let mut rarest = text.clone();
        rarest.sort_unstable();
        // If all but `may_lack` words are shared, so is one of any `may_lack + 1`.
        rarest.truncate(text.len() - super::kin::needed(text.len()) + 1);
        rarest.dedup();
        let mut out = Vec::new();
        let mut crowded = false;
        for word in rarest {
            let Some(holders) = self.holders.get(word as usize) else { continue };
            crowded |= holders.len() > BUCKET;
            if holders.len() <= BUCKET {
                out.extend(holders.iter().map(|&h| h as usize));
            }
        }
        if crowded {
            for row in hashes(text) {
                let from = self.rows.partition_point(|r| r.0 < row);
                let same = self.rows.get(from..).unwrap_or(&[]);
                let holders = same.iter().take(BUCKET + 1).take_while(|r| r.0 == row);
                if holders.clone().count() <= BUCKET {
                    out.extend(holders.map(|r| r.1 as usize));
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out.retain(|&c| c != t && self.texts.get(c).is_some_and(|other| other.len() >= text.len()));
        out.truncate(MOST);
        out
    }
}

pub(super) fn distinct(text: &[u32]) -> Vec<u32> {
    let mut words = text.to_vec();
    words.sort_unstable();
    words.dedup();
    words
}

/// A number for every three words in a row.
fn hashes(text: &[u32]) -> impl Iterator<Item = u64> {
    text.windows(3).map(|w| {
        w.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, &word| {
            (hash ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        })
    })
}

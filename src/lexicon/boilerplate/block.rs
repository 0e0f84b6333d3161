//! Blocks that an outlet puts before its articles, known by hashes of their words.
use super::table::BlockRow;
use crate::model::{Label, Span};
use rustc_hash::FxHashSet;

/// A known block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The reason that the reader is shown.
    pub name: String,
    /// What it is.
    pub label: Label,
    /// The outlet that it gives away.
    pub outlet: Option<String>,
    /// Words of buttons that may follow it, in lower case.
    pub peel: Vec<String>,
    grams: FxHashSet<u32>,
}

impl Block {
    pub(super) fn new(row: BlockRow) -> Block {
        let written = row.grams.iter().flat_map(|line| line.split(' '));
        let mut grams: FxHashSet<u32> = written.filter_map(|hex| u32::from_str_radix(hex, 16).ok()).collect();
        let words: Vec<String> = tokens(&row.text).map(|(_, word)| word).collect();
        grams.extend(words.windows(4).map(gram));
        Block { name: row.name, label: row.label, outlet: row.outlet, peel: row.peel, grams }
    }

    /// True if the four words in a row whose hash this is stand in the block.
    pub fn has(&self, gram: u32) -> bool {
        self.grams.contains(&gram)
    }
}

/// The words of `text` in lower case and without apostrophes, each with its place.
///
/// ```
/// use whosaid::lexicon::tokens;
/// assert_eq!(tokens("It’s 5pm").map(|(_, w)| w).collect::<Vec<_>>(), ["its", "5pm"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut word: String = first.to_lowercase().collect();
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '’')) {
            end = at + c.len_utf8();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
        Some((Span::new(start, end), word))
    })
}

/// The hash (FNV-1a, 32 bits) of words in a row.
pub fn gram<S: AsRef<str>>(words: &[S]) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut hash = 0x811c_9dc5;
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            hash = step(hash, b' ');
        }
        hash = word.as_ref().bytes().fold(hash, step);
    }
    hash
}

//! How a quotation differs from the words that its family shares.
use crate::text::fold::words;

/// Words that are compared at most.
const MOST: usize = 400;
/// Words shown beside the place where the shared words stand.
const AROUND: usize = 4;

/// What a piece of a variant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// In both.
    Same,
    /// In the variant only.
    Added,
    /// In the shared words only.
    Missing,
    /// Words of the variant around the place.
    Around,
}

/// Words of one mark in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words as written.
    pub text: String,
    /// What they are.
    pub mark: Mark,
}

/// A word as written, and what is compared.
struct Token<'a> {
    text: &'a str,
    key: String,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let token = |text| Token { text, key: words(text).join(" ") };
    text.split_whitespace().map(token).filter(|t| !t.key.is_empty()).collect()
}

/// `text` beside `core`: where it has the shared words, with what it adds and lacks, and a few words around.
///
/// ```
/// use whosaid::echoes::{diff, marked};
/// let pieces = diff("a long and dry summer", "We had a long and very dry summer here.");
/// assert_eq!(marked(&pieces), "We had a long and {+very+} dry summer here.");
/// assert_eq!(marked(&diff("dry and long", "long and dry")), "{+long and+} dry [-and long-]");
/// ```
pub fn diff(core: &str, text: &str) -> Vec<Piece> {
    let (mut core, text) = (tokens(core), tokens(text));
    core.truncate(MOST);
    let (from, to) = place(&core, &text);
    let mut out = Pieces::default();
    let before = from.saturating_sub(AROUND);
    let shown = |t: &Token| t.text.to_owned();
    if before > 0 {
        out.push("…", Mark::Around);
    }
    text.iter().take(from).skip(before).for_each(|t| out.push(&shown(t), Mark::Around));
    align(&core, text.get(from..to).unwrap_or(&[]), &mut out);
    text.iter().skip(to).take(AROUND).for_each(|t| out.push(&shown(t), Mark::Around));
    if text.len() > to + AROUND {
        out.push("…", Mark::Around);
    }
    out.0
}

/// The pieces on one line: `{+added+}`, `[-missing-]`.
pub fn marked(pieces: &[Piece]) -> String {
    let shown = |p: &Piece| match p.mark {
        Mark::Added => format!("{{+{}+}}", p.text),
        Mark::Missing => format!("[-{}-]", p.text),
        Mark::Same | Mark::Around => p.text.clone(),
    };
    pieces.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, word: &str, mark: Mark) {
        match self.0.last_mut().filter(|p| p.mark == mark) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            None => self.0.push(Piece { text: word.to_owned(), mark }),
        }
    }
}

/// Where in `text` most words of `core` stand close together; begins and ends with one of them.
fn place(core: &[Token], text: &[Token]) -> (usize, usize) {
    let mut wanted: std::collections::HashMap<&str, isize> = std::collections::HashMap::new();
    core.iter().for_each(|t| *wanted.entry(&t.key).or_default() += 1);
    let window = (core.len() * 5).div_ceil(4).min(MOST + MOST / 4);
    let (mut shared, mut best) = (0usize, (0, 0));
    for (i, token) in text.iter().enumerate() {
        if let Some(left) = wanted.get_mut(token.key.as_str()) {
            *left -= 1;
            shared += usize::from(*left >= 0);
        }
        if let Some(left) = i.checked_sub(window).and_then(|o| text.get(o)).and_then(|t| wanted.get_mut(t.key.as_str()))
        {
            shared -= usize::from(*left >= 0);
            *left += 1;
        }
        if shared > best.0 {
            best = (shared, i + 1);
        }
    }
    let known = |i: &usize| text.get(*i).is_some_and(|t| wanted.contains_key(t.key.as_str()));
    let from = (best.1.saturating_sub(window)..best.1).find(known).unwrap_or(best.1);
    (from, best.1)
}

/// Writes the longest common row of words as `Same`, what only `text` has as `Added`, what it lacks as `Missing`.
fn align(core: &[Token], text: &[Token], out: &mut Pieces) {
    let (rows, columns) = (core.len() + 1, text.len() + 1);
    let mut longest = vec![0u16; rows * columns];
    let at = |i: usize, j: usize| i * columns + j;
    let get = |table: &[u16], i: usize, j: usize| table.get(at(i, j)).copied().unwrap_or(0);
    let equal = |i: usize, j: usize| core.get(i).zip(text.get(j)).is_some_and(|(a, b)| a.key == b.key);
    for i in (0..core.len()).rev() {
        for j in (0..text.len()).rev() {
            let best = match equal(i, j) {
                true => get(&longest, i + 1, j + 1) + 1,
                false => get(&longest, i + 1, j).max(get(&longest, i, j + 1)),
            };
            longest.iter_mut().skip(at(i, j)).take(1).for_each(|l| *l = best);
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (core.get(i), text.get(j)) {
        if equal(i, j) {
            out.push(b.text, Mark::Same);
            (i, j) = (i + 1, j + 1);
        } else if get(&longest, i, j + 1) >= get(&longest, i + 1, j) {
            out.push(b.text, Mark::Added);
            j += 1;
        } else {
            out.push(a.text, Mark::Missing);
            i += 1;
        }
    }
    text.iter().skip(j).for_each(|t| out.push(t.text, Mark::Added));
    core.iter().skip(i).for_each(|t| out.push(t.text, Mark::Missing));
}

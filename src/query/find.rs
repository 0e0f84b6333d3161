//! Finding in a folded text what a condition looks for.
use super::{Fuzzy, Near, Pattern, Scanner, Test};

/// A test made ready for long or many texts.
pub enum Finder<'t> {
    /// Words in a row.
    Words(Box<Scanner<'t>>),
    /// Words near each other.
    Near(&'t Near),
    /// A word that may be a few letters off.
    Fuzzy(&'t Fuzzy),
    /// A regular expression.
    Pattern(&'t Pattern),
}

impl Test {
    /// What finds the places for which this test looks; `None` if it looks for no words.
    pub fn finder(&self) -> Option<Finder<'_>> {
        match self {
            Test::Words(needle) => Some(Finder::Words(Box::new(needle.scanner()))),
            Test::Near(near) => Some(Finder::Near(near)),
            Test::Fuzzy(fuzzy) => Some(Finder::Fuzzy(fuzzy)),
            Test::Pattern(pattern) => Some(Finder::Pattern(pattern)),
            _ => None,
        }
    }
}

impl Finder<'_> {
    /// The first place in the folded text `hay` at or after the byte `from`.
    pub fn next(&self, hay: &str, from: usize) -> Option<(usize, usize)> {
        match self {
            Finder::Words(scanner) => scanner.next(hay, from),
            Finder::Near(near) => near.next(hay, from),
            Finder::Fuzzy(fuzzy) => fuzzy.next(hay, from),
            Finder::Pattern(pattern) => pattern.next(hay, from),
        }
    }

    /// True if a text must be searched by itself, because a match could go from one text into the next.
    pub fn crosses(&self) -> bool {
        matches!(self, Finder::Pattern(_))
    }

    /// The places in the folded text `hay`, one after the other.
    pub fn places<'h>(&'h self, hay: &'h str) -> impl Iterator<Item = (usize, usize)> + 'h {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (start, end) = self.next(hay, from)?;
            from = end.max(start + 1);
            while !hay.is_char_boundary(from) {
                from += 1;
            }
            Some((start, end))
        })
    }
}

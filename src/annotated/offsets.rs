//! From code points to bytes.
use crate::model::Span;

/// Turns code points into byte offsets of one text.
pub struct Offsets(Vec<usize>);

impl Offsets {
    /// The map for `text`.
    pub fn new(text: &str) -> Self {
        Offsets(text.char_indices().map(|(i, _)| i).chain([text.len()]).collect())
    }

    /// The bytes of a stretch of code points; the text's end for what lies beyond.
    ///
    /// ```
    /// use whosaid::annotated::Offsets;
    /// assert_eq!(Offsets::new("“a”").span(1, 2).of("“a”"), "a");
    /// ```
    pub fn span(&self, start: usize, end: usize) -> Span {
        let last = self.0.last().copied().unwrap_or(0);
        let at = |i: usize| self.0.get(i).copied().unwrap_or(last);
        Span::new(at(start), at(end))
    }
}

use serde::{Deserialize, Serialize};

/// A range of **bytes** in a text, end exclusive, always on character boundaries.
///
/// ```
/// use whosaid::model::Span;
/// assert_eq!(Span::new(2, 5).of("a “b”"), "“");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The piece of `text` that this span covers; empty if the span does not fit the text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True if the span covers nothing.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// True if `at` lies inside.
    pub const fn contains(&self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// True if the two spans share at least one byte.
    pub const fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True if `other` lies wholly inside this span.
    pub const fn covers(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

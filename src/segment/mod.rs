//! Divides a body into paragraphs.
use crate::model::{Segments, Span};

/// The paragraphs of `body`: its non-blank lines, trimmed.
///
/// ```
/// use whosaid::segment::segment;
/// let s = segment("One.\n\n Two.\n");
/// assert_eq!(s.paragraphs[1].of("One.\n\n Two.\n"), "Two.");
/// ```
pub fn segment(body: &str) -> Segments {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let words = line.trim();
        if !words.is_empty() {
            paragraphs.push(Span::new(at + lead, at + lead + words.len()));
        }
        at += line.len();
    }
    Segments { paragraphs }
}

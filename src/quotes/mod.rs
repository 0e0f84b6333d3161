//! Finds the stretches between quotation marks.
//!
//! One pass over the marks of a paragraph pairs them (`scan`); a quotation that its paragraph leaves open goes on in
//! the next one if that opens with a mark again (`carry`); then each gets a first guess of its kind (`kind`).
mod carry;
mod kind;
mod pairs;
mod scan;

use crate::model::{Draft, Segments};

/// The quotations of `body`, in order and without overlap, before their speakers are known. Linear in its length.
///
/// ```
/// use whosaid::{quotes, segment::segment};
/// let body = "He said: “One.\n\n“Two.” She was “happy”.";
/// let found = quotes::find(body, &segment(body));
/// assert_eq!(found.len(), 2);
/// assert_eq!(found[0].spans.len(), 2);
/// assert_eq!(found[1].span.of(body), "happy");
/// ```
pub fn find(body: &str, segments: &Segments) -> Vec<Draft> {
    let pieces = scan::pieces(body, segments);
    let mut drafts = carry::join(body, segments, pieces);
    for i in 0..drafts.len() {
        let before = i.checked_sub(1).map(|p| drafts[p].span.end);
        drafts[i].kind = kind::kind(body, segments, &drafts[i], before);
    }
    drafts
}

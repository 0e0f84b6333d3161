//! Joins the paragraphs of one quotation: each opens with a mark, only the last one closes.
use super::scan::Piece;
use crate::model::{Draft, Kind, Segments, Span};
use std::borrow::Cow;

/// Longest interruption (a caption between two paragraphs of a quotation) that is passed over, in bytes.
const CAPTION: usize = 300;

/// One draft for each run of pieces that belong together.
pub(super) fn join(body: &str, segments: &Segments, pieces: Vec<Piece>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(pieces.len());
    let mut last: Option<Piece> = None;
    for piece in pieces {
        let goes_on = last.is_some_and(|l| {
            l.open && piece.leads && l.family == piece.family && adjacent(body, segments, l.paragraph, piece.paragraph)
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(draft) => {
                draft.span.end = piece.span.end;
                draft.spans.push(piece.span);
                draft.unclosed = piece.open;
                draft.span_rule = Cow::Borrowed("paragraphs");
            }
            None => out.push(draft(piece)),
        }
        last = Some(piece);
    }
    out
}

fn draft(piece: Piece) -> Draft {
    Draft {
        span: piece.span,
        spans: vec![piece.span],
        kind: Kind::Mixed,
        span_rule: Cow::Borrowed(if piece.open { "unclosed" } else { "marks" }),
        unclosed: piece.open,
    }
}

/// True if nothing but captions stands between two paragraphs: short lines without a sentence's end.
fn adjacent(body: &str, segments: &Segments, from: usize, to: usize) -> bool {
    let between: &[Span] = segments.paragraphs.get(from + 1..to).unwrap_or(&[]);
    between.len() <= 3 && between.iter().all(|p| p.len() <= CAPTION && !p.of(body).ends_with(['.', '?', '!', ':']))
}

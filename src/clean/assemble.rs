//! From what is left of the page to the body, its map, and the list of what was removed.
use super::page::{Cut, Page};
use super::weave::{Flat, Weave};
use crate::model::{Edits, Removed, Span};

/// The body, its map to the input, and what was removed in the order of the text.
pub(super) fn assemble(flat: &Flat, page: Page) -> (String, Edits, Vec<Removed>) {
    let mut out = Weave::default();
    let mut before: Option<usize> = None;
    for para in &page.paras {
        if let Some(end) = before {
            let between = Span::new(end, para.span.start);
            // A break that stands in the input as it does here belongs to the copied text.
            if between.of(&flat.text) == "\n\n" { out.take(flat, between) } else { out.insert("\n\n") }
        }
        out.take(flat, para.span);
        before = Some(para.span.end);
    }
    let body = out.finish();
    let mut cuts = page.cuts;
    cuts.sort_by_key(|c| c.span.start);
    let removed = cuts.into_iter().map(|c| removed(flat, &body.edits, c)).collect();
    (body.text, body.edits, removed)
}

fn removed(flat: &Flat, edits: &Edits, cut: Cut) -> Removed {
    let text = flat.edits.span_to_text(cut.span);
    let next = edits.runs.partition_point(|r| r.text.start < text.end);
    let end = edits.runs.last().map_or(0, |r| r.body.end);
    let at = edits.runs.get(next).map_or(end, |r| r.body.start);
    Removed { text, at, label: cut.label, rule: cut.rule }
}

//! A first guess whether a quotation is direct or mixed, from its shape and its place.
use crate::model::{Draft, Kind, Segments};

/// Direct if the words are a sentence of their own at a place where one can stand; mixed if they are part of the
/// reporter's sentence. `before` is where the quotation before it ends.
pub(super) fn kind(body: &str, segments: &Segments, draft: &Draft, before: Option<usize>) -> Kind {
    if draft.spans.len() > 1 {
        return Kind::Direct;
    }
    let words = draft.span.of(body).trim_end_matches(super::scan::is_mark_char);
    let paragraph = segments.paragraphs.partition_point(|p| p.start <= draft.span.start).saturating_sub(1);
    let paragraph = segments.paragraphs.get(paragraph).copied().unwrap_or_default();
    let lead = body.get(paragraph.start..draft.span.start).unwrap_or("");
    let lead = lead.trim_end_matches(|c: char| super::scan::is_mark_char(c) || c.is_whitespace());
    let tail = body.get(draft.span.end..paragraph.end).unwrap_or("");
    let first = words.chars().find(|c| c.is_alphanumeric()).unwrap_or(' ');
    let capital = first.is_uppercase() || first.is_numeric();
    let finished = words.ends_with(['.', '?', '!', '…', ',', '—', '–'])
        || tail
            .trim_start_matches(|c: char| super::scan::is_mark_char(c) || c.is_whitespace())
            .starts_with([',', '.', '–', '—']);
    let sentence_before =
        lead.is_empty() || lead == "(" || lead.ends_with(['.', '?', '!', ':', '…', '”', '"', '—', '–']);
    if lead.ends_with(':') && (capital || words.split_whitespace().nth(3).is_some()) {
        return Kind::Direct;
    }
    if sentence_before && words.ends_with(['.', '?', '!', ',', '…', '—', '–']) {
        return Kind::Direct;
    }
    let comma = lead.ends_with(',');
    let interrupted = comma
        && words.ends_with(['.', '?', '!', ','])
        && before.is_some_and(|b| b > paragraph.start && b + 80 > paragraph.start + lead.len());
    let whole = draft.unclosed && lead.is_empty();
    let sentence = capital && words.split_whitespace().nth(2).is_some() && words.ends_with(['.', '?', '!', '…']);
    if whole
        || interrupted
        || (capital && comma && finished)
        || sentence
        || (capital && lead.is_empty() && finished && words.split_whitespace().nth(2).is_some())
    {
        return Kind::Direct;
    }
    Kind::Mixed
}

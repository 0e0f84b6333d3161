//! Cleaning once more as the reader wants it: what was left out stays out but for what is given back, and what the
//! reader leaves out goes, too.
use super::assemble::assemble;
use super::page::Page;
use super::{flat, wrap};
use crate::lexicon::Lexicon;
use crate::model::{Edits, Label, Removed, Span};

/// The rule of what the reader has left out.
const RULE: &str = "corrected";

/// The body of `text`, its map and what is left out: `removed` as before, changed by what is `wanted`, which are
/// stretches of the text and whether they are out. Nothing is guessed anew: without wishes the article stays as it is.
///
/// ```
/// use whosaid::{clean, lexicon::Lexicon, model::{RawArticle, Span}};
/// let raw = RawArticle { text: "Rain fell.\n\nRead more\n\nIt was cold.".into(), ..Default::default() };
/// let clean = clean::clean(&raw, Lexicon::builtin(), &Default::default());
/// let wish = [(clean.removed[0].text, false), (Span::new(0, 10), true)];
/// let (body, _, removed) = clean::recut(&raw.text, &clean.removed, &wish, Lexicon::builtin());
/// assert_eq!((body.as_str(), removed.len()), ("Read more\n\nIt was cold.", 1));
/// ```
pub fn recut(
    text: &str,
    removed: &[Removed],
    wanted: &[(Span, bool)],
    lexicon: &Lexicon,
) -> (String, Edits, Vec<Removed>) {
    let flat = wrap::unwrap_lines(flat::flatten(text));
    let mut page = Page::new(&flat.text, &lexicon.boilerplate);
    let place = |span: Span| Span::new(flat.edits.to_body(span.start), flat.edits.to_body(span.end));
    let back = |r: &Removed| wanted.iter().any(|(span, out)| !out && gives_back(*span, r.text));
    for block in removed.iter().filter(|r| !back(r)) {
        page.cut(place(block.text), block.label, &block.rule);
    }
    for (span, _) in wanted.iter().filter(|(_, out)| *out) {
        page.cut(place(*span), Label::Reader, RULE);
    }
    assemble(&flat, page)
}

/// True if the stretch that is given back is the block, or most of it.
fn gives_back(wish: Span, block: Span) -> bool {
    let shared = wish.end.min(block.end).saturating_sub(wish.start.max(block.start));
    shared * 2 > block.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;
    use crate::model::RawArticle;

    const TEXT: &str = "date 2025-11-04 The board met.\r\n\r\nRead more\r\n\r\n“Yes,”\u{a0}she said.\r\n\r\n\
        Sign up to our newsletter\r\n\r\nThe end of it.\r\n\r\nRead more";

    fn made() -> (RawArticle, crate::model::Clean) {
        let raw = RawArticle { text: TEXT.into(), ..Default::default() };
        let clean = clean(&raw, Lexicon::builtin(), &Default::default());
        (raw, clean)
    }

    #[test]
    fn without_wishes_all_stays_as_it_is() {
        let (raw, clean) = made();
        let (body, edits, removed) = recut(&raw.text, &clean.removed, &[], Lexicon::builtin());
        assert!(clean.removed.len() >= 3, "{:?}", clean.removed);
        assert_eq!((body, edits, removed), (clean.body, clean.edits, clean.removed));
    }

    #[test]
    fn stretches_come_back_and_go() {
        let (raw, clean) = made();
        let block = clean.removed.iter().find(|r| r.text.of(TEXT).contains("Sign up")).unwrap();
        let lexicon = Lexicon::builtin();
        let (body, edits, removed) = recut(&raw.text, &clean.removed, &[(block.text, false)], lexicon);
        assert!(body.contains("“Yes,” she said.\n\nSign up to our newsletter\n\nThe end of it."), "{body}");
        assert_eq!(removed.len() + 1, clean.removed.len());
        let at = body.find("Sign up").unwrap();
        assert_eq!(edits.span_to_text(Span::new(at, at + 7)).of(TEXT), "Sign up");
        let end = TEXT.find("The end").unwrap();
        let out = Span::new(end, end + 14);
        let (body, _, removed) = recut(&raw.text, &clean.removed, &[(out, true)], lexicon);
        assert!(!body.contains("The end"), "{body}");
        let mine = removed.iter().find(|r| r.label == Label::Reader).unwrap();
        assert_eq!((mine.text.of(TEXT), mine.rule.as_str()), ("The end of it.", "corrected"));
    }

    #[test]
    fn any_wish_is_harmless() {
        let (raw, clean) = made();
        for start in 0..raw.text.len() + 3 {
            for (len, out) in [(0, true), (5, true), (900, false), (900, true)] {
                let wish = [(Span::new(start, start + len), out)];
                let (body, edits, _) = recut(&raw.text, &clean.removed, &wish, Lexicon::builtin());
                assert!(edits.runs.iter().all(|r| r.body.end <= body.len() && r.text.end <= raw.text.len()));
            }
        }
    }
}

//! Text with lines broken at a fixed width: its paragraphs are put together again.
use super::weave::{Flat, Weave};
use crate::model::Span;

/// Joins the lines of `flat` if it is hard-wrapped; otherwise a line is a paragraph and stays one.
pub(super) fn unwrap_lines(flat: Flat) -> Flat {
    if !hard_wrapped(&flat.text) {
        return flat;
    }
    let typical = typical(&flat.text);
    let mut out = Weave::default();
    let mut from = 0;
    for (at, _) in flat.text.match_indices('\n') {
        let here = Span::new(at, at + 1);
        let before = flat.text.get(..at).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let blank = before.ends_with('\n') || flat.text.get(at + 1..).is_some_and(|t| t.starts_with('\n'));
        // The last line of a paragraph is short and ends a sentence, even where no blank line follows.
        if blank || line.len() * 4 < typical * 3 {
            continue;
        }
        out.take(&flat, Span::new(from, at));
        let hyphen = line.ends_with('-') && line.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        if !hyphen {
            out.put(" ", flat.edits.span_to_text(here));
        }
        from = at + 1;
    }
    out.take(&flat, Span::new(from, flat.text.len()));
    out.finish()
}

/// Lines that another line follows without a blank between.
fn inner_lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split('\n');
    lines.clone().zip(lines.skip(1)).filter(|(a, b)| !a.is_empty() && !b.is_empty()).map(|(a, _)| a)
}

fn hard_wrapped(text: &str) -> bool {
    let (mut all, mut open, mut long) = (0usize, 0usize, 0usize);
    for line in inner_lines(text) {
        all += 1;
        open += usize::from(!line.ends_with(['.', '?', '!', '"', '”', '’', ':', ')', '…']));
        long += usize::from(line.len() > 120);
    }
    all >= 5 && open * 10 >= all * 6 && long * 20 <= all && (50..=110).contains(&typical(text))
}

/// The median length of those lines, in bytes.
fn typical(text: &str) -> usize {
    let mut lengths: Vec<usize> = inner_lines(text).take(400).map(str::len).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::flat::flatten;
    use super::*;

    const WRAPPED: &str = "The harbour wall at Eastport, which has stood since the last\n\
        century and was repaired only twice, gave way on Monday night in\n\
        a storm that took the roofs from nine houses, and the north-\n\
        facing lamp. “We saw it go,” said Ann Ash, who keeps the lamp on\n\
        the quay. “There was nothing to be done.”\n\n\
        The council will meet on Wednesday to ask who pays, and whether a\n\
        new wall should be higher than the old one or should stand back\n\
        from the sea.";

    #[test]
    fn joins_what_was_broken() {
        let flat = unwrap_lines(flatten(WRAPPED));
        assert_eq!(flat.text.split("\n\n").count(), 2);
        assert_eq!(flat.text.matches('\n').count(), 2);
        assert!(flat.text.contains("the last century") && flat.text.contains("north-facing lamp"));
        let at = flat.text.find("century").unwrap();
        assert!(WRAPPED[flat.edits.to_text(at)..].starts_with("century"));
        assert_eq!(unwrap_lines(flatten(&flat.text)).text, flat.text);
    }

    #[test]
    fn leaves_lines_that_are_paragraphs() {
        let lines = "One paragraph stands here, and it ends with a full stop, as it should.\n".repeat(9);
        assert_eq!(unwrap_lines(flatten(&lines)).text, lines.trim_end());
        assert_eq!(unwrap_lines(flatten("a\nb\nc")).text, "a\nb\nc");
    }
}

//! Builds a text out of another and keeps the map between them.
use crate::model::{Edits, Run, Span};

/// A text under construction with its map to the text it comes from.
#[derive(Default)]
pub(super) struct Weave {
    pub text: String,
    runs: Vec<Run>,
}

/// A text and its map to the input.
#[derive(Default)]
pub(super) struct Flat {
    pub text: String,
    pub edits: Edits,
}

impl Weave {
    /// Appends `from[span]` as it is.
    pub fn copy(&mut self, from: &str, span: Span) {
        let piece = span.of(from);
        if piece.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(piece);
        self.push(Run { text: span, body: Span::new(start, self.text.len()), copied: true });
    }

    /// Appends `piece`, which stands for `span` of the input.
    pub fn put(&mut self, piece: &str, span: Span) {
        let start = self.text.len();
        self.text.push_str(piece);
        self.push(Run { text: span, body: Span::new(start, self.text.len()), copied: false });
    }

    /// Appends `piece`, which stands for nothing.
    pub fn insert(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// Appends a stretch of an earlier text, mapped on to the input.
    pub fn take(&mut self, from: &Flat, span: Span) {
        let base = self.text.len();
        self.text.push_str(span.of(&from.text));
        let first = from.edits.runs.partition_point(|r| r.body.end <= span.start);
        let runs = from.edits.runs.get(first..).unwrap_or(&[]);
        for run in runs.iter().take_while(|r| r.body.start < span.end) {
            let (start, end) = (run.body.start.max(span.start), run.body.end.min(span.end));
            let text = if run.copied {
                Span::new(run.text.start + (start - run.body.start), run.text.start + (end - run.body.start))
            } else {
                run.text
            };
            let body = Span::new(base + (start - span.start), base + (end - span.start));
            self.push(Run { text, body, copied: run.copied });
        }
    }

    fn push(&mut self, run: Run) {
        match self.runs.last_mut() {
            Some(last)
                if last.copied && run.copied && last.text.end == run.text.start && last.body.end == run.body.start =>
            {
                last.text.end = run.text.end;
                last.body.end = run.body.end;
            }
            _ => self.runs.push(run),
        }
    }

    /// Takes back the last character (or what was put as one) and tells where it came from.
    pub fn take_back(&mut self) -> Option<(String, Span)> {
        let last = self.runs.last_mut()?;
        if !last.copied {
            let run = self.runs.pop()?;
            return Some((self.text.split_off(run.body.start), run.text));
        }
        let len = self.text.chars().next_back()?.len_utf8();
        let piece = self.text.split_off(self.text.len() - len);
        let text = Span::new(last.text.end - len, last.text.end);
        (last.text.end, last.body.end) = (last.text.end - len, last.body.end - len);
        if last.body.is_empty() {
            self.runs.pop();
        }
        Some((piece, text))
    }

    pub fn finish(self) -> Flat {
        Flat { text: self.text, edits: Edits { runs: self.runs } }
    }
}

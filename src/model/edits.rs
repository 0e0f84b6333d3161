use super::Span;
use serde::{Deserialize, Serialize};

/// A stretch of the body and the stretch of the input text that it came from.
///
/// Where both have the same length and `copied` is true the bytes are the same one to one; otherwise the stretch was
/// normalised (a no-break space to a space, say) and only its two ends correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where it lies in the input text.
    pub text: Span,
    /// Where it lies in the body.
    pub body: Span,
    /// True if the bytes of both are equal.
    pub copied: bool,
}

/// The map between the input text and the cleaned body: runs in ascending order of both. Parts of the text in no run
/// were removed; parts of the body in no run (paragraph breaks) were put in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits {
    /// The runs, ascending and without overlap in the text as in the body.
    pub runs: Vec<Run>,
}

impl Edits {
    /// The map of a text that was not changed at all.
    pub fn identity(len: usize) -> Self {
        let whole = Span::new(0, len);
        Edits { runs: vec![Run { text: whole, body: whole, copied: true }] }
    }

    /// The place in the text of the body's byte `at`; a place that was put in maps to the end of what stands before it.
    ///
    /// ```
    /// use whosaid::model::Edits;
    /// assert_eq!(Edits::identity(9).to_text(4), 4);
    /// ```
    pub fn to_text(&self, at: usize) -> usize {
        let i = self.runs.partition_point(|r| r.body.start <= at);
        let Some(run) = i.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |r| r.text.start);
        };
        let into = at - run.body.start;
        if at >= run.body.end {
            run.text.end
        } else if run.copied {
            run.text.start + into
        } else {
            run.text.start
        }
    }

    /// The place in the body of the text's byte `at`; a removed place maps to where it would stand.
    pub fn to_body(&self, at: usize) -> usize {
        let i = self.runs.partition_point(|r| r.text.start <= at);
        let Some(run) = i.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |r| r.body.start);
        };
        if at >= run.text.end {
            run.body.end
        } else if run.copied {
            run.body.start + (at - run.text.start)
        } else {
            run.body.start
        }
    }

    /// The span of the text that a span of the body came from: its first to its last byte. What was removed in
    /// between lies inside; [`Edits::pieces`] leaves it out.
    pub fn span_to_text(&self, body: Span) -> Span {
        let pieces = self.pieces(body);
        match (pieces.first(), pieces.last()) {
            (Some(a), Some(b)) => Span::new(a.start, b.end),
            _ => Span::new(self.to_text(body.start), self.to_text(body.end)),
        }
    }

    /// The stretches of the text that a span of the body came from; neighbours that touch are joined.
    pub fn pieces(&self, body: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let from = self.runs.partition_point(|r| r.body.end <= body.start);
        for run in self.runs[from..].iter().take_while(|r| r.body.start < body.end) {
            let (start, end) = if run.copied {
                let cut = |at: usize| run.text.start + (at - run.body.start);
                (cut(body.start.max(run.body.start)), cut(body.end.min(run.body.end)))
            } else {
                (run.text.start, run.text.end)
            };
            match out.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => out.push(Span::new(start, end)),
            }
        }
        out
    }
}

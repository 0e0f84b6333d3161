//! Which prediction covers a stretch of the gold.
use super::letters::Letters;
use crate::annotated::PredictedQuote;

/// A piece of a prediction.
struct Piece {
    span: [usize; 2],
    quote: usize,
}

/// The predictions of one article.
pub(super) struct Finder<'a> {
    letters: &'a Letters,
    pieces: Vec<Piece>,
}

/// A prediction that covers at least half of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub quote: usize,
    pub span: [usize; 2],
}

impl<'a> Finder<'a> {
    pub(super) fn new(letters: &'a Letters, quotes: &[&PredictedQuote]) -> Finder<'a> {
        let mut pieces = Vec::new();
        for (quote, q) in quotes.iter().enumerate() {
            let whole = [[q.start, q.end]];
            let spans: &[[usize; 2]] = if q.spans.is_empty() { &whole } else { &q.spans };
            pieces.extend(spans.iter().map(|&span| Piece { span, quote }));
        }
        Finder { letters, pieces }
    }

    /// The piece that covers most of the letters of `span`, at least half; of equals the shorter, then the earlier.
    pub(super) fn find(&self, span: [usize; 2]) -> Option<Hit> {
        let letters = self.letters.count(span[0], span[1]);
        let mut best: Option<(usize, usize, Hit)> = None;
        for piece in self.pieces.iter().filter(|p| p.span[0] < span[1] && p.span[1] > span[0]) {
            let shared = self.letters.shared(piece.span, span);
            let length = piece.span[1].saturating_sub(piece.span[0]);
            let better = best.is_none_or(|(s, l, _)| shared > s || (shared == s && length < l));
            if letters > 0 && 2 * shared >= letters && better {
                best = Some((shared, length, Hit { quote: piece.quote, span: piece.span }));
            }
        }
        best.map(|b| b.2)
    }
}

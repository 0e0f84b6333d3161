//! Reads annotated articles: one JSON object a line, offsets in code points.
use crate::model::Span;
use serde::Deserialize;

/// An annotated article.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Day of publication, as printed.
    #[serde(default)]
    pub date: Option<String>,
    /// Its quotations.
    pub quotes: Vec<GoldQuote>,
    /// Stretches in marks that nobody says.
    #[serde(default)]
    pub unattributed: Vec<Range>,
}

/// A stretch of code points.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Range {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// An annotated quotation.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GoldQuote {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// direct, mixed or indirect.
    pub kind: String,
    /// Set on the quoted pieces of a mixed content span.
    #[serde(default)]
    pub parent: Option<usize>,
    /// The mention.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub speaker_start: Option<usize>,
    /// One past its end.
    #[serde(default)]
    pub speaker_end: Option<usize>,
    /// name, pronoun or nominal.
    #[serde(default)]
    pub speaker_type: Option<String>,
    /// Where the name inside it stands.
    #[serde(default)]
    pub speaker_name_start: Option<usize>,
    /// One past its end.
    #[serde(default)]
    pub speaker_name_end: Option<usize>,
}

/// Turns code points into byte offsets of one text.
pub struct Offsets(Vec<usize>);

impl Offsets {
    /// The map for `text`.
    pub fn new(text: &str) -> Self {
        Offsets(text.char_indices().map(|(i, _)| i).chain([text.len()]).collect())
    }

    /// The bytes of a stretch of code points; the text's end for what lies beyond.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let last = self.0.last().copied().unwrap_or(0);
        let at = |i: usize| self.0.get(i).copied().unwrap_or(last);
        Span::new(at(start), at(end))
    }
}

impl GoldQuote {
    /// True for a quoted segment: direct, or a quoted piece of a mixed content span.
    pub fn is_segment(&self) -> bool {
        self.kind == "direct" || self.parent.is_some()
    }

    /// The bytes of the mention that counts: the name inside it if there is one.
    pub fn mention(&self, offsets: &Offsets) -> Option<Span> {
        let named = self.speaker_type.as_deref() == Some("name");
        match (named, self.speaker_name_start, self.speaker_name_end) {
            (true, Some(a), Some(b)) => Some(offsets.span(a, b)),
            _ => Some(offsets.span(self.speaker_start?, self.speaker_end?)),
        }
    }
}

//! Annotated articles and predictions as JSON lines, for measuring and for learning. Offsets are code points.
//!
//! A gold line is `{"id", "text", "date", "quotes": [...], "unattributed": [...], "ignore": [...]}`. A quotation that
//! carries `reviewed` was judged by a reader of the program's own output: with `true` it counts whatever its kind is
//! (kind `term` says that nobody is quoted), with `false` it is left out of the measure.
mod offsets;
mod people;
mod predicted;
mod review;

pub use offsets::Offsets;
pub use people::{Annotated, add_people};
pub use predicted::{Predicted, PredictedQuote};

use crate::error::Problem;
use crate::model::Span;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

/// An annotated article.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Gold {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Day of publication, as printed.
    #[serde(default)]
    pub date: Option<String>,
    /// Who published it.
    #[serde(default, alias = "publisher")]
    pub outlet: Option<String>,
    /// Its quotations.
    pub quotes: Vec<GoldQuote>,
    /// Stretches in marks that nobody says.
    #[serde(default)]
    pub unattributed: Vec<Range>,
    /// Stretches that count neither way.
    #[serde(default)]
    pub ignore: Vec<Range>,
}

/// A stretch of code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Range {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// An annotated quotation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldQuote {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its pieces, one a paragraph, where the annotation has them.
    pub spans: Vec<[usize; 2]>,
    /// direct, mixed, indirect or, if reviewed, term.
    pub kind: String,
    /// True for the quoted pieces of a mixed content span: the field is there, whatever it holds.
    #[serde(deserialize_with = "present")]
    pub parent: bool,
    /// True if the annotation groups it with others.
    #[serde(deserialize_with = "present")]
    pub group: bool,
    /// True for a quotation inside another one.
    pub nested: bool,
    /// What a reader of the program's output said about it: right now, or not looked at.
    pub reviewed: Option<bool>,
    /// The mention.
    pub speaker: Option<String>,
    /// Where it stands.
    pub speaker_start: Option<usize>,
    /// One past its end.
    pub speaker_end: Option<usize>,
    /// Its pieces, if it has several.
    pub speaker_spans: Option<Vec<[usize; 2]>>,
    /// name, pronoun or nominal.
    pub speaker_type: Option<String>,
    /// The name inside it.
    pub speaker_name: Option<String>,
    /// Where that stands.
    pub speaker_name_start: Option<usize>,
    /// One past its end.
    pub speaker_name_end: Option<usize>,
    /// The full name of the source.
    pub canonical: Option<String>,
    /// person, org or other.
    pub canonical_kind: Option<String>,
}

fn present<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(field).map(|_| true)
}

impl Gold {
    /// Reads gold lines. A line that cannot be read is a problem and the others are kept.
    ///
    /// ```
    /// use whosaid::annotated::Gold;
    /// let (gold, problems) = Gold::lines("g.jsonl", "{\"id\":\"a\",\"text\":\"Rain.\",\"quotes\":[]}\n{");
    /// assert_eq!((gold[0].id.as_str(), problems[0].line), ("a", Some(2)));
    /// ```
    pub fn lines(path: &str, text: &str) -> (Vec<Gold>, Vec<Problem>) {
        let (mut gold, problems) = lines::<Gold>(path, text);
        gold.iter_mut().for_each(review::settle);
        (gold, problems)
    }
}

impl GoldQuote {
    /// True for a quoted segment: direct, or a quoted piece of a mixed content span.
    pub fn is_segment(&self) -> bool {
        self.kind == "direct" || self.parent
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

/// One value a line; blank lines count for nothing.
fn lines<T: DeserializeOwned>(path: &str, text: &str) -> (Vec<T>, Vec<Problem>) {
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => values.push(value),
            Err(e) => problems.push(Problem::new(path, Some(i + 1), format!("this is no annotated article: {e}"))),
        }
    }
    (values, problems)
}

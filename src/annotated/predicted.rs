//! What a system says about an article, in the form that `whosaid extract` prints.
use super::lines;
use crate::error::Problem;
use crate::model::{Article, Kind, Quote, Span};
use crate::text::points::Points;
use serde::Deserialize;

/// The quotations that a system found in one article.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Predicted {
    /// The article's id.
    pub id: String,
    /// What was found.
    #[serde(default)]
    pub quotes: Vec<PredictedQuote>,
}

/// One quotation that was found. Offsets are code points of the gold text; marks may lie inside or outside.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct PredictedQuote {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its pieces, if it has several.
    pub spans: Vec<[usize; 2]>,
    /// `term` says that nobody is quoted.
    pub kind: Option<String>,
    /// The mention, as written.
    pub speaker: Option<String>,
    /// Where it stands.
    pub speaker_start: Option<usize>,
    /// One past its end.
    pub speaker_end: Option<usize>,
    /// Full name of the source.
    pub canonical: Option<String>,
    /// The rule that chose the speaker.
    pub how: Option<String>,
    /// Belief that the speaker is right, 0 to 1.
    pub confidence: Option<f64>,
}

impl Predicted {
    /// Reads lines of predictions. A line that cannot be read is a problem and the others are kept.
    pub fn lines(path: &str, text: &str) -> (Vec<Predicted>, Vec<Problem>) {
        lines(path, text)
    }

    /// What the program itself found in an article that was read as it is: its body is its text.
    pub fn of(article: &Article) -> Predicted {
        let points = Points::new(&article.body);
        let range = |s: Span| [points.before(s.start), points.before(s.end)];
        Predicted {
            id: article.id.clone(),
            quotes: article.quotes.iter().map(|q| quote(&article.body, q, &range)).collect(),
        }
    }
}

fn quote(body: &str, quote: &Quote, range: &impl Fn(Span) -> [usize; 2]) -> PredictedQuote {
    let [start, end] = range(quote.span);
    let speaker = quote.speaker.map(range);
    PredictedQuote {
        start,
        end,
        spans: quote.spans.iter().map(|s| range(*s)).collect(),
        kind: Some(quote.kind.name().to_owned()),
        speaker: quote.speaker.map(|s| s.of(body).to_owned()),
        speaker_start: speaker.map(|s| s[0]),
        speaker_end: speaker.map(|s| s[1]),
        canonical: quote.canonical.clone(),
        how: Some(if quote.kind == Kind::Term { "term".to_owned() } else { quote.how.to_string() }),
        confidence: Some(f64::from(quote.confidence)),
    }
}

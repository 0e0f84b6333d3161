//! Rows as lists of named cells, so that every format carries the same.
use crate::model::{Article, Quote, Span};
use crate::text::points::Points;
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// Unknown.
    Null,
    /// A whole number.
    Count(u64),
    /// A share, 0 to 1, with two digits.
    Share(f64),
    /// Words.
    Text(String),
    /// Several words.
    List(Vec<String>),
}

impl Cell {
    /// The cell of `text`, or an unknown one.
    pub fn of(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Null, |t| Cell::Text(t.into()))
    }

    /// The cell of a number.
    pub fn count(number: usize) -> Cell {
        Cell::Count(number as u64)
    }

    /// The cell as plain words; empty if unknown.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Cell::Null => Cow::Borrowed(""),
            Cell::Count(n) => Cow::Owned(n.to_string()),
            Cell::Share(s) => Cow::Owned(format!("{s:.2}")),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::List(items) => Cow::Owned(items.join("; ")),
        }
    }
}

/// A row: the cells of machines, and which of them people see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Name and value, in the order of the columns.
    pub cells: Vec<(&'static str, Cell)>,
    /// Columns for people: heading and words. The last one may be long.
    pub shown: Vec<(&'static str, String)>,
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (name, cell) in &self.cells {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

/// Below this confidence the text output puts a question mark behind the speaker.
const LOW: f32 = 0.6;

/// The row of quotation `number` (from 0) of `article`, found by the query `query`. Offsets count code points: `start`
/// and `end` in the input text, `body_start` and `body_end` in the cleaned one.
pub fn quote_record(article: &Article, number: usize, quote: &Quote, query: &str) -> Record {
    let words = quote.span.of(&article.body);
    let of = |span: Option<Span>| span.map(|s| s.of(&article.body).to_owned());
    let mention = of(quote.speaker);
    let text = Points::new(&article.text);
    let body = Points::new(&article.body);
    let place = article.edits.span_to_text(quote.span);
    let second = quote.evidence.runner_up.as_ref().map(|r| format!("{} {:.2}", r.name, r.score));
    let cells = vec![
        ("id", Cell::Text(format!("{}#{}", article.id, number + 1))),
        ("date", Cell::of(article.date.map(|d| d.to_string()))),
        ("date_from", Cell::of(date_from(article))),
        ("outlet", Cell::of(article.outlet.clone())),
        ("title", Cell::of(article.title.clone())),
        ("speaker", Cell::of(quote.canonical.clone())),
        ("speaker_as_written", Cell::of(mention.clone())),
        ("kind", Cell::Text(quote.kind.name().to_owned())),
        ("text", Cell::Text(words.to_owned())),
        ("cue", Cell::of(of(quote.cue))),
        ("how", Cell::Text(quote.how.clone().into_owned())),
        ("confidence", share(quote.confidence)),
        ("source", Cell::Text(article.source.clone())),
        ("line", article.line.map_or(Cell::Null, Cell::count)),
        ("url", Cell::of(article.url.clone())),
        ("start", Cell::count(text.before(place.start))),
        ("end", Cell::count(text.before(place.end))),
        ("body_start", Cell::count(body.before(quote.span.start))),
        ("body_end", Cell::count(body.before(quote.span.end))),
        ("query", Cell::Text(query.to_owned())),
        ("version", Cell::Text(env!("CARGO_PKG_VERSION").to_owned())),
        ("alternatives", Cell::List(second.into_iter().collect())),
        ("by_hand", Cell::of(super::cite::by_hand(article, quote))),
        ("article_hash", Cell::Text(article.hash.to_string())),
    ];
    let who = quote.canonical.clone().or(mention).unwrap_or_else(|| "—".to_owned());
    let doubt = if quote.confidence < LOW && who != "—" { " ?" } else { "" };
    let shown = vec![
        ("date", day(article)),
        ("speaker", format!("{who}{doubt}")),
        ("kind", quote.kind.name().to_owned()),
        ("quotation", format!("“{words}”")),
    ];
    Record { cells, shown }
}

/// The row of `article`, of whose quotations `found` match; `snippet` is the first place that the query finds.
pub fn article_record(article: &Article, found: usize, query: &str, snippet: Option<String>) -> Record {
    let (label, lede) = article.label();
    let cells = vec![
        ("id", Cell::Text(article.id.clone())),
        ("date", Cell::of(article.date.map(|d| d.to_string()))),
        ("date_from", Cell::of(date_from(article))),
        ("outlet", Cell::of(article.outlet.clone())),
        ("title", Cell::of(article.title.clone())),
        ("lede", if lede { Cell::Text(label.clone()) } else { Cell::Null }),
        ("author", Cell::of(article.author.clone())),
        ("quotes", Cell::count(article.quotes.len())),
        ("quotes_found", Cell::count(found)),
        ("snippet", Cell::of(snippet.clone())),
        ("source", Cell::Text(article.source.clone())),
        ("line", article.line.map_or(Cell::Null, Cell::count)),
        ("url", Cell::of(article.url.clone())),
        ("query", Cell::Text(query.to_owned())),
        ("version", Cell::Text(env!("CARGO_PKG_VERSION").to_owned())),
    ];
    let shown = vec![
        ("date", day(article)),
        ("outlet", article.outlet.clone().unwrap_or_else(|| "—".to_owned())),
        ("quotes", format!("{found} of {}", article.quotes.len())),
        ("title", snippet.map_or(label.clone(), |snippet| format!("{label}  {snippet}"))),
    ];
    Record { cells, shown }
}

fn day(article: &Article) -> String {
    article.date.map_or_else(|| "undated".to_owned(), |d| d.to_string())
}

fn date_from(article: &Article) -> Option<String> {
    serde_json::to_value(article.date_from).ok()?.as_str().map(str::to_owned)
}

fn share(confidence: f32) -> Cell {
    Cell::Share((f64::from(confidence) * 100.0).round() / 100.0)
}

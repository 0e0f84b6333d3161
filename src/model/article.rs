use super::{ContentHash, Edits, Made, Person, Quote, Span};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where the date of an article was found. It is never guessed from the file's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateFrom {
    /// A header line of the text, such as `date 2025-11-25`.
    Header,
    /// A field of the record (JSON, feed) or metadata of the page.
    Meta,
    /// The address of the article.
    Url,
    /// An element of the page that carries a date.
    Element,
    /// The name of the file.
    Filename,
    /// Words of the body.
    BodyText,
    /// Nowhere: the article is undated.
    #[default]
    None,
}

/// An article as it was read: decoded, and nothing else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawArticle {
    /// The record's own id, else the name of the file.
    pub id: String,
    /// Path or URL it came from.
    pub source: String,
    /// Group for what repeats when the outlet is not known: the folder of the file.
    pub folder: String,
    /// The text, decoded and nothing else. Spans called "text" count its bytes.
    pub text: String,
    /// Title given by the record.
    pub title: Option<String>,
    /// Outlet given by the record.
    pub outlet: Option<String>,
    /// Address given by the record.
    pub url: Option<String>,
    /// Author given by the record.
    pub author: Option<String>,
    /// Date given by the record, address or file name.
    pub date: Option<NaiveDate>,
    /// Where that date was found.
    pub date_from: DateFrom,
    /// Line of the record in its file, counted from 1, where the file holds several.
    pub line: Option<usize>,
}

/// What a removed or marked paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A line of metadata before the text: date, title, byline.
    Header,
    /// Words about a picture.
    Caption,
    /// Who took a picture.
    Credit,
    /// Who wrote the article.
    Byline,
    /// When it was published or changed.
    Stamp,
    /// An invitation to read, follow or subscribe.
    Promo,
    /// A plea for support or money.
    Plea,
    /// Links to other articles.
    Link,
    /// Copyright and terms.
    Legal,
    /// About the author.
    Bio,
    /// Words of the page's controls.
    Ui,
    /// Words that stand in many articles of the outlet.
    Repeat,
    /// What the reader has left out.
    Reader,
}

/// A stretch of the input that the body does not have. Nothing is deleted: it stays in the text, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Where it stands in the input text, in bytes.
    pub text: Span,
    /// The byte of the body before which it stood.
    pub at: usize,
    /// What it is.
    pub label: Label,
    /// Name of the rule that removed it.
    pub rule: String,
}

/// A cleaned article: what the `clean` stage hands on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clean {
    /// The cleaned text: paragraphs separated by one blank line.
    pub body: String,
    /// How the body maps to the input text.
    pub edits: Edits,
    /// What was left out, in the order of the text.
    pub removed: Vec<Removed>,
    /// Title, if the record or the text has one.
    pub title: Option<String>,
    /// Outlet, from record, header, boilerplate or folder.
    pub outlet: Option<String>,
    /// Author, from record or byline.
    pub author: Option<String>,
    /// Day of publication as printed, in the article's own offset.
    pub date: Option<NaiveDate>,
    /// Where the date was found.
    pub date_from: DateFrom,
}

/// An article with everything that was found in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// What it is known by, wherever its file lies: see [`ContentHash`].
    pub hash: ContentHash,
    /// See [`RawArticle::id`].
    pub id: String,
    /// Path or URL it came from.
    pub source: String,
    /// Line of the record in its file, counted from 1, where the file holds several.
    pub line: Option<usize>,
    /// The input, decoded and nothing else.
    pub text: String,
    /// The cleaned text: paragraphs separated by one blank line.
    pub body: String,
    /// How the body maps to the text.
    pub edits: Edits,
    /// What cleaning left out.
    pub removed: Vec<Removed>,
    /// Title, if there is one. A label made from the lede is never written here: see [`Article::label`].
    pub title: Option<String>,
    /// Outlet, if known.
    pub outlet: Option<String>,
    /// Author, if known.
    pub author: Option<String>,
    /// Address, if known.
    pub url: Option<String>,
    /// Day of publication.
    pub date: Option<NaiveDate>,
    /// Where the date was found.
    pub date_from: DateFrom,
    /// The quotations, in the order of the body.
    pub quotes: Vec<Quote>,
    /// The people and organisations that the article names.
    pub people: Vec<Person>,
    /// What the reader has made of it.
    pub made: Made,
}

impl Article {
    /// What to call the article in a list: its title, else the start of its lede. The flag is true for a lede.
    ///
    /// ```
    /// let a = whosaid::model::Article { body: "Rain fell. It was cold.".into(), ..Default::default() };
    /// assert_eq!(a.label(), ("Rain fell.".to_string(), true));
    /// ```
    pub fn label(&self) -> (String, bool) {
        if let Some(title) = &self.title {
            return (title.clone(), false);
        }
        // Where nothing is left, what came is still something to know it by.
        (lede(if self.body.trim().is_empty() { &self.text } else { &self.body }), true)
    }
}

/// The first sentence of `body`, cut at a word after about 90 characters with an ellipsis.
fn lede(body: &str) -> String {
    let first = body.trim_start().lines().next().unwrap_or("");
    let mut end = first.len();
    for (i, c) in first.char_indices() {
        let after = i + c.len_utf8();
        if matches!(c, '.' | '?' | '!') && i > 8 && first[after..].starts_with(' ') {
            end = after;
            break;
        }
    }
    let sentence = &first[..end];
    let Some((cut, _)) = sentence.char_indices().nth(90) else {
        return sentence.to_string();
    };
    let at = sentence[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", sentence[..at].trim_end_matches([',', ';', ':', ' ']))
}

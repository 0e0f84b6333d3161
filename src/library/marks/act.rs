//! One line of what the reader makes.
use crate::model::{Article, ContentHash, Quote, Span};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something that the reader did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When, in the reader's own time: for the reader, never for the order, which is that of the lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// What it is about; nothing for people and views.
    #[serde(default, flatten, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// What was done.
    #[serde(flatten)]
    pub act: Act,
}

/// An article, or a stretch of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The article.
    pub article: ContentHash,
    /// Where the article came from when this was made.
    pub path: String,
    /// The stretch, in bytes of the article's text as it came; nothing for the article as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The words of the stretch, to know it again when the file has changed; the title or the first words of an article.
    #[serde(default)]
    pub words: String,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Somebody else said it, or nobody.
    Speaker {
        /// The full name.
        name: Option<String>,
    },
    /// The quotation goes from here to there, in bytes of the text as it came.
    Bounds {
        /// The new place.
        to: Span,
    },
    /// This is no quotation.
    NotQuote,
    /// This is a quotation, and who said it.
    NewQuote {
        /// The full name.
        name: Option<String>,
    },
    /// The speaker is right.
    Verified,
    /// The stretch is no part of the article, or is one after all, whatever cleaning made of it.
    Cleaning {
        /// True if it is left out.
        out: bool,
    },
    /// The day of publication.
    Date {
        /// The day; nothing for undated.
        date: Option<NaiveDate>,
    },
    /// The title.
    Title {
        /// The title; nothing for none.
        title: Option<String>,
    },
    /// A star, or none.
    Star {
        /// True for a star.
        on: bool,
    },
    /// A tag, or it goes.
    Tag {
        /// The tag.
        tag: String,
        /// True to set it.
        on: bool,
    },
    /// A note; an empty one goes.
    Note {
        /// The note.
        note: String,
    },
    /// Two names are one person.
    Merge {
        /// The name that goes.
        from: String,
        /// The name that stays.
        into: String,
    },
    /// Somebody has another name.
    Rename {
        /// The old name.
        from: String,
        /// The new name.
        into: String,
    },
    /// A name stands for itself again.
    Split {
        /// The name.
        name: String,
    },
    /// A query with a name; it goes if there is no query.
    View {
        /// The name.
        name: String,
        /// The query.
        query: Option<String>,
    },
    /// What this line did is undone.
    Undo {
        /// The number of the line, from 1.
        number: u64,
    },
    /// What was undone is done again.
    Redo {
        /// The number of the line, from 1.
        number: u64,
    },
}

impl Act {
    /// True for undo and redo.
    pub fn is_turn(&self) -> bool {
        matches!(self, Act::Undo { .. } | Act::Redo { .. })
    }

    /// True if it changes what the article says, and is no star, tag or note.
    pub fn corrects(&self) -> bool {
        !matches!(self, Act::Star { .. } | Act::Tag { .. } | Act::Note { .. } | Act::Verified | Act::View { .. })
            && !self.is_turn()
    }
}

/// Most bytes of the words that are kept.
const WORDS: usize = 2_000;

impl Mark {
    /// A mark about no article.
    pub fn of(act: Act) -> Mark {
        Mark { at: chrono::Local::now().format("%Y-%m-%dT%H:%M:%S%:z").to_string(), target: None, act }
    }

    /// A mark about an article as a whole.
    pub fn on(article: &Article, act: Act) -> Mark {
        let (words, _) = article.label();
        let target = Target { article: article.hash, path: article.source.clone(), span: None, words };
        Mark { target: Some(target), ..Mark::of(act) }
    }

    /// A mark about a stretch of the body.
    pub fn at(article: &Article, body: Span, act: Act) -> Mark {
        Mark::of_text(article, article.edits.span_to_text(body), act)
    }

    /// A mark about a stretch of the text as it came.
    pub fn of_text(article: &Article, span: Span, act: Act) -> Mark {
        let mut words = span.of(&article.text).to_owned();
        let end = (0..=words.len().min(WORDS)).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
        words.truncate(end);
        let target = Target { article: article.hash, path: article.source.clone(), span: Some(span), words };
        Mark { target: Some(target), ..Mark::of(act) }
    }

    /// A mark that leaves out a stretch of the body, with the quotation marks and brackets around it where nothing else
    /// would be left of a paragraph.
    pub fn leaving_out(article: &Article, body: Span) -> Mark {
        Mark::at(article, whole_paragraphs(&article.body, body), Act::Cleaning { out: true })
    }

    /// A mark about a quotation.
    pub fn about(article: &Article, quote: &Quote, act: Act) -> Mark {
        Mark::at(article, quote.span, act)
    }
}

/// `span` with the quotation marks and brackets around it, where nothing else is left of a paragraph.
fn whole_paragraphs(body: &str, span: Span) -> Span {
    let bare = |text: &str| text.chars().all(|c| !c.is_alphanumeric());
    let start = body.get(..span.start).map_or(0, |b| b.rfind('\n').map_or(0, |i| i + 1));
    let end = body.get(span.end..).map_or(body.len(), |b| b.find('\n').map_or(body.len(), |i| span.end + i));
    let before = Span::new(start, span.start).of(body);
    let after = Span::new(span.end, end).of(body);
    Span::new(if bare(before) { start } else { span.start }, if bare(after) { end } else { span.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lonely_marks_are_left_behind() {
        let body = "One.\n\n“Read more (here).”\n\nSee “this” too.";
        let of = |words: &str| {
            let at = body.find(words).unwrap();
            whole_paragraphs(body, Span::new(at, at + words.len())).of(body)
        };
        assert_eq!(of("Read more (here"), "“Read more (here).”");
        assert_eq!(of("this"), "this");
        assert_eq!(of("One."), "One.");
    }
}

//! What the library answered, as the screen needs it.
use crate::error::Problem;
use crate::ingest::Progress;
use crate::library::ArticleId;
use crate::model::{Article, ContentHash};
use std::sync::Arc;

/// An article that answers the query.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number, where it lies in a library that lasts.
    pub id: Option<ArticleId>,
    /// The article.
    pub article: Arc<Article>,
    /// Indices of its quotations that answer the query.
    pub quotes: Vec<u32>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Newest first, undated last: the rows that are there, which may be a stretch of all.
    pub rows: Vec<Row>,
    /// True if the library has more rows after these.
    pub more: bool,
    /// True if the library has more rows before these.
    pub before: bool,
    /// How many rows come before these, once that is counted.
    pub offset: Option<usize>,
    /// True while more rows are on their way.
    pub fetching: bool,
    /// What was sought, and the row where it is or would be.
    pub sought: Option<(Seek, usize)>,
    /// Articles that answer the query, rows or not.
    pub articles: usize,
    /// False while `articles` and `quotes` are only what was counted so far.
    pub exact: bool,
    /// Quotations in the rows that answer the query.
    pub quotes: usize,
    /// Articles in the library.
    pub articles_in_all: usize,
    /// Quotations in the library.
    pub quotes_in_all: usize,
    /// Undated articles that only the dates of the query hide.
    pub undated_hidden: usize,
    /// True if the query picks quotations, so that an article may have some that do not answer it.
    pub picks_quotes: bool,
    /// If nothing was found: each term of the query, and the articles found without it.
    pub without: Vec<(String, usize)>,
}

/// A place in the list that may not be among the rows that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seek {
    /// Where the reader is: this article, or where it was.
    Here(ContentHash),
    /// This quotation of this article.
    Quote(ContentHash, usize),
    /// The first article.
    Start,
    /// The last article.
    End,
    /// The article after (or before) this one that this query finds, too.
    With {
        /// The query.
        query: String,
        /// The article.
        from: ContentHash,
        /// After it.
        forward: bool,
    },
}

impl Found {
    /// The number of a row in the whole list, from 1; nothing until it is counted.
    pub fn place(&self, row: usize) -> Option<usize> {
        if self.before { self.offset.map(|offset| offset + row + 1) } else { Some(row + 1) }
    }

    /// What stands behind a number that is not counted to its end.
    pub fn or_more(&self) -> &'static str {
        if self.exact { "" } else { "+" }
    }
}

/// How far the reading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Files done and in all, and the time left.
    pub progress: Progress,
    /// Articles that were cleaned again by what repeats in their outlet, until the next key.
    pub recleaned: usize,
    /// True once all is read.
    pub finished: bool,
    /// What could not be read, as far as the list goes.
    pub problems: Vec<Problem>,
}

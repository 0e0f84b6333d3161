//! What the library answered, as the screen needs it.
use crate::error::Problem;
use crate::ingest::Progress;
use crate::library::ArticleId;
use crate::model::Article;
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
    /// Newest first, undated last.
    pub rows: Vec<Row>,
    /// True if the library has more rows than these.
    pub more: bool,
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

impl Found {
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

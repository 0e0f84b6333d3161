//! What goes in and out of a library.
use super::ArticleId;
use crate::model::Article;

/// What a library can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caps {
    /// It can be changed.
    pub writable: bool,
    /// It outlives the program.
    pub lasting: bool,
}

/// Grows with every change of a library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(pub u64);

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The last article of the page before; `None` for the first page.
    pub after: Option<ArticleId>,
    /// Most articles of the page.
    pub limit: usize,
}

impl Cursor {
    /// The first `limit` articles.
    pub fn first(limit: usize) -> Cursor {
        Cursor { after: None, limit }
    }

    /// The next `limit` articles after `last`.
    pub fn after(last: ArticleId, limit: usize) -> Cursor {
        Cursor { after: Some(last), limit }
    }
}

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The quotations that are rows, by their index in the article, ascending.
    pub quotes: Vec<u32>,
}

/// Some of the articles that match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The articles, in the order asked for.
    pub rows: Vec<Hit>,
    /// True if there may be more after them.
    pub more: bool,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles.
    pub articles: usize,
    /// Quotations.
    pub quotes: usize,
    /// Undated articles that would match but for a condition on the date.
    pub undated_hidden: usize,
    /// False if there are more: the counting was cut short.
    pub exact: bool,
}

/// Counted things, and whether the counting came to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted<T> {
    /// The things.
    pub items: Vec<T>,
    /// False if the counting was cut short: every number is "or more".
    pub exact: bool,
}

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The number of each article of the batch, in its order.
    pub ids: Vec<ArticleId>,
    /// How many were not there before.
    pub added: usize,
}

/// A file as it was when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Its path, as its articles have it in `source`.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its time of change, in nanoseconds since 1970.
    pub changed: i64,
}

/// A file that a library knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The file as it was.
    pub stamp: Stamp,
    /// How many articles came from it.
    pub articles: usize,
}

/// How hard to look for damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What can be seen at once.
    Quick,
    /// Every row and every index.
    Deep,
}

/// What a look for damage found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// What is wrong, one line each; empty if nothing is.
    pub problems: Vec<String>,
}

/// `article` as it comes from the file `path`. Where the id was the name of the old file, it is that of the new one.
pub(super) fn moved(article: &Article, path: &str) -> Article {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let id = if article.id == name(&article.source) { name(path) } else { article.id.clone() };
    Article { id, source: path.to_owned(), ..article.clone() }
}

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
    /// Where it is.
    pub at: At,
    /// Most articles of the page.
    pub limit: usize,
}

/// Where a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The first articles.
    Start,
    /// Those that follow on this one, which need not be there any more where the newest come first.
    After(ArticleId),
    /// Those that lead to this one.
    Before(ArticleId),
    /// The last ones.
    End,
}

impl Cursor {
    /// The first `limit` articles.
    pub fn first(limit: usize) -> Cursor {
        Cursor { at: At::Start, limit }
    }

    /// The next `limit` articles after `last`.
    pub fn after(last: ArticleId, limit: usize) -> Cursor {
        Cursor { at: At::After(last), limit }
    }

    /// The `limit` articles before `first`, in the order of the list.
    pub fn before(first: ArticleId, limit: usize) -> Cursor {
        Cursor { at: At::Before(first), limit }
    }

    /// The last `limit` articles, in the order of the list.
    pub fn last(limit: usize) -> Cursor {
        Cursor { at: At::End, limit }
    }

    /// The page of `hits`, which are all there are. `by_number` if they are in the order of their numbers.
    pub(super) fn page(&self, hits: &[Hit], by_number: bool) -> Page {
        let place = |id: ArticleId| match by_number {
            true => Some(hits.partition_point(|h| h.article < id)),
            false => hits.iter().position(|h| h.article == id),
        };
        let is_there = |i: usize, id: ArticleId| hits.get(i).is_some_and(|h| h.article == id);
        let (first, last) = match self.at {
            At::Start => (0, self.limit),
            At::After(id) => {
                let first = place(id).map_or(hits.len(), |i| i + usize::from(is_there(i, id)));
                (first, first.saturating_add(self.limit))
            }
            At::Before(id) => place(id).map_or((0, 0), |i| (i.saturating_sub(self.limit), i)),
            At::End => (hits.len().saturating_sub(self.limit), hits.len()),
        };
        let last = last.min(hits.len());
        let more = match self.at {
            At::Start | At::After(_) => last < hits.len(),
            At::Before(_) | At::End => first > 0,
        };
        Page { rows: hits.get(first..last).unwrap_or(&[]).to_vec(), more }
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
    /// True if there may be more after them; of a page before something or at the end, before them.
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

//! Where articles rest, ready to be asked. [`Library`] is what everything above sees; behind it stand one SQLite file
//! ([`Sqlite`]), and memory ([`Plain`], the oracle that every other one is compared with). Folding, tokenising, reading
//! a query and highlighting happen above the trait, so that all give the same rows in the same order.
//!
//! [`Memory`] is the plain store under [`Plain`], with an index into the articles in the order in which they came.
//!
//! ```
//! use whosaid::library::{Cancel, Cursor, Library, Sqlite};
//! use whosaid::{model::Article, query::Query};
//! let mut library = Sqlite::in_memory()?;
//! library.put(&[Article { body: "Rain fell.".into(), ..Default::default() }.into()])?;
//! let page = library.search(&Query::parse("rain").unwrap(), &Cursor::first(50), &Cancel::default())?;
//! assert_eq!(page.rows.len(), 1);
//! # Ok::<(), whosaid::library::LibError>(())
//! ```
mod cancel;
mod echoes;
mod error;
mod facets;
mod id;
mod marks;
mod memory;
mod plain;
mod search;
mod shelf;
mod speakers;
mod sqlite;
#[cfg(test)]
mod tests;
mod types;

pub use cancel::Cancel;
pub use echoes::{Echo, Echoes, MayBe, Story};
pub use error::{LibError, Result};
pub use facets::{Bucket, Facet, FacetKey};
pub use id::ArticleId;
pub use marks::{Act, Mark, Marks, MarksFile, Target};
pub use memory::Memory;
pub use plain::Plain;
pub use search::{Place, Results, Row};
pub use speakers::{SpeakerName, SpeakerRow, Speakers};
pub use sqlite::{Mode, Sqlite};
pub use types::{At, Caps, CheckReport, Counted, Counts, Cursor, Depth, Hit, Known, Page, Receipt, Revision, Stamp};

use crate::model::{Article, ContentHash};
use crate::query::Query;
use std::sync::Arc;
use std::time::Duration;

/// Articles with their quotations, kept and asked. All methods may wait for a disk or a server: call them on a thread
/// that nobody watches.
pub trait Library: Send {
    /// What this library can do.
    fn caps(&self) -> Caps;

    /// Grows with every change, whoever makes it. Cheap.
    ///
    /// # Errors
    /// When the library cannot be read; so every other method.
    fn revision(&mut self) -> Result<Revision>;

    /// Articles and quotations in all.
    fn totals(&mut self) -> Result<Counts>;

    /// Which of these are there already.
    fn seen(&mut self, keys: &[ContentHash]) -> Result<Vec<Option<ArticleId>>>;

    /// The hashes of all articles.
    fn hashes(&mut self) -> Result<Vec<ContentHash>>;

    /// Takes in articles, all or none of them. One that is there already stays as it is; that it stands in another
    /// file, too, is noted.
    fn put(&mut self, batch: &[Arc<Article>]) -> Result<Receipt>;

    /// Puts these in the place of those with the same hash, which were cleaned anew; others are left out.
    fn replace(&mut self, batch: &[Arc<Article>]) -> Result<Revision>;

    /// Takes out articles; those that are not there do not matter.
    fn remove(&mut self, ids: &[ArticleId]) -> Result<Revision>;

    /// Shows articles as the reader has corrected them, from now on and those that were put before, too. An article
    /// whose day was corrected gets another number.
    fn follow(&mut self, marks: Arc<Marks>) -> Result<Revision>;

    /// Brings up to date who is who across all articles. Searches for speakers work without it, by the names that
    /// each article has.
    fn settle(&mut self, stop: &Cancel) -> Result<()>;

    /// Does so once enough is new: few new articles seldom tell anything new of who is who, and until then their
    /// speakers are those whose names leave no doubt.
    ///
    /// # Errors
    /// As [`Library::settle`].
    fn settle_in_time(&mut self, stop: &Cancel) -> Result<()> {
        self.settle(stop)
    }

    /// A page of the articles that `query` finds, in the order that it asks for.
    ///
    /// # Errors
    /// [`LibError::Cancelled`] when `stop` was set.
    fn search(&mut self, query: &Query, at: &Cursor, stop: &Cancel) -> Result<Page>;

    /// How many of the articles that `query` finds come before this one in the order that it asks for.
    fn before(&mut self, query: &Query, id: ArticleId, stop: &Cancel) -> Result<usize>;

    /// How many articles and quotations `query` finds. What takes longer than `budget` is cut short and says so.
    fn count(&mut self, query: &Query, budget: Duration, stop: &Cancel) -> Result<Counts>;

    /// What `query` finds, counted by `by`, the most frequent first (buckets of time in their order).
    fn facets(&mut self, query: &Query, by: Facet, budget: Duration, stop: &Cancel)
    -> Result<Counted<(FacetKey, u64)>>;

    /// Who speaks in the quotations that `query` finds, terms left out.
    fn speakers(&mut self, query: &Query, stop: &Cancel) -> Result<Speakers>;

    /// The article with this id.
    fn article(&mut self, id: ArticleId) -> Result<Option<Arc<Article>>>;

    /// The articles that stand in the file `path`.
    fn articles_of(&mut self, path: &str) -> Result<Vec<ArticleId>>;

    /// The files that articles came from, as far as they were read to their end.
    fn files(&mut self) -> Result<Vec<Known>>;

    /// These files were read to their end: what they held before and do not hold any more goes, unless another file
    /// has it.
    fn finish(&mut self, files: &[(Stamp, Vec<ContentHash>)]) -> Result<Revision>;

    /// These files are gone, with the articles that no other file has.
    fn forget(&mut self, paths: &[String]) -> Result<Revision>;

    /// A value that belongs to the library and not to an article, such as what was learned of its outlets.
    fn value(&mut self, name: &str) -> Result<Option<Vec<u8>>>;

    /// Keeps such a value.
    fn set_value(&mut self, name: &str, value: &[u8]) -> Result<()>;

    /// Does what can wait until nobody waits: what was written goes to its last place.
    fn rest(&mut self) -> Result<()> {
        Ok(())
    }

    /// Looks for damage.
    fn check(&mut self, depth: Depth) -> Result<CheckReport>;
}

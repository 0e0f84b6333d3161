//! What the reader makes, put on the articles.
use super::super::{Library, Marks, Result, Revision};
use super::write::number;
use super::{Mode, Sqlite, record, write};
use crate::model::{Article, ContentHash};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The name under which the library keeps how far it has followed what the reader makes.
const FOLLOWED: &str = "followed";

impl Sqlite {
    /// Who speaks under the names of `articles`.
    pub(super) fn persons<'a>(
        &mut self,
        articles: impl Iterator<Item = &'a Article>,
    ) -> Result<FxHashMap<String, u32>> {
        let revision = number(&self.conn, "revision")?;
        self.columns.refresh(&self.conn, revision)?;
        let names = articles.flat_map(|a| &a.quotes).filter_map(|q| q.canonical.as_deref()).collect();
        self.columns.numbers(&self.conn, &names)
    }

    /// Finds those of the articles that the reader has made something of.
    pub(super) fn find_marked<'h>(&mut self, hashes: impl Iterator<Item = &'h ContentHash>) -> Result<()> {
        for hash in hashes.filter(|hash| self.marks.of(**hash).next().is_some()) {
            self.marked.extend(write::find(&self.conn, hash)?.map(|id| id.0));
        }
        Ok(())
    }
}

/// Takes over the marks that came since.
pub(super) fn follow(library: &mut Sqlite, marks: Arc<Marks>) -> Result<Revision> {
    let known = library.marks.len();
    library.marks = marks.clone();
    library.columns.name(marks.names());
    let followed = library.value(FOLLOWED)?.and_then(|b| postcard::from_bytes::<(u64, Vec<[u8; 16]>)>(&b).ok());
    let (count, before) = followed.unwrap_or_default();
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let mut changed = marks.since(count);
    if count > marks.len() {
        changed.extend(before.into_iter().map(ContentHash));
    }
    if count != marks.len() && library.mode != Mode::Read {
        let articles: Vec<[u8; 16]> = marks.articles().map(|hash| hash.0).collect();
        let bytes = postcard::to_stdvec(&(marks.len() as u64, articles)).map_err(|_| record::damaged())?;
        let mut articles = Vec::with_capacity(changed.len());
        for hash in &changed {
            if let Some(id) = write::find(&library.conn, hash)? {
                articles
                    .extend(write::read(&library.conn, &library.packing, id)?.map(|article| marks.corrected(&article)));
            }
        }
        let persons = library.persons(articles.iter())?;
        let met = !marks.name_anew(count) || library.columns.knows_all();
        library.write(|w| {
            changed.iter().try_for_each(|hash| w.correct(hash, &marks, &persons))?;
            // Few articles say nothing new of who is who: that waits until more are read. Nor does it matter who
            // has been made one, as long as it is known who they are.
            if met {
                w.stays_settled()?;
            } else {
                w.unsettle()?;
            }
            w.keep(FOLLOWED, &bytes)
        })?;
    }
    let fresh = if known > marks.len() { BTreeSet::new() } else { marks.since(known) };
    if fresh.is_empty() || known == 0 {
        library.marked.clear();
        library.find_marked(marks.articles().collect::<Vec<_>>().iter())?;
    } else {
        library.find_marked(fresh.iter())?;
    }
    library.revision()
}

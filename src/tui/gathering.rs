//! Looking for the same words elsewhere, a few articles at a time, while nobody asks for anything else.
use super::message::Msg;
use crate::library::{ArticleId, Cancel, Cursor, Echoes, LibError, Library};
use crate::model::Article;
use crate::query::Query;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Articles of a step: a key that comes meanwhile waits for no more than these.
const STEP: usize = 50;
/// Articles beyond this are not looked through: they would fill the memory.
const MOST: usize = 20_000;

/// Articles that were gathered so far.
#[derive(Default)]
pub(super) struct Gathering {
    articles: Vec<Arc<Article>>,
    last: Option<ArticleId>,
}

impl Gathering {
    /// Fetches a few more; true once all are there.
    pub fn step(&mut self, library: &mut dyn Library) -> Result<bool, LibError> {
        if self.last.is_none() && library.totals()?.articles > MOST {
            return Ok(true);
        }
        let at = self.last.map_or(Cursor::first(STEP), |last| Cursor::after(last, STEP));
        let page = library.search(&Query::all(), &at, &Cancel::default())?;
        for hit in &page.rows {
            self.articles.extend(library.article(hit.article)?);
        }
        self.last = page.rows.last().map(|h| h.article);
        Ok(!page.more)
    }

    /// Finds the families on a thread of its own and tells `out`. `names` are those that the reader has made one.
    pub fn finish(self, names: BTreeMap<String, String>, out: Sender<Msg>) {
        let find = move || out.send(Msg::Echoes(Arc::new(Echoes::of(self.articles, names))));
        let _ = std::thread::Builder::new().spawn(find);
    }
}

//! Going through the candidates of a plan, in order.
use super::super::{ArticleId, Cancel, Hit, LibError, Marks, Result};
use super::columns::Columns;
use super::packing::Packing;
use super::plan::{Candidates, Leaf, Plan};
use super::row::Stored;
use super::rows::{Own, Quoted, Row};
use super::words::{Desk, Index};
use super::write::read;
use crate::model::{Article, Kind};
use crate::query::{Flag, LOW, Subject, Term, Test, Whole, shown};
use crate::text::fold::fold;
use chrono::NaiveDate;
use rusqlite::Connection;
use std::cell::{Cell, OnceCell};
use std::collections::HashSet;
use std::ops::ControlFlow;

/// Candidates between two looks at whether somebody still waits.
const STEP: usize = 256;

/// What is asked, and who is asked.
pub(super) struct Hunt<'h> {
    pub conn: &'h Connection,
    pub columns: &'h Columns,
    pub words: &'h Index,
    pub packing: &'h Packing,
    pub made: Made<'h>,
    pub stop: &'h Cancel,
}

/// An article that matches.
pub(super) struct Found<'f> {
    pub article: ArticleId,
    /// The quotations that are rows.
    pub quotes: &'f [u32],
    pub row: Row<'f>,
}

impl Found<'_> {
    /// The hit, to keep.
    pub fn hit(&self) -> Hit {
        Hit { article: self.article, quotes: self.quotes.to_vec() }
    }
}

/// What the reader has made.
#[derive(Clone, Copy)]
pub(super) struct Made<'m> {
    pub marks: &'m Marks,
    /// The articles that it is about.
    pub articles: &'m HashSet<i64>,
}

impl Hunt<'_> {
    /// Calls `out` with every hit after the number `after`, in order, until it breaks; with the number of candidates
    /// so far.
    pub fn run(
        &self,
        plan: &mut Plan,
        after: Option<i64>,
        out: &mut dyn FnMut(Found) -> ControlFlow<()>,
        tick: &mut dyn FnMut(usize, i64) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut from = after.map_or(plan.range.0, |a| a.saturating_add(1).max(plan.range.0));
        let (mut seen, mut quotes) = (0, Vec::new());
        loop {
            let ids = self.next(&mut plan.candidates, from, plan.range.1)?;
            let Some(last) = ids.last().copied() else { return Ok(()) };
            for (i, id) in ids.iter().enumerate() {
                if i % STEP == 0 && self.stop.is_cancelled() {
                    return Err(LibError::Cancelled);
                }
                let mut own = Own::default();
                if let Some(row) = self.row(*id, &mut own)?
                    && self.ask(plan, *id, row, &mut quotes)?
                    && out(Found { article: ArticleId(*id), quotes: &quotes, row }).is_break()
                {
                    return Ok(());
                }
                seen += 1;
                if (seen % STEP == 0 || matches!(plan.candidates, Candidates::All)) && tick(seen, *id).is_break() {
                    return Ok(());
                }
            }
            from = last.saturating_add(1);
        }
    }

    fn desk(&self) -> Desk<'_> {
        Desk { conn: self.conn, index: self.words }
    }

    /// The next candidates from `from` on; none at the end.
    fn next(&self, candidates: &mut Candidates, from: i64, last: i64) -> Result<Vec<i64>> {
        if from > last {
            return Ok(Vec::new());
        }
        Ok(match candidates {
            Candidates::Index(stream) => stream.next(&self.desk(), from)?,
            Candidates::These(ids) => ids.iter().copied().skip_while(|id| *id < from).collect(),
            Candidates::All if self.columns.loaded() => self.columns.rows.stretch(from, last, STEP * 16),
            Candidates::All => {
                let sql = "SELECT id FROM quotes WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?";
                let mut stmt = self.conn.prepare_cached(sql)?;
                let ids = stmt.query_map([from, last, STEP as i64], |r| r.get(0))?;
                ids.collect::<rusqlite::Result<_>>()?
            }
        })
    }

    /// True if the article `id` matches; its quotations that are rows go to `quotes`.
    fn ask(&self, plan: &Plan, id: i64, row: Row, quotes: &mut Vec<u32>) -> Result<bool> {
        let (article, text, said) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let asked = Asked { hunt: self, leaves: &plan.leaves, id, row, article, text, said, failed: Cell::new(None) };
        let matches = plan.query.ask_into(&asked, quotes);
        asked.failed.into_inner().map_or(Ok(matches), Err)
    }

    /// Title and body of `id` as the reader has corrected them, folded.
    pub fn text(&self, id: i64) -> Result<(String, String)> {
        if self.made.articles.contains(&id)
            && let Some(read) = read(self.conn, self.packing, ArticleId(id))?
        {
            let article = self.made.marks.corrected(&read);
            return Ok((fold(article.title.as_deref().unwrap_or("")), fold(&article.body)));
        }
        let sql = "SELECT title, body FROM article JOIN store ON store.id = store WHERE article.id = ?";
        let mut stmt = self.conn.prepare_cached(sql)?;
        let mut rows = stmt.query([id])?;
        let Some(row) = rows.next()? else { return Ok(Default::default()) };
        let text = |i| -> Result<String> { Ok(fold(&self.packing.text(self.conn, row.get_ref(i)?)?)) };
        Ok((text(0)?, text(1)?))
    }

    /// The small row of `id`: from memory, else from the file, put into `own`.
    fn row<'r>(&'r self, id: i64, own: &'r mut Own) -> Result<Option<Row<'r>>> {
        if self.columns.loaded() {
            return Ok(self.columns.rows.get(id));
        }
        let mut stmt = self.conn.prepare_cached("SELECT outlet, quotes FROM quotes WHERE id = ?")?;
        let mut rows = stmt.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let stored = Stored::decode(row.get_ref(1)?.as_blob().unwrap_or(&[]))?;
        // Nobody asks for a speaker before the rows are loaded.
        let quoted = |q: &super::row::StoredQuote| Quoted { pair: 0, confidence: q.confidence, kind: q.kind };
        *own = Own { outlet: row.get(0)?, quotes: stored.quotes.iter().map(quoted).collect(), about: Vec::new() };
        Ok(Some(own.row()))
    }
}

/// A candidate that is asked.
struct Asked<'a> {
    hunt: &'a Hunt<'a>,
    leaves: &'a [Leaf],
    id: i64,
    row: Row<'a>,
    article: OnceCell<Option<Article>>,
    /// Title and body, folded.
    text: OnceCell<(String, String)>,
    /// The numbers of what is quoted.
    said: OnceCell<Vec<u64>>,
    failed: Cell<Option<LibError>>,
}

impl Asked<'_> {
    /// `value`, or the default, remembering what went wrong.
    fn or<T: Default>(&self, value: Result<T>) -> T {
        value.unwrap_or_else(|error| {
            self.failed.set(Some(error));
            T::default()
        })
    }

    fn is_marked(&self) -> bool {
        self.hunt.made.articles.contains(&self.id)
    }

    fn whole(&self) -> Option<Whole<'_>> {
        let article = self.article.get_or_init(|| {
            let read = self.or(read(self.hunt.conn, self.hunt.packing, ArticleId(self.id)))?;
            Some(if self.is_marked() { self.hunt.made.marks.corrected(&read) } else { read })
        });
        article.as_ref().map(Whole::new)
    }

    fn text(&self) -> &(String, String) {
        self.text.get_or_init(|| self.or(self.hunt.text(self.id)))
    }

    /// What the small row tells.
    fn small(&self, term: &Term, row: &Quoted, quote: usize) -> bool {
        term.any.iter().any(|value| match &value.test {
            Test::Kind(kind) => row.kind == *kind,
            Test::Conf(range) => range.contains(row.confidence),
            Test::Flag(Flag::Low) => row.confidence < LOW,
            Test::Flag(Flag::Dup) => self.is_twice(quote),
            Test::Flag(Flag::Unattributed) => {
                let (voice, _) = self.hunt.columns.pair(row.pair);
                voice.is_some_and(|v| shown(Some(&v.canonical), &v.mention).is_none())
            }
            _ => false,
        })
    }

    /// True if another article quotes the same words.
    fn is_twice(&self, quote: usize) -> bool {
        let Some((_, twice)) = &self.hunt.columns.twice else { return false };
        let said = self.said.get_or_init(|| self.or(super::twice::of(self.hunt.conn, self.id)));
        said.get(quote).is_some_and(|key| twice.contains(key))
    }

    fn scan(&self, term: &Term) -> bool {
        use crate::query::Field;
        let (title, body) = self.text();
        let (in_title, in_body) = (term.field != Field::Text, term.field != Field::Title);
        (in_body && term.found_in(body)) || (in_title && term.found_in(title))
    }
}

impl Subject for Asked<'_> {
    fn date(&self) -> Option<NaiveDate> {
        ArticleId(self.id).date()
    }

    fn quotations(&self) -> usize {
        self.row.quotes.len()
    }

    fn kind(&self, quote: usize) -> Kind {
        self.row.quotes.get(quote).map_or(Kind::Term, |q| q.kind)
    }

    fn article(&self, index: usize, term: &Term) -> bool {
        match self.leaves.get(index) {
            Some(Leaf::Given) => true,
            Some(Leaf::Index(stream)) => self.or(stream.borrow_mut().contains(&self.hunt.desk(), self.id)),
            Some(Leaf::Outlet(outlets)) => {
                self.row.outlet > 0 && outlets.get(self.row.outlet as usize).copied().unwrap_or(false)
            }
            Some(Leaf::Scan) => self.scan(term),
            Some(Leaf::Made) => self.is_marked() && self.whole().is_some_and(|w| w.article(index, term)),
            _ => self.whole().is_some_and(|w| w.article(index, term)),
        }
    }

    fn quotation(&self, index: usize, term: &Term, quote: usize) -> bool {
        let Some(row) = self.row.quotes.get(quote) else { return false };
        match self.leaves.get(index) {
            Some(Leaf::Says(pairs)) => pairs.get(row.pair as usize).copied().unwrap_or(false),
            Some(Leaf::Small) => self.small(term, row, quote),
            Some(Leaf::Made) => {
                let made = || self.is_marked() && self.whole().is_some_and(|w| w.quotation(index, term, quote));
                self.small(term, row, quote) || made()
            }
            Some(Leaf::Inside(names, index_of)) => {
                let named = self.row.about.iter().filter(|(q, _)| *q as usize == quote);
                if named.into_iter().any(|(_, n)| names.get(*n as usize).copied().unwrap_or(false)) {
                    return true;
                }
                let may =
                    index_of.as_ref().is_none_or(|s| self.or(s.borrow_mut().contains(&self.hunt.desk(), self.id)));
                may && self.whole().is_some_and(|w| w.quotation(index, term, quote))
            }
            _ => self.whole().is_some_and(|w| w.quotation(index, term, quote)),
        }
    }
}

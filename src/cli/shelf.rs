//! What the commands ask: articles in memory that were just read, or a library that lasts.
use super::Stop;
use crate::library::{
    ArticleId, Cancel, Counted, Counts, Cursor, Facet, FacetKey, LibError, Library, Memory, Plain, Speakers,
};
use crate::model::{Article, Quote};
use crate::query::{Query, Sort, SortBy, shown};
use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

/// Articles to ask.
pub(super) enum Shelf {
    /// What was just read.
    Memory(Memory),
    /// A library.
    Library(Box<dyn Library>),
}

/// Takes an article and the quotations of it that are rows.
type Take<'t, T> = dyn FnMut(&Arc<Article>, &[u32]) -> Result<T, Stop> + 't;

/// Articles that are fetched from a library at a time.
const PAGE: usize = 500;

impl Shelf {
    /// The number of articles.
    pub(super) fn len(&mut self) -> Result<usize, Stop> {
        Ok(match self {
            Shelf::Memory(memory) => memory.len(),
            Shelf::Library(library) => library.totals()?.articles,
        })
    }

    /// What `query` finds, counted, to the end.
    pub(super) fn count(&mut self, query: &Query) -> Result<Counts, Stop> {
        let stop = Cancel::default();
        Ok(match self {
            Shelf::Memory(memory) => {
                let found = memory.search(query, &stop).unwrap_or_default();
                let (articles, quotes) = (found.articles_total, found.quotes_total);
                Counts { articles, quotes, undated_hidden: found.undated_hidden, exact: true }
            }
            Shelf::Library(library) => library.count(query, Duration::MAX, &stop)?,
        })
    }

    pub(super) fn speakers(&mut self, query: &Query) -> Result<Speakers, Stop> {
        Ok(match self {
            Shelf::Memory(memory) => memory.speakers(query, &Cancel::default()).unwrap_or_default(),
            Shelf::Library(library) => library.speakers(query, &Cancel::default())?,
        })
    }

    pub(super) fn facets(&mut self, query: &Query, by: Facet) -> Result<Counted<(FacetKey, u64)>, Stop> {
        let stop = Cancel::default();
        Ok(match self {
            Shelf::Memory(memory) => Plain::of(memory).facets(query, by, Duration::MAX, &stop)?,
            Shelf::Library(library) => library.facets(query, by, Duration::MAX, &stop)?,
        })
    }

    /// Calls `out` with every article that `query` finds and the number of its quotations that are rows.
    pub(super) fn articles(&mut self, query: &Query, out: &mut Take<()>) -> Result<usize, Stop> {
        match self {
            Shelf::Memory(memory) => {
                let rows = memory.search(query, &Cancel::default()).unwrap_or_default().rows;
                for row in &rows {
                    memory.article(row.article).map_or(Ok(()), |a| out(a, &row.quotes))?;
                }
                Ok(rows.len())
            }
            Shelf::Library(library) => {
                pages(&mut **library, query, &mut |article, quotes| out(article, quotes).map(ControlFlow::Continue))
            }
        }
    }

    /// Everything in memory: for what has to see all articles at once.
    pub(super) fn memory(self) -> Result<Memory, Stop> {
        match self {
            Shelf::Memory(memory) => Ok(memory),
            Shelf::Library(mut library) => {
                let mut all = Vec::new();
                pages(&mut *library, &Query::all(), &mut |article, _| {
                    all.push(article.clone());
                    Ok(ControlFlow::Continue(()))
                })?;
                let mut memory = Memory::new();
                memory.put_shared(all);
                Ok(memory)
            }
        }
    }

    /// Calls `out` with every quotation that `query` finds, in the order that it asks for.
    pub(super) fn quotes(
        &mut self,
        query: &Query,
        out: &mut dyn FnMut(&Article, usize, &Quote) -> Result<(), Stop>,
    ) -> Result<usize, Stop> {
        let mut count = 0;
        match self {
            Shelf::Memory(memory) => {
                for place in memory.quotes(query, &Cancel::default()).unwrap_or_default() {
                    if let Some((article, quote)) = memory.at(place) {
                        out(article, place.quote, quote)?;
                        count += 1;
                    }
                }
            }
            Shelf::Library(library) => {
                let limit = query.limit().unwrap_or(usize::MAX);
                let mut sorted: Vec<(Arc<Article>, usize)> = Vec::new();
                let by_date = matches!(query.sort().by, SortBy::Date | SortBy::Relevance);
                pages(&mut **library, &query.without_limit(), &mut |article, quotes| {
                    for &q in quotes {
                        match article.quotes.get(q as usize).filter(|_| by_date) {
                            Some(_) if count == limit => return Ok(ControlFlow::Break(())),
                            Some(quote) => {
                                out(article, q as usize, quote)?;
                                count += 1;
                            }
                            None => sorted.push((article.clone(), q as usize)),
                        }
                    }
                    Ok(ControlFlow::Continue(()))
                })?;
                sorted.sort_by(|a, b| compare(a, b, query.sort()));
                for (article, q) in sorted.into_iter().take(limit) {
                    article.quotes.get(q).map_or(Ok(()), |quote| out(&article, q, quote))?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

/// Goes through all that `query` finds, page by page.
fn pages(library: &mut dyn Library, query: &Query, out: &mut Take<ControlFlow<()>>) -> Result<usize, Stop> {
    let (mut after, mut count) = (None::<ArticleId>, 0);
    loop {
        let at = after.map_or(Cursor::first(PAGE), |last| Cursor::after(last, PAGE));
        let page = library.search(query, &at, &Cancel::default())?;
        for hit in &page.rows {
            let changed = || LibError::Io("it changed while it was read: run it again".into());
            let article = library.article(hit.article)?.ok_or_else(changed)?;
            if out(&article, &hit.quotes)?.is_break() {
                return Ok(count);
            }
        }
        count += page.rows.len();
        after = page.rows.last().map(|h| h.article);
        if !page.more {
            return Ok(count);
        }
    }
}

/// The order of two quotations by speaker or confidence; those of nobody come last either way.
fn compare((a, i): &(Arc<Article>, usize), (b, j): &(Arc<Article>, usize), sort: Sort) -> Ordering {
    let turn = |o: Ordering| if sort.down { o.reverse() } else { o };
    let (Some(p), Some(q)) = (a.quotes.get(*i), b.quotes.get(*j)) else { return Ordering::Equal };
    let name = |article: &Article, quote: &Quote| {
        shown(quote.canonical.as_deref(), quote.speaker.map_or("", |s| s.of(&article.body))).map(str::to_owned)
    };
    match sort.by {
        SortBy::Conf => turn(p.confidence.total_cmp(&q.confidence)),
        SortBy::Speaker => match (name(a, p), name(b, q)) {
            (Some(a), Some(b)) => turn(a.cmp(&b)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        },
        _ => Ordering::Equal,
    }
}

//! How the librarian answers: the first rows at once, more of them when the reader comes near their end, and the counts
//! after the rows.
use super::found::{Found, Row};
use super::message::Msg;
use super::timeline::{Counted, Days};
use crate::library::{Bucket, Cancel, Counts, Cursor, Facet, FacetKey, Hit, LibError, Library};
use crate::model::Article;
use crate::query::{Query, edit};
use std::time::Duration;

/// Rows that are fetched at first: a screen full of them, so that a key does not wait for others.
pub(super) const FIRST: usize = 60;
/// Rows that are fetched at a time.
pub(super) const PAGE: usize = 200;
/// How long the first count may take: what is not counted by then is shown as so many and more.
const QUICK: Duration = Duration::from_millis(80);
/// How long counting may take.
pub(super) const BUDGET: Duration = Duration::from_millis(1500);

/// Answers the query: the first rows, then the counts. Nothing more comes once it was cancelled.
///
/// # Errors
/// What the library says.
pub(super) fn find(
    library: &mut dyn Library,
    number: u64,
    line: &str,
    cancel: &Cancel,
    out: &mut dyn FnMut(Msg),
) -> Result<(), LibError> {
    let query = Query::parse(line).unwrap_or_else(|_| Query::all());
    let page = library.search(&query, &Cursor::first(FIRST), cancel)?;
    let mut found = answer(library, &query, page.rows)?;
    if found.rows.is_empty() {
        found.without = without(library, &query, cancel)?;
    }
    (found.more, found.exact) = (page.more, !page.more);
    let counts = !found.exact || query.is_dated();
    out(Msg::Found(number, Box::new(found)));
    for budget in [QUICK, BUDGET].into_iter().filter(|_| counts) {
        let counted = library.count(&query, budget, cancel)?;
        let exact = counted.exact;
        out(Msg::Counted(number, counted));
        if exact {
            break;
        }
    }
    Ok(())
}

/// The answer with these rows, before anything else is counted.
pub(super) fn answer(library: &mut dyn Library, query: &Query, hits: Vec<Hit>) -> Result<Found, LibError> {
    let all = library.totals()?;
    let rows = rows(library, hits)?;
    Ok(Found {
        articles: rows.len(),
        quotes: rows.iter().map(|r| r.quotes.len()).sum(),
        rows,
        articles_in_all: all.articles,
        quotes_in_all: all.quotes,
        picks_quotes: query.asks_quotations(),
        ..Found::default()
    })
}

/// The rows after `last`.
///
/// # Errors
/// What the library says.
pub(super) fn more(
    library: &mut dyn Library,
    number: u64,
    line: &str,
    last: crate::library::ArticleId,
) -> Result<Msg, LibError> {
    let query = Query::parse(line).unwrap_or_else(|_| Query::all());
    let page = library.search(&query, &Cursor::after(last, PAGE), &Cancel::default())?;
    Ok(Msg::More(number, rows(library, page.rows)?, page.more))
}

pub(super) fn rows(library: &mut dyn Library, hits: Vec<Hit>) -> Result<Vec<Row>, LibError> {
    let mut rows = Vec::with_capacity(hits.len());
    for hit in hits {
        // What has gone since is no row.
        if let Some(article) = library.article(hit.article)? {
            rows.push(Row { id: Some(hit.article), article, quotes: hit.quotes });
        }
    }
    Ok(rows)
}

/// What each term of a query that finds nothing stands in the way of.
fn without(library: &mut dyn Library, query: &Query, cancel: &Cancel) -> Result<Vec<(String, usize)>, LibError> {
    let mut out = Vec::new();
    for (term, rest) in without_each(query) {
        let Counts { articles, .. } = library.count(&rest, BUDGET, cancel)?;
        out.extend((articles > 0).then_some((term, articles)));
    }
    Ok(out)
}

/// Who speaks in what `line` finds.
pub(super) fn speakers(library: &mut dyn Library, number: u64, line: &str) -> Result<Option<Msg>, LibError> {
    let Ok(query) = Query::parse(line) else { return Ok(None) };
    Ok(Some(Msg::Speakers(number, library.speakers(&query, &Cancel::default())?.rows)))
}

/// Who speaks in what `line` finds, for the pane of speakers.
pub(super) fn people(
    library: &mut dyn Library,
    number: u64,
    line: &str,
    cancel: &Cancel,
) -> Result<Option<Msg>, LibError> {
    let Ok(query) = Query::parse(line) else { return Ok(None) };
    Ok(Some(Msg::People(number, library.speakers(&query, cancel)?)))
}

/// The outlets of what `line` finds.
pub(super) fn outlets(library: &mut dyn Library, line: &str) -> Result<Option<Msg>, LibError> {
    let Ok(query) = Query::parse(line) else { return Ok(None) };
    let counted = library.facets(&query, Facet::Outlet, BUDGET, &Cancel::default())?.items;
    let outlet = |(key, n)| if let FacetKey::Outlet(Some(name)) = key { Some((name, n as usize)) } else { None };
    Ok(Some(Msg::Outlets(counted.into_iter().filter_map(outlet).collect())))
}

/// Speakers whose bars are told apart.
const SPLIT: usize = 4;

/// What `line` finds by day, and if `split` by its most frequent speakers, too; what is counted soon comes first.
pub(super) fn timeline(
    library: &mut dyn Library,
    number: u64,
    (line, split): (&str, bool),
    cancel: &Cancel,
    out: &mut dyn FnMut(Msg),
) -> Result<(), LibError> {
    let Ok(query) = Query::parse(line) else { return Ok(()) };
    let (mut days, mut exact) = days_within(library, &query, QUICK, cancel)?;
    if !exact {
        out(Msg::Timeline(number, Counted { days, exact, ..Default::default() }));
        (days, exact) = self::days(library, &query, cancel)?;
    }
    let mut counted = Counted { days, exact, ..Default::default() };
    if split {
        let top = library.facets(&query, Facet::Speaker, BUDGET, cancel)?.items;
        let name = |(key, _)| if let FacetKey::Speaker(name) = key { name } else { None };
        for name in top.into_iter().filter_map(name).take(SPLIT) {
            let Ok(only) = Query::parse(&edit::with_speaker(line, &name)) else { continue };
            let (days, _) = self::days(library, &only, cancel)?;
            counted.speakers.push((name, days));
        }
    }
    out(Msg::Timeline(number, counted));
    Ok(())
}

pub(super) fn days(library: &mut dyn Library, query: &Query, cancel: &Cancel) -> Result<(Days, bool), LibError> {
    days_within(library, query, BUDGET, cancel)
}

/// The quotations of each day, as many as are counted in the time; and whether these are all.
fn days_within(
    library: &mut dyn Library,
    query: &Query,
    budget: Duration,
    cancel: &Cancel,
) -> Result<(Days, bool), LibError> {
    let counted = library.facets(query, Facet::Quotes(Bucket::Day), budget, cancel)?;
    let day = |(key, n)| if let FacetKey::Time(day) = key { Some((day, n)) } else { None };
    Ok((counted.items.into_iter().filter_map(day).collect(), counted.exact))
}

/// The newest quotations of `name` in what `line` finds.
pub(super) fn latest(library: &mut dyn Library, name: String, line: &str, most: usize) -> Result<Msg, LibError> {
    let mut quotes = Vec::new();
    if let Ok(query) = Query::parse(&edit::with_speaker(line, &name)) {
        let page = library.search(&query, &Cursor::first(most), &Cancel::default())?;
        for hit in page.rows {
            let Some(article) = library.article(hit.article)? else { continue };
            quotes.extend(hit.quotes.iter().filter_map(|&q| preview(&article, q as usize)));
        }
        quotes.truncate(most);
    }
    Ok(Msg::Latest(name, quotes))
}

/// Each term of a query of several, and the query without it.
fn without_each(query: &Query) -> Vec<(String, Query)> {
    let line = query.line();
    let rest = |term: &crate::query::Term| {
        let (before, after) = (line.get(..term.span.start)?, line.get(term.span.end..)?);
        let before = before.trim_end_matches(['-', '!', '~']);
        Some((term.span.of(line).to_string(), Query::parse(&format!("{before} {after}")).ok()?))
    };
    if query.terms().len() < 2 { Vec::new() } else { query.terms().iter().filter_map(rest).collect() }
}

/// Day and words of a quotation.
pub(super) fn preview(article: &Article, quote: usize) -> Option<(String, String)> {
    let quote = article.quotes.get(quote)?;
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let words: Vec<&str> = quote.spans.iter().map(|s| s.of(&article.body)).collect();
    Some((day, format!("“{}”", words.join(" ").replace('\n', " "))))
}

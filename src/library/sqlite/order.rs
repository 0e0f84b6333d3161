//! Orders other than the newest first.
use super::super::search::by_relevance;
use super::super::{ArticleId, Hit, Result};
use super::columns::Columns;
use super::hunt::Hunt;
use super::rows::Quoted;
use crate::query::{Query, SortBy, shown};
use std::cmp::{Ordering, Reverse};

/// Puts hits, which come in the order of their numbers, into the order that `query` asks for.
pub(super) fn sort(hits: &mut [Hit], query: &Query, hunt: &Hunt) -> Result<()> {
    let columns = hunt.columns;
    let date = |id: ArticleId| id.date();
    let sort = query.sort();
    if sort.by == SortBy::Date && !sort.down {
        hits.sort_by_cached_key(|h| (date(h.article).is_none(), date(h.article)));
    } else {
        hits.sort_by_cached_key(|h| Reverse(date(h.article)));
    }
    if sort.by == SortBy::Date {
        return Ok(());
    }
    if sort.by == SortBy::Relevance {
        let mut failed = None;
        by_relevance(hits, sort, &mut |hit| {
            let text = hunt.text(hit.article.0).unwrap_or_else(|error| {
                failed = Some(error);
                Default::default()
            });
            query.relevance(&text.0, &text.1)
        });
        return failed.map_or(Ok(()), Err);
    }
    let quote = |hit: &Hit, q: u32| columns.rows.get(hit.article.0)?.quotes.get(q as usize).copied();
    let best =
        |hit: &Hit| hit.quotes.iter().filter_map(|&q| quote(hit, q)).min_by(|a, b| compare(a, b, query, columns));
    let mut keyed: Vec<(Option<Quoted>, Hit)> = hits.iter().map(|h| (best(h), h.clone())).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => compare(a, b, query, columns),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    hits.iter_mut().zip(keyed).for_each(|(place, (_, hit))| *place = hit);
    Ok(())
}

fn compare(a: &Quoted, b: &Quoted, query: &Query, columns: &Columns) -> Ordering {
    let sort = query.sort();
    let turn = |o: Ordering| if sort.down { o.reverse() } else { o };
    match sort.by {
        SortBy::Date | SortBy::Relevance => Ordering::Equal,
        SortBy::Conf => turn(a.confidence.total_cmp(&b.confidence)),
        SortBy::Speaker => match (name(a, columns), name(b, columns)) {
            (Some(a), Some(b)) => turn(a.cmp(b)),
            (a, b) => a.is_none().cmp(&b.is_none()),
        },
    }
}

/// The name by which the speaker is listed.
pub(super) fn name<'c>(quote: &Quoted, columns: &'c Columns) -> Option<&'c str> {
    let (voice, _) = columns.pair(quote.pair);
    let voice = voice?;
    shown(Some(&voice.canonical), &voice.mention)
}

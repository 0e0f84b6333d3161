//! How the librarian answers when a place of the list is sought that may lie far from its beginning: with the rows
//! around it.
use super::asking::{BUDGET, FIRST, PAGE, answer, rows};
use super::found::Seek;
use super::message::Msg;
use crate::library::{ArticleId, Cancel, Cursor, Hit, LibError, Library};
use crate::model::ContentHash;
use crate::query::{Query, Sort, edit};
use std::collections::HashSet;

/// Answers the query with the number of the search by the rows around what is sought, then the counts.
///
/// # Errors
/// What the library says.
pub(super) fn find(
    library: &mut dyn Library,
    (number, line): (u64, &str),
    seek: Seek,
    cancel: &Cancel,
    out: &mut dyn FnMut(Msg),
) -> Result<(), LibError> {
    let query = Query::parse(line).unwrap_or_else(|_| Query::all());
    let place = match &seek {
        Seek::Here(hash) | Seek::Quote(hash, _) => number_of(library, *hash)?,
        Seek::Start | Seek::End => None,
        Seek::With { query: other, from, forward } => match next(library, &query, (other, *from, *forward), cancel)? {
            Some(id) => Some(id),
            None => {
                out(Msg::Placed(number, None));
                let end = if *forward { "this was the last place" } else { "this was the first place" };
                out(Msg::Say(end.to_owned()));
                return Ok(());
            }
        },
    };
    let window = match place {
        Some(id) => around(library, &query, id, cancel)?,
        None if seek == Seek::End => {
            let page = library.search(&query, &Cursor::last(FIRST), cancel)?;
            Window { at: page.rows.len().saturating_sub(1), hits: page.rows, before: page.more, more: false }
        }
        None => {
            let page = library.search(&query, &Cursor::first(PAGE), cancel)?;
            Window { at: 0, hits: page.rows, before: false, more: page.more }
        }
    };
    let first = window.hits.first().map(|h| h.article).filter(|_| window.before);
    let mut found = answer(library, &query, window.hits)?;
    found.sought = Some((seek, window.at.min(found.rows.len().saturating_sub(1))));
    (found.before, found.more) = (window.before, window.more);
    found.exact = !window.before && !window.more;
    out(Msg::Found(number, Box::new(found)));
    out(Msg::Counted(number, library.count(&query, BUDGET, cancel)?));
    if let Some(first) = first {
        out(Msg::Placed(number, Some((first, library.before(&query, first, cancel)?))));
    }
    Ok(())
}

/// The rows before `first`.
///
/// # Errors
/// What the library says.
pub(super) fn earlier(library: &mut dyn Library, number: u64, line: &str, first: ArticleId) -> Result<Msg, LibError> {
    let query = Query::parse(line).unwrap_or_else(|_| Query::all());
    let page = library.search(&query, &Cursor::before(first, PAGE), &Cancel::default())?;
    Ok(Msg::Earlier(number, rows(library, page.rows)?, page.more))
}

/// Some of the hits.
struct Window {
    hits: Vec<Hit>,
    /// The one that is sought, or where it would be.
    at: usize,
    before: bool,
    more: bool,
}

fn around(library: &mut dyn Library, query: &Query, id: ArticleId, cancel: &Cancel) -> Result<Window, LibError> {
    let before = library.search(query, &Cursor::before(id, FIRST), cancel)?;
    let last = before.rows.last().map_or(Cursor::first(FIRST), |h| Cursor::after(h.article, FIRST));
    let after = library.search(query, &last, cancel)?;
    let at = before.rows.len();
    Ok(Window { hits: [before.rows, after.rows].concat(), at, before: before.more, more: after.more })
}

fn number_of(library: &mut dyn Library, hash: ContentHash) -> Result<Option<ArticleId>, LibError> {
    Ok(library.seen(&[hash])?.into_iter().flatten().next())
}

/// The next article in the list of `query` that `other` finds, too.
fn next(
    library: &mut dyn Library,
    query: &Query,
    (other, from, forward): (&str, ContentHash, bool),
    cancel: &Cancel,
) -> Result<Option<ArticleId>, LibError> {
    let Some(from) = number_of(library, from)? else { return Ok(None) };
    let Ok(both) = Query::parse(&edit::and(query.line(), other)) else { return Ok(None) };
    if query.limit().is_none() && query.sort() == Sort::default() {
        let at = if forward { Cursor::after(from, 1) } else { Cursor::before(from, 1) };
        return Ok(library.search(&both, &at, cancel)?.rows.first().map(|h| h.article));
    }
    // A list with an order or a limit of its own is there as a whole.
    let list = library.search(query, &Cursor::first(usize::MAX), cancel)?.rows;
    let both = both.without_limit();
    let those: HashSet<ArticleId> =
        library.search(&both, &Cursor::first(usize::MAX), cancel)?.rows.into_iter().map(|h| h.article).collect();
    let Some(now) = list.iter().position(|h| h.article == from) else { return Ok(None) };
    let holds = |h: &&Hit| those.contains(&h.article);
    Ok(match forward {
        true => list.iter().skip(now + 1).find(holds),
        false => list.iter().take(now).rfind(holds),
    }
    .map(|h| h.article))
}

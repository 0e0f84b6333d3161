//! Corrections about words that the reader types: the words are looked for in the article, and must stand there once.
use super::super::Stop;
use super::super::args::Change;
use crate::library::{Act, Mark};
use crate::model::{Article, Quote, Span};

/// The mark for a change that names words of `article`; nothing for one that names none.
pub(super) fn mark(article: &Article, quote: Option<&Quote>, change: &Change) -> Result<Option<Mark>, Stop> {
    Ok(Some(match change {
        Change::Quote { words, name } => {
            let span = only(&article.id, &article.body, words, |_| true)?;
            Mark::at(article, span, Act::NewQuote { name: name.clone() })
        }
        Change::Bounds { words } => {
            let Some(quote) = quote else { return Ok(None) };
            let meets = |span: Span| span.start < quote.span.end && quote.span.start < span.end;
            let span = only(&article.id, &article.body, words, meets)?;
            Mark::about(article, quote, Act::Bounds { to: article.edits.span_to_text(span) })
        }
        Change::LeaveOut { words } => Mark::leaving_out(article, only(&article.id, &article.body, words, |_| true)?),
        Change::GiveBack { words } => {
            let mut blocks = article.removed.iter().filter(|r| r.text.of(&article.text).contains(words.as_str()));
            let (Some(block), None) = (blocks.next(), blocks.next()) else {
                let reason = format!("{}: `{words}` stands in no block that was left out, or in several", article.id);
                return Err(Stop::Fatal(reason));
            };
            Mark::of_text(article, block.text, Act::Cleaning { out: false })
        }
        _ => return Ok(None),
    }))
}

/// The only place of `words` in `text` that `fits`.
fn only(id: &str, text: &str, words: &str, fits: impl Fn(Span) -> bool) -> Result<Span, Stop> {
    let none = |what: &str| Stop::Fatal(format!("{id}: `{words}` {what}"));
    let words = words.trim();
    if words.is_empty() {
        return Err(none("has no words"));
    }
    let places = text.match_indices(words).map(|(at, found)| Span::new(at, at + found.len()));
    let mut places = places.filter(|span| fits(*span));
    match (places.next(), places.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(none("does not stand in the article, or not there")),
        _ => Err(none("stands there more than once: type more of it")),
    }
}

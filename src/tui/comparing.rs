//! What the librarian finds out about two speakers.
use super::asking::{BUDGET, days, preview};
use super::message::Msg;
use super::overlays::compare::{Both, Said, Side};
use super::timeline::Counted;
use crate::echoes::{Wording, wording};
use crate::lexicon::Lexicon;
use crate::library::{Cancel, Cursor, LibError, Library};
use crate::query::{Field, Query, edit};

/// Articles of each speaker that are looked through for quotations to show.
const MOST: usize = 100;

/// What `names` say in what `line` finds.
///
/// # Errors
/// What the library says.
pub(super) fn compare(library: &mut dyn Library, line: &str, names: [String; 2]) -> Result<Msg, LibError> {
    let [a, b] = names;
    let mut sides = [side(library, line, (&a, &b))?, side(library, line, (&b, &a))?];
    let said = sides.each_ref().map(|s| s.quotes.iter().map(|q| q.words.as_str()).collect::<Vec<_>>());
    let Wording { shared, more } = wording([&said[0], &said[1]], &Lexicon::builtin().words);
    for ((side, mut words), own) in sides.iter_mut().zip(more).zip(0..) {
        // The first number is the speaker's own.
        words.iter_mut().filter(|_| own > 0).for_each(|(_, uses)| uses.reverse());
        side.more = words;
    }
    Ok(Msg::Compared(Box::new(Both { sides, shared })))
}

fn side(library: &mut dyn Library, line: &str, (name, other): (&str, &str)) -> Result<Side, LibError> {
    let cancel = Cancel::default();
    let line = edit::with_speaker(line, name);
    let about = edit::set(&line, Field::About, other);
    let query = Query::parse(&line).unwrap_or_else(|_| Query::all());
    let names_other = match Query::parse(&about) {
        Ok(about) => library.count(&about, BUDGET, &cancel)?.quotes,
        Err(_) => 0,
    };
    let (days, exact) = days(library, &query, &cancel)?;
    let mut quotes = Vec::new();
    for hit in library.search(&query, &Cursor::first(MOST), &cancel)?.rows {
        let Some(article) = library.article(hit.article)? else { continue };
        for &index in &hit.quotes {
            let kind = article.quotes.get(index as usize).map_or("", |q| q.kind.name());
            let Some((day, words)) = preview(&article, index as usize) else { continue };
            quotes.push(Said { day, words, article: hit.article, kind });
        }
    }
    let counted = Counted { days, exact, ..Default::default() };
    Ok(Side { name: name.to_owned(), counted, quotes, names_other, more: Vec::new() })
}

//! Takes what is not the article's text out of it, and remembers every piece and the reason.
//!
//! ```text
//! flat      ordinary characters           wrap       lines broken at a width      page       paragraphs
//! header    date 2025-11-25, Title: …     blocks     known pleas at the head      ranges     boxes in the middle
//! rules     known paragraphs              captions   words about pictures         tail       what follows the end
//! repeats   what stands in many articles  title      a headline in the text       assemble   body + map + removed
//! recut     as the reader wants it
//! ```
//! The steps run until none of them finds anything, so that cleaning a cleaned body changes nothing.
mod assemble;
mod blocks;
mod captions;
mod flat;
mod guard;
mod header;
mod learn;
mod page;
mod ranges;
mod recut;
mod repeats;
mod rules;
mod tail;
mod title;
mod weave;
mod wrap;

pub use learn::Learner;
pub use recut::recut;
pub use repeats::Repeats;

use crate::lexicon::Lexicon;
use crate::model::{Clean, DateFrom, Edits, RawArticle};
use page::{Found, Page};

/// Most rounds; each takes something out, and real pages need three.
const ROUNDS: usize = 16;

/// Cleans one article. Cannot fail; time is linear in the length of the text.
///
/// ```
/// use whosaid::{clean, lexicon::Lexicon, model::RawArticle};
/// let raw = RawArticle { text: " date 2025-11-25 Rain fell.\r\nRead more".into(), ..Default::default() };
/// let clean = clean::clean(&raw, Lexicon::builtin(), &Default::default());
/// assert_eq!(clean.body, "Rain fell.");
/// assert_eq!(clean.removed[1].rule, "ui.follow_on");
/// ```
pub fn clean(raw: &RawArticle, lexicon: &Lexicon, repeats: &Repeats) -> Clean {
    let flat = wrap::unwrap_lines(flat::flatten(&raw.text));
    let mut page = Page::new(&flat.text, &lexicon.boilerplate);
    settle(&mut page, raw, lexicon, repeats);
    let found = std::mem::take(&mut page.found);
    let (body, edits, removed) = assemble::assemble(&flat, page);
    let (date, date_from) = day(raw, &found);
    Clean {
        body,
        edits,
        removed,
        title: raw.title.clone().or_else(|| found.title.clone()),
        outlet: outlet(raw, &found, lexicon),
        author: raw.author.clone().or(found.author),
        date,
        date_from,
    }
}

/// Runs the steps until nothing goes any more.
fn settle(page: &mut Page, raw: &RawArticle, lexicon: &Lexicon, repeats: &Repeats) {
    for _ in 0..ROUNDS {
        let mut any = header::strip(page) | blocks::strip(page);
        any |= ranges::strip(page);
        any |= tail::strip(page);
        any |= captions::strip(page) | rules::strip(page);
        if !repeats.is_empty() {
            let outlet = outlet(raw, &page.found, lexicon);
            any |= repeats::strip(page, repeats, &repeats::group(outlet.as_deref(), &raw.folder));
        }
        any |= title::strip(page, raw.title.as_deref());
        if !any {
            break;
        }
    }
}

/// The day of a field goes before that of a header, and both before that of an address or a name.
fn day(raw: &RawArticle, found: &Found) -> (Option<chrono::NaiveDate>, DateFrom) {
    match (raw.date, found.date) {
        (Some(day), _) if raw.date_from == DateFrom::Meta => (Some(day), DateFrom::Meta),
        (_, Some((day, from))) => (Some(day), from),
        (day, None) => (day, raw.date_from),
    }
}

fn outlet(raw: &RawArticle, found: &Found, lexicon: &Lexicon) -> Option<String> {
    let outlets = lexicon.boilerplate.outlets();
    let named = raw.outlet.clone().or_else(|| found.outlet.clone());
    named.or_else(|| raw.url.as_deref().and_then(|u| outlets.of_url(u))).or_else(|| outlets.of_folder(&raw.folder))
}

/// The article as it is: the body is the text.
pub fn untouched(raw: &RawArticle) -> Clean {
    Clean {
        body: raw.text.clone(),
        edits: Edits::identity(raw.text.len()),
        removed: Vec::new(),
        title: raw.title.clone(),
        outlet: raw.outlet.clone(),
        author: raw.author.clone(),
        date: raw.date,
        date_from: raw.date_from,
    }
}

#[cfg(test)]
mod tests;

//! From what was read to an article with its quotations: the one function that the command line, the interface, the
//! benches and every accuracy test call.
use crate::attribute::Models;
use crate::lexicon::Lexicon;
use crate::model::{Article, Clean, ContentHash, Made, RawArticle};
use crate::{attribute, clean, quotes, segment};

pub use crate::clean::Repeats;

/// Cleans `raw`, finds its quotations and their speakers. Cannot fail; time is linear in the length of the text.
pub fn extract(raw: &RawArticle, lexicon: &Lexicon, repeats: &Repeats) -> Article {
    finish(raw, clean::clean(raw, lexicon, repeats), lexicon, None)
}

/// As [`extract`], without cleaning or normalising: the body is the text.
pub fn extract_raw(raw: &RawArticle, lexicon: &Lexicon) -> Article {
    finish(raw, clean::untouched(raw), lexicon, None)
}

/// As [`extract_raw`], with other learned numbers.
pub fn extract_with(raw: &RawArticle, lexicon: &Lexicon, models: &Models) -> Article {
    finish(raw, clean::untouched(raw), lexicon, Some(models))
}

fn finish(raw: &RawArticle, clean: Clean, lexicon: &Lexicon, models: Option<&Models>) -> Article {
    let segments = segment::segment(&clean.body);
    let drafts = quotes::find(&clean.body, &segments);
    let context = attribute::Context { date: clean.date, outlet: clean.outlet.as_deref(), models };
    let (quotes, people) = attribute::attribute(&clean.body, &segments, drafts, &context, lexicon);
    Article {
        hash: ContentHash::of(raw),
        id: raw.id.clone(),
        source: raw.source.clone(),
        line: raw.line,
        text: raw.text.clone(),
        body: clean.body,
        edits: clean.edits,
        removed: clean.removed,
        title: clean.title,
        outlet: clean.outlet,
        author: clean.author,
        url: raw.url.clone(),
        date: clean.date,
        date_from: clean.date_from,
        quotes,
        people,
        made: Made::default(),
    }
}

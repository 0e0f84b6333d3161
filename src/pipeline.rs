//! From what was read to an article with its quotations: the one function that the command line, the interface, the
//! benches and every accuracy test call.
use crate::attribute::Models;
use crate::lexicon::Lexicon;
use crate::model::{Article, Clean, ContentHash, Made, Person, Quote, RawArticle, Removed, Span};
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

/// `article` with those stretches of its text left out (true) and given back (false) that the reader wants so; its
/// quotations are found anew.
pub fn recleaned(article: &Article, wanted: &[(Span, bool)], lexicon: &Lexicon) -> Article {
    let (body, edits, removed) = clean::recut(&article.text, &article.removed, wanted, lexicon);
    let context = attribute::Context { date: article.date, outlet: article.outlet.as_deref(), models: None };
    let (quotes, people) = quoted(&body, &context, lexicon);
    let back = |block: &Removed| removed.iter().all(|r| r.text != block.text && !r.text.covers(&block.text));
    let given_back = article.removed.iter().filter(|r| back(r)).map(|r| r.text).collect();
    let made = Made { given_back, ..article.made.clone() };
    Article { body, edits, removed, quotes, people, made, ..article.clone() }
}

fn quoted(body: &str, context: &attribute::Context, lexicon: &Lexicon) -> (Vec<Quote>, Vec<Person>) {
    let segments = segment::segment(body);
    attribute::attribute(body, &segments, quotes::find(body, &segments), context, lexicon)
}

fn finish(raw: &RawArticle, clean: Clean, lexicon: &Lexicon, models: Option<&Models>) -> Article {
    let context = attribute::Context { date: clean.date, outlet: clean.outlet.as_deref(), models };
    let (quotes, people) = quoted(&clean.body, &context, lexicon);
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

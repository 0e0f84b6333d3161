//! Takes what is not the article's text out of it, and remembers every piece and the reason.
use crate::lexicon::Lexicon;
use crate::model::{Clean, Edits, RawArticle};

/// What repeats across the articles of an outlet, learned in a first pass over the named files.
#[derive(Default)]
pub struct Repeats {}

/// Learns what repeats, one article after the other.
pub struct Learner {}

impl Learner {
    /// Knows nothing yet.
    pub fn new(_lexicon: &Lexicon) -> Self {
        Learner {}
    }

    /// Looks at an article.
    pub fn add(&mut self, _raw: &RawArticle) {}

    /// What repeats.
    pub fn finish(self) -> Repeats {
        Repeats {}
    }
}

/// Cleans one article.
pub fn clean(raw: &RawArticle, _lexicon: &Lexicon, _repeats: &Repeats) -> Clean {
    untouched(raw)
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

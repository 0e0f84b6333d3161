//! Finds who speaks: mentions, people, candidates, choice, and the reasons for it.
use crate::lexicon::Lexicon;
use crate::model::{Draft, Person, Quote, Segments};
use chrono::NaiveDate;

/// What is known of an article besides its body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Day of publication.
    pub date: Option<NaiveDate>,
    /// Outlet.
    pub outlet: Option<&'a str>,
}

/// Gives every draft its speaker, and returns the quotations with the people the article names.
pub fn attribute(
    _body: &str,
    _segments: &Segments,
    _drafts: Vec<Draft>,
    _context: &Context,
    _lexicon: &Lexicon,
) -> (Vec<Quote>, Vec<Person>) {
    (Vec::new(), Vec::new())
}

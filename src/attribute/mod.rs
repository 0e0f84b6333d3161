//! Finds who speaks: mentions, people, candidates, choice, and the reasons for it.
//!
//! A light chunker finds the noun phrases (`mentions`), a light parser their verbs (`clauses`), and the names are
//! gathered into people (`entities`). For each quotation the mentions in reach are scored by small learned trees
//! over named features (`features`, `trees`); the relation that holds names the decision (`rules`); then the
//! chosen mention is followed back to a name (`resolve`).
mod calibrate;
mod candidates;
mod chunk;
mod clauses;
mod decide;
mod entities;
mod explain;
mod features;
mod marked;
mod mentions;
mod naming;
mod near;
mod plain;
mod ranking;
mod resolve;
mod roles;
mod rules;
mod same_words;
mod scene;
mod sums;
mod term;
mod trees;

pub use calibrate::Calibration;
pub use candidates::{Candidate, Chooser, NAMES, walk};
pub use decide::{Models, term_rows};
pub use term::TERM_NAMES;
pub use trees::{Node, Row, Trees, WIDTH};

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
    /// Learned numbers other than those that come with the program.
    pub models: Option<&'a Models>,
}

/// Gives every draft its speaker, and returns the quotations with the people the article names. Linear in the length
/// of the body.
pub fn attribute(
    body: &str,
    segments: &Segments,
    drafts: Vec<Draft>,
    context: &Context,
    lexicon: &Lexicon,
) -> (Vec<Quote>, Vec<Person>) {
    let scene = scene::Scene::new(body, segments, &drafts, lexicon);
    let models: &Models = context.models.unwrap_or_else(|| Models::builtin());
    let (mut quotes, people) = decide::decide(&scene, context, models);
    for quote in quotes.iter_mut().filter(|q| q.speaker.is_some()) {
        quote.confidence = models.confidence.calibrated(quote.confidence);
    }
    (quotes, people)
}

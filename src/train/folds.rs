//! Learns all numbers, and once more for each fold of the articles without that fold: what a fold's own articles are
//! measured and calibrated with.
use super::speaker::{self, Group};
use super::term::{self, Row};
use crate::annotated::Gold;
use crate::attribute::{Calibration, Models, Trees};
use crate::lexicon::Lexicon;

/// What was learned.
pub struct Learned {
    /// From all articles.
    pub models: Models,
    /// For each fold from the articles outside it.
    pub held_out: Vec<Models>,
    /// Quotations whose speaker a candidate covers, and those that no candidate covers.
    pub covered: usize,
    /// Those that no candidate covers.
    pub missed: usize,
    /// Right choices among the covered, by trees that had not seen the article.
    pub right: usize,
    /// Right choices among the covered, by the hand-set numbers.
    pub baseline: usize,
    /// Stretches in marks that taught what a term is, and how many are terms.
    pub stretches: usize,
    /// How many of them are terms.
    pub terms: usize,
}

impl Learned {
    /// The numbers that have not seen article `index`.
    pub fn blind(&self, index: usize) -> &Models {
        self.held_out.get(fold(index, self.held_out.len())).unwrap_or(&self.models)
    }
}

/// The fold of the article `index`.
pub fn fold(index: usize, folds: usize) -> usize {
    index % folds.max(1)
}

/// Learns from `articles` in `folds` folds, and says what it is at.
pub fn learn(articles: &[Gold], lexicon: &Lexicon, folds: usize, tell: &mut dyn FnMut(&str)) -> Learned {
    let (groups, missed) = speaker::groups(articles, lexicon);
    let part =
        |f: usize, inside: bool| groups.iter().filter(move |g| (fold(g.article, folds) == f) == inside).collect();
    let mut speakers: Vec<Trees> = Vec::new();
    let (mut right, mut baseline) = (0, 0);
    let hand = super::baseline::models();
    for f in 0..folds {
        tell(&format!("speakers, fold {} of {folds}", f + 1));
        let (inside, outside): (Vec<&Group>, Vec<&Group>) = (part(f, true), part(f, false));
        let trees = speaker::learn(&outside, &speaker::SETTINGS);
        right += speaker::right(&inside, &trees);
        baseline += speaker::right(&inside, &hand.speaker);
        speakers.push(trees);
    }
    tell("speakers, all articles");
    let speaker = speaker::learn(&groups.iter().collect::<Vec<_>>(), &speaker::SETTINGS);
    // The choice of the speaker is a feature here, so it must be as unsure as it will be on new articles.
    tell("terms");
    let rows = term::rows(articles, lexicon, |i| speakers.get(fold(i, folds)).unwrap_or(&speaker));
    let term = term::learn(&rows.iter().collect::<Vec<_>>(), &term::SETTINGS);
    let blind = |(f, speaker): (usize, Trees)| {
        let outside: Vec<&Row> = rows.iter().filter(|r| fold(r.0, folds) != f).collect();
        Models { speaker, term: term::learn(&outside, &term::SETTINGS), confidence: Calibration::default() }
    };
    Learned {
        held_out: speakers.into_iter().enumerate().map(blind).collect(),
        models: Models { speaker, term, confidence: Calibration::default() },
        covered: groups.len(),
        missed,
        right,
        baseline,
        stretches: rows.len(),
        terms: rows.iter().filter(|r| r.2).count(),
    }
}

//! The choice of the speaker's mention: a softmax over the candidates of a quotation.
use super::boost::{Settings, Table, boost};
use crate::annotated::{Gold, Offsets};
use crate::attribute::{Candidate, NAMES, Trees, walk};
use crate::lexicon::Lexicon;
use crate::model::Span;
use crate::{quotes, segment};
use std::cmp::Reverse;

/// The settings that cross-validation on the training articles chose.
pub const SETTINGS: Settings =
    Settings { trees: 200, depth: 5, rate: 0.1, least: 2.0, ridge: 2.0, examples: 0.8, features: 0.5 };

/// The candidates of one quotation and which of them is right.
pub struct Group {
    /// Which article it is from.
    pub article: usize,
    /// The features of the candidates.
    pub rows: Vec<Vec<f32>>,
    /// For each whether it is right.
    pub right: Vec<bool>,
}

/// The groups of all quotations whose speaker the annotation names and a candidate covers; and how many quotations
/// no candidate covers.
pub fn groups(articles: &[Gold], lexicon: &Lexicon) -> (Vec<Group>, usize) {
    let mut out = Vec::new();
    let mut missed = 0;
    for (article, gold) in articles.iter().enumerate() {
        let offsets = Offsets::new(&gold.text);
        let segments = segment::segment(&gold.text);
        let drafts = quotes::find(&gold.text, &segments);
        let answers: Vec<(Span, Span)> = gold
            .quotes
            .iter()
            .filter(|q| q.is_segment())
            .filter_map(|q| Some((offsets.span(q.start, q.end), q.mention(&offsets)?)))
            .collect();
        walk(&gold.text, &segments, &drafts, lexicon, &mut |quote, found| {
            let draft = &drafts[quote];
            let answer = answers.iter().find(|(s, _)| draft.spans.iter().any(|d| d.overlaps(s)))?.1;
            let right = mark(&gold.text, found, answer);
            let first = right.iter().position(|&r| r);
            if first.is_some() {
                out.push(Group {
                    article,
                    rows: found.iter().map(|c| c.features[..NAMES.len()].to_vec()).collect(),
                    right,
                });
            } else {
                missed += 1;
            }
            first
        });
    }
    (out, missed)
}

/// Which candidate is the annotated mention. A mention may hold others: of `an adviser to Mr Reed` the first one in
/// the text is right, and of `Mr Reed’s office` the one that is owned, since it speaks and not its owner.
fn mark(text: &str, found: &[Candidate], answer: Span) -> Vec<bool> {
    let place = |c: &Candidate| c.name.unwrap_or(c.span);
    let inside = || found.iter().enumerate().filter(|(_, c)| place(c).overlaps(&answer) || c.span.overlaps(&answer));
    let shared = |c: &Candidate| c.span.end.min(answer.end).saturating_sub(c.span.start.max(answer.start));
    // Of `his office` and `his` the one that the annotation holds more of, and no more than it holds.
    let begins = |at: usize| {
        let here = inside().filter(|(_, c)| c.span.start == at);
        here.max_by_key(|(_, c)| (shared(c), Reverse(c.span.end))).map(|(i, _)| i)
    };
    let mut best = inside().map(|(_, c)| c.span.start).min().and_then(begins);
    while let Some(owner) = best {
        let rest = text.get(found[owner].span.end..answer.end).unwrap_or("");
        let owned = OWNS.iter().find(|mark| rest.starts_with(**mark));
        match owned.and_then(|mark| begins(found[owner].span.end + mark.len())) {
            Some(next) => best = Some(next),
            None => break,
        }
    }
    (0..found.len()).map(|i| Some(i) == best).collect()
}

/// What stands between an owner and what is owned.
const OWNS: [&str; 5] = ["'s ", "’s ", "''s ", "' ", "’ "];

/// Learns from `groups`.
pub fn learn(groups: &[&Group], settings: &Settings) -> Trees {
    let rows: Vec<Vec<f32>> = groups.iter().flat_map(|g| g.rows.iter().cloned()).collect();
    let table = Table::new(&rows);
    let sizes: Vec<usize> = groups.iter().map(|g| g.rows.len()).collect();
    boost(&table, settings, &sizes, |scores| {
        let mut slopes = Vec::with_capacity(scores.len());
        let mut at = 0;
        for g in groups {
            let p = softmax(&scores[at..at + g.rows.len()]);
            slopes.extend(
                p.iter().zip(&g.right).map(|(p, r)| (p - if *r { 1.0 } else { 0.0 }, (p * (1.0 - p)).max(1e-4))),
            );
            at += g.rows.len();
        }
        slopes
    })
}

/// Scores as shares of one.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|p| p / sum).collect()
}

/// How many of `groups` the trees decide rightly.
pub fn right(groups: &[&Group], trees: &Trees) -> usize {
    groups
        .iter()
        .filter(|g| {
            let scores: Vec<f32> = g.rows.iter().map(|r| trees.score(r)).collect();
            let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
            best.is_some_and(|b| g.right[b])
        })
        .count()
}

//! The choice of the speaker's mention: a softmax over the candidates of a quotation.
use super::boost::{Settings, Table, boost};
use crate::annotated::{Gold, Offsets};
use crate::attribute::{Candidate, NAMES, Trees, walk};
use crate::lexicon::Lexicon;
use crate::model::Span;
use crate::{quotes, segment};

/// The settings that cross-validation on the training articles chose.
pub const SETTINGS: Settings = Settings { trees: 90, depth: 5, rate: 0.2, least: 2.0, ridge: 2.0 };

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
            let right = mark(found, answer);
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

/// The first candidate (in the text) that overlaps the annotated mention is right.
fn mark(found: &[Candidate], answer: Span) -> Vec<bool> {
    let place = |c: &Candidate| c.name.unwrap_or(c.span);
    let first =
        found.iter().filter(|c| place(c).overlaps(&answer) || c.span.overlaps(&answer)).map(|c| c.span.start).min();
    found.iter().map(|c| Some(c.span.start) == first).collect()
}

/// Learns from `groups`.
pub fn learn(groups: &[&Group], settings: &Settings) -> Trees {
    let rows: Vec<Vec<f32>> = groups.iter().flat_map(|g| g.rows.iter().cloned()).collect();
    let table = Table::new(&rows);
    boost(&table, settings, |scores| {
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

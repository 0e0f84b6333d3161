//! The same figures for parts of the outcomes.
use super::judge::{Expected, Outcome, Verdict};
use super::measure::Measure;
use crate::annotated::Gold;
use std::collections::BTreeMap;

/// What divides the outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Direct, mixed, or nobody's.
    Kind,
    /// Form of the gold's mention.
    Mention,
    /// Rule that chose the speaker.
    Rule,
    /// Who published the article.
    Outlet,
}

/// A part and its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What its outcomes have in common.
    pub name: String,
    /// The figures.
    pub measure: Measure,
}

/// Divides the outcomes of `verdicts`, those of `gold` in its order, and measures each part; largest first.
pub fn groups(gold: &[Gold], verdicts: &[Verdict], by: By) -> Vec<Group> {
    let mut parts: BTreeMap<String, Measure> = BTreeMap::new();
    for (article, verdict) in gold.iter().zip(verdicts) {
        for outcome in &verdict.outcomes {
            parts.entry(name(article, outcome, by)).or_default().add(outcome);
        }
    }
    let mut out: Vec<Group> = parts.into_iter().map(|(name, measure)| Group { name, measure }).collect();
    out.sort_by_key(|g| std::cmp::Reverse(g.measure.found.of + g.measure.rejected.of));
    out
}

fn name(article: &Gold, outcome: &Outcome, by: By) -> String {
    let words = match (by, outcome.expected, &outcome.source, &outcome.found) {
        (By::Outlet, ..) => article.outlet.as_deref().unwrap_or("no outlet"),
        (By::Rule, _, _, Some(found)) => found.how.as_deref().unwrap_or("no rule"),
        (By::Rule, ..) => "not found",
        (_, Expected::Nobody, ..) => "nobody says",
        (By::Kind, Expected::Direct, ..) => "direct",
        (By::Kind, ..) => "mixed",
        (By::Mention, _, Some(source), _) => source.form.name(),
        (By::Mention, ..) => "no source",
    };
    words.to_owned()
}

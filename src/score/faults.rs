//! What is wrong, one by one, with the words around it: for reading.
use super::judge::{Expected, Outcome, Verdict};
use super::letters::Letters;
use crate::annotated::Gold;
use serde::Serialize;

/// Code points shown on both sides.
const AROUND: usize = 120;

/// One error.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// `missed`, `not said`, `mention` or `person`.
    pub what: &'static str,
    /// The article.
    pub id: String,
    /// First code point of the segment.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The gold's mention and full name.
    pub gold: [Option<String>; 2],
    /// What was found instead.
    pub found: [Option<String>; 2],
    /// The rule that chose it.
    pub rule: Option<String>,
    /// The segment in ⟦⟧ with the words around it.
    pub context: String,
}

/// All errors of `verdicts`, those of `gold` in its order.
pub fn faults(gold: &[Gold], verdicts: &[Verdict]) -> Vec<Fault> {
    let mut out = Vec::new();
    for (article, verdict) in gold.iter().zip(verdicts) {
        let letters = Letters::new(&article.text);
        let wrong = verdict.outcomes.iter().filter_map(|o| Some((what(o)?, o)));
        out.extend(wrong.map(|(what, outcome)| fault(what, article, outcome, &letters)));
    }
    out
}

fn what(outcome: &Outcome) -> Option<&'static str> {
    match (outcome.expected, &outcome.found, &outcome.source) {
        (Expected::Nobody, Some(_), _) => Some("not said"),
        (Expected::Nobody, None, _) => None,
        (_, None, _) => Some("missed"),
        (_, _, Some(source)) if !source.right => Some("mention"),
        (_, _, Some(source)) if source.person.as_ref().is_some_and(|p| !p.right) => Some("person"),
        _ => None,
    }
}

fn fault(what: &'static str, article: &Gold, outcome: &Outcome, letters: &Letters) -> Fault {
    let [start, end] = outcome.span;
    let source = outcome.source.as_ref();
    let found = outcome.found.as_ref();
    let before = letters.text(start.saturating_sub(AROUND), start);
    let after = letters.text(end, end.saturating_add(AROUND));
    Fault {
        what,
        id: article.id.clone(),
        start,
        end,
        gold: [source.map(|s| s.mention.clone()), source.and_then(|s| Some(s.person.as_ref()?.name.clone()))],
        found: [found.and_then(|q| q.speaker.clone()), found.and_then(|q| q.canonical.clone())],
        rule: found.and_then(|q| q.how.clone()),
        context: format!("{before}⟦{}⟧{after}", letters.text(start, end)),
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = |[mention, name]: &[Option<String>; 2]| match (mention, name) {
            (Some(m), Some(n)) => format!("{m} = {n}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => "nobody".to_owned(),
        };
        let rule = self.rule.as_deref().map_or_else(String::new, |r| format!(" by {r}"));
        let (gold, found) = (names(&self.gold), names(&self.found));
        writeln!(f, "[{}] {}:{}  gold: {gold}  found: {found}{rule}", self.what, self.id, self.start)?;
        write!(f, "    {}", self.context.replace(['\n', '\r'], "⏎"))
    }
}

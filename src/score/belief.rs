//! Whether beliefs are worth what they say: of what is believed at 0.8, eight in ten should be right.
use super::judge::{Outcome, Verdict};
use serde::Serialize;

/// Bins of a reliability table, of equal mass.
pub const BINS: usize = 10;

/// Outcomes of like belief.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Least belief.
    pub from: f64,
    /// Greatest belief.
    pub to: f64,
    /// Mean belief.
    pub belief: f64,
    /// Share that is right.
    pub right: f64,
    /// How many.
    pub count: usize,
}

/// A reliability table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// Expected calibration error: mean distance of belief and truth over the bins, by their mass.
    pub error: f64,
    /// The bins, least belief first.
    pub bins: Vec<Bin>,
}

/// The belief and the truth of each found segment whose source the gold calls a person with a name; segments whose
/// prediction states no belief are left out.
pub fn events<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> Vec<(f64, bool)> {
    verdicts.into_iter().flat_map(|v| &v.outcomes).filter_map(event).collect()
}

fn event(outcome: &Outcome) -> Option<(f64, bool)> {
    let person = outcome.source.as_ref()?.person.as_ref().filter(|p| p.human)?;
    Some((outcome.found.as_ref()?.confidence?, person.right))
}

/// The table over (belief, truth) pairs, in [`BINS`] bins of equal mass.
///
/// ```
/// let sure = whosaid::score::reliability(&[(1.0, true); 20]);
/// assert_eq!((sure.error, sure.bins.len()), (0.0, 10));
/// ```
pub fn reliability(events: &[(f64, bool)]) -> Reliability {
    let mut sorted: Vec<(f64, bool)> = events.iter().copied().filter(|e| e.0.is_finite()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let cut = |i: usize| i * sorted.len() / BINS;
    let parts = (0..BINS).filter_map(|i| sorted.get(cut(i)..cut(i + 1)));
    let bins: Vec<Bin> = parts.filter_map(bin).collect();
    let mass = |b: &Bin| b.count as f64 / sorted.len() as f64;
    Reliability { error: bins.iter().map(|b| (b.belief - b.right).abs() * mass(b)).sum(), bins }
}

fn bin(part: &[(f64, bool)]) -> Option<Bin> {
    let (first, last) = (part.first()?, part.last()?);
    let count = part.len() as f64;
    Some(Bin {
        from: first.0,
        to: last.0,
        belief: part.iter().map(|e| e.0).sum::<f64>() / count,
        right: part.iter().filter(|e| e.1).count() as f64 / count,
        count: part.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance() {
        let events: Vec<(f64, bool)> = (0..100).map(|i| (0.8, i % 2 == 0)).collect();
        let table = reliability(&events);
        assert!((table.error - 0.3).abs() < 1e-9, "{table:?}");
        assert_eq!(table.bins.iter().map(|b| b.count).sum::<usize>(), 100);
        assert_eq!(reliability(&[]), Reliability::default());
        assert_eq!(reliability(&[(f64::NAN, true), (0.5, true)]).bins.len(), 1);
    }
}

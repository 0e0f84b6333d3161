//! A rising line through what was believed and what was right: means of equal masses, joined where they would fall
//! (pool adjacent violators; Ayer et al., Annals of Mathematical Statistics 1955).
use crate::attribute::Calibration;

/// Most points of the line.
const POINTS: usize = 12;

/// Fewest events a point stands for.
const LEAST: usize = 20;

/// Learns the line from (raw belief, truth) pairs. Too few leave beliefs as they are.
pub fn fit(events: &[(f64, bool)]) -> Calibration {
    let mut sorted: Vec<(f64, bool)> = events.iter().copied().filter(|e| e.0.is_finite()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let bins = POINTS.min(sorted.len() / LEAST);
    if bins < 2 {
        return Calibration::default();
    }
    let mut blocks: Vec<Block> = Vec::new();
    for i in 0..bins {
        let part = sorted.get(i * sorted.len() / bins..(i + 1) * sorted.len() / bins).unwrap_or(&[]);
        blocks.push(Block::of(part));
        while let [.., a, b] = blocks.as_slice()
            && (b.right() <= a.right() || b.raw() <= a.raw())
        {
            let joined = a.with(b);
            blocks.truncate(blocks.len() - 2);
            blocks.push(joined);
        }
    }
    Calibration::new(blocks.iter().map(|b| (b.raw() as f32, b.right() as f32)).collect())
}

/// Events of like belief: their number and sums.
#[derive(Clone, Copy)]
struct Block {
    count: f64,
    raw: f64,
    right: f64,
}

impl Block {
    fn of(part: &[(f64, bool)]) -> Block {
        let right = part.iter().filter(|e| e.1).count() as f64;
        Block { count: part.len() as f64, raw: part.iter().map(|e| e.0).sum(), right }
    }

    fn with(&self, other: &Block) -> Block {
        Block { count: self.count + other.count, raw: self.raw + other.raw, right: self.right + other.right }
    }

    fn raw(&self) -> f64 {
        self.raw / self.count
    }

    fn right(&self) -> f64 {
        self.right / self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beliefs_that_are_too_great_come_down() {
        let events: Vec<(f64, bool)> = (0..600).map(|i| (f64::from(i) / 600.0, i % 6 < i / 150)).collect();
        let line = fit(&events);
        assert!((line.calibrated(0.9) - 0.5).abs() < 0.06, "{line:?}");
        assert!(line.calibrated(0.05) < 0.1 && line.to_text().lines().count() <= POINTS);
    }

    #[test]
    fn the_line_never_falls() {
        let events: Vec<(f64, bool)> = (0..400).map(|i| (f64::from(i) / 400.0, i % 2 == 0 || i < 100)).collect();
        let line = fit(&events);
        let values: Vec<f32> = (0..50).map(|i| line.calibrated(i as f32 / 50.0)).collect();
        assert!(values.windows(2).all(|w| w[0] <= w[1]), "{values:?}");
    }

    #[test]
    fn few_events_teach_nothing() {
        assert_eq!(fit(&[(0.9, false); 30]), Calibration::default());
    }
}

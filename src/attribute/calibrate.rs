//! From the raw belief of the trees to the share that turns out right: a rising line through a few points, learned on
//! articles that the trees had not seen.
use std::fmt::Write as _;

/// A rising line through points; without any, beliefs stay as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    knots: Vec<(f32, f32)>,
}

impl Calibration {
    /// The line through `knots`, (raw, calibrated), sorted by the first.
    pub fn new(mut knots: Vec<(f32, f32)>) -> Calibration {
        knots.sort_by(|a, b| a.0.total_cmp(&b.0));
        Calibration { knots }
    }

    /// The calibrated belief, 0 to 1: on the line between two points, level outside them.
    ///
    /// ```
    /// use whosaid::attribute::Calibration;
    /// let line = Calibration::new(vec![(0.2, 0.1), (0.6, 0.5)]);
    /// assert_eq!((line.calibrated(0.4), line.calibrated(0.9)), (0.3, 0.5));
    /// assert_eq!(Calibration::default().calibrated(0.7), 0.7);
    /// ```
    pub fn calibrated(&self, raw: f32) -> f32 {
        let at = self.knots.partition_point(|k| k.0 <= raw);
        let value = match (at.checked_sub(1).and_then(|i| self.knots.get(i)), self.knots.get(at)) {
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (raw - a.0) / (b.0 - a.0),
            (Some(end), None) | (None, Some(end)) => end.1,
            (None, None) => raw,
        };
        value.clamp(0.0, 1.0)
    }

    /// The points as text, one a line.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for (raw, right) in &self.knots {
            let _ = writeln!(out, "{raw:.4} -> {right:.4}");
        }
        out
    }

    /// Reads what [`Calibration::to_text`] wrote; lines that begin with `#` are comments. Errors name the line.
    ///
    /// ```
    /// use whosaid::attribute::Calibration;
    /// let text = "0.1000 -> 0.2000\n0.9000 -> 0.8000\n";
    /// assert_eq!(Calibration::from_text(text).unwrap().to_text(), text);
    /// assert!(Calibration::from_text("0.1 is 0.2").is_err());
    /// ```
    pub fn from_text(text: &str) -> Result<Calibration, String> {
        let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let knot = |line: &str| {
            let (raw, right) = line.split_once(" -> ")?;
            Some((raw.trim().parse().ok()?, right.trim().parse().ok()?))
        };
        lines
            .map(|(i, l)| knot(l).ok_or_else(|| format!("line {}: {l}", i + 1)))
            .collect::<Result<_, _>>()
            .map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_rises() {
        let line = Calibration::from_text(include_str!("../../assets/model/confidence.txt")).unwrap();
        let values: Vec<f32> = (0..=100).map(|i| line.calibrated(i as f32 / 100.0)).collect();
        assert!(values.windows(2).all(|w| w[0] <= w[1]), "{values:?}");
        assert!(line.knots.len() <= 12 && values[0] < values[100]);
    }
}

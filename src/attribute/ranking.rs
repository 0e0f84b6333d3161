//! The candidates of a quotation, ranked by the learned numbers.
use super::candidates::Candidate;
use super::features::Frame;
use super::scene::Scene;
use super::term;
use super::trees::{Row, Trees};

/// The candidates of a quotation with their scores.
pub(super) struct Ranking<'c> {
    found: &'c [Candidate],
    scores: Vec<f32>,
    /// Index of the best.
    pub best: Option<usize>,
    /// How many trees were asked until one alone was left.
    done: usize,
}

impl<'c> Ranking<'c> {
    pub fn new(found: &'c [Candidate], trees: &Trees) -> Self {
        let rows: Vec<&Row> = found.iter().map(|c| &c.features).collect();
        let (scores, done) = trees.score_all(&rows);
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        Ranking { found, scores, best, done }
    }

    /// Asks the trees about the best that its choice did not need: the question of terms wants its whole score.
    fn finish(&mut self, trees: &Trees) {
        if let Some(best) = self.best {
            self.scores[best] = trees.score_on(&self.found[best].features, self.scores[best], self.done);
            self.done = usize::MAX;
        }
    }

    /// The best one's score.
    fn top(&self) -> f32 {
        self.best.map_or(0.0, |b| self.scores[b])
    }

    /// The score of candidate `which` as a share of one.
    pub fn share(&self, which: usize) -> f32 {
        let top = self.top();
        let sum: f32 = self.scores.iter().map(|s| (s - top).exp()).sum();
        (self.scores[which] - top).exp() / sum
    }

    /// Index of the second.
    pub fn runner_up(&self) -> Option<usize> {
        let best = self.best?;
        let others = (0..self.scores.len()).filter(|&i| i != best);
        others.max_by(|&a, &b| self.scores[a].total_cmp(&self.scores[b]))
    }

    /// What the question of terms is decided by.
    pub fn term_row(&mut self, scene: &Scene, frame: &Frame, speaker: &Trees) -> Row {
        self.finish(speaker);
        let chosen = self.best.map(|b| self.found[b].features.as_slice());
        term::features(scene, frame, self.best.map_or(0.0, |b| self.share(b)), self.top(), chosen)
    }
}

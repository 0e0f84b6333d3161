//! Grows small trees by gradient boosting over binned features, for any loss that gives a gradient and a curvature.
use crate::attribute::{Node, Trees};

/// Settings of the growth.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of trees.
    pub trees: usize,
    /// Deepest split.
    pub depth: usize,
    /// Share of each tree that is added.
    pub rate: f32,
    /// Least sum of curvature in a leaf.
    pub least: f32,
    /// Weight of the squared leaves.
    pub ridge: f32,
}

/// Most bins a feature is divided into.
const BINS: usize = 48;

/// Feature values as small numbers, column by column.
pub struct Table {
    rows: usize,
    columns: Vec<Vec<u8>>,
    edges: Vec<Vec<f32>>,
}

impl Table {
    /// Bins `rows`, all of one length, at their quantiles.
    pub fn new(rows: &[Vec<f32>]) -> Table {
        let width = rows.first().map_or(0, Vec::len);
        let mut table = Table { rows: rows.len(), columns: Vec::new(), edges: Vec::new() };
        for c in 0..width {
            let mut values: Vec<f32> = rows.iter().map(|r| r[c]).collect();
            values.sort_by(f32::total_cmp);
            values.dedup();
            let step = values.len().div_ceil(BINS).max(1);
            let edges: Vec<f32> = values.windows(2).step_by(step).map(|w| (w[0] + w[1]) / 2.0).collect();
            table.columns.push(rows.iter().map(|r| edges.partition_point(|e| *e <= r[c]) as u8).collect());
            table.edges.push(edges);
        }
        table
    }
}

/// Grows trees. `gradients(scores)` gives for each row the slope and the curvature of the loss at its score.
pub fn boost(table: &Table, settings: &Settings, mut gradients: impl FnMut(&[f32]) -> Vec<(f32, f32)>) -> Trees {
    let mut scores = vec![0.0f32; table.rows];
    let mut trees = Vec::new();
    for _ in 0..settings.trees {
        let slopes = gradients(&scores);
        let mut grower = Grower { table, settings, slopes: &slopes, nodes: Vec::new(), scores: &mut scores };
        grower.grow((0..table.rows as u32).collect(), 0);
        trees.push(grower.nodes);
    }
    Trees::new(trees)
}

struct Grower<'a> {
    table: &'a Table,
    settings: &'a Settings,
    slopes: &'a [(f32, f32)],
    nodes: Vec<Node>,
    scores: &'a mut [f32],
}

impl Grower<'_> {
    fn grow(&mut self, rows: Vec<u32>, depth: usize) -> u16 {
        let at = self.nodes.len();
        self.nodes.push(Node::Leaf(0.0));
        let (g, h) = self.sum(&rows);
        let best = if depth < self.settings.depth { self.best_split(&rows, g, h) } else { None };
        let Some((feature, bin)) = best else {
            let value = -g / (h + self.settings.ridge) * self.settings.rate;
            for &r in &rows {
                self.scores[r as usize] += value;
            }
            self.nodes[at] = Node::Leaf(value);
            return at as u16;
        };
        let column = &self.table.columns[feature];
        let (low, high): (Vec<u32>, Vec<u32>) = rows.iter().partition(|&&r| column[r as usize] <= bin);
        let limit = self.table.edges[feature][bin as usize];
        let low = self.grow(low, depth + 1);
        let high = self.grow(high, depth + 1);
        self.nodes[at] = Node::Split { feature: feature as u16, at: limit, low, high };
        at as u16
    }

    fn sum(&self, rows: &[u32]) -> (f32, f32) {
        rows.iter().fold((0.0, 0.0), |(g, h), &r| {
            let (a, b) = self.slopes[r as usize];
            (g + a, h + b)
        })
    }

    /// The feature and bin whose split lowers the loss most.
    fn best_split(&self, rows: &[u32], g: f32, h: f32) -> Option<(usize, u8)> {
        let ridge = self.settings.ridge;
        let gain = |g: f32, h: f32| g * g / (h + ridge);
        let base = gain(g, h);
        let mut best = (1e-3, None);
        for (feature, column) in self.table.columns.iter().enumerate() {
            let bins = self.table.edges[feature].len();
            if bins == 0 {
                continue;
            }
            let mut sums = [(0.0f32, 0.0f32); BINS + 2];
            for &r in rows {
                let (a, b) = self.slopes[r as usize];
                let s = &mut sums[column[r as usize] as usize];
                *s = (s.0 + a, s.1 + b);
            }
            let (mut lg, mut lh) = (0.0, 0.0);
            for (bin, (a, b)) in sums.iter().enumerate().take(bins) {
                lg += a;
                lh += b;
                if lh < self.settings.least || h - lh < self.settings.least {
                    continue;
                }
                let improvement = gain(lg, lh) + gain(g - lg, h - lh) - base;
                if improvement > best.0 {
                    best = (improvement, Some((feature, bin as u8)));
                }
            }
        }
        best.1
    }
}

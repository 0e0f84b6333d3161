//! Grows small trees by gradient boosting over binned features, for any loss that gives a gradient and a curvature. Each
//! tree sees a part of the examples and of the features: Friedman, "Stochastic gradient boosting", Computational
//! Statistics & Data Analysis 2002.
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
    /// Share of the examples that each tree is grown from.
    pub examples: f32,
    /// Share of the features that each tree may ask about.
    pub features: f32,
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

    /// The value of the leaf that a row reaches.
    fn leaf(&self, nodes: &[Node], row: usize) -> f32 {
        let mut at = 0;
        loop {
            match nodes[at] {
                Node::Leaf(value) => return value,
                Node::Split { feature, at: limit, low, high } => {
                    let feature = usize::from(feature);
                    // The limit is the edge above the last bin of the low side.
                    let bin = self.edges[feature].partition_point(|e| *e < limit);
                    at = usize::from(if usize::from(self.columns[feature][row]) <= bin { low } else { high });
                }
            }
        }
    }
}

/// Chance that is the same at every training. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 2003.
struct Chance(u64);

impl Chance {
    /// True in this share of all cases.
    fn of(&mut self, share: f32) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / ((1u64 << 24) as f32) < share
    }
}

/// Grows trees. An example has one row or several, as `sizes` says, which lie together. `gradients(scores)` gives for
/// each row the slope and the curvature of the loss at its score.
pub fn boost(
    table: &Table,
    settings: &Settings,
    sizes: &[usize],
    mut gradients: impl FnMut(&[f32]) -> Vec<(f32, f32)>,
) -> Trees {
    let mut scores = vec![0.0f32; table.rows];
    let mut trees = Vec::new();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for _ in 0..settings.trees {
        let slopes = gradients(&scores);
        let (mut seen, mut unseen, mut at) = (Vec::new(), Vec::new(), 0);
        for size in sizes {
            let part = if chance.of(settings.examples) { &mut seen } else { &mut unseen };
            part.extend(at..at + *size as u32);
            at += *size as u32;
        }
        let features = table.columns.iter().map(|_| chance.of(settings.features)).collect();
        let mut grower = Grower { table, settings, slopes: &slopes, features, nodes: Vec::new(), scores: &mut scores };
        grower.grow(seen, 0);
        let nodes = grower.nodes;
        for r in unseen {
            scores[r as usize] += table.leaf(&nodes, r as usize);
        }
        trees.push(nodes);
    }
    Trees::new(trees)
}

struct Grower<'a> {
    table: &'a Table,
    settings: &'a Settings,
    slopes: &'a [(f32, f32)],
    /// Which features may be asked about.
    features: Vec<bool>,
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
            if bins == 0 || !self.features[feature] {
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

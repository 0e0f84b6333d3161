//! A sum of small decision trees over named features: how the learned numbers in `assets/model` are read and used.
use std::fmt::Write as _;

/// One node: a question about a feature, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Go to `low` if the feature is less than `at`, else to `high`.
    Split {
        /// Index of the feature.
        feature: u16,
        /// The threshold.
        at: f32,
        /// Node for smaller values.
        low: u16,
        /// Node for the others.
        high: u16,
    },
    /// Add this to the score.
    Leaf(f32),
}

/// Places in a row of features. A power of two, so that masking an index keeps it inside.
pub const WIDTH: usize = 128;

/// The values of the features; unknown ones are 0.
pub type Row = [f32; WIDTH];

/// A row that begins with `values`.
pub(super) fn row(values: &[f32]) -> Row {
    let mut row = [0.0; WIDTH];
    row.iter_mut().zip(values).for_each(|(place, value)| *place = *value);
    row
}

/// Trees laid out as complete ones of one depth, so that a walk down has no branches and no bounds to check.
/// `N` leaves: node 1 is the root, the children of `i` are `2i` and `2i + 1`, and leaf `i` is node `N + i`.
#[derive(Clone, Debug, PartialEq)]
struct Complete<const N: usize> {
    splits: [(u16, f32); N],
    leaves: [f32; N],
}

/// All trees of a sum, in the least size that holds them.
#[derive(Clone, Debug, Default, PartialEq)]
enum Layout {
    #[default]
    None,
    Four(Vec<Complete<16>>),
    Five(Vec<Complete<32>>),
    Eight(Vec<Complete<256>>),
}

/// After how many trees the hopeless rows are dropped, and how far behind the best they lie: e^-3.5 is 3 %, and of
/// 8,238 choices of the training articles four change.
const HEAT: usize = 5;
const HOPELESS: f32 = 3.5;

/// Deepest tree that can be laid out; a deeper one is cut there.
const DEEPEST: usize = 8;

/// A sum of trees. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 2001.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    trees: Vec<Vec<Node>>,
    layout: Layout,
}

impl Trees {
    /// The sum of `trees`, each given by its nodes with the root first.
    pub fn new(trees: Vec<Vec<Node>>) -> Trees {
        let deepest = trees.iter().map(|t| depth(t, 0, 0)).max();
        let layout = match deepest {
            None => Layout::None,
            Some(0..=4) => Layout::Four(trees.iter().map(|t| Complete::of(t)).collect()),
            Some(5) => Layout::Five(trees.iter().map(|t| Complete::of(t)).collect()),
            Some(_) => Layout::Eight(trees.iter().map(|t| Complete::of(t)).collect()),
        };
        Trees { trees, layout }
    }

    /// The scores of many rows of features at once, for a choice among them, and how many trees were asked: a row that
    /// lies hopelessly behind the best after the first trees is not followed further, and keeps the score it has; as
    /// soon as one alone is left the choice is made, and [`Trees::score_on`] goes on with it.
    pub fn score_all(&self, rows: &[&Row]) -> (Vec<f32>, usize) {
        match &self.layout {
            Layout::None => (vec![0.0; rows.len()], 0),
            Layout::Four(trees) => score_all(trees, rows),
            Layout::Five(trees) => score_all(trees, rows),
            Layout::Eight(trees) => score_all(trees, rows),
        }
    }

    /// The score of `row` by all trees, after `done` of them gave `score`.
    pub fn score_on(&self, row: &Row, score: f32, done: usize) -> f32 {
        match &self.layout {
            Layout::None => score,
            Layout::Four(trees) => add(&trees[done.min(trees.len())..], row, score),
            Layout::Five(trees) => add(&trees[done.min(trees.len())..], row, score),
            Layout::Eight(trees) => add(&trees[done.min(trees.len())..], row, score),
        }
    }

    /// The sum of the leaves that `features` reaches. Unknown features count as 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        self.score_above(&row(features), f32::MIN)
    }

    /// As [`Trees::score`], for a whole row. Once the sum has fallen to `floor` it is not followed further: who asks
    /// for a positive answer need not know how negative it is.
    pub fn score_above(&self, row: &Row, floor: f32) -> f32 {
        match &self.layout {
            Layout::None => 0.0,
            Layout::Four(trees) => score_above(trees, row, floor),
            Layout::Five(trees) => score_above(trees, row, floor),
            Layout::Eight(trees) => score_above(trees, row, floor),
        }
    }

    /// The trees as text, one node a line, with the features' names.
    pub fn to_text(&self, names: &[&str]) -> String {
        let mut out = String::new();
        for tree in &self.trees {
            out.push_str("tree\n");
            for (i, node) in tree.iter().enumerate() {
                let _ = match *node {
                    Node::Leaf(value) => writeln!(out, "{i} = {value:.4}"),
                    Node::Split { feature, at, low, high } => {
                        let name = names.get(feature as usize).copied().unwrap_or("?");
                        writeln!(out, "{i} {name} < {at:.4} ? {low} : {high}")
                    }
                };
            }
        }
        out
    }

    /// Reads what [`Trees::to_text`] wrote. Errors name the line.
    ///
    /// ```
    /// use whosaid::attribute::{Node, Trees};
    /// let text = "tree\n0 Height < 2.0000 ? 1 : 2\n1 = -0.5000\n2 = 0.5000\n";
    /// let trees = Trees::from_text(text, &["Height"]).unwrap();
    /// assert_eq!(trees.score(&[3.0]), 0.5);
    /// assert_eq!(trees.to_text(&["Height"]), text);
    /// ```
    pub fn from_text(text: &str, names: &[&str]) -> Result<Trees, String> {
        let mut trees: Vec<Vec<Node>> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line == "tree" {
                trees.push(Vec::new());
                continue;
            }
            let node = node(line, names).ok_or_else(|| format!("line {}: {line}", number + 1))?;
            trees.last_mut().ok_or_else(|| format!("line {}: no tree begun", number + 1))?.push(node);
        }
        Ok(Trees::new(trees))
    }
}

fn score_all<const N: usize>(trees: &[Complete<N>], rows: &[&Row]) -> (Vec<f32>, usize) {
    let mut scores = vec![0.0; rows.len()];
    let mut alive: Vec<usize> = (0..rows.len()).collect();
    let mut done = 0;
    for heat in trees.chunks(HEAT) {
        for &row in &alive {
            scores[row] = add(heat, rows[row], scores[row]);
        }
        done += heat.len();
        let best = alive.iter().map(|&r| scores[r]).fold(f32::MIN, f32::max);
        alive.retain(|&r| scores[r] > best - HOPELESS);
        if alive.len() == 1 {
            break;
        }
    }
    (scores, done)
}

fn score_above<const N: usize>(trees: &[Complete<N>], row: &Row, floor: f32) -> f32 {
    let mut score = 0.0;
    for heat in trees.chunks(HEAT) {
        score = add(heat, row, score);
        if score <= floor {
            break;
        }
    }
    score
}

/// `score` and the leaves that `row` reaches in `trees`.
fn add<const N: usize>(trees: &[Complete<N>], row: &Row, score: f32) -> f32 {
    trees.iter().fold(score, |sum, tree| sum + tree.leaf(row))
}

impl<const N: usize> Complete<N> {
    /// Lays a tree out completely: a leaf above the last level becomes a subtree of equal leaves.
    fn of(tree: &[Node]) -> Complete<N> {
        let mut out = Complete { splits: [(0, f32::MAX); N], leaves: [0.0; N] };
        out.fill(tree, 0, 1);
        out
    }

    fn fill(&mut self, tree: &[Node], node: usize, place: usize) {
        if place >= N {
            self.leaves[place - N] = if let Some(Node::Leaf(v)) = tree.get(node) { *v } else { 0.0 };
            return;
        }
        let (low, high) = match tree.get(node) {
            Some(Node::Split { feature, at, low, high }) => {
                self.splits[place] = (*feature, *at);
                (*low as usize, *high as usize)
            }
            _ => (node, node),
        };
        self.fill(tree, low, 2 * place);
        self.fill(tree, high, 2 * place + 1);
    }

    #[inline]
    fn leaf(&self, row: &Row) -> f32 {
        let mut at = 1;
        for _ in 0..N.ilog2() {
            let (feature, limit) = self.splits[at & (N - 1)];
            at = 2 * at + usize::from(row[feature as usize & (WIDTH - 1)] >= limit);
        }
        self.leaves[at & (N - 1)]
    }
}

fn depth(tree: &[Node], at: usize, so_far: usize) -> usize {
    match tree.get(at) {
        Some(Node::Split { low, high, .. }) if so_far < DEEPEST => {
            depth(tree, *low as usize, so_far + 1).max(depth(tree, *high as usize, so_far + 1))
        }
        _ => so_far,
    }
}

/// Reads one node: `3 = 0.4375` or `0 VerbGap < 3.8571 ? 1 : 30`.
fn node(line: &str, names: &[&str]) -> Option<Node> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let name = words.next()?;
    let value: f32 = if name == "=" { words.next()? } else { after(&mut words, "<")? }.parse().ok()?;
    let node = if name == "=" {
        Node::Leaf(value)
    } else {
        let feature = names.iter().position(|n| *n == name)? as u16;
        let (low, high) = (after(&mut words, "?")?.parse().ok()?, after(&mut words, ":")?.parse().ok()?);
        Node::Split { feature, at: value, low, high }
    };
    words.next().is_none().then_some(node)
}

/// The word after `sign`, which must come next.
fn after<'a>(words: &mut impl Iterator<Item = &'a str>, sign: &str) -> Option<&'a str> {
    words.next().filter(|word| *word == sign)?;
    words.next()
}

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

/// A tree laid out as a complete one, level by level, so that a walk down has no branches.
#[derive(Clone, Debug, PartialEq)]
struct Level {
    depth: usize,
    /// Feature and threshold of each inner node; the children of `i` are `2i + 1` and `2i + 2`.
    splits: Vec<(u16, f32)>,
    leaves: Vec<f32>,
}

/// After how many trees the hopeless rows are dropped, and how far behind the best they lie: e^-5 is less than 1 %.
const HEAT: usize = 15;
const HOPELESS: f32 = 5.0;

/// Deepest tree that is laid out completely; a deeper one is cut there.
const DEEPEST: usize = 8;

/// A sum of trees. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 2001.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    trees: Vec<Vec<Node>>,
    levels: Vec<Level>,
}

impl Trees {
    /// The sum of `trees`, each given by its nodes with the root first.
    pub fn new(trees: Vec<Vec<Node>>) -> Trees {
        let levels = trees.iter().map(|t| level(t)).collect();
        Trees { trees, levels }
    }

    /// The scores of many rows of features at once, for a choice among them: a row that lies hopelessly behind the
    /// best after the first trees is not followed further, and keeps the score it has.
    pub fn score_all(&self, rows: &[&[f32]]) -> Vec<f32> {
        let mut scores = vec![0.0; rows.len()];
        let mut alive: Vec<usize> = (0..rows.len()).collect();
        for (done, tree) in self.levels.iter().enumerate() {
            for &row in &alive {
                scores[row] += tree.leaf(rows[row]);
            }
            if done % HEAT == HEAT - 1 && alive.len() > 1 {
                let best = alive.iter().map(|&r| scores[r]).fold(f32::MIN, f32::max);
                alive.retain(|&r| scores[r] > best - HOPELESS);
            }
        }
        scores
    }

    /// The sum of the leaves that `features` reaches. Unknown features count as 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        self.levels.iter().map(|t| t.leaf(features)).sum()
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

impl Level {
    fn leaf(&self, row: &[f32]) -> f32 {
        let mut at = 0;
        for _ in 0..self.depth {
            let (feature, limit) = self.splits[at];
            let value = row.get(feature as usize).copied().unwrap_or(0.0);
            at = 2 * at + 1 + usize::from(value >= limit);
        }
        self.leaves.get(at - self.splits.len()).copied().unwrap_or(0.0)
    }
}

/// Lays a tree out completely: a leaf above the last level becomes a subtree of equal leaves.
fn level(tree: &[Node]) -> Level {
    let depth = depth(tree, 0, 0).min(DEEPEST);
    let mut out = Level { depth, splits: vec![(0, f32::MAX); (1 << depth) - 1], leaves: vec![0.0; 1 << depth] };
    fill(tree, 0, 0, 0, &mut out);
    out
}

fn depth(tree: &[Node], at: usize, so_far: usize) -> usize {
    match tree.get(at) {
        Some(Node::Split { low, high, .. }) if so_far < DEEPEST => {
            depth(tree, *low as usize, so_far + 1).max(depth(tree, *high as usize, so_far + 1))
        }
        _ => so_far,
    }
}

fn fill(tree: &[Node], node: usize, place: usize, level: usize, out: &mut Level) {
    if level == out.depth {
        let value = if let Some(Node::Leaf(v)) = tree.get(node) { *v } else { 0.0 };
        out.leaves[place - out.splits.len()] = value;
        return;
    }
    let (low, high) = match tree.get(node) {
        Some(Node::Split { feature, at, low, high }) => {
            out.splits[place] = (*feature, *at);
            (*low as usize, *high as usize)
        }
        _ => (node, node),
    };
    fill(tree, low, 2 * place + 1, level + 1, out);
    fill(tree, high, 2 * place + 2, level + 1, out);
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

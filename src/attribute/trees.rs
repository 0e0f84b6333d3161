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

/// A sum of trees. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 2001.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    /// Each tree's nodes; the first is the root.
    pub trees: Vec<Vec<Node>>,
}

impl Trees {
    /// The sum of the leaves that `features` reaches. Unknown features count as 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        self.trees.iter().map(|t| leaf(t, features)).sum()
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
        Ok(Trees { trees })
    }
}

fn leaf(tree: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    // A tree has at most as many steps as nodes, so a damaged file cannot loop.
    for _ in 0..tree.len() {
        match tree.get(at) {
            Some(Node::Leaf(value)) => return *value,
            Some(Node::Split { feature, at: limit, low, high }) => {
                let value = features.get(*feature as usize).copied().unwrap_or(0.0);
                at = if value < *limit { *low } else { *high } as usize;
            }
            None => return 0.0,
        }
    }
    0.0
}

fn node(line: &str, names: &[&str]) -> Option<Node> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [_, "=", value] => value.parse().ok().map(Node::Leaf),
        [_, name, "<", at, "?", low, ":", high] => Some(Node::Split {
            feature: names.iter().position(|n| n == name)? as u16,
            at: at.parse().ok()?,
            low: low.parse().ok()?,
            high: high.parse().ok()?,
        }),
        _ => None,
    }
}

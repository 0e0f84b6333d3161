//! The tables as they are written.
use super::Place;
use crate::model::Label;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Table {
    pub rule: Vec<RuleRow>,
    pub block: Vec<BlockRow>,
    pub range: Vec<RangeRow>,
    pub tail: Tail,
    pub caption: Caption,
    pub guard: Guard,
    pub outlets: OutletRows,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRow {
    pub name: String,
    pub label: Label,
    #[serde(default)]
    pub lines: Vec<String>,
    pub start: Option<String>,
    #[serde(default)]
    pub first: Vec<String>,
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    pub phrases: Vec<String>,
    #[serde(default = "one")]
    pub least: usize,
    #[serde(default = "four_hundred")]
    pub max: usize,
    #[serde(default)]
    pub place: Place,
    #[serde(default)]
    pub strong: bool,
    pub outlet: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests of the tables"))]
    pub test: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests of the tables"))]
    pub not: Vec<String>,
}

fn one() -> usize {
    1
}

fn four_hundred() -> usize {
    400
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockRow {
    pub name: String,
    pub label: Label,
    pub outlet: Option<String>,
    #[serde(default)]
    pub peel: Vec<String>,
    #[serde(default)]
    pub grams: Vec<String>,
    #[serde(default)]
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RangeRow {
    pub name: String,
    pub label: Label,
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub lines: usize,
    pub bytes: usize,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tail {
    pub headings: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Caption {
    pub markers: Vec<String>,
    pub agencies: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests of the tables"))]
    pub test: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests of the tables"))]
    pub not: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guard {
    pub verbs: Vec<String>,
    pub leads: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutletRows {
    pub generic: Vec<String>,
    pub words: Vec<String>,
    pub names: HashMap<String, String>,
}

impl Table {
    /// The tables that come with the program, as one.
    pub(super) fn embedded() -> Table {
        let read = |text: &str| toml::from_str::<Table>(text).expect("the embedded tables parse: a test reads them");
        let mut all = read(include_str!("../../../assets/lexicon/boilerplate_blocks.toml"));
        all.rule.extend(read(include_str!("../../../assets/lexicon/boilerplate.toml")).rule);
        all.rule.extend(read(include_str!("../../../assets/lexicon/boilerplate_offers.toml")).rule);
        all
    }
}

//! Hand-set numbers to beat: the nearest subject of a reporting verb speaks, and a few capitals or a word or two
//! without such a verb are a term.
use crate::attribute::{Calibration, Models, NAMES, Node, TERM_NAMES, Trees};

/// A feature, a threshold, and what is added from there on.
type Weight = (&'static str, f32, f32);

const SPEAKER: &[Weight] = &[
    ("BehindVerbRight", 0.5, 4.0),
    ("SpeechSubjectRight", 0.5, 4.0),
    ("SpeechSubjectLeft", 0.5, 3.5),
    ("StanceSubjectLeft", 0.5, 2.0),
    ("BehindVerbLeft", 0.5, 1.5),
    ("ColonAfter", 0.5, 2.0),
    ("OwnsCueNoun", 0.5, 1.0),
    ("SpeechSubjectAny", 0.5, 1.0),
    ("SameMentionBefore", 0.5, 1.5),
    ("SubjectAny", 0.5, 0.5),
    ("Human", 0.5, 0.5),
    ("Named", 0.5, 0.3),
    ("TimeOrPlace", 0.5, -2.0),
    ("SameSentence", 0.5, 1.0),
    ("Rank", 1.0, -0.3),
    ("Rank", 2.0, -0.3),
    ("Rank", 4.0, -0.3),
    ("Paragraphs", 1.0, -0.5),
];

const TERM: &[Weight] = &[
    ("Words", 3.0, -1.5),
    ("Words", 5.0, -2.0),
    ("SpeechLeft", 0.5, -1.0),
    ("SpeechRight", 0.5, -1.0),
    ("Direct", 0.5, -2.0),
    ("HoldsVerb", 0.5, -1.0),
    ("HoldsPronoun", 0.5, -1.0),
    ("Capitals", 0.9, 2.0),
    ("SoCalled", 0.5, 4.0),
];

/// The hand-set numbers, as trees of one question each.
pub fn models() -> Models {
    Models { speaker: sum(SPEAKER, NAMES), term: sum(TERM, TERM_NAMES), confidence: Calibration::default() }
}

fn sum(weights: &[Weight], names: &[&str]) -> Trees {
    let known =
        weights.iter().filter_map(|&(name, at, value)| Some((names.iter().position(|n| *n == name)?, at, value)));
    let stump = |(feature, at, value): (usize, f32, f32)| {
        vec![Node::Split { feature: feature as u16, at, low: 1, high: 2 }, Node::Leaf(0.0), Node::Leaf(value)]
    };
    Trees::new(known.map(stump).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_its_feature() {
        assert!(SPEAKER.iter().all(|w| NAMES.contains(&w.0)), "speaker");
        assert!(TERM.iter().all(|w| TERM_NAMES.contains(&w.0)), "term");
    }

    #[test]
    fn a_subject_of_said_beats_a_bystander() {
        let row = |name: &str| NAMES.iter().map(|n| if *n == name { 1.0 } else { 0.0 }).collect::<Vec<f32>>();
        let trees = models().speaker;
        assert!(trees.score(&row("SpeechSubjectRight")) > trees.score(&row("Named")));
    }
}

//! `whosaid train`: numbers from annotated articles.
use super::program::{Scratch, run};
use serde_json::json;
use std::fs;
use whosaid::attribute::{Calibration, NAMES, TERM_NAMES, Trees};

/// Forty small articles that differ in names, with everything annotated.
fn gold() -> String {
    let first = ["Edda", "Bo", "Ann", "Carl", "Dora", "Finn", "Gerda", "Hugo"];
    let last = ["Marrow", "Ash", "Quayle", "Birch", "Thorn"];
    let mut out = String::new();
    for (i, (f, l)) in first.iter().flat_map(|f| last.iter().map(move |l| (f, l))).enumerate() {
        let name = format!("{f} {l}");
        let text = format!("“The harbour stays open,” said {name}. “We sail on Sunday.” The “blue book” stayed shut.");
        let at = |words: &str| {
            let start = text.split(words).next().unwrap().chars().count();
            (start, start + words.chars().count())
        };
        let (m0, m1) = at(&name);
        let quote = |words: &str| {
            let (start, end) = at(words);
            json!({"start": start, "end": end, "kind": "direct", "speaker": name, "speaker_start": m0, "speaker_end": m1,
                "speaker_type": "name", "canonical": name, "canonical_kind": "person"})
        };
        let (b0, b1) = at("blue book");
        let quotes = [quote("The harbour stays open,"), quote("We sail on Sunday.")];
        let line =
            json!({"id": format!("{i}"), "text": text, "quotes": quotes, "unattributed": [{"start": b0, "end": b1}]});
        out += &format!("{line}\n");
    }
    out
}

#[test]
fn numbers_are_learned_and_measured_on_articles_held_out() {
    let scratch = Scratch::new(&[("gold.jsonl", &gold())]);
    let ran = run(&scratch.0, &["train", "gold.jsonl", "--folds", "2", "--out", "model"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for part in [
        "80 quotations with a source",
        "40 terms",
        "by hand\n",
        "learned, 2 folds held out\n",
        "expected calibration error",
    ] {
        assert!(ran.out.contains(part), "{part:?} in\n{}", ran.out);
    }
    let read = |name: &str| fs::read_to_string(scratch.0.join("model").join(name)).unwrap();
    for text in [read("speaker.txt"), read("term.txt")] {
        assert!(text.starts_with("# Trees that score") && text.contains("# Learned from 40 articles"), "{text:.300}");
        assert!(!text.contains("Marrow") && !text.contains("harbour"), "numbers only");
    }
    let speaker = Trees::from_text(&read("speaker.txt"), NAMES).unwrap();
    assert!(speaker.score(&vec![0.0; NAMES.len()]).is_finite());
    assert!(Trees::from_text(&read("term.txt"), TERM_NAMES).is_ok());
    if let Ok(text) = fs::read_to_string(scratch.0.join("model/confidence.txt")) {
        assert!(Calibration::from_text(&text).is_ok());
    }
}

#[test]
fn nothing_to_learn_from_is_said() {
    let scratch = Scratch::new(&[("none.jsonl", "{}\n")]);
    let ran = run(&scratch.0, &["train", "none.jsonl"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(run(&scratch.0, &["train", "none.jsonl", "--folds", "1"]).code, Some(2));
}

//! `whosaid score`: the same figures as the annotation's own scorer, tables, errors.
use super::program::{Scratch, json_lines, run};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use whosaid::annotated::{Gold, Predicted};
use whosaid::score;

/// The folder with the annotated articles, if there is one on this machine.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("WHOSAID_SHARED").map(PathBuf::from);
    if folder.is_none() {
        println!("WHOSAID_SHARED is not set: nothing is compared");
    }
    folder
}

const GOLD: &str = r#"{"id":"a","text":"“We sail on Sunday,” said Edda Marrow. “Bring boots.” The “blue book” stayed shut.","quotes":[{"start":1,"end":19,"kind":"direct","speaker":"Edda Marrow","speaker_start":26,"speaker_end":37,"speaker_type":"name","canonical":"Edda Marrow","canonical_kind":"person"},{"start":40,"end":52,"kind":"direct","speaker":"Edda Marrow","speaker_start":26,"speaker_end":37,"speaker_type":"name","canonical":"Edda Marrow","canonical_kind":"person"}],"unattributed":[{"start":59,"end":68}],"publisher":"The Weekly Gull"}"#;

#[test]
fn figures_of_an_annotated_file() {
    let scratch = Scratch::new(&[("gold.jsonl", GOLD)]);
    let found = run(&scratch.0, &["extract", "--raw", "gold.jsonl"]);
    scratch.write("found.jsonl", found.out.as_bytes());
    let figures = |args: &[&str]| {
        let ran = run(&scratch.0, args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
        json_lines(&ran.out).remove(0)
    };
    let alone = figures(&["score", "gold.jsonl", "--format", "json"]);
    let compared = figures(&["score", "gold.jsonl", "found.jsonl", "--format", "json"]);
    assert_eq!(alone["figures"], compared["figures"], "with and without the file of predictions");
    assert_eq!(alone["figures"]["gold segments"], 2);
    assert_eq!(alone["figures"]["canonical_person_end2end"]["all"], 1.0);
    assert_eq!(alone["reliability"]["bins"].as_array().map(Vec::len), Some(2));
    let text = run(&scratch.0, &["score", "gold.jsonl", "--by", "outlet"]).out;
    assert!(text.contains("person, end to end") && text.contains("expected calibration error"), "{text}");
    assert!(text.contains("The Weekly Gull"), "{text}");
}

#[test]
fn errors_are_listed_and_divided() {
    let wrong = r#"{"id":"a","quotes":[{"start":1,"end":19,"kind":"direct","speaker":"Bo Ash","canonical":"Bo Ash","how":"guess"}]}"#;
    let scratch = Scratch::new(&[("gold.jsonl", GOLD), ("found.jsonl", wrong)]);
    let ran = run(&scratch.0, &["score", "gold.jsonl", "found.jsonl", "--by", "rule", "--errors"]);
    assert!(
        ran.out.contains("2 errors\n[mention] a:1  gold: Edda Marrow = Edda Marrow  found: Bo Ash = Bo Ash by guess"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("⟦Bring boots.⟧"), "{}", ran.out);
    let args = ["score", "gold.jsonl", "found.jsonl", "--by", "rule", "--errors", "1", "--format", "json"];
    let value: Value = json_lines(&run(&scratch.0, &args).out).remove(0);
    assert_eq!(value["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(value["by"]["guess"]["canonical_person_end2end"]["all"], 0.0);
}

#[test]
fn names_may_come_from_another_file_and_reviews_are_gold() {
    let people = r#"{"id":"a","people":[[1,19,"person","Bo Ash"]]}"#;
    let reviewed = GOLD.replace(r#""kind":"direct""#, r#""kind":"mixed","reviewed":true"#);
    let scratch = Scratch::new(&[("gold.jsonl", GOLD), ("people.jsonl", people), ("reviewed.jsonl", &reviewed)]);
    let person =
        |args: &[&str]| json_lines(&run(&scratch.0, args).out).remove(0)["figures"]["canonical_person_end2end"].clone();
    assert_eq!(person(&["score", "gold.jsonl", "--format", "json", "--people", "people.jsonl"])["all"], 0.5);
    let reviews = person(&["score", "reviewed.jsonl", "--format", "json"]);
    assert_eq!((&reviews["n"], &reviews["all"]), (&json!(2), &json!(1.0)));
}

#[test]
fn bad_lines_are_told_and_skipped() {
    let scratch = Scratch::new(&[("gold.jsonl", &format!("{GOLD}\n{{\"id\":3}}\n")), ("none.jsonl", "{}")]);
    let ran = run(&scratch.0, &["score", "gold.jsonl"]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("gold.jsonl:2: this is no annotated article"), "{}", ran.err);
    assert_eq!(run(&scratch.0, &["score", "none.jsonl"]).code, Some(2));
    assert_eq!(run(&scratch.0, &["score", "missing.jsonl"]).code, Some(2));
}

#[test]
fn the_figures_are_those_of_the_reference_scorer() {
    let Some(shared) = shared() else { return };
    let scratch = Scratch::new(&[]);
    for name in ["polnear-dev.jsonl.gz", "gumnews.jsonl"] {
        let gold = scratch.0.join("gold.jsonl");
        let unpack = "import gzip,sys;p=sys.argv[1];o=gzip.open if p.endswith('.gz') else open;sys.stdout.buffer.write(o(p,'rb').read())";
        let unpacked =
            Command::new("python3").args(["-c", unpack]).arg(shared.join("data").join(name)).output().unwrap();
        assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
        fs::write(&gold, &unpacked.stdout).unwrap();
        let found = run(&scratch.0, &["extract", "--raw", "gold.jsonl"]);
        // Once as the program says it, once with no places and no full names, once in disorder.
        for (way, found) in [found.out.clone(), without_places(&found.out), disorder(&found.out)].iter().enumerate() {
            scratch.write("found.jsonl", found.as_bytes());
            let reference = Command::new("python3")
                .arg(shared.join("tools/score_speakers.py"))
                .args([&gold, &scratch.0.join("found.jsonl")])
                .arg("--json")
                .output()
                .unwrap();
            assert!(reference.status.success(), "{}", String::from_utf8_lossy(&reference.stderr));
            let want: Value = serde_json::from_slice(&reference.stdout).unwrap();
            let (gold, _) = Gold::lines(name, &fs::read_to_string(&gold).unwrap());
            let (found, _) = Predicted::lines(name, found);
            let of = |id: &str| found.iter().rfind(|p| p.id == id);
            let verdicts: Vec<_> = gold.iter().map(|g| score::judge(g, of(&g.id))).collect();
            same(&score::measure(&verdicts).json(), &want, &format!("{name}, way {way}"));
        }
    }
}

fn change(found: &str, change: impl Fn(usize, &mut Value)) -> String {
    let lines = json_lines(found).into_iter().map(|mut article| {
        article["quotes"].as_array_mut().unwrap().iter_mut().enumerate().for_each(|(i, q)| change(i, q));
        article.to_string() + "\n"
    });
    lines.collect()
}

fn without_places(found: &str) -> String {
    change(found, |_, quote| {
        for key in ["speaker_start", "speaker_end", "canonical"] {
            quote[key] = Value::Null;
        }
    })
}

/// Ends moved, kinds and speakers changed: what a worse program would say.
fn disorder(found: &str) -> String {
    change(found, |i, quote| match i % 5 {
        0 => quote["canonical"] = quote["speaker"].clone(),
        1 => quote["kind"] = json!(if quote["kind"] == "term" { "mixed" } else { "term" }),
        2 => {
            let start = quote["start"].as_u64().unwrap() + 7;
            quote["spans"] = json!([]);
            quote["start"] = json!(start);
        }
        3 => (quote["speaker_start"], quote["speaker"]) = (Value::Null, Value::Null),
        _ => quote["canonical"] = json!("Barack Smith"),
    })
}

/// Every number of `want` is in `got`, and nothing else.
fn same(got: &Value, want: &Value, at: &str) {
    match (got, want) {
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{at}");
            a.iter().for_each(|(key, value)| same(value, &b[key], &format!("{at}, {key}")));
        }
        (Value::Number(a), Value::Number(b)) => {
            let apart = (a.as_f64().unwrap() - b.as_f64().unwrap()).abs();
            assert!(apart < 1e-9, "{at}: {a} is not {b}");
        }
        _ => assert_eq!(got, want, "{at}"),
    }
}

#[test]
fn the_table_of_offices_can_be_left_out() {
    let text = "“The talks went well,” the US president said on Friday.";
    let quote = json!({"start": 1, "end": 21, "kind": "direct", "speaker": "the US president", "speaker_start": 23,
        "speaker_end": 39, "speaker_type": "nominal", "canonical": "Donald Trump", "canonical_kind": "person"});
    let gold = json!({"id": "a", "text": text, "date": "2025-11-25", "quotes": [quote]}).to_string();
    let scratch = Scratch::new(&[("gold.jsonl", &gold)]);
    let person = |more: &[&str]| {
        let args = [&["score", "gold.jsonl", "--format", "json"], more].concat();
        json_lines(&run(&scratch.0, &args).out).remove(0)["figures"]["canonical_person_end2end"]["all"].clone()
    };
    assert_eq!((person(&[]), person(&["--no-offices"])), (json!(1.0), json!(0.0)));
}

//! `whosaid explain`: the reasons for each speaker, for people and for programs.
use super::program::{Scratch, json_lines, run};
use serde_json::Value;

const HARBOUR: &str = "Edda Marrow came to the harbour on Monday with her brother Oleh Quayle.\n\n\
    “We came to listen, and that is what we did,” she said.\n\nThe so-called “pier tax” stays.\n";

#[test]
fn every_reason_is_told() {
    let scratch = Scratch::new(&[("a.txt", HARBOUR)]);
    let ran = run(&scratch.0, &["explain", "a.txt", "--quote", "1"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for part in [
        "a.txt#1  “We came to listen, and that is what we did,”\n",
        "  kind        direct\n",
        "  rule        after-subject: ",
        "  cue         “said”\n",
        "  mention     “she”\n",
        "  chain       ← ",
        "  speaker     Edda Marrow\n",
        "  confidence  0.",
        "  runner-up   ",
    ] {
        assert!(ran.out.contains(part), "{part:?} in\n{}", ran.out);
    }
    assert!(!ran.out.contains("a.txt#2"), "only the first");
    let all = run(&scratch.0, &["explain", "a.txt"]).out;
    assert!(all.contains("a.txt#2  “pier tax”\n  kind        term\n"), "{all}");
}

#[test]
fn programs_get_places_in_the_text() {
    let scratch = Scratch::new(&[("a.txt", HARBOUR)]);
    let ran = run(&scratch.0, &["explain", "a.txt", "--format", "json"]);
    let array: Value = serde_json::from_str(&ran.out).unwrap();
    let article = json_lines(&run(&scratch.0, &["extract", "a.txt"]).out).remove(0);
    let (told, extracted) = (&array[0], &article["quotes"][0]);
    assert_eq!((&told["quote"], &told["id"]), (&1.into(), &"a.txt".into()));
    assert_eq!(told["evidence"], extracted["evidence"], "the same as extract says");
    let evidence = &extracted["evidence"];
    assert_eq!(evidence["span_rule"], "marks");
    let cut = |of: &Value| -> String {
        let (start, end) = (of["start"].as_u64().unwrap() as usize, of["end"].as_u64().unwrap() as usize);
        article["text"].as_str().unwrap().chars().skip(start).take(end - start).collect()
    };
    assert_eq!(cut(&evidence["steps"][0]), "she");
    assert!(cut(&evidence["steps"][1]).contains("Marrow"), "{evidence}");
    assert!(evidence["runner_up"]["score"].as_f64().unwrap() < 0.5, "{evidence}");
    assert!(!cut(&evidence["runner_up"]).is_empty());
}

#[test]
fn nothing_found_is_said_by_the_exit_code() {
    let scratch = Scratch::new(&[("a.txt", "It rained.")]);
    assert_eq!(run(&scratch.0, &["explain", "a.txt"]).code, Some(1));
    let json = run(&scratch.0, &["explain", "a.txt", "--format", "json"]);
    assert_eq!((json.code, json.out.as_str()), (Some(1), "[]\n"));
    assert_eq!(run(&scratch.0, &["explain", "missing.txt"]).code, Some(2));
}

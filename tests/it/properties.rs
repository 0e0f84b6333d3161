//! What must hold for any input at all.
use proptest::prelude::*;
use whosaid::model::Article;
use whosaid::query::{Field, Query, edit};
use whosaid::text::fold::{fold, fold_with_map, words};

/// Lines made of what the language is made of, and of anything else.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("speaker:".to_owned()),
        Just("after:".to_owned()),
        Just("date:none+".to_owned()),
        Just("kind:term".to_owned()),
        Just("sort:-conf".to_owned()),
        Just("2025-11".to_owned()),
        Just("OR".to_owned()),
        Just("NOT".to_owned()),
        "[()|\"“”!~:*<>.-]",
        "[a-c]{1,2}",
        "[ ]{1,2}",
        "\\PC{0,3}",
    ];
    prop_oneof![proptest::collection::vec(piece, 0..14).prop_map(|p| p.concat()), ".{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_is_a_query_or_an_error_with_a_place(line in line()) {
        match Query::parse(&line) {
            Ok(query) => {
                prop_assert_eq!(query.line(), line.as_str());
                let article = Article { body: "a b “c”".into(), ..Article::default() };
                let _ = (query.matches(&article), query.hits(&article.body));
            }
            Err(error) => {
                prop_assert!(line.get(error.span.start..error.span.end).is_some(), "{:?}", error);
                prop_assert!(!error.reason.is_empty() && !error.reason.contains('\n') || line.contains('\n'));
            }
        }
    }

    #[test]
    fn what_is_printed_reads_as_the_same_query(line in line()) {
        if let Ok(query) = Query::parse(&line) {
            let printed = query.to_string();
            let again = Query::parse(&printed);
            prop_assert!(again.is_ok(), "{} -> {}: {:?}", line, printed, again.err());
            let again = again.unwrap();
            prop_assert_eq!(again.to_string(), printed);
            prop_assert_eq!(again.terms().len(), query.terms().len());
        }
    }

    #[test]
    fn edits_of_any_line_hold(line in line(), name in "\\PC{1,12}") {
        let set = edit::with_speaker(&line, &name);
        let gone = edit::without(&set, &[Field::Speaker]);
        prop_assert_eq!(edit::without(&gone, &[Field::Speaker]), gone);
        let _ = (edit::toggle_speaker(&line, &name), edit::without_speaker(&line, &name));
        let both = Query::parse(&line).is_ok() && !words(&name).is_empty();
        if both {
            let query = Query::parse(&set);
            prop_assert!(query.is_ok(), "{} -> {}: {:?}", line, set, query.err());
        }
    }

    #[test]
    fn folding_is_done_at_once_and_maps_back(text in "\\PC{0,30}|[a-zA-Zéß“”ﬁİ\u{301}\u{200b}'-]{0,30}") {
        let folded = fold_with_map(&text);
        prop_assert_eq!(&folded.text, &fold(&text));
        prop_assert_eq!(fold(&folded.text), folded.text.as_str(), "folding a folded text changes nothing");
        let ends: Vec<usize> = folded.text.char_indices().map(|(i, _)| i).chain([folded.text.len()]).collect();
        let mut last = 0;
        for pair in ends.windows(2) {
            let span = folded.span(pair[0], pair[1]);
            prop_assert!(text.get(span.start..span.end).is_some_and(|s| !s.is_empty()), "{:?} in {:?}", span, text);
            prop_assert!(span.start >= last);
            last = span.start;
        }
    }
}

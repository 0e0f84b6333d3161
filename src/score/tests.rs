//! Our own small article, judged by hand.
use super::*;
use crate::annotated::{Gold, Predicted};

const TEXT: &str = "“We sail,” said Edda Marrow. She called it “long and dry” and read the “blue book”.";

fn at(words: &str) -> (usize, usize) {
    let start = TEXT.find(words).map(|b| TEXT[..b].chars().count()).unwrap();
    (start, start + words.chars().count())
}

fn gold() -> Gold {
    let (sail, marrow, she, dry, book) =
        (at("We sail,"), at("Edda Marrow"), at("She"), at("long and dry"), at("blue book"));
    let line = format!(
        r#"{{"id":"a","text":{:?},"publisher":"The Gull","quotes":[
        {{"start":{},"end":{},"kind":"direct","speaker":"Edda Marrow","speaker_start":{},"speaker_end":{},"speaker_type":"name",
          "canonical":"Edda Marrow","canonical_kind":"person"}},
        {{"start":{},"end":{},"kind":"mixed","parent":null,"speaker":"She","speaker_start":{},"speaker_end":{},
          "speaker_type":"pronoun","canonical":"Edda Marrow","canonical_kind":"person"}}],
        "unattributed":[{{"start":{},"end":{}}}]}}"#,
        TEXT, sail.0, sail.1, marrow.0, marrow.1, dry.0, dry.1, she.0, she.1, book.0, book.1
    );
    Gold::lines("g", &line.replace('\n', " ")).0.remove(0)
}

fn predicted(quotes: &str) -> Predicted {
    let quotes = quotes.replace('\n', " ");
    let (lines, problems) = Predicted::lines("p", &format!(r#"{{"id":"a","quotes":[{quotes}]}}"#));
    assert!(problems.is_empty(), "{problems:?}");
    lines.into_iter().next().unwrap()
}

fn all_right() -> Predicted {
    let (sail, marrow, dry, she) = (at("We sail"), at("Marrow"), at("long and dry"), at("She"));
    predicted(&format!(
        r#"{{"start":{},"end":{},"kind":"direct","speaker_start":{},"speaker_end":{},"speaker":"Marrow","canonical":"Edda Marrow","confidence":1.0,"how":"after"}},
        {{"start":{},"end":{},"kind":"mixed","speaker_start":{},"speaker_end":{},"speaker":"She","canonical":"Ms Marrow","confidence":0.5,"how":"before"}},
        {{"start":{},"end":{},"kind":"term"}}"#,
        sail.0,
        sail.1,
        marrow.0,
        marrow.1,
        dry.0,
        dry.1,
        she.0,
        she.1,
        at("blue book").0,
        at("blue book").1
    ))
}

#[test]
fn all_right_is_all_right() {
    let verdict = judge(&gold(), Some(&all_right()));
    let m = measure([&verdict]);
    assert_eq!((m.f1(), m.rejected.value(), m.exact.value()), (1.0, Some(1.0), Some(1.0)));
    assert_eq!((m.mention.all, m.person.all), (Share { right: 2, of: 2 }, Share { right: 2, of: 2 }));
    assert_eq!((m.person.forms[Form::Pronoun as usize].of, m.loose), (1, 0));
    assert!(faults(&[gold()], std::slice::from_ref(&verdict)).is_empty());
    assert_eq!(events([&verdict]), [(1.0, true), (0.5, true)]);
}

#[test]
fn nothing_found_is_nothing_right() {
    let verdict = judge(&gold(), None);
    let m = measure([&verdict]);
    assert_eq!((m.f1(), m.rejected.value(), m.mention.all.value()), (0.0, Some(1.0), Some(0.0)));
    assert_eq!((m.mention_found.all.value(), m.exact.value()), (None, None));
    let faults = faults(&[gold()], &[verdict]);
    assert_eq!(faults.iter().map(|f| f.what).collect::<Vec<_>>(), ["missed", "missed"]);
    assert!(faults[0].to_string().contains("⟦We sail,⟧"), "{}", faults[0]);
}

#[test]
fn wrong_speakers_and_scare_quotes_are_counted() {
    let (sail, dry, book) = (at("We sail"), at("long"), at("blue book"));
    let wrong = predicted(&format!(
        r#"{{"start":{},"end":{},"kind":"direct","speaker":"she","canonical":"Bo Ash"}},
        {{"start":{},"end":{},"kind":"mixed"}},{{"start":{},"end":{},"kind":"mixed"}},{{"start":9000,"end":1,"kind":"direct"}}"#,
        sail.0, sail.1, dry.0, dry.1, book.0, book.1
    ));
    let verdict = judge(&gold(), Some(&wrong));
    let m = measure([&verdict]);
    assert_eq!(
        (m.found, m.rejected),
        (Share { right: 1, of: 2 }, Share { right: 0, of: 1 }),
        "less than half is not found"
    );
    assert_eq!((m.person.all.right, m.mention.all.right, m.loose), (0, 0, 2));
    let kinds: Vec<String> = groups(&[gold()], &[verdict], By::Kind).into_iter().map(|g| g.name).collect();
    assert_eq!(kinds, ["direct", "mixed", "nobody says"]);
}

#[test]
fn outcomes_are_divided() {
    let verdicts = [judge(&gold(), Some(&all_right()))];
    let names = |by| groups(&[gold()], &verdicts, by).into_iter().map(|g| g.name).collect::<Vec<_>>();
    assert_eq!(names(By::Outlet), ["The Gull"]);
    assert_eq!(names(By::Rule), ["after", "before", "not found"]);
    assert_eq!(names(By::Mention), ["name", "nobody says", "pronoun"]);
}

use super::*;
use crate::model::{Evidence, Kind, Person, PersonKind, Quote, Span};
use crate::query::Query;
use chrono::NaiveDate;

/// An article of invented people; `said` is (words, mention, full name, kind, confidence).
fn article(body: &str, date: Option<(i32, u32, u32)>, said: &[(&str, &str, &str, Kind, f32)]) -> Article {
    let span = |words: &str| {
        let start = body.find(words).expect(words);
        Span::new(start, start + words.len())
    };
    let quotes = said.iter().map(|&(words, mention, name, kind, confidence)| Quote {
        span: span(words),
        spans: vec![span(words)],
        kind,
        speaker: (!mention.is_empty()).then(|| span(mention)),
        canonical: (!name.is_empty()).then(|| name.to_owned()),
        how: "test".into(),
        confidence,
        cue: None,
        evidence: Evidence::default(),
    });
    let marrow = body.find("Mrs Marrow").map(|at| Person {
        name: "Edda Marrow".into(),
        kind: PersonKind::Person,
        mentions: vec![Span::new(at, at + 10)],
    });
    Article {
        id: format!("{}.txt", said.len()),
        source: format!("news/2025/{}.txt", body.len()),
        title: Some("Harbour talks".into()),
        outlet: Some("The Tern".into()),
        body: body.into(),
        date: date.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d)),
        quotes: quotes.collect(),
        people: marrow.into_iter().collect(),
        ..Article::default()
    }
}

fn corpus() -> Vec<Article> {
    use Kind::{Direct, Mixed, Term};
    vec![
        article(
            "“The cease‑fire holds,” Oleh Hradskyy said. He called it “good and fair”. The so-called “sea ring” sails.",
            Some((2025, 8, 16)),
            &[
                ("The cease‑fire holds,", "Oleh Hradskyy", "Oleh Hradskyy", Direct, 0.97),
                ("good and fair", "He", "Oleh Hradskyy", Mixed, 0.55),
                ("sea ring", "", "", Term, 0.9),
            ],
        ),
        article(
            "“Mrs Marrow will pay,” an official said. “Never.”",
            Some((2025, 11, 23)),
            &[("Mrs Marrow will pay,", "an official", "", Direct, 0.8), ("Never.", "", "", Direct, 0.3)],
        ),
        article("Café owners want peace.\n\nTalks go on.", None, &[]),
        article(
            "“We want peace,” Edda Marrow told the Tern.",
            None,
            &[("We want peace,", "Edda Marrow", "Edda Marrow", Direct, 0.99)],
        ),
    ]
}

fn library() -> Memory {
    let mut library = Memory::new();
    library.put(corpus());
    library
}

/// The rows as `article:quotes`.
fn found(line: &str) -> String {
    let query = Query::parse_on(line, NaiveDate::from_ymd_opt(2025, 11, 26).unwrap()).expect(line);
    let results = library().search(&query, &Cancel::default()).unwrap();
    let row = |r: &Row| format!("{}:{:?}", r.article, r.quotes).replace(' ', "");
    results.rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

const QUERIES: &[(&str, &str)] = &[
    ("", "1:[0,1] 0:[0,1,2] 2:[] 3:[0]"),
    ("peace", "2:[] 3:[0]"),
    ("cafe", "2:[]"),
    ("cease-fire", "0:[0,1,2]"),
    ("fire -official", "0:[0,1,2]"),
    ("\"peace talks\"", ""),
    ("harbour", "1:[0,1] 0:[0,1,2] 2:[] 3:[0]"),
    ("text:harbour", ""),
    ("title:harb*", "1:[0,1] 0:[0,1,2] 2:[] 3:[0]"),
    ("said:peace", "3:[0]"),
    ("said:“good and”", "0:[1]"),
    ("speaker:hradsky", "0:[0,1]"),
    ("speaker:hradskiy said:fair", "0:[1]"),
    ("speaker:(hradsky|marrow)", "0:[0,1] 3:[0]"),
    ("-speaker:hradsky", "1:[0,1] 3:[0]"),
    ("speaker:official", "1:[0]"),
    ("speaker:hradsky OR peace", "0:[0,1] 2:[] 3:[0]"),
    ("as:he", "0:[1]"),
    ("about:marrow", "1:[0]"),
    ("about:edda", "1:[0]"),
    ("kind:term", "0:[2]"),
    ("kind:mixed|term", "0:[1,2]"),
    ("is:unattributed", "1:[1]"),
    ("is:unattributed kind:term", "0:[2]"),
    ("is:low", "1:[1] 0:[1]"),
    ("conf:<0.6", "1:[1] 0:[1]"),
    ("conf:0.9..1", "0:[0] 3:[0]"),
    ("after:2025-09", "1:[0,1]"),
    ("before:2025-11-23", "0:[0,1,2]"),
    ("-after:2025-09", "0:[0,1,2]"),
    ("on:2025-11", "1:[0,1]"),
    ("date:2025-08-16..2025-11-22", "0:[0,1,2]"),
    ("date:none", "2:[] 3:[0]"),
    ("-date:none", "1:[0,1] 0:[0,1,2]"),
    ("after:2025-09 date:none+", "1:[0,1] 2:[] 3:[0]"),
    ("after:\"3 weeks\"", "1:[0,1]"),
    ("outlet:tern path:2025/*.txt sort:date", "0:[0,1,2] 1:[0,1] 2:[] 3:[0]"),
    ("path:2024", ""),
    ("sort:speaker kind:direct|mixed", "3:[0] 0:[0,1] 1:[0,1]"),
    ("sort:conf limit:1", "1:[0,1]"),
];

#[test]
fn every_field_finds_its_rows() {
    for (line, rows) in QUERIES {
        assert_eq!(found(line), *rows, "{line}");
    }
}

#[test]
fn the_library_and_the_article_agree() {
    for (line, _) in QUERIES {
        let query = Query::parse(line).expect(line);
        let mut rows = library().find(&query, &Cancel::default()).unwrap().rows;
        rows.sort_by_key(|r| r.article);
        let corpus = corpus();
        let naive = corpus.iter().enumerate().filter_map(|(article, a)| {
            let quotes = query.matches(a)?.quotes.into_iter().map(|q| q as u32).collect();
            Some(Row { article, quotes })
        });
        assert_eq!(rows, naive.collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn what_a_date_hides_is_counted() {
    let query = Query::parse("peace after:2025").unwrap();
    let results = library().search(&query, &Cancel::default()).unwrap();
    assert_eq!((results.articles_total, results.undated_hidden), (0, 2));
}

#[test]
fn speakers_are_counted_without_terms() {
    let all = library().speakers(&Query::all(), &Cancel::default()).unwrap();
    let rows: Vec<_> = all.rows.iter().map(|r| (r.name.as_str(), r.named, r.quotes, r.articles)).collect();
    assert_eq!(rows, [("Oleh Hradskyy", true, 2, 1), ("Edda Marrow", true, 1, 1), ("an official", false, 1, 1)]);
    assert_eq!((all.unattributed, all.low), (1, 2));
    assert_eq!(all.rows.first().map(|r| r.aliases.clone()), Some(vec!["He".to_owned()]));
}

#[test]
fn quotations_sort_across_articles() {
    let query = Query::parse("sort:conf limit:2").unwrap();
    let places = library().quotes(&query, &Cancel::default()).unwrap();
    assert_eq!(places, [Place { article: 1, quote: 1 }, Place { article: 0, quote: 1 }]);
}

#[test]
fn a_snapshot_keeps_what_it_saw_and_shelves_fill() {
    let mut library = library();
    let before = library.clone();
    let many = (0..300).map(|i| Article { body: format!("Number {i} peace"), ..Article::default() });
    library.put(many.collect());
    library.replace(vec![(150, Article { body: "war".into(), ..Article::default() }), (9_999, Article::default())]);
    let count = |library: &Memory, line| {
        library.search(&Query::parse(line).unwrap(), &Cancel::default()).unwrap().articles_total
    };
    assert_eq!((count(&before, "peace"), count(&library, "peace"), count(&library, "war")), (2, 301, 1));
    assert_eq!((library.len(), library.quotations(), library.article(303).is_some()), (304, 6, true));
    let cancel = Cancel::default();
    cancel.clone().cancel();
    assert_eq!(library.search(&Query::all(), &cancel), None);
}

#[test]
fn hits_are_places_in_the_body() {
    let body = "Café peace, cafés. A “cease‑fire”.";
    let hits =
        |line: &str| -> Vec<&str> { Query::parse(line).unwrap().hits(body).iter().map(|s| s.of(body)).collect() };
    assert_eq!(hits("cafe* peace"), ["Café", "peace", "café"]);
    assert_eq!(hits("cease-fire -peace"), ["cease‑fire"]);
    assert_eq!(hits("speaker:cafe *"), Vec::<&str>::new());
}

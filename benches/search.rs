//! Searching 10,000 generated articles (about 47 MB): the time of a key press at most.
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use whosaid::library::{Cancel, Memory};
use whosaid::model::{Article, Evidence, Kind, Quote, Span};
use whosaid::query::Query;

const WORDS: &[&str] = &[
    "the", "harbour", "talks", "went", "on", "and", "nobody", "in", "Saltmere", "knew", "of", "ferries", "that", "a",
    "storm", "would", "come", "to", "quay", "again", "while", "council", "members", "waited", "for", "news",
];

/// An article of about 4.7 KB with six quotations, the same for the same number.
fn article(number: usize) -> Article {
    let mut seed = number as u64 * 2_654_435_761 + 1;
    let mut pick = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let mut body = String::new();
    let mut quotes = Vec::new();
    for paragraph in 0..24 {
        let start = body.len();
        for _ in 0..34 {
            body.push_str(WORDS[pick(WORDS.len())]);
            body.push(' ');
        }
        let end = body.trim_end().len();
        if paragraph % 4 == 0 {
            let speaker = pick(300);
            quotes.push(Quote {
                span: Span::new(start, end),
                spans: vec![Span::new(start, end)],
                kind: Kind::Direct,
                speaker: None,
                canonical: Some(format!("Edda Marrow{speaker}")),
                how: "bench".into(),
                confidence: 0.9,
                cue: None,
                evidence: Evidence::default(),
            });
        }
        body.push_str(if number.is_multiple_of(500) && paragraph == 9 {
            "A rare “zephyr” blew.\n\n"
        } else {
            "It rained.\n\n"
        });
    }
    Article {
        body,
        quotes,
        date: chrono::NaiveDate::from_yo_opt(2025, 1 + (number % 365) as u32),
        ..Article::default()
    }
}

fn search(c: &mut Criterion) {
    let mut library = Memory::new();
    library.put((0..10_000).map(article).collect());
    let bytes: usize = library.articles().map(|a| a.body.len()).sum();
    println!("{} articles, {} MB, {} quotations", library.len(), bytes >> 20, library.quotations());
    for line in ["zephyr", "harbour", "absent", "\"went on\"", "said:zephyr", "speaker:marrow17", "after:2025-11 storm"]
    {
        let query = Query::parse(line).expect(line);
        c.bench_function(line, |b| b.iter(|| library.search(black_box(&query), &Cancel::default())));
    }
    let all = Query::all();
    c.bench_function("speakers", |b| b.iter(|| library.speakers(black_box(&all), &Cancel::default())));
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = search }
criterion_main!(benches);

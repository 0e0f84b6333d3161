//! The bundled sample, annotated by hand: the whole pipeline must get every article, quotation and speaker right.
use serde::Deserialize;
use std::fs;
use std::path::Path;
use whosaid::lexicon::Lexicon;
use whosaid::model::{Article, Quote, RawArticle};
use whosaid::pipeline::{Repeats, extract};
use whosaid::read::{Input, articles};

#[derive(Deserialize)]
struct Gold {
    id: String,
    date: Option<String>,
    outlet: String,
    title: Option<String>,
    body: String,
    quotes: Vec<GoldQuote>,
}

/// Offsets are code points of the body.
#[derive(Deserialize)]
struct GoldQuote {
    start: usize,
    end: usize,
    text: String,
    kind: String,
    canonical: Option<String>,
    mention: Option<String>,
}

fn sample() -> Vec<RawArticle> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the sample").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy().to_string();
        let bytes = fs::read(path).expect("readable");
        let input = Input { path: &name, name: &name, folder: "sample", first_line: 1, bytes: &bytes };
        articles(&input, None).into_iter().map(|article| article.expect("a whole article")).collect::<Vec<_>>()
    };
    paths.iter().flat_map(read).collect()
}

/// What is wrong with `article`, in words.
fn faults(gold: &Gold, article: &Article) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, got: Option<String>, want: Option<&str>| {
        if got.as_deref() != want {
            wrong.push(format!("{}: {what}: got {got:?}, want {want:?}", gold.id));
        }
    };
    same("body", Some(article.body.trim().into()), Some(&gold.body));
    same("date", article.date.map(|date| date.to_string()), gold.date.as_deref());
    same("outlet", article.outlet.clone(), Some(&gold.outlet));
    same("title", article.title.clone(), gold.title.as_deref());
    let at = |chars: usize| article.body.char_indices().nth(chars).map_or(article.body.len(), |(byte, _)| byte);
    for want in &gold.quotes {
        let (start, end) = (at(want.start), at(want.end));
        let Some(got) = article.quotes.iter().find(|got| (got.span.start, got.span.end) == (start, end)) else {
            same("quotation", None, Some(&want.text));
            continue;
        };
        same("kind", Some(got.kind.name().into()), Some(&want.kind));
        same(&want.text, got.canonical.clone(), want.canonical.as_deref());
        let mention = got.speaker.map(|span| span.of(&article.body).to_lowercase());
        let words = want.mention.as_ref().map(|words| words.to_lowercase());
        let fits = match (&mention, &words) {
            (Some(got), Some(want)) => got.contains(want.as_str()) || want.contains(got.as_str()),
            (got, want) => got == want,
        };
        if !fits {
            same(&format!("mention of {}", want.text), mention, words.as_deref());
        }
    }
    let known = |got: &&Quote| !gold.quotes.iter().any(|want| at(want.start) == got.span.start);
    for extra in article.quotes.iter().filter(known) {
        same("extra quotation", Some(extra.span.of(&article.body).into()), None);
    }
    wrong
}

/// Faults that are known, one a line: the list may only shrink.
const KNOWN: &str = include_str!("../annotated/sample_wrong.txt");

#[test]
fn the_sample_comes_out_as_annotated() {
    let gold =
        include_str!("../annotated/sample.jsonl").lines().map(|line| serde_json::from_str::<Gold>(line).expect(line));
    let gold: Vec<Gold> = gold.collect();
    let raw = sample();
    assert_eq!(raw.len(), gold.len(), "as many articles as annotations");
    let lexicon = Lexicon::builtin();
    let repeats = Repeats::learn(raw.iter(), lexicon);
    let mut wrong = Vec::new();
    for gold in &gold {
        match raw.iter().find(|raw| raw.id == gold.id || gold.id.strip_suffix(".txt") == Some(&raw.id)) {
            Some(raw) => wrong.extend(faults(gold, &extract(raw, lexicon, &repeats))),
            None => wrong.push(format!("{}: no such article", gold.id)),
        }
    }
    let known: Vec<&str> = KNOWN.lines().filter(|line| !line.is_empty()).collect();
    let new: Vec<&String> = wrong.iter().filter(|w| !known.contains(&w.as_str())).collect();
    let mended: Vec<&&str> = known.iter().filter(|k| !wrong.iter().any(|w| w == *k)).collect();
    assert!(new.is_empty(), "{} new faults:\n{new:#?}", new.len());
    assert!(mended.is_empty(), "right now, take them off sample_wrong.txt:\n{mended:#?}");
}

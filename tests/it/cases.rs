//! Runs the hard cases of `tests/cases/attribution/*.toml`; all that fail are told together.
use serde::Deserialize;
use std::fs;
use std::path::Path;
use whosaid::lexicon::Lexicon;
use whosaid::model::{Article, Quote, RawArticle};
use whosaid::pipeline::{Repeats, extract, extract_raw};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// `quotes` holds, in order, words, kind, mention and canonical name; an empty mention or name stands for none, `*`
/// for any.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
    /// Clean the text first: it holds captions and the like.
    #[serde(default)]
    clean: bool,
    quotes: Vec<[String; 4]>,
}

fn load() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/attribution");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the cases").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let file = path.file_stem().expect("a name").to_string_lossy().to_string();
        let cases: Cases = toml::from_str(&fs::read_to_string(path).expect("readable")).expect(&file);
        cases.case.into_iter().map(move |case| (file.clone(), case)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(read).collect()
}

fn run(case: &Case) -> Article {
    let date = case.date.as_ref().map(|date| date.parse().expect("a date"));
    let raw = RawArticle { text: case.text.clone(), date, outlet: case.outlet.clone(), ..RawArticle::default() };
    match case.clean {
        true => extract(&raw, Lexicon::builtin(), &Repeats::default()),
        false => extract_raw(&raw, Lexicon::builtin()),
    }
}

/// Quotation, kind, mention and name as a case writes them.
fn told(article: &Article, quote: &Quote) -> [String; 4] {
    [
        quote.span.of(&article.body).to_string(),
        quote.kind.name().to_string(),
        quote.speaker.map(|span| span.of(&article.body).to_string()).unwrap_or_default(),
        quote.canonical.clone().unwrap_or_default(),
    ]
}

/// True if a mention is the one meant: the same words, or one inside the other (appositions may be cut).
fn fits(got: &[String; 4], want: &[String; 4]) -> bool {
    let mention = match (got[2].to_lowercase(), want[2].to_lowercase()) {
        (got, want) if got.is_empty() || want.is_empty() => got == want,
        (got, want) => got.contains(&want) || want.contains(&got),
    };
    let any = |i: usize| want[i] == "*";
    got[0] == want[0] && (any(1) || got[1] == want[1]) && (any(2) || mention) && (any(3) || got[3] == want[3])
}

/// Cases that are known to come out wrong, one a line: what is right must stay right, and a line goes when its case
/// comes right.
const WRONG: &str = include_str!("../cases/wrong.txt");

#[test]
fn every_case_comes_out_right() {
    let cases = load();
    let (mut wrong, mut mended) = (Vec::new(), Vec::new());
    for (file, case) in &cases {
        let article = run(case);
        let got: Vec<[String; 4]> = article.quotes.iter().map(|quote| told(&article, quote)).collect();
        let right = got.len() == case.quotes.len() && got.iter().zip(&case.quotes).all(|(got, want)| fits(got, want));
        let name = format!("{file} / {}", case.name);
        match (right, WRONG.lines().any(|line| line == name)) {
            (true, true) => mended.push(name),
            (false, false) => wrong.push(format!("{name}\n  got  {got:?}\n  want {:?}", case.quotes)),
            _ => {}
        }
    }
    let known = WRONG.lines().count();
    assert!(
        mended.is_empty(),
        "right now, take them off wrong.txt ({known} of {}):\n{}",
        cases.len(),
        mended.join("\n")
    );
    assert!(wrong.is_empty(), "{} of {} cases are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_words_of_every_case_stand_in_its_text() {
    let cases = load();
    let mut names = std::collections::HashSet::new();
    for (file, case) in &cases {
        assert!(names.insert((file, &case.name)), "{file} / {}: the name is taken", case.name);
        for [words, _, mention, _] in &case.quotes {
            let cut = words.split("\n\n").all(|part| case.text.contains(part));
            assert!(cut, "{file} / {}: {words}", case.name);
            assert!(mention == "*" || case.text.contains(mention.as_str()), "{file} / {}: {mention}", case.name);
        }
    }
}

//! Articles to ask: the sample, some of our own making, and those of the shared folder where there is one.
use std::path::PathBuf;
use std::sync::Arc;
use whosaid::ingest::{Options, Source, collect};
use whosaid::lexicon::Lexicon;
use whosaid::model::{Article, RawArticle};
use whosaid::pipeline::{Repeats, extract};

/// Name and articles of every corpus.
pub fn all() -> Vec<(&'static str, Vec<Arc<Article>>)> {
    let mut all = vec![("sample", read(Source::Sample)), ("made", made(160))];
    match std::env::var_os("WHOSAID_SHARED") {
        Some(folder) => all.push(("seeds", read(Source::Path(PathBuf::from(folder).join("seeds"))))),
        None => println!("the shared articles are not asked: WHOSAID_SHARED is not set"),
    }
    assert!(all.iter().all(|(_, articles)| articles.len() > 4), "every corpus is there");
    all
}

fn read(source: Source) -> Vec<Arc<Article>> {
    collect(&[source], &Options::default()).0.into_iter().map(Arc::new).collect()
}

const PEOPLE: &[(&str, &str, &str)] = &[
    ("Edda Marrow", "Mrs Marrow", "she"),
    ("Oleh Hradskyy", "Mr Hradsky", "he"),
    ("Tom Quayle", "Quayle", "he"),
    ("Ines Quayle", "Ms Quayle", "she"),
    ("Borys Lint", "Lint", "he"),
];
const WORDS: &[&str] = &[
    "harbour",
    "peace",
    "plan",
    "cease-fire",
    "tariff",
    "the",
    "of",
    "ferry",
    "storm",
    "council",
    "Été",
    "Straße",
    "peacekeepers",
    "planning",
    "vote",
    "和平",
    "it's",
];

/// `count` invented articles, the same for the same number.
pub fn made(count: usize) -> Vec<Arc<Article>> {
    (0..count).map(|number| Arc::new(extract(&raw(number), Lexicon::builtin(), &Repeats::default()))).collect()
}

/// The invented article with this number, as a file would hold it.
pub fn raw(number: usize) -> RawArticle {
    let mut seed = number as u64 * 2_654_435_761 + 7;
    let mut pick = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let mut words = |most: usize| {
        let many = 2 + pick(most);
        (0..many).map(|_| WORDS[pick(WORDS.len())]).collect::<Vec<_>>().join(" ")
    };
    let mut text = format!("The {} went on.\n\n", words(6));
    for paragraph in 0..4 {
        let (name, short, he) = PEOPLE[(number * 7 + paragraph * paragraph) % PEOPLE.len()];
        let said = words(9);
        match (number + paragraph) % 5 {
            0 => text += &format!("“We want {said},” {name} said. “The {} is near.”\n\n", words(3)),
            1 => text += &format!("{name}, the mayor, called it “{said}”.\n\nIt rained, {he} told the council.\n\n"),
            2 => text += &format!("According to {short}, the {} is “{said}” and over.\n\n", words(4)),
            3 => text += &format!("The so-called “{} ring” sailed. {said}.\n\n", words(1)),
            _ => text += &format!("“Never {said}.”\n\nTalks about {name} and the {}.\n\n", words(8)),
        }
    }
    let day = chrono::NaiveDate::from_yo_opt(2024 + (number % 3) as i32 / 2, 1 + (number * 37 % 360) as u32);
    RawArticle {
        id: format!("{number}.txt"),
        source: format!("made/{}/{number}.txt", number % 4),
        title: (!number.is_multiple_of(3)).then(|| format!("{} talks", words(3))),
        outlet: (!number.is_multiple_of(5)).then(|| ["The Tern", "Saltmere Post"][number % 2].to_owned()),
        url: number.is_multiple_of(7).then(|| format!("https://tern.example/{number}")),
        date: day.filter(|_| !number.is_multiple_of(6)),
        text,
        ..RawArticle::default()
    }
}

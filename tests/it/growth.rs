//! Texts made to be slow: ten times the text may take about ten times as long, not a hundred.
use std::fmt::Write;
use std::time::{Duration, Instant};
use whosaid::lexicon::Lexicon;
use whosaid::model::RawArticle;
use whosaid::pipeline::extract;

/// Bytes of the smaller text, and how many times as long the larger one is.
const SMALL: usize = 20_000;
const TIMES: usize = 10;
/// Twice what linear time allows, and far less than the hundred of quadratic time.
const MOST: u32 = 25;

/// What is repeated. Every one of them once took quadratic time, or is a neighbour of one that did.
const SHAPES: [&str; 22] = [
    "“ ",
    "\" ",
    "'",
    "‘ ",
    "“ \" « „ ' ",
    "“‘",
    "the boat went home and ",
    "He said: “a” ",
    "“The boat.\n\n",
    "\u{301}",
    "\u{323}\u{301}",
    "Boat Gull Pier Ann Ash ",
    ",",
    "said ",
    "Ann: go\n",
    "“Go home now, all of you,” said Ann Ash.\n",
    "“Go,” he said. ",
    "Ann/",
    "Ann Ash told him. “Go,” she said, and he: “No.” ",
    "Read more\nShare\n",
    "date 2025-11-25\n",
    "The harbour wall at Eastport, which has stood since the last\n",
];

fn repeated(shape: &str, bytes: usize) -> String {
    shape.repeat(bytes / shape.len() + 1)
}

/// As many speakers as there are quotations.
fn many_names(bytes: usize) -> String {
    let mut text = String::new();
    let syllables = ["ba", "ke", "mo", "ri", "tu", "va", "lo", "se", "pi", "du"];
    for i in 0..bytes / 30 {
        let name: String = (0..5).map(|p| syllables[i / 10usize.pow(p) % 10]).collect();
        let _ = write!(text, "“We go {i},” said Ann W{name}. ");
    }
    text
}

/// The shortest of three runs: whatever else the machine does only makes a run longer.
fn time(text: String) -> Duration {
    let raw = RawArticle { text, ..RawArticle::default() };
    let run = || {
        let start = Instant::now();
        let article = extract(&raw, Lexicon::builtin(), &Default::default());
        let took = start.elapsed();
        assert!(article.quotes.iter().all(|q| q.span.end <= article.body.len()));
        took
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}

#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    time(many_names(1000));
    let mut slow = Vec::new();
    let mut check = |name: &str, make: &dyn Fn(usize) -> String| {
        // A pause of the machine in all runs of one text is rare, and in the second attempt rarer.
        let grows = || {
            let small = time(make(SMALL)).max(Duration::from_micros(200));
            let large = time(make(SMALL * TIMES));
            (large > small * MOST).then(|| format!("{name:?}: {small:?}, then {large:?}"))
        };
        slow.extend(grows().and_then(|_| grows()));
    };
    for shape in SHAPES {
        check(shape, &|bytes| repeated(shape, bytes));
    }
    check("many names", &many_names);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

//! Cleaning as a whole: golden cases, the shared seeds, what repeats, and properties on any text.
use proptest::prelude::*;
use std::path::Path;
use whosaid::clean::{Repeats, clean};
use whosaid::lexicon::Lexicon;
use whosaid::model::{Clean, RawArticle};
use whosaid::read::{Input, articles};

fn read(path: &str, bytes: &[u8]) -> RawArticle {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut found = articles(&Input { path, name, folder, first_line: 1, bytes }, None);
    found.remove(0).unwrap_or_else(|p| panic!("{p}"))
}

fn raw(text: &str) -> RawArticle {
    RawArticle { text: text.into(), ..RawArticle::default() }
}

fn plain(raw: &RawArticle) -> Clean {
    clean(raw, Lexicon::builtin(), &Repeats::default())
}

/// What a case expects: the fields, the rules that removed something, and the body.
fn shown(c: &Clean) -> String {
    let or = |v: Option<String>| v.unwrap_or_else(|| "-".into());
    let rules: Vec<&str> = c.removed.iter().map(|r| r.rule.as_str()).collect();
    let date = or(c.date.map(|d| d.to_string()));
    let (title, outlet, author) = (or(c.title.clone()), or(c.outlet.clone()), or(c.author.clone()));
    let fields = format!("title: {title}\noutlet: {outlet}\nauthor: {author}\ndate: {date} {:?}", c.date_from);
    format!("{fields}\nremoved: {}\n\n{}\n", rules.join(" "), c.body)
}

/// The golden cases and the sample are cleaned once more as they are, without a wish of the reader's: nothing changes.
#[test]
fn cleaning_as_the_reader_wants_it_changes_only_that() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = |folder: &str| std::fs::read_dir(home.join(folder)).unwrap().map(|e| e.unwrap().path());
    let mut cases = 0;
    for path in files("tests/cases/clean").chain(files("assets/sample")) {
        if path.extension().is_some_and(|e| e == "txt") {
            let raw = raw(&std::fs::read_to_string(&path).unwrap());
            let clean = plain(&raw);
            let again = whosaid::clean::recut(&raw.text, &clean.removed, &[], Lexicon::builtin());
            assert_eq!(again, (clean.body, clean.edits, clean.removed), "{}", path.display());
            cases += 1;
        }
    }
    assert!(cases >= 20, "{cases}");
}

/// Every `NAME.txt` beside this becomes what `NAME.want` says. `WHOSAID_BLESS=1` writes what comes out.
#[test]
fn golden_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/clean");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    names.sort();
    assert!(names.len() >= 8);
    let mut wrong = Vec::new();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let article = read(&format!("clean/{name}"), &std::fs::read(&path).unwrap());
        let got = shown(&plain(&article));
        let want = path.with_extension("want");
        if std::env::var_os("WHOSAID_BLESS").is_some() {
            std::fs::write(&want, &got).unwrap();
        }
        if std::fs::read_to_string(&want).unwrap_or_default() != got {
            wrong.push(format!("--- {name}\n{got}"));
        }
        check(&article, &plain(&article));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_shared_seeds() {
    let Some(shared) = std::env::var_os("WHOSAID_SHARED") else {
        println!("WHOSAID_SHARED is not set: the shared seeds are not read");
        return;
    };
    let shared = Path::new(&shared);
    let gold = std::fs::read_to_string(shared.join("gold/seeds.jsonl")).unwrap();
    for line in gold.lines() {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = gold["id"].as_str().unwrap();
        let bytes = std::fs::read(shared.join("seeds").join(id)).unwrap();
        let article = read(&format!("seeds/{id}"), &bytes);
        let got = plain(&article);
        assert_eq!(got.body.trim(), gold["body"].as_str().unwrap().trim(), "{id}");
        assert_eq!(got.date.map(|d| d.to_string()).as_deref(), gold["date"].as_str(), "{id}");
        assert_eq!(got.outlet.as_deref(), gold["outlet"].as_str(), "{id}");
        assert_eq!(got.title, None, "{id}");
        check(&article, &got);
    }
    assert_eq!(gold.lines().count(), 5);
}

const BODIES: [&str; 4] = [
    "The ferry to Westport was late again on Monday. “We wait and wait,” said Bo Birch.\n\nNobody knew why it was so.",
    "A new lamp was lit on the mole at dusk. Ann Ash turned the key and the crowd cheered.\n\nIt can be seen for nine miles.",
    "Nets are dear this year, and rope is dearer still. The guild blames the frost of last March.\n\nPrices may fall by May.",
    "Two seals came up the river as far as the mill. Children were kept back by a warden.\n\nBoth swam home in the night.",
];
const PLEA: &str = "The Tern is printed by nine people above a chandler’s shop. We take no money from the port or \
    from those who would build on it. If the paper is worth a loaf to you, leave the price of one at the counter.";

/// A plea that no rule knows, in three shapes: flattened behind the date, in lines, and at the end.
fn shaped(shape: usize, day: usize, body: &str) -> String {
    match shape {
        0 => format!("date 2025-03-1{day} {PLEA}\n\n{body}"),
        1 => format!("{}\n\n{body}", PLEA.replace(". ", ".\n")),
        _ => format!("{body}\n\n{PLEA}"),
    }
}

#[test]
fn an_unknown_plea_goes_because_it_repeats() {
    for shape in 0..3 {
        let corpus: Vec<RawArticle> = BODIES
            .iter()
            .enumerate()
            .map(|(i, b)| RawArticle { folder: "tern".into(), text: shaped(shape, i, b), ..RawArticle::default() })
            .collect();
        let repeats = Repeats::learn(corpus.iter(), Lexicon::builtin());
        for (article, body) in corpus.iter().zip(BODIES) {
            let got = clean(article, Lexicon::builtin(), &repeats);
            assert_eq!(got.body, body, "shape {shape}");
            assert!(got.removed.iter().any(|r| r.rule.starts_with("repeat.")));
            check_with(article, &got, &repeats);
        }
        let few = Repeats::learn(corpus.iter().take(2), Lexicon::builtin());
        assert!(few.is_empty(), "two are not enough");
        let elsewhere = RawArticle { folder: "other".into(), ..corpus[0].clone() };
        assert!(
            clean(&elsewhere, Lexicon::builtin(), &repeats).body.contains("loaf"),
            "another folder is another group"
        );
    }
}

#[test]
fn a_quotation_that_repeats_stays() {
    let said =
        "“We have told the port nine times that the wall will fall, and nobody has ever come to look,” said Ann Ash.";
    let corpus: Vec<RawArticle> = BODIES
        .iter()
        .map(|b| RawArticle { text: format!("{said}\n\n{b}\n\n{said}"), ..RawArticle::default() })
        .collect();
    let repeats = Repeats::learn(corpus.iter(), Lexicon::builtin());
    for article in &corpus {
        assert_eq!(clean(article, Lexicon::builtin(), &repeats).body, article.text);
    }
}

/// The laws of the map: ordered, inside, on boundaries, equal where copied; and nothing is lost without a trace.
fn check(raw: &RawArticle, c: &Clean) {
    check_with(raw, c, &Repeats::default());
}

fn check_with(raw: &RawArticle, c: &Clean, repeats: &Repeats) {
    let text = &raw.text;
    let (mut text_end, mut body_end) = (0, 0);
    let mut seen = vec![false; text.len()];
    for run in &c.edits.runs {
        assert!(run.text.start >= text_end && run.body.start >= body_end, "runs ascend");
        (text_end, body_end) = (run.text.end, run.body.end);
        let from = text.get(run.text.start..run.text.end).expect("a run lies on boundaries of the text");
        let to = c.body.get(run.body.start..run.body.end).expect("a run lies on boundaries of the body");
        assert!(!run.copied || from == to, "a copied run is equal");
        assert_eq!(c.edits.to_text(run.body.start), run.text.start);
        seen[run.text.start..run.text.end].fill(true);
    }
    let mut last = 0;
    for removed in &c.removed {
        assert!(removed.text.start >= last && text.get(removed.text.start..removed.text.end).is_some(), "{removed:?}");
        assert!(c.body.is_char_boundary(removed.at) && !removed.text.is_empty() && !removed.rule.is_empty());
        last = removed.text.start;
        seen[removed.text.start..removed.text.end].fill(true);
    }
    for (at, ch) in text.char_indices().filter(|(at, _)| !seen[*at]) {
        let alone = plain(&self::raw(&format!("a{ch}b"))).body;
        assert!(alone == "ab" || alone == "a b" || alone == "a\n\nb", "{ch:?} at {at} is in no run and not removed");
    }
    assert!(!c.body.contains(|ch: char| ch.is_control() && ch != '\n'), "no control characters in a body");
    assert!(!c.body.contains("\n\n\n") && c.body.trim() == c.body, "paragraphs are parted by one blank line");
    let again = RawArticle { text: c.body.clone(), title: c.title.clone(), outlet: c.outlet.clone(), ..raw.clone() };
    assert_eq!(clean(&again, Lexicon::builtin(), repeats).body, c.body, "cleaning again changes nothing");
}

/// Pieces that the steps look for, in any order.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "Read more",
        "\n",
        "\n\n",
        " ",
        "\r\n",
        "\u{a0}",
        "\u{200b}",
        "e\u{301}",
        "\u{93}",
        "\u{85}",
        "\u{202e}",
        "\0",
        "date 2025-11-25 ",
        "Title: Wet",
        "By Ann Ash",
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "open image in gallery",
        "(Ann Ash/PA)",
        "Leave a Reply",
        "Related",
        "skip past newsletter promotion",
        "after newsletter promotion",
        "Share",
        "___",
        "---",
        "Your support helps us",
        "© 2025",
        "said Bo Birch.",
        "The harbour wall gave way on Monday after a storm",
        PLEA,
        "The Weekly Gull has no owner but its readers. Each morning our crew walks the harbour wall to ask what the tide \
         brought in, and each evening we print the answers for nothing. A crumb from you keeps the lamp lit.",
        "Harbour wall to be built again",
        "It was the third storm of the winter and it took the roofs from nine houses in the lower town, the mayor told us.",
        ": ",
        ". ",
        "—",
        "é",
        "👨\u{200d}👩",
        "12 comments",
        "\u{2028}",
        "{{ message }}",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_string), 1 => any::<String>(), 1 => "[a-zA-Z“” .\n]{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces(pieces in prop::collection::vec(piece(), 0..40)) {
        let article = raw(&pieces.concat());
        check(&article, &plain(&article));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let text = whosaid::text::decode(&bytes).text;
        let article = raw(&text);
        check(&article, &plain(&article));
        for name in ["a.txt", "a.jsonl", "a.html"] {
            let input = Input { path: name, name, folder: "", first_line: 1, bytes: &bytes };
            for found in articles(&input, None).into_iter().flatten() {
                check(&found, &plain(&found));
            }
        }
    }
}

#[test]
fn hostile_lengths_take_linear_time() {
    let units = [
        "“",
        "‘x",
        "a\n",
        "\u{301}",
        "Read more\n",
        "( ",
        "date 2025-11-25 ",
        "Related\n",
        "\u{200b}\u{301}",
        "close\n",
        "skip past newsletter promotion\nafter newsletter promotion\n",
        "‘a ’b ",
        "open image in gallery\n",
        "{{ ",
        "\u{85}",
    ];
    for unit in units {
        // A quadratic step would take minutes for these.
        let article = raw(&format!("e{}", unit.repeat(300_000 / unit.len())));
        let got = plain(&article);
        assert!(got.body.len() <= article.text.len() * 2, "{unit:?}");
        assert!(got.edits.runs.iter().all(|r| article.text.get(r.text.start..r.text.end).is_some()));
    }
}

use super::*;
use crate::lexicon::Lexicon;
use crate::model::{Article, RawArticle, Span};
use crate::pipeline::{Repeats, extract};

fn article(text: &str, path: &str) -> Article {
    let raw = RawArticle { id: path.into(), source: path.into(), text: text.into(), ..RawArticle::default() };
    extract(&raw, Lexicon::builtin(), &Repeats::default())
}

const TEXT: &str = "“It rained,” Edda Marrow said.\n\nTom Lint called it “a very wet day”.\n\nNobody knew why.";

fn speakers(article: &Article) -> Vec<(&str, Option<&str>)> {
    article.quotes.iter().map(|q| (q.span.of(&article.body), q.canonical.as_deref())).collect()
}

#[test]
fn every_correction_shows_and_can_be_undone() {
    let article = article(TEXT, "a.txt");
    let quote = article.quotes[0].clone();
    let place = |words: &str| {
        let start = article.text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let acts = [
        Act::Speaker { name: Some("Ida Mole".into()) },
        Act::Speaker { name: None },
        Act::NotQuote,
        Act::Bounds { to: place("It rained") },
        Act::Date { date: chrono::NaiveDate::from_ymd_opt(2025, 2, 3) },
        Act::Title { title: Some("Rain".into()) },
    ];
    for act in acts {
        let mut marks = Marks::default();
        let number = marks.take(Mark::about(&article, &quote, act.clone()));
        let corrected = marks.corrected(&article);
        assert_ne!(corrected, article, "{act:?}");
        assert!(marks.corrects(article.hash));
        assert_eq!((marks.newest(), marks.undone_last()), (Some(number), None));
        marks.take(Mark::of(Act::Undo { number }));
        assert_eq!(marks.corrected(&article), article, "{act:?} undone");
        assert_eq!((marks.newest(), marks.undone_last()), (None, Some(number)));
        marks.take(Mark::of(Act::Redo { number }));
        assert_eq!(marks.corrected(&article), corrected, "{act:?} done again");
        assert_eq!((marks.newest(), marks.undone_last()), (Some(number), None));
    }
    let mut marks = Marks::default();
    let start = article.body.find("Nobody knew").unwrap();
    marks.take(Mark::at(&article, Span::new(start, start + 11), Act::NewQuote { name: Some("Ida Mole".into()) }));
    let corrected = marks.corrected(&article);
    assert_eq!(speakers(&corrected).last(), Some(&("Nobody knew", Some("Ida Mole"))));
    assert!(corrected.quotes.is_sorted_by_key(|q| q.span));
}

#[test]
fn names_are_merged_renamed_and_split() {
    let mut marks = Marks::default();
    let name = |s: &str| s.to_owned();
    marks.take(Mark::of(Act::Merge { from: name("Lint"), into: name("Tom Lint") }));
    marks.take(Mark::of(Act::Rename { from: name("Tom Lint"), into: name("Thomas Lint") }));
    let pairs = |marks: &Marks| marks.names().into_iter().map(|(a, b)| format!("{a}>{b}")).collect::<Vec<_>>();
    assert_eq!(pairs(&marks), ["Lint>Thomas Lint", "Tom Lint>Thomas Lint"]);
    marks.take(Mark::of(Act::Split { name: name("Lint") }));
    assert_eq!(pairs(&marks), ["Tom Lint>Thomas Lint"]);
    marks.take(Mark::of(Act::View { name: name("rain"), query: Some(name("rain -snow")) }));
    assert_eq!(marks.views().get("rain").map(String::as_str), Some("rain -snow"));
}

#[test]
fn a_changed_file_takes_over_what_still_fits() {
    let old = article(TEXT, "a.txt");
    let mut marks = Marks::default();
    marks.take(Mark::about(&old, &old.quotes[0], Act::Speaker { name: Some("Ida Mole".into()) }));
    marks.take(Mark::about(&old, &old.quotes[1], Act::NotQuote));
    marks.take(Mark::on(&old, Act::Star { on: true }));
    let new = article(&format!("An update.\n\n{}", TEXT.replace("very wet", "rather dry")), "a.txt");
    let carried = marks.carried(&new, &|hash| hash == old.hash);
    assert_eq!(carried.len(), 2, "the words of one have gone: {carried:?}");
    assert_eq!(marks.carried(&new, &|_| false), [], "the old article is still there");
    for mark in carried {
        marks.take(mark);
    }
    assert_eq!(speakers(&marks.corrected(&new))[0], ("It rained,", Some("Ida Mole")));
    assert_eq!(marks.carried(&new, &|hash| hash == old.hash), [], "only once");
}

#[test]
fn lines_are_appended_and_damaged_ones_stay() {
    let folder = std::env::temp_dir().join(format!("whosaid-marks-{}", std::process::id()));
    let path = folder.join("deep/marks.jsonl");
    let article = article(TEXT, "a.txt");
    let mark = Mark::about(&article, &article.quotes[0], Act::Speaker { name: None });
    let mut file = MarksFile::open(&path).unwrap();
    let mut other = MarksFile::open(&path).unwrap();
    assert_eq!(file.append(&mark).unwrap(), 1);
    assert_eq!(other.append(&Mark::on(&article, Act::Star { on: true })).unwrap(), 2, "it has read the other's line");
    // A power failure, then a line of a newer program.
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("{\"act\":\"fly\"}\n{\"act\":\"un");
    std::fs::write(&path, &text).unwrap();
    let mut file = MarksFile::open(&path).unwrap();
    assert_eq!((file.marks().all().count(), file.problems().len()), (2, 1));
    assert_eq!(file.append(&Mark::of(Act::Undo { number: 1 })).unwrap(), 3);
    let again = MarksFile::open(&path).unwrap();
    assert_eq!((again.marks().all().count(), again.problems().len()), (3, 2), "half a line ends where it ended");
    assert_eq!(again.marks().newest(), Some(2));
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept.starts_with(&text), "nothing that stood there was changed");
    std::fs::remove_dir_all(folder).unwrap();
}

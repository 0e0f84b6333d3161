//! The same words elsewhere and one person's many names, as the program and the screen show them.
use crate::desk::Desk;
use crate::program::{Scratch, json_lines, run};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use whosaid::library::{Cancel, Memory};
use whosaid::model::Article;
use whosaid::query::Query;
use whosaid::tui::message::Msg;
use whosaid::tui::theme::Theme;

const FIRST: &str =
    "Edda Hradskyy came to the harbour.\n\n“We want a fair and lasting deal for the harbour,” Edda Hradskyy said.\n";
const SECOND: &str = " date 2025-06-03\nOleh Quayle, the mayor, was there. He called for a “fair and very lasting deal for the harbour”.\n";
const THIRD: &str = " date 2025-06-01\nA “fair and lasting deal for the harbour” is near, a harbour official said.\n";

#[test]
fn echoes_lists_families_with_their_differences() {
    let scratch = Scratch::new(&[("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)]);
    let ran = run(&scratch.0, &["echoes", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "“fair and lasting deal for the harbour”  3 places, 3 articles, 3 speakers");
    assert!(lines[1].starts_with("  2025-06-01  same ") && lines[1].contains("c.txt: “fair"), "{}", lines[1]);
    assert!(lines[2].ends_with("“fair and {+very+} lasting deal for the harbour”"), "{}", lines[2]);
    assert!(lines[3].starts_with("  undated     within   Edda Hradskyy, a.txt: “We want a fair"), "{}", lines[3]);
    let rows = json_lines(&run(&scratch.0, &["echoes", ".", "--format", "jsonl"]).out);
    let matches: Vec<&Value> = rows.iter().map(|r| &r["match"]).collect();
    assert_eq!(matches, ["same", "near", "within"]);
    assert_eq!((&rows[1]["places"], &rows[1]["id"]), (&3.into(), &"b.txt#1".into()));
    let csv = run(&scratch.0, &["echoes", ".", "--format", "csv", "-q", "speaker:quayle"]).out;
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), 3, "the whole family of what was asked");
    assert_eq!(run(&scratch.0, &["echoes", ".", "-q", "said:snow"]).code, Some(1));
}

#[test]
fn a_vague_source_may_be_who_another_article_names() {
    let scratch = Scratch::new(&[("a.txt", FIRST), ("c.txt", THIRD)]);
    let rows = json_lines(&run(&scratch.0, &["echoes", ".", "--format", "jsonl"]).out);
    let vague = rows.iter().find(|r| r["id"] == "c.txt#1").expect("the vague one");
    assert_eq!((&vague["may_be"], &vague["may_be_by"]), (&"Edda Hradskyy".into(), &"a.txt".into()));
    assert_ne!(vague["speaker"], "Edda Hradskyy", "a suggestion, no more");
}

#[test]
fn speakers_go_by_person_across_articles() {
    let other = "“The harbour is closed today,” Edda Hradsky said.\n";
    let short = "“Nobody will be paid for that,” Hradskiy said. Hradskiy left.\n";
    let scratch = Scratch::new(&[("a.txt", FIRST), ("d.txt", other), ("e.txt", short)]);
    let rows = json_lines(&run(&scratch.0, &["speakers", ".", "--format", "jsonl"]).out);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(
        (&rows[0]["speaker"], &rows[0]["quotes"], &rows[0]["articles"]),
        (&"Edda Hradskyy".into(), &3.into(), &3.into())
    );
    let names = rows[0]["names"].as_array().unwrap();
    assert!(names.contains(&"Edda Hradsky: another spelling of the name (d.txt)".into()), "{names:?}");
    let surname = "Hradskiy: the only person of that surname in the articles of that time (e.txt)";
    assert!(names.contains(&surname.into()), "{names:?}");
    let text = run(&scratch.0, &["speakers", "."]).out;
    assert!(text.contains("Edda Hradsky, Hradskiy"), "{text}");
    let found = run(&scratch.0, &["quotes", ".", "-q", "speaker:\"Edda Hradskyy\""]).out;
    assert_eq!(found.lines().count(), 3, "the full name finds the surname alone: {found}");
}

fn read(folder: &std::path::Path) -> Memory {
    use whosaid::ingest::{Event, Learn, Options, Source, run};
    let mut library = Memory::new();
    let options = Options { learn: Learn::Before, ..Options::default() };
    run(&[Source::Path(folder.into())], &options, &Cancel::default(), &mut |event| {
        if let Event::Articles(articles) = event {
            library.put(articles);
        }
        std::ops::ControlFlow::Continue(())
    });
    library
}

#[test]
fn the_screen_marks_and_lists_them() {
    let scratch = Scratch::new(&[("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)]);
    let library = read(&scratch.0);
    let articles: Vec<Article> = library.articles().map(|a| Article::clone(a)).collect();
    let mut desk = Desk::with((120, 40), Theme::named("ansi", false).unwrap(), articles);
    let echoes = library.echoes();
    desk.keys("3");
    assert!(!desk.text().contains("~3"), "not before all is read");
    desk.send(Msg::Echoes(Arc::new(echoes)));
    assert!(desk.text().contains("~3"), "{}", desk.text());
    desk.keys("*");
    let text = desk.text();
    assert!(text.contains("Also said") && text.contains("3 places, 3 speakers"), "{text}");
    assert!(text.contains("fair and {+very+} lasting deal"), "{text}");
    desk.keys("jj<enter>");
    let article = desk.state.article().expect("an article");
    assert_eq!((article.id.as_str(), desk.state.overlay.is_none()), ("a.txt", true));
}

#[test]
fn the_seeds_repeat_themselves() {
    let Some(shared) = std::env::var_os("WHOSAID_SHARED") else {
        println!("the seeds are not there: WHOSAID_SHARED is not set");
        return;
    };
    let library = read(&PathBuf::from(shared).join("seeds"));
    let echoes = library.echoes();
    let family = |words: &str| {
        let family = echoes.all().iter().find(|f| echoes.words(f) == words).unwrap_or_else(|| panic!("{words}"));
        (family.members.len(), echoes.speakers(family))
    };
    assert_eq!(family("just and lasting peace"), (4, 4));
    assert_eq!(family("open up space for meaningful negotiations"), (2, 1));
    assert_eq!(family("good and very productive"), (2, 2));
    let speakers = library.speakers(&Query::parse("speaker:zelenskiy").unwrap(), &Cancel::default()).unwrap();
    let names: Vec<&str> = speakers.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["Volodymyr Zelensky"]);
}

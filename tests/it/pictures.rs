//! A picture of every pane, box and state at every size. In black and white the words are the same, with no colour at
//! all; in ASCII nothing but the articles' own signs goes beyond it.
use crate::desk::{Desk, articles};
use ratatui::style::Color;
use std::fmt::Write;
use std::path::PathBuf;
use whosaid::error::Problem;
use whosaid::tui::librarian::Task;
use whosaid::tui::message::Msg;
use whosaid::tui::theme::Theme;

const SIZES: [(u16, u16); 4] = [(39, 9), (80, 24), (120, 40), (200, 60)];

/// Keys that lead to a picture, from a screen on which everything is read.
const SCENES: [(&str, &str); 40] = [
    ("list", ""),
    ("list-zoomed", "z"),
    ("list-selected", "<space><space>mtboats<enter>"),
    ("body", "2}"),
    ("body-removed", "2b"),
    ("body-raw", "2gr"),
    ("body-found", "2/the<enter>n"),
    ("body-finding", "2/mud"),
    ("body-selecting", "2vlvlll"),
    ("quotes", "3jj"),
    ("quotes-selected", "3<space><space>x1"),
    ("speakers", "4j"),
    ("timeline", "5"),
    ("timeline-by-speaker", "5c"),
    ("timeline-brushed", "5-vh"),
    ("query", "/speaker:quayle after:2025-10<enter>"),
    ("query-completed", "/speaker:"),
    ("query-wrong", "/speakr:x"),
    ("query-nothing", "/ferry speaker:marrow<enter>"),
    ("choices", "g"),
    ("why", "3w"),
    ("correct", "3x"),
    ("correct-article", "x"),
    ("correct-name", "3x/hedda"),
    ("review", "gv"),
    ("picker", "sq"),
    ("merge", "smarr<alt-m>"),
    ("compare", "3cmarr<enter>"),
    ("dates", "d"),
    ("calendar", "d<tab> <left>"),
    ("also-said", "3*"),
    ("palette", ":co"),
    ("help", "?"),
    ("export", "E"),
    ("pipe", "|"),
    ("note", "3a"),
    ("cleaning", "gb"),
    ("quotes-starred", "3jm"),
    ("quotes-of-all", "33jjj"),
    ("narrow", "f<enter>"),
];

/// The words of the screen at every size.
fn pictures(make: impl Fn((u16, u16), &str, bool) -> Desk) -> String {
    let mut out = String::new();
    for size in SIZES {
        let desk = make(size, "ansi", false);
        let mono = make(size, "mono", false);
        assert_eq!(desk.text(), mono.text(), "{size:?}: colours change nothing else");
        let coloured = |c: Color| c != Color::Reset;
        let cells = mono.screen();
        assert!(cells.content().iter().all(|c| !coloured(c.fg) && !coloured(c.bg)), "{size:?}: a colour in mono");
        let ascii = make(size, "mono", true).text();
        let foreign: Vec<char> = ascii.chars().filter(|c| !c.is_ascii() && !"“”".contains(*c)).collect();
        assert!(foreign.is_empty(), "{size:?}: {foreign:?}\n{ascii}");
        let _ = writeln!(out, "{}x{}\n{}", size.0, size.1, desk.text().trim_end());
    }
    out
}

fn compare(name: &str, picture: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens/all").join(format!("{name}.txt"));
    if std::env::var_os("WHOSAID_BLESS").is_some_and(|v| v == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, picture).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = picture.lines().zip(known.lines()).position(|(a, b)| a != b);
    assert!(picture == known, "{name} differs at line {differs:?}:\n{picture}");
}

#[test]
fn every_pane_and_box_at_every_size() {
    for (name, keys) in SCENES {
        let make = |size, theme: &str, ascii| {
            let mut desk = Desk::new(size, theme, ascii);
            desk.keys(keys);
            desk
        };
        compare(name, &pictures(make));
    }
}

#[test]
fn states_of_reading_at_every_size() {
    let empty = |size, theme: &str, ascii| Desk::with(size, Theme::named(theme, ascii).unwrap(), Vec::new());
    compare("empty-folder", &pictures(empty));
    let again = |size, theme: &str, ascii| {
        let mut desk = empty(size, theme, ascii);
        desk.state.last = vec!["/home/ada/news".to_string(), "/home/ada/it's new".to_string()];
        desk
    };
    compare("empty-folder-again", &pictures(again));
    let reading = |size, theme: &str, ascii| {
        let mut desk = empty(size, theme, ascii);
        desk.state.reading.finished = false;
        desk.does(Task::Put(articles()));
        let progress = whosaid::ingest::Progress { done: 1_240, total: 18_000, ..Default::default() };
        desk.send(Msg::Progress(progress));
        desk
    };
    compare("reading", &pictures(reading));
    let problems = |size, theme: &str, ascii| {
        let mut desk = Desk::new(size, theme, ascii);
        desk.send(Msg::Problem(Problem::new("tern/empty.txt", None, "the file is empty")));
        desk.send(Msg::Problem(Problem::new("tern/all.jsonl", Some(7), "this line is no JSON")));
        desk.keys("gp");
        desk
    };
    compare("problems", &pictures(problems));
}

/// The screens in the README are the ones that the program draws.
#[test]
fn readme_shows_the_real_screens() {
    const OPEN: &str = "keeps it true -->\n```text\n";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let mut parts: Vec<String> = readme.split(OPEN).map(str::to_owned).collect();
    let shown = [((120, 40), ""), ((80, 24), "3x"), ((80, 24), "3cmarr<enter>")];
    assert_eq!(parts.len(), shown.len() + 1, "a screen in the README that nobody draws");
    for ((size, keys), part) in shown.into_iter().zip(&mut parts[1..]) {
        let mut desk = Desk::new(size, "ansi", false);
        desk.keys(keys);
        let (_, after) = part.split_once("\n```").unwrap();
        *part = format!("{}\n```{after}", desk.text().trim_end());
    }
    let drawn = parts.join(OPEN);
    if drawn != readme && std::env::var_os("WHOSAID_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(&path, &drawn).unwrap();
    } else {
        assert!(drawn == readme, "a screen in the README is not what is drawn; WHOSAID_BLESS=1 draws it");
    }
}

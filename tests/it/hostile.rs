//! What stands in a file may be made to harm: nothing but text and our own sequences reaches the terminal.
use crate::pty::{Folder, Screen, foreign};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Sequences and characters that a terminal obeys or that change how a line reads.
const MARKERS: &str = "\x1b]52;c;QQ==\x07 \x1b]8;;http://x\x1b\\ \x1b]0;t\x07 \x1bP1$r\x1b\\ \x1b_x\x1b\\ \x1b[2J \
    \u{9b}31m \u{9d}0;t\u{9c} \0\x08\x7f\x0b\x0c \t \u{202e}rlo\u{202c} \u{2066}lri\u{2069} \u{200e}\u{200f}\u{61c} \
    a\u{200b}b\u{200d}c\u{feff}d\u{ad}e \u{2028}\u{2029} \u{fff9}f\u{fffa}g\u{fffb} \u{e0041}\u{e007f}";

/// Everything foreign in what the program wrote.
fn nothing_foreign(screen: &Screen) {
    assert_eq!(foreign(&screen.bytes), Vec::<String>::new());
}

fn quit(mut screen: Screen) -> Screen {
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    screen
}

#[test]
fn it_stays_out_of_every_pane_and_overlay() {
    let tower = format!("z{}", "\u{301}".repeat(5_000));
    let body = format!(
        "2025-11-04\n\n{MARKERS} {tower} said.\n\n“Quoted {MARKERS} words,” said Ada {MARKERS} Quayle.\n\n\
         שלום عربي \u{430}bc\n"
    );
    let record = serde_json::json!({"text": body, "title": format!("Title {MARKERS}"), "outlet": format!("O {MARKERS}"),
        "author": MARKERS, "url": format!("http://x/{MARKERS}"), "date": format!("2025-11-03 {MARKERS}"), "id": MARKERS});
    let folder = Folder::new(
        "hostile",
        &[
            ("a\x1b[31m\u{202e}\nb.txt", body.as_bytes()),
            ("lone.txt", b"lone \x9b31m byte \x9d0;t\x07 said."),
            ("records.jsonl", format!("{record}\n{{\"broken \x1b[31m\u{202e}\n").as_bytes()),
        ],
    );
    let mut screen = Screen::open(&[folder.path()], &[], (200, 50));
    screen.shows("Quoted");
    // Before that nothing is known of the same words elsewhere, and no box opens.
    screen.shows("=2");
    // Ctrl-C closes a box: Esc and the key after it would be one key with Alt where they arrive together.
    let walk = [
        "j",
        "gr",
        "gr",
        "b",
        "3",
        "w",
        "\x03",
        "s",
        "\x03",
        "d",
        "\x03",
        ":problems\r",
        "\x03",
        "z",
        "z",
        "*",
        "\x03",
        "1",
        "j",
        "w",
        "\x03",
        "j",
        "3",
        // The last article has no quotation: no box opens.
        "*",
        "y",
        "c",
        "/\x1b[200~\x1b]0;t\x07 pasted\x1b[201~\x03",
        "E\x03",
        "?",
    ];
    for keys in walk {
        screen.keys(keys);
    }
    screen.shows("search:");
    screen.keys("\x1b");
    screen.until("the panes", |t| !t.contains("search:"));
    let screen = quit(screen);
    nothing_foreign(&screen);
    assert!(screen.bytes.len() < 30 * 64 * 1024, "{} bytes", screen.bytes.len());
}

#[test]
fn what_it_stands_for_is_seen_and_found() {
    let text =
        "2025-11-04\n\nA cease\u{200b}fire \u{202e}held\u{202c} and \x1b[31m rang \x07.\r\rשלום and سلام met.\r\n";
    let folder = Folder::new("seen", &[("a.txt", text.as_bytes())]);
    let mut screen = Screen::open(&[folder.path()], &[], (120, 40));
    let shown = screen.shows("held");
    for wanted in ["A ceasefire held", "שלום and سلام"] {
        assert!(shown.contains(wanted), "{wanted:?} in\n{shown}");
    }
    screen.keys("gr");
    let raw = screen.shows("Text as it came");
    for wanted in ["A ceasefire <U+202E>held<U+202C> and ␛[31m", "rang ␇.", "שלום and سلام"] {
        assert!(raw.contains(wanted), "{wanted:?} in\n{raw}");
    }
    screen.keys("/nothing-of-this\r");
    screen.shows("No article answers the query.");
    screen.keys("gc/ceasefire\r");
    screen.shows("A ceasefire");
    nothing_foreign(&quit(screen));
}

#[test]
fn half_a_million_marks_on_a_letter_are_a_few_bytes() {
    let body = format!("2025-11-04\n\nThe z{} said so.\n\n“Go,” said Ann Ash.\n", "\u{301}".repeat(500_000));
    let folder = Folder::new("tower", &[("tower.txt", body.as_bytes())]);
    let mut screen = Screen::open(&[folder.path()], &[], (200, 50));
    screen.until("the whole screen", |t| t.contains("said so") && !t.contains("reading"));
    let first = screen.bytes.len();
    assert!(first <= 2 * 64 * 1024, "{first} bytes for the first pictures");
    for _ in 0..3 {
        let before = screen.bytes.len();
        screen.keys("\x0c?");
        screen.shows("search:");
        screen.keys("\x1b");
        screen.until("the panes", |t| !t.contains("search:") && t.contains("said so"));
        let bytes = screen.bytes.len() - before;
        assert!(bytes <= 2 * 64 * 1024, "{bytes} bytes for a whole picture and an overlay");
    }
    nothing_foreign(&quit(screen));
}

#[test]
fn wide_and_joined_signs_leave_the_borders_where_they_are() {
    let hangul: String = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}".repeat(9);
    let line =
        format!("日本語の新聞 {hangul} ❤\u{fe0f} 👩\u{200d}👩\u{200d}👧 🇺🇦🇬🇧 e\u{301}a\u{308} 👍🏽 ｶﾞ ０ｱ “日本” word");
    let body = (0..120).map(|i| format!("{i} {}{line}", "x".repeat(i % 7))).collect::<Vec<_>>().join("\n\n");
    let folder = Folder::new("wide", &[("wide.txt", format!("2025-11-04\n\n{body}\n").as_bytes())]);
    let mut screen = Screen::open(&[folder.path()], &[], (100, 30));
    screen.shows("120 quotes");
    screen.keys("2");
    screen.keys(&"j".repeat(100));
    // The picture that 100 changes made of the first one, and the one that is drawn anew.
    screen.keys("?");
    screen.shows("search:");
    screen.keys("\x1b");
    let changed = screen.until("the panes", |t| !t.contains("search:") && t.contains("2 Body"));
    assert!(changed.contains("word") && !changed.contains("  1 x日本"), "it has scrolled:\n{changed}");
    screen.keys("\x0c?");
    screen.shows("search:");
    screen.keys("\x0c\x1b");
    let anew = screen.until("the panes", |t| !t.contains("search:") && t.contains("2 Body"));
    let differ = changed.lines().zip(anew.lines()).find(|(a, b)| a != b);
    assert_eq!(differ, None, "drawn by changes, and drawn anew");
    let borders: Vec<Vec<usize>> = screen.columns_of(&["│", "┃"]);
    let first = borders.first().cloned().unwrap_or_default();
    assert!(first.len() >= 4, "{changed}");
    assert!(borders.iter().all(|b| *b == first), "a border moved: {borders:?}\n{changed}");
    nothing_foreign(&quit(screen));
}

#[test]
fn names_of_files_are_text_like_any_other() {
    let (one, other) = ("2025-11-04\n\n“Go,” said Ann Ash.\n", "2025-11-04\n\n“Go on,” said Ann Ash.\n");
    let folder = Folder::new("names", &[("-q.txt", one.as_bytes()), ("a\x1b]0;t\x07\u{202e}\n.txt", other.as_bytes())]);
    let odd = Path::new(folder.path()).join(OsStr::from_bytes(b"odd-\xff\xfe\x9b31m.txt"));
    std::fs::write(&odd, "2025-11-05\n\n“Stay,” said Ben Ash.\n").unwrap();
    std::fs::write(Path::new(folder.path()).join("\u{202e}fdp.pdf"), "%PDF-1.7").unwrap();
    let mut screen = Screen::open(&[folder.path()], &[], (120, 40));
    screen.shows("3 articles");
    screen.keys("jjj:problems\r");
    screen.shows("fdp.pdf");
    screen.keys("\x03");
    nothing_foreign(&quit(screen));
    for command in ["quotes", "articles", "speakers", "check", "echoes", "explain"] {
        let mut plain = Screen::open(&[command, folder.path()], &[], (120, 40));
        plain.end();
        let bytes = String::from_utf8_lossy(&plain.bytes).replace("\r\n", " ");
        assert_eq!(foreign(bytes.as_bytes()), Vec::<String>::new(), "{command}");
    }
}

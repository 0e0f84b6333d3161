//! The real program on a pseudo-terminal: how it takes the terminal, shares it with a shell, and gives it back.
use crate::pty::{PATIENCE, PROGRAM, Screen, plain, size};
use portable_pty::{CommandBuilder, native_pty_system};
use std::io::Read;
use std::time::Instant;

#[test]
fn it_opens_searches_resizes_and_quits() {
    let folder = plain("open");
    let mut screen = Screen::open(&[folder.path()], &[], (120, 40));
    screen.shows("harbour board voted");
    screen.keys("/speakr:x");
    screen.shows("did you mean `speaker:`?");
    screen.keys("\x1b");
    screen.until("end of the edit", |t| !t.contains("speakr"));
    screen.keys("/nothing-like-this\r");
    screen.shows("No article answers the query.");
    screen.keys("gc");
    screen.shows("harbour board voted");
    screen.resize(80, 24);
    let text = screen.until("the compact layout", |t| !t.contains("3 Quotes") && t.contains("2 Body"));
    assert!(text.contains("harbour board voted"), "{text}");
    screen.keys("w");
    screen.shows("Why this speaker?");
    screen.keys("\x1b");
    screen.until("the panes", |t| !t.contains("Why this speaker?"));
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    screen.given_back();
}

#[test]
fn signals_give_the_terminal_back() {
    for (name, code) in [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)] {
        let folder = plain(name);
        let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
        screen.shows("harbour board voted");
        screen.signal(name);
        assert_eq!(screen.end(), code, "SIG{name}");
        screen.given_back();
    }
}

#[test]
fn a_fault_of_the_screen_gives_the_terminal_back_and_says_so() {
    let folder = plain("screen");
    let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
    screen.shows("harbour board voted");
    screen.keys(":debug-panic-screen\r");
    assert_eq!(screen.end(), 101);
    screen.given_back();
    assert!(screen.text().contains("a fault of the program"), "{}", screen.text());
}

#[test]
fn a_fault_of_a_worker_leaves_the_screen_alone() {
    let folder = plain("worker");
    let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
    screen.shows("harbour board voted");
    screen.keys(":debug-panic-worker\r");
    screen.shows("a part of the program failed");
    assert_eq!(screen.count("\x1b[?1049l"), 0, "the terminal is untouched");
    screen.keys("?");
    screen.shows("search:");
    screen.keys("\x1b");
    screen.until("the panes", |t| !t.contains("search:"));
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    screen.given_back();
}

#[test]
fn without_colours_the_selection_is_still_seen() {
    let folder = plain("mono");
    let mut screen = Screen::open(&[folder.path()], &[("NO_COLOR", "1")], (80, 24));
    screen.shows("harbour board voted");
    screen.keys("Q");
    screen.end();
    assert!(screen.count("\x1b[7m") > 0, "the selected row is reversed");
    assert_eq!(screen.count("\x1b[;m"), 0, "no empty colour command takes it back");
}

#[test]
fn many_keys_at_once_and_a_large_paste_do_no_harm() {
    let folder = plain("keys");
    let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
    screen.shows("harbour board voted");
    screen.keys(&"j".repeat(10_000));
    screen.keys("\x1b[200~");
    screen.keys(&"Q\nq ".repeat(500));
    screen.keys("\x1b[201~");
    screen.until("the pasted line", |t| t.lines().next().is_some_and(|l| l.contains("Q q Q q")));
    screen.keys("\x1b");
    screen.until("the query before", |t| !t.contains("Q q Q q"));
    screen.keys(&"j".repeat(3_000));
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_shell_stops_it_and_brings_it_back() {
    let folder = plain("stop");
    let mut screen = Screen::run("/bin/sh", &["-i"], &[("PS1", "ready> "), ("ENV", "")], (80, 24));
    screen.shows("ready>");
    screen.keys(&format!("{PROGRAM} {}\n", folder.path()));
    // The bar of the timeline comes last: it is counted after the rows are shown.
    let whole = |t: &str| t.contains("harbour board voted") && !t.contains("reading") && t.contains("2025-11-04 ██");
    let before = screen.until("the panes", |t| whole(t));
    for round in 0..5 {
        screen.keys("\x1a");
        screen.until("the shell", |t| t.matches("ready>").count() == round + 2 && !t.contains("2 Body"));
        assert!(!screen.parser.screen().alternate_screen() && !screen.parser.screen().bracketed_paste());
        if round == 2 {
            // The terminal has another size when the program comes back, and then the old one again.
            screen.resize(100, 30);
        }
        screen.keys("fg\n");
        let after = screen.until("the program", |t| t.contains("harbour board voted") && t.contains("2 Body"));
        if round == 2 {
            assert!(screen.text().lines().any(|l| l.trim_end().chars().count() == 100), "{}", screen.text());
            screen.resize(80, 24);
            screen.until("the first size", |t| *t == before);
        } else {
            assert_eq!(after, before, "the same picture after fg, round {round}");
        }
    }
    screen.keys("Q");
    screen.until("the shell", |t| t.matches("ready>").count() == 7 && !t.contains("2 Body"));
    screen.keys("echo code $?\n");
    screen.shows("code 0");
    screen.keys("exit\n");
    screen.end();
}

#[test]
fn signals_at_any_moment_give_the_terminal_back() {
    let folder = plain("moments");
    for (i, (name, code)) in
        [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)].repeat(5).into_iter().enumerate()
    {
        let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
        // From the first bytes on: while it starts, reads, draws for the first time, and after.
        screen.until_bytes("bytes", |s| s.bytes.len() >= 8 + i * 80);
        screen.signal(name);
        assert_eq!(screen.end(), code, "SIG{name} after {} bytes", 8 + i * 80);
        screen.given_back();
    }
}

#[test]
fn it_ends_with_its_terminal_even_if_it_is_told_to_ignore_that() {
    let folder = plain("gone");
    let pair = native_pty_system().openpty(size(80, 24)).unwrap();
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", &format!("trap '' HUP; exec {PROGRAM} {}", folder.path())]);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains("harbour") {
        let n = reader.read(&mut buffer).unwrap();
        assert!(n > 0, "it ended by itself");
        seen.extend(&buffer[..n]);
    }
    drop(reader);
    drop(pair.master);
    let end = Instant::now() + PATIENCE;
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it lives on without a terminal");
        std::thread::yield_now();
    }
}

#[test]
fn what_is_printed_stands_where_the_shell_was_until_enter() {
    let folder = plain("print");
    let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
    screen.shows("harbour board voted");
    screen.keys("p");
    screen.until_bytes("the article", |s| s.text().contains("[Enter goes back to whosaid]"));
    let text = screen.text();
    assert!(text.contains("2025-11-04") && text.contains("“We have waited eleven years for this,”"), "{text}");
    assert!(!screen.parser.screen().alternate_screen() && !text.contains("2 Body"), "{text}");
    // Other keys do nothing there.
    screen.keys("Q\r");
    screen.until("the panes", |t| t.contains("harbour board voted") && t.contains("2 Body") && t.contains("? help"));
    assert!(screen.parser.screen().alternate_screen());
    screen.keys("3p");
    screen.until_bytes("the quotation", |s| s.text().contains("attribution: machine"));
    screen.signal("TERM");
    assert_eq!(screen.end(), 143);
    assert!(!screen.parser.screen().alternate_screen() && !screen.parser.screen().bracketed_paste());
}

#[test]
fn keys_are_told_apart_only_where_the_terminal_says_that_it_does() {
    let folder = plain("kitty");
    let mut screen = Screen::open(&[folder.path()], &[("TERM", "xterm-kitty")], (80, 24));
    screen.until_bytes("the question", |s| s.count("\x1b[?u\x1b[c") == 1);
    screen.keys("\x1b[?0u\x1b[?62;c");
    screen.shows("harbour board voted");
    assert_eq!(screen.count("\x1b[>1u"), 1);
    screen.keys("/quayle\x1b[27u");
    screen.until("the query before", |t| t.contains("words, \"a phrase\""));
    screen.keys("\x1b[99;5u");
    assert_eq!(screen.end(), 0, "Ctrl-c, told apart");
    assert_eq!(screen.count("\x1b[<1u"), 1, "and given back");
    screen.given_back();
    // Another says that it does not; a plain name is not asked at all.
    let mut screen = Screen::open(&[folder.path()], &[("TERM", "foot")], (80, 24));
    screen.until_bytes("the question", |s| s.count("\x1b[?u\x1b[c") == 1);
    screen.keys("\x1b[?62;c");
    screen.shows("harbour board voted");
    screen.keys("Q");
    assert_eq!((screen.end(), screen.count("\x1b[>1u")), (0, 0));
    let mut screen = Screen::open(&[folder.path()], &[], (80, 24));
    screen.shows("harbour board voted");
    screen.keys("Q");
    assert_eq!((screen.end(), screen.count("\x1b[?u")), (0, 0));
}

#[test]
fn true_colours_are_written_only_where_the_terminal_says_that_it_has_them() {
    let folder = plain("colours");
    for (says, rgb) in [("truecolor", true), ("24bit", true), ("", false), ("yes", false)] {
        let args = [folder.path(), "--theme", "dark"];
        let mut screen = Screen::open(&args, &[("COLORTERM", says)], (80, 24));
        screen.shows("harbour board voted");
        screen.keys("Q");
        screen.end();
        let (written, indexed) = (screen.count("38;2;") > 0, screen.count("38;5;") > 0);
        assert_eq!((written, indexed), (rgb, !rgb), "{says:?}");
    }
}

/// A quotation with its citation reaches the clipboard of a terminal at the other end of a line: no display is here.
#[test]
fn a_copy_over_ssh_goes_by_way_of_the_terminal() {
    let folder = plain("ssh");
    let env = [("SSH_CONNECTION", "192.0.2.1 50022 192.0.2.2 22"), ("SSH_TTY", "/dev/pts/9"), ("DISPLAY", "")];
    let env = env.into_iter().chain([("WAYLAND_DISPLAY", "")]).collect::<Vec<_>>();
    let mut screen = Screen::open(&[folder.path()], &env, (80, 24));
    screen.shows("harbour board voted");
    // Task 12, key by key: the quotation, its citation.
    screen.keys("3yc");
    screen.until_bytes("the copy", |s| s.count("\x1b]52;c;") == 1 && s.bytes.contains(&7));
    screen.shows("copied: “We have waited eleven years");
    let text = String::from_utf8_lossy(&screen.bytes).into_owned();
    let coded = text.split("\x1b]52;c;").nth(1).and_then(|t| t.split('\x07').next()).unwrap();
    let copied = String::from_utf8(decoded(coded)).unwrap();
    assert!(
        copied.starts_with("“We have waited eleven years for this,” (Ada Quayle, quoted in “The harbour"),
        "{copied}"
    );
    assert!(copied.contains("4 November 2025") && copied.contains("attribution: machine"), "{copied}");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
}

/// What base 64 stands for.
fn decoded(coded: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |c: u8| LETTERS.iter().position(|l| *l == c).unwrap_or(0);
    let full = coded.trim_end_matches('=').len() * 3 / 4;
    let bytes = coded.as_bytes().chunks(4).flat_map(|four| {
        let word = four.iter().fold(0, |word, c| word << 6 | value(*c));
        [(word >> 16) as u8, (word >> 8) as u8, word as u8]
    });
    bytes.take(full).collect()
}

/// Between the reader's tasks the librarian counts what the result divides into.
#[test]
fn the_parts_of_the_result_are_counted_on_the_way() {
    let folder = plain("parts");
    let mut screen = Screen::open(&[folder.path()], &[], (200, 60));
    screen.shows("[ ] direct");
    screen.keys("f");
    screen.shows("Kind (quotes)");
    screen.keys("\r");
    screen.shows("[x] direct");
    let text = screen.shows("kind:direct");
    assert!(text.contains("1 quote, 1 article"), "{text}");
    screen.keys("\x1b");
    screen.until("the panes", |t| !t.contains("Kind (quotes)"));
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    screen.given_back();
}

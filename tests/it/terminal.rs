//! The real program on a real (pseudo-)terminal: what it shows, what reaches the terminal, and how it gives it back.
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

struct Screen {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    bytes: Vec<u8>,
    cooked: Vec<u8>,
}

fn nonzero(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a screen has rows and columns")
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The settings of the terminal, as `stty -g` prints them: equal means cooked as before.
fn settings(master: &dyn MasterPty) -> Vec<u8> {
    let name = master.tty_name().expect("a pseudo-terminal has a name");
    let out = Command::new("stty").arg("-F").arg(name).arg("-g").output().expect("stty runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

impl Screen {
    fn open(args: &[&str], env: &[(&str, &str)], (cols, rows): (u16, u16)) -> Screen {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
        let cooked = settings(pair.master.as_ref());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env("WHOSAID_CONFIG", "/nonexistent/whosaid.toml");
        command.env("WHOSAID_DATA", "/nonexistent/whosaid");
        command.env_remove("NO_COLOR");
        env.iter().for_each(|(k, v)| command.env(k, v));
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(nonzero(rows), nonzero(cols), 0);
        // The slave stays open on our side, so that the settings can be read after the program has ended.
        std::mem::forget(pair.slave);
        Screen { master: pair.master, writer, child, output, parser, bytes: Vec::new(), cooked }
    }

    fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Reads until the screen is as wanted.
    fn until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if wanted(&text) {
                return text;
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => {
                    self.parser.process(&bytes);
                    self.bytes.extend(bytes);
                }
                Err(_) => panic!("no {what}:\n{text}"),
            }
        }
    }

    fn shows(&mut self, words: &str) -> String {
        self.until(words, |text| text.contains(words))
    }

    /// Waits for the end, reads what is left, and returns the exit code.
    fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.parser.process(&bytes);
                self.bytes.extend(bytes);
            } else if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the program does not end:\n{}", self.text());
        }
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    fn count(&self, sequence: &str) -> usize {
        let wanted = sequence.as_bytes();
        self.bytes.windows(wanted.len()).filter(|w| *w == wanted).count()
    }

    /// The terminal was given back: alternate screen left and cursor shown once, settings as before.
    fn given_back(&self) {
        assert_eq!(self.count("\x1b[?1049l"), 1, "the alternate screen is left once");
        assert!(!self.parser.screen().alternate_screen() && !self.parser.screen().hide_cursor());
        assert!(!self.parser.screen().bracketed_paste());
        assert_eq!(settings(self.master.as_ref()), self.cooked, "the settings are as they were");
    }
}

/// A folder of articles that is gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Folder {
        let path = std::env::temp_dir().join(format!("whosaid-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        for (name, bytes) in files {
            std::fs::write(path.join(name), bytes).unwrap();
        }
        Folder(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const PLAIN: &str = "2025-11-04\n\nThe harbour board voted on Tuesday.\n\n\
    “We have waited eleven years for this,” said Ada Quayle, who chairs the board.\n";

fn plain(name: &str) -> Folder {
    Folder::new(name, &[("board.txt", PLAIN.as_bytes())])
}

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
    screen.parser.screen_mut().set_size(nonzero(24), nonzero(80));
    screen.master.resize(size(80, 24)).unwrap();
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

/// Every escape sequence in `bytes` that is not one of ours, and every raw character that should not be there.
fn foreign(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut out = Vec::new();
    let mut rest = text.as_ref();
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        if c == '\x1b' {
            let Some(sequence) = after.strip_prefix('[') else {
                out.push(format!("ESC {:?}", after.chars().take(8).collect::<String>()));
                continue;
            };
            let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
            let (body, last) = (&sequence[..end], &sequence[end..=end]);
            let modes = ["?1049", "?25", "?2004", "?1000", "?1006", "?2026"];
            let ours = match last {
                "m" | "H" | "J" | "K" => body.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':'),
                "h" | "l" => modes.contains(&body),
                _ => false,
            };
            if !ours {
                out.push(format!("CSI {body}{last}"));
            }
            rest = &sequence[end + 1..];
            continue;
        }
        let bad = c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c) || ('\u{2028}'..='\u{202e}').contains(&c);
        let bad = bad || ('\u{2060}'..='\u{206f}').contains(&c) || ('\u{fff9}'..='\u{fffb}').contains(&c);
        let bad = bad || matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
        if bad {
            out.push(format!("U+{:04X}", u32::from(c)));
        }
    }
    out
}

#[test]
fn what_is_hostile_in_a_file_never_reaches_the_terminal() {
    let markers = "\x1b]52;c;QQ==\x07 \x1b]8;;http://x\x1b\\ \x1b]0;t\x07 \x1bP1$r\x1b\\ \x1b_x\x1b\\ \x1b[2J \u{9b}31m \
        \u{9d}0;t\u{9c} \0\x08\x7f\x0b\x0c \t \u{202e}rlo\u{202c} \u{2066}lri\u{2069} \u{200e}\u{200f}\u{61c} \
        a\u{200b}b\u{200d}c\u{feff}d\u{ad}e \u{2028}\u{2029} \u{fff9}f\u{fffa}g\u{fffb} \u{e0041}\u{e007f} שלום عربي";
    let tower = format!("z{}", "\u{301}".repeat(5_000));
    let body =
        format!("2025-11-04\n\n{markers} {tower} said.\n\n“Quoted {markers} words,” said Ada {markers} Quayle.\n");
    let name = "a\x1b[31m\u{202e}\nb.txt";
    let folder =
        Folder::new("hostile", &[(name, body.as_bytes()), ("lone.txt", b"lone \x9b31m byte \x9d0;t\x07 said.")]);
    let mut screen = Screen::open(&[folder.path()], &[], (200, 50));
    screen.shows("Quoted");
    for keys in ["j", "gr", "gr", "b", "3", "w", "\x1b", "s", "\x1b", ":problems\r", "\x1b", "z", "z", "?"] {
        screen.keys(keys);
    }
    screen.shows("search:");
    screen.keys("\x1b");
    screen.until("the panes", |t| !t.contains("search:"));
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    assert_eq!(foreign(&screen.bytes), Vec::<String>::new());
    assert!(screen.bytes.len() < 20 * 64 * 1024, "{} bytes", screen.bytes.len());
    assert!(Path::new(folder.path()).join(name).exists());
}

//! A pseudo-terminal with a program on it: what it shows, what reaches the terminal, and how it gives it back.
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_whosaid");
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Screen {
    pub master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    pub parser: vt100::Parser,
    pub bytes: Vec<u8>,
    cooked: Vec<u8>,
}

pub fn nonzero(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a screen has rows and columns")
}

pub fn size(cols: u16, rows: u16) -> PtySize {
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
    /// The program with these arguments.
    pub fn open(args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Screen {
        Screen::run(PROGRAM, args, env, size)
    }

    /// Any program, which may start ours.
    pub fn run(program: &str, args: &[&str], env: &[(&str, &str)], (cols, rows): (u16, u16)) -> Screen {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
        let cooked = settings(pair.master.as_ref());
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env("WHOSAID_CONFIG", "/nonexistent/whosaid.toml");
        command.env("WHOSAID_DATA", "/nonexistent/whosaid");
        command.env("WHOSAID_CACHE", "/nonexistent/whosaid");
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

    pub fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn text(&self) -> String {
        self.parser.screen().contents().lines().map(|l| l.trim_end().to_owned() + "\n").collect()
    }

    /// True unless the end of a picture that was begun is still to come.
    fn is_whole(&self) -> bool {
        let last = |wanted: &[u8]| self.bytes.windows(wanted.len()).rposition(|w| w == wanted);
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }

    /// Reads until the screen is as wanted, between two pictures.
    pub fn until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.until_bytes(what, |screen| screen.is_whole() && wanted(&screen.text()));
        self.text()
    }

    /// Reads until what came is as wanted.
    pub fn until_bytes(&mut self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(self) {
            let left = end.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left).unwrap_or_else(|_| panic!("no {what}:\n{}", self.text()));
            self.parser.process(&bytes);
            self.bytes.extend(bytes);
        }
    }

    /// The columns of these signs, for every line that has any between the first and the last border.
    pub fn columns_of(&self, signs: &[&str]) -> Vec<Vec<usize>> {
        let screen = self.parser.screen();
        let (rows, cols) = screen.size();
        let (rows, cols) = (u16::from(rows), u16::from(cols));
        let is = |row: u16, col: u16| screen.cell(row, col).is_some_and(|c| signs.contains(&c.contents()));
        let columns = |row| (0..cols).filter(|col| is(row, *col)).map(usize::from).collect::<Vec<_>>();
        (0..rows).map(columns).filter(|c| !c.is_empty()).collect()
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(nonzero(rows), nonzero(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    pub fn shows(&mut self, words: &str) -> String {
        self.until(words, |text| text.contains(words))
    }

    /// Waits for the end, reads what is left, and returns the exit code.
    pub fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        let mut status = None;
        loop {
            let waits = Duration::from_millis(if status.is_some() { 300 } else { 20 });
            match (self.output.recv_timeout(waits), &status) {
                (Ok(bytes), _) => {
                    self.parser.process(&bytes);
                    self.bytes.extend(bytes);
                }
                // What it wrote last may come after its end is known.
                (Err(_), Some(code)) => return *code,
                (Err(_), None) => status = self.child.try_wait().unwrap().map(|s| s.exit_code()),
            }
            assert!(Instant::now() < end, "the program does not end:\n{}", self.text());
        }
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    pub fn count(&self, sequence: &str) -> usize {
        let wanted = sequence.as_bytes();
        self.bytes.windows(wanted.len()).filter(|w| *w == wanted).count()
    }

    /// The terminal was given back: alternate screen left and cursor shown once, settings as before.
    pub fn given_back(&self) {
        assert_eq!(self.count("\x1b[?1049l"), 1, "the alternate screen is left once");
        assert!(!self.parser.screen().alternate_screen() && !self.parser.screen().hide_cursor());
        assert!(!self.parser.screen().bracketed_paste());
        assert_eq!(settings(self.master.as_ref()), self.cooked, "the settings are as they were");
    }
}

/// A folder of articles that is gone when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str, files: &[(&str, &[u8])]) -> Folder {
        let path = std::env::temp_dir().join(format!("whosaid-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        for (name, bytes) in files {
            std::fs::write(path.join(name), bytes).unwrap();
        }
        Folder(path)
    }

    pub fn path(&self) -> &str {
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

pub fn plain(name: &str) -> Folder {
    Folder::new(name, &[("board.txt", PLAIN.as_bytes())])
}

/// Every escape sequence in `bytes` that is not one of ours, and every raw character that should not be there.
pub fn foreign(bytes: &[u8]) -> Vec<String> {
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
            let modes = ["?1049", "?25", "?2004", "?1000", "?1002", "?1006", "?2026"];
            let ours = match last {
                "m" | "H" | "J" | "K" | "C" | "G" | "X" => {
                    body.chars().all(|c| c.is_ascii_digit() || c == ';' || c == ':')
                }
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

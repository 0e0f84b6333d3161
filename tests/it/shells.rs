//! Completion in the shells themselves, on a pseudo-terminal: each has quotation marks of its own, and its own idea of
//! where a word ends. A shell that is not installed is said to be missing.
use crate::program::{Scratch, run};
use crate::pty::Screen;
use std::process::Command;

/// A shell, how it is started without anybody's settings, and what makes it ready.
struct Shell {
    name: &'static str,
    args: &'static [&'static str],
    begin: &'static str,
    /// How the names are listed where there are several.
    listed: [&'static str; 2],
    /// What is typed, and what the line is then.
    lines: &'static [(&'static str, &'static str)],
}

/// Outside quotation marks, escaped, within them, and what is no speaker: in shells that leave the marks of the line.
const WITHIN: &[(&str, &str)] = &[
    ("speaker:mar", r#"speaker:\"Tom\ Marrow\""#),
    (r#"speaker:\"Tom"#, r#"speaker:\"Tom\ Marrow\""#),
    ("'now speaker:mar", r#"'now speaker:"Tom Marrow"'"#),
    ("\"speaker:mar", r#""speaker:\"Tom Marrow\"""#),
    ("kind:mi", "kind:mixed"),
    ("spea", "speaker:"),
];

const ALL: [Shell; 3] = [
    Shell {
        name: "bash",
        args: &["--norc", "--noprofile", "-i"],
        begin: "source <(whosaid completions bash); bind 'set bell-style none'; PS1='ready> '",
        listed: ["Ada\\ Quayle", "Tom\\ Marrow"],
        lines: WITHIN,
    },
    Shell {
        name: "zsh",
        args: &["-f", "-i"],
        begin: "autoload -Uz compinit; compinit -u -D; source <(whosaid completions zsh); unsetopt beep; PS1='ready> '",
        listed: ["\"Ada Quayle\"  -- 1 quote", "\"Tom Marrow\"  -- 1 quote"],
        lines: WITHIN,
    },
    // Fish writes what it completes without marks where it can.
    Shell {
        name: "fish",
        args: &["--no-config", "-i"],
        begin: "whosaid completions fish | source; function fish_prompt; echo 'ready> '; end",
        listed: ["\"Ada Quayle\"  (1 quote)", "\"Tom Marrow\"  (1 quote)"],
        lines: &[
            ("speaker:mar", r#"speaker:\"Tom\ Marrow\""#),
            (r#"speaker:\"Tom"#, r#"speaker:\"Tom\ Marrow\""#),
            ("'now speaker:mar", r#"now\ speaker:\"Tom\ Marrow\""#),
            ("\"speaker:mar", r#"speaker:\"Tom\ Marrow\""#),
            ("kind:mi", "kind:mixed"),
            ("spea", "speaker:"),
        ],
    },
];

impl Shell {
    /// Types each line and Tab, and looks what the line is then.
    fn completes(&self) {
        if Command::new(self.name).arg("--version").output().is_err() {
            println!("there is no {} here: nothing is completed", self.name);
            return;
        }
        let text = "2025-11-04\n\n“Go now,” said Ada Quayle. “Stay,” said Tom Marrow.\n";
        let scratch = Scratch::new(&[("a.txt", text)]);
        let made = run(&scratch.0, &["index", "a.txt", "--library", "data/library.whosaid"]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        let mut shell = self.start(&scratch);
        for (round, (typed, wanted)) in self.lines.iter().enumerate() {
            shell.keys(&format!("whosaid quotes -q {typed}\t"));
            let line = format!("whosaid quotes -q {wanted}");
            shell.until_bytes(&line, |s| s.text().lines().any(|l| l.trim_end().ends_with(&line)));
            // The line is put away before the next one begins.
            shell.keys(&format!("\u{1}\u{b}echo round {round}\r"));
            shell.until_bytes("the next line", |s| s.text().contains(&format!("\nround {round}\n")));
        }
        shell.keys("whosaid quotes -q speaker:a\t");
        if self.name == "bash" {
            // The first one only rings.
            shell.keys("\t");
        }
        let both = |text: &str| self.listed.iter().all(|name| text.contains(name));
        shell.until_bytes("both names", |s| both(&s.text()));
        let stays = |line: &str| line.trim_end().ends_with("-q speaker:a");
        assert!(shell.text().lines().any(stays), "what was typed stays: {}", shell.text());
        shell.keys("\u{1}\u{b}exit\r");
        shell.end();
    }

    fn start(&self, scratch: &Scratch) -> Screen {
        let data = scratch.0.join("data").display().to_string();
        let home = scratch.0.display().to_string();
        let folder = std::path::Path::new(env!("CARGO_BIN_EXE_whosaid")).parent().unwrap().display().to_string();
        let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
        let env = [("WHOSAID_DATA", data.as_str()), ("PATH", path.as_str()), ("HOME", home.as_str())];
        let mut shell = Screen::run(self.name, self.args, &env, (100, 24));
        shell.keys(&format!("{}\r", self.begin));
        shell.until_bytes("ready", |s| s.text().lines().any(|l| l.starts_with("ready>")));
        shell
    }
}

#[test]
fn speakers_are_completed_however_they_are_quoted() {
    ALL.iter().for_each(Shell::completes);
}

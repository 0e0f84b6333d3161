//! What one sets up once: the file of settings, completions, the manual page.
use crate::program::{Ran, Scratch, run};
use crate::pty::Screen;
use std::process::Command;

/// The program with a file of settings of its own.
fn with_config(scratch: &Scratch, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(&scratch.0).args(args).env("WHOSAID_CONFIG", scratch.0.join("own/config.toml"));
    command.output().unwrap().into()
}

#[test]
fn a_file_of_settings_is_written_once_and_is_in_order() {
    let scratch = Scratch::new(&[]);
    let path = scratch.0.join("own/config.toml").display().to_string();
    assert_eq!(with_config(&scratch, &["config", "path"]).out.trim(), path);
    let written = with_config(&scratch, &["config", "init"]);
    assert_eq!((written.code, written.out.trim()), (Some(0), format!("wrote {path}").as_str()), "{}", written.err);
    let checked = with_config(&scratch, &["config", "check"]);
    assert_eq!((checked.code, checked.out.trim()), (Some(0), format!("{path}: in order").as_str()), "{}", checked.err);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(with_config(&scratch, &["config", "show"]).out, text);
    for line in ["theme = \"auto\"", "[keys.browse]", "zoom = [\"z\"]", "[keys.overlay]"] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    let again = with_config(&scratch, &["config", "init"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("exists and is left alone"), "{}", again.err);
}

#[test]
fn what_is_wrong_in_it_is_named_with_what_is_right() {
    let scratch = Scratch::new(&[]);
    for (text, reason) in [
        ("theme = 'contrst'", "there is no theme `contrst`; did you mean `contrast`?"),
        ("mouze = true", "there is no setting `mouze`; did you mean `mouse`?"),
        ("[keys.browse]\nzoom = ['j']", "[browse] j is both down and zoom (j)"),
        ("[keys.browse]\nzom = ['f3']", "there is no action `zom`; did you mean `zoom`?"),
    ] {
        scratch.write("own/config.toml", text.as_bytes());
        let checked = with_config(&scratch, &["config", "check"]);
        assert_eq!(checked.code, Some(2), "{text}");
        assert!(checked.err.contains(reason) && checked.err.contains("config.toml"), "{text}: {}", checked.err);
    }
}

#[test]
fn shells_and_man_get_what_they_read() {
    let scratch = Scratch::new(&[]);
    for (shell, mark) in [
        ("bash", "complete -o nospace"),
        ("zsh", "#compdef whosaid"),
        ("fish", "--command whosaid"),
        ("elvish", "edit:completion"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let made = run(&scratch.0, &["completions", shell]);
        assert_eq!(made.code, Some(0), "{shell}: {}", made.err);
        assert!(made.out.contains(mark) && made.out.contains("WHOSAID_COMPLETE"), "{shell}:\n{}", made.out);
    }
    let page = run(&scratch.0, &["man"]);
    assert!(page.code == Some(0) && page.out.contains(".TH whosaid"), "{}", page.out);
    let quotes = run(&scratch.0, &["man", "quotes"]);
    assert!(quotes.out.contains("List quotations with speaker and date"), "{}", quotes.out);
    let none = run(&scratch.0, &["man", "nothing"]);
    assert_eq!((none.code, none.err.contains("no command `nothing`")), (Some(2), true), "{}", none.err);
}

/// What the shell is offered after these words.
fn offered(scratch: &Scratch, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(&scratch.0).env("WHOSAID_COMPLETE", "fish").args(["--", "whosaid"]).args(words);
    Ran::from(command.output().unwrap()).out
}

#[test]
fn the_shell_knows_the_speakers_of_the_library() {
    let scratch = Scratch::new(&[("a.txt", "2025-11-04\n\n“Go now,” said Ada Quayle. “Stay,” said Tom Marrow.\n")]);
    let made = run(&scratch.0, &["index", "a.txt", "--library", "l.whosaid"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let of = |query: &str| offered(&scratch, &["quotes", "--library", "l.whosaid", "-q", query]);
    assert_eq!(of("harbour speaker:mar"), "harbour speaker:\"Tom Marrow\"\t1 quote\n");
    assert!(of("speaker:").lines().count() == 2 && of("ki").starts_with("kind:"), "{}", of("speaker:"));
    assert_eq!(of("kind:di"), "kind:direct\n");
    assert!(offered(&scratch, &["ti"]).starts_with("timeline"), "commands are still offered");
}

/// In a real bash: it breaks words at colons, and takes quotation marks for its own.
#[test]
fn bash_completes_a_speaker_however_it_is_quoted() {
    if Command::new("bash").arg("--version").output().is_err() {
        println!("there is no bash here: nothing is completed");
        return;
    }
    let scratch = Scratch::new(&[("a.txt", "2025-11-04\n\n“Go now,” said Ada Quayle. “Stay,” said Tom Marrow.\n")]);
    let data = scratch.0.join("data").display().to_string();
    let made = run(&scratch.0, &["index", "a.txt", "--library", "data/library.whosaid"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_whosaid")).parent().unwrap().display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let env = [("WHOSAID_DATA", data.as_str()), ("PATH", path.as_str()), ("PS1", "ready> ")];
    let mut bash = Screen::run("bash", &["--norc", "--noprofile", "-i"], &env, (100, 24));
    bash.shows("ready>");
    bash.keys("source <(whosaid completions bash)\rbind 'set bell-style none'\r");
    for (round, (typed, wanted)) in [
        ("-q speaker:mar", r#"-q speaker:\"Tom\ Marrow\""#),
        ("-q speaker:\\\"Tom", r#"-q speaker:\"Tom\ Marrow\""#),
        ("-q 'now speaker:mar", r#"-q 'now speaker:"Tom Marrow"'"#),
        ("-q \"speaker:mar", r#"-q "speaker:\"Tom Marrow\"""#),
        ("-q kind:mi", "-q kind:mixed"),
        ("-q spea", "-q speaker:"),
    ]
    .into_iter()
    .enumerate()
    {
        bash.keys(&format!("whosaid quotes {typed}\t"));
        let line = format!("whosaid quotes {wanted}");
        bash.until_bytes(&line, |s| s.text().lines().any(|l| l.ends_with(&line)));
        // The line is put away before the next one begins.
        bash.keys(&format!("\u{1}\u{b}echo round {round}\r"));
        bash.until_bytes("the next line", |s| s.text().contains(&format!("\nround {round}\n")));
    }
    bash.keys("whosaid quotes -q speaker:a\t");
    bash.keys("\t");
    bash.until_bytes("both names", |s| s.text().contains("Ada\\ Quayle") && s.text().contains("Tom\\ Marrow"));
    assert!(bash.text().trim_end().ends_with("-q speaker:a"), "what was typed stays: {}", bash.text());
    bash.keys("\u{1}\u{b}exit\r");
    bash.end();
}

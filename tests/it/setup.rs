//! What one sets up once: the file of settings, completions, the manual page.
use crate::program::{Ran, Scratch, run};
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

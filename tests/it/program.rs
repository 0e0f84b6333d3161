//! The program itself, as somebody runs it: what it prints, where, and how it ends.
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for one test, gone afterwards.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("whosaid-program-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        let scratch = Scratch(path);
        for (name, text) in files {
            scratch.write(name, text.as_bytes());
        }
        scratch
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command
        .current_dir(folder)
        .args(args)
        .env_remove("NO_COLOR")
        .env("WHOSAID_DATA", folder.join(".data"))
        .env("WHOSAID_CACHE", folder.join(".cache"))
        .stdin(Stdio::null());
    command
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Ran {
    program(folder, args).output().unwrap().into()
}

pub(crate) fn fed(folder: &Path, args: &[&str], input: &[u8]) -> Ran {
    let mut command = program(folder, args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap().into()
}

pub(crate) fn json_lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).expect(l)).collect()
}

const HARBOUR: &str =
    "Edda Marrow spoke on Monday.\n\n“We came to listen, and that is what we did,” said Edda Marrow.\n";
const FERRY: &str = " date 2025-06-03\n“The boats will stay in the harbour,” Oleh Quayle said.\n";

#[test]
fn extract_keeps_its_contract() {
    let scratch = Scratch::new(&[("a.txt", HARBOUR), ("b.txt", FERRY)]);
    let ran = run(&scratch.0, &["extract", "a.txt", "b.txt"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let articles = json_lines(&ran.out);
    let ids: Vec<&Value> = articles.iter().map(|a| &a["id"]).collect();
    assert_eq!(ids, ["a.txt", "b.txt"], "in the order of the input");
    assert_eq!(articles[0]["text"], HARBOUR, "the input decoded and nothing else");
    assert_eq!((&articles[1]["date"], &articles[1]["date_from"]), (&"2025-06-03".into(), &"header".into()));
    assert_eq!((&articles[0]["date"], &articles[0]["source"]), (&Value::Null, &"a.txt".into()));
    for article in &articles {
        for key in ["id", "source", "date", "date_from", "title", "outlet", "text", "body", "quotes"] {
            assert!(article.get(key).is_some(), "{key}");
        }
        check_offsets(article);
    }
}

/// Every offset of every quotation cuts out what it says it does.
fn check_offsets(article: &Value) {
    let quotes = article["quotes"].as_array().unwrap();
    assert_eq!(quotes.len(), 1);
    for quote in quotes {
        let cut = |of: &str, start: &Value, end: &Value| -> String {
            let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
            article[of].as_str().unwrap().chars().skip(start).take(end - start).collect()
        };
        let words = quote["text"].as_str().unwrap();
        assert!(!words.starts_with('“') && !words.ends_with('”'), "marks lie outside: {words}");
        assert_eq!(cut("text", &quote["start"], &quote["end"]), words);
        assert_eq!(cut("body", &quote["body_start"], &quote["body_end"]), words);
        assert_eq!(cut("text", &quote["spans"][0][0], &quote["spans"][0][1]), words);
        assert_eq!(cut("text", &quote["speaker_start"], &quote["speaker_end"]), quote["speaker"].as_str().unwrap());
        assert_eq!(cut("text", &quote["cue_start"], &quote["cue_end"]), quote["cue"].as_str().unwrap());
        assert!(["direct", "mixed", "term"].contains(&quote["kind"].as_str().unwrap()));
        assert!((0.0..=1.0).contains(&quote["confidence"].as_f64().unwrap()));
        assert!(quote["how"].is_string() && quote.get("canonical").is_some());
    }
}

#[test]
fn raw_neither_cleans_nor_normalises() {
    let scratch = Scratch::new(&[]);
    let text = " date 2025-06-03\r\n“No\u{a0}way,”  said Bo Ash.\r\n\r\n\r\nRead more";
    scratch.write("a.txt", text.as_bytes());
    let raw = &json_lines(&run(&scratch.0, &["extract", "--raw", "a.txt"]).out)[0];
    assert_eq!((raw["body"].as_str(), raw["text"].as_str()), (Some(text), Some(text)));
    let cleaned = &json_lines(&run(&scratch.0, &["extract", "a.txt"]).out)[0];
    assert_ne!(cleaned["body"].as_str(), Some(text));
}

#[test]
fn standard_input_is_read_as_text_or_lines() {
    let scratch = Scratch::new(&[]);
    for args in [&["extract", "-"][..], &["extract"], &["extract", "--format", "text"]] {
        let ran = fed(&scratch.0, args, HARBOUR.as_bytes());
        let articles = json_lines(&ran.out);
        assert_eq!((ran.code, articles.len()), (Some(0), 1), "{args:?}: {}", ran.err);
        assert_eq!((&articles[0]["source"], &articles[0]["text"]), (&"-".into(), &HARBOUR.into()));
    }
    let ran = fed(&scratch.0, &["extract", "-"], b"{\"id\":7,\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n");
    let ids: Vec<Value> = json_lines(&ran.out).iter().map(|a| a["id"].clone()).collect();
    assert_eq!(ids, ["7", "stdin:2"]);
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let scratch = Scratch::new(&[("all.jsonl", "{\"text\":\"One.\"}\n\n{oops\n{\"text\":\"Two.\"}\n{\"text\":5}\n")]);
    let ran = run(&scratch.0, &["extract", "all.jsonl"]);
    assert_eq!((ran.code, json_lines(&ran.out).len()), (Some(3), 2));
    assert!(ran.err.contains("all.jsonl:3: ") && ran.err.contains("all.jsonl:5: "), "{}", ran.err);
    let check = run(&scratch.0, &["check", "all.jsonl"]);
    assert_eq!((check.code, check.out.lines().count()), (Some(3), 2));
    assert!(check.out.starts_with("all.jsonl:3: "), "{}", check.out);
}

#[test]
fn lines_keep_their_order_and_numbers_through_the_pool() {
    let scratch = Scratch::new(&[]);
    let filler = "rain ".repeat(400);
    let line = |i: usize| match i {
        777 => "{bad\n".to_owned(),
        _ => format!(
            "{{\"id\":\"{i}\",\"text\":\"{}\"}}\n",
            if i.is_multiple_of(7) { filler.as_str() } else { "Short." }
        ),
    };
    scratch.write("all.jsonl", (1..=4000).map(line).collect::<String>().as_bytes());
    let ran = run(&scratch.0, &["extract", "all.jsonl"]);
    let ids: Vec<usize> = json_lines(&ran.out).iter().map(|a| a["id"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(ids, (1..=4000).filter(|&i| i != 777).collect::<Vec<_>>());
    assert!(ran.err.contains("all.jsonl:777: "), "{}", ran.err);
}

#[test]
fn exit_codes_say_how_it_went() {
    let scratch = Scratch::new(&[("news/a.txt", HARBOUR), ("news/empty.txt", ""), ("good/b.txt", FERRY)]);
    for (args, code) in [
        (&["quotes", "good"][..], 0),
        (&["quotes", "good", "-q", "snowfall"], 1),
        (&["articles", "good", "-q", "on:1999"], 1),
        (&["speakers", "good"], 0),
        (&["check", "good"], 0),
        (&["extract", "no-such-file"], 2),
        (&["quotes", "good", "-q", "speakr:x"], 2),
        (&["quotes", "--format", "papyrus"], 2),
        (&["quotes", "--input-format", "papyrus"], 2),
        (&["--no-such-option"], 2),
        (&["quotes", "news"], 3),
        (&["extract", "news"], 3),
        (&["check", "news"], 3),
        (&["--version"], 0),
    ] {
        let ran = run(&scratch.0, args);
        assert_eq!(ran.code, Some(code), "{args:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.err.is_empty(), code < 2 && args[0] != "check", "{args:?} tells: {}", ran.err);
    }
    let ran = run(&scratch.0, &["quotes", "good", "-q", "speakr:x"]);
    assert!(ran.err.contains("did you mean `speaker:`?\n  speakr:x\n  ^^^^^^^\n"), "{}", ran.err);
    let ran = run(&scratch.0, &["extract", "no-such-file"]);
    assert!(ran.err.contains("no-such-file: there is no such file or folder"), "{}", ran.err);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let scratch = Scratch::new(&[]);
    scratch.write("all.jsonl", "{\"text\":\"“Yes,” said Bo Ash.\"}\n".repeat(20_000).as_bytes());
    for args in [&["extract", "all.jsonl"][..], &["quotes", "all.jsonl"], &["quotes", "all.jsonl", "--format", "csv"]] {
        let mut child = program(&scratch.0, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran: Ran = child.wait_with_output().unwrap().into();
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let scratch = Scratch::new(&[("a.txt", HARBOUR)]);
    for args in [&["extract", "a.txt"][..], &["quotes", "a.txt"], &["articles", "a.txt", "--format", "json"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran: Ran = program(&scratch.0, args).stdout(full).output().unwrap().into();
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.err.contains("the output cannot be written: No space left"), "{}", ran.err);
    }
}

#[test]
fn rows_come_in_four_formats() {
    let scratch = Scratch::new(&[("a.txt", HARBOUR), ("b.txt", FERRY)]);
    let quotes = |format: &str| run(&scratch.0, &["quotes", "a.txt", "b.txt", "--format", format]).out;
    let text = quotes("text");
    assert_eq!(
        text,
        "2025-06-03  Oleh Quayle  direct  “The boats will stay in the harbour,”\n\
         undated     Edda Marrow  direct  “We came to listen, and that is what we did,”\n"
    );
    let array: Value = serde_json::from_str(&quotes("json")).unwrap();
    let lines = json_lines(&quotes("jsonl"));
    assert_eq!(array.as_array().unwrap(), &lines);
    assert_eq!((&lines[0]["speaker"], &lines[0]["id"]), (&"Oleh Quayle".into(), &"b.txt#1".into()));
    let csv = quotes("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let speaker = heads.iter().position(|h| h == "speaker").unwrap();
    let names: Vec<String> = reader.records().map(|r| r.unwrap()[speaker].to_owned()).collect();
    assert_eq!(names, ["Oleh Quayle", "Edda Marrow"]);
    let none = run(&scratch.0, &["articles", "a.txt", "-q", "snow", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), "[]\n"));
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let scratch = Scratch::new(&[]);
    let line = "{\"id\":\"=1+1\",\"title\":\"@SUM(A1)\",\"text\":\"“+cmd and more of it,” said Bo Ash.\"}\n";
    scratch.write("all.jsonl", line.as_bytes());
    let ran = run(&scratch.0, &["quotes", "all.jsonl", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
    assert!(row.iter().any(|cell| cell == "'@SUM(A1)"), "{row:?}");
}

#[test]
fn dates_hide_the_undated_and_say_so() {
    let scratch = Scratch::new(&[("a.txt", HARBOUR), ("b.txt", FERRY)]);
    let ran = run(&scratch.0, &["articles", ".", "-q", "after:2025"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 1));
    assert!(ran.err.contains("1 undated article is left out; date:none+ keeps them"), "{}", ran.err);
    let ran = run(&scratch.0, &["articles", ".", "-q", "after:2025 date:none+"]);
    assert_eq!((ran.out.lines().count(), ran.err.as_str()), (2, ""));
}

#[cfg(unix)]
#[test]
fn hostile_names_and_files_do_no_harm() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new(&[("a.txt", HARBOUR), (".hidden.txt", FERRY), ("-dash.txt", FERRY), ("quotes", FERRY)]);
    for name in [&b"esc\x1b[2J\n.txt"[..], b"\xff\xfe.txt", "rlo\u{202e}txt".as_bytes()] {
        let path = scratch.0.join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, b"").unwrap();
    }
    let pipe = scratch.0.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", scratch.0.join("zero")).unwrap();
    let ran = run(&scratch.0, &["check", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(3), 5), "{}", ran.out);
    let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!ran.out.contains(steers) && !ran.err.contains(steers), "{:?}", ran.out);
    assert!(ran.out.contains("pipe: this is no regular file") && ran.out.contains("zero: this is a symbolic link"));
    let ran = run(&scratch.0, &["extract", "."]);
    let ids: Vec<Value> = json_lines(&ran.out).iter().map(|a| a["id"].clone()).collect();
    assert_eq!(ids, ["-dash.txt", "a.txt", "quotes"], "hidden files are left out");
    assert!(!ran.out.contains(steers) && !ran.err.contains(steers), "{:?}", ran.err);
    assert_eq!(run(&scratch.0, &["quotes", "--", "-dash.txt"]).code, Some(0));
    assert_eq!(run(&scratch.0, &["./quotes"]).out, run(&scratch.0, &["quotes", "./quotes"]).out);
}

#[test]
fn control_characters_of_articles_reach_no_output() {
    let scratch = Scratch::new(&[]);
    let text = "“Yes\u{1b}]52;c;eA==\u{7} and \u{9b}2J no\u{202e}w,” said B\u{200b}o Ash\u{1b}[31m.";
    scratch.write("a.txt", text.as_bytes());
    for args in [&["quotes", "a.txt"][..], &["extract", "a.txt"], &["speakers", "a.txt"], &["articles", "a.txt"]] {
        let ran = run(&scratch.0, args);
        let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200b}');
        assert!(!ran.out.contains(bad) && !ran.out.is_empty(), "{args:?}: {:?}", ran.out);
    }
    let raw = &json_lines(&run(&scratch.0, &["extract", "--raw", "a.txt"]).out)[0];
    assert_eq!(raw["text"].as_str(), Some(text), "escapes in JSON lose nothing");
}

#[test]
fn without_a_path_the_sample_is_shown() {
    let scratch = Scratch::new(&[]);
    for args in [&[][..], &["demo"], &["quotes"]] {
        let ran = run(&scratch.0, args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
        assert!(!ran.out.is_empty() && !ran.out.contains('\u{1b}'), "plain where there is no terminal");
        assert!(ran.err.contains("sample"), "{args:?}: {}", ran.err);
    }
    assert!(run(&scratch.0, &["quotes", "--color", "always"]).out.contains("\u{1b}[1m"));
}

#[test]
fn every_example_of_the_help_runs() {
    let scratch = Scratch::new(&[("news/a.txt", HARBOUR), ("news/b.txt", FERRY), ("a.txt", HARBOUR), ("b.txt", FERRY)]);
    scratch.write("all.jsonl", b"{\"text\":\"Rain.\"}\n");
    let mut ran_any = 0;
    scratch.write(
        "gold.jsonl",
        b"{\"id\":\"a\",\"text\":\"\",\"quotes\":[{\"start\":0,\"end\":0,\"kind\":\"direct\"}]}\n",
    );
    scratch.write("found.jsonl", b"{\"id\":\"a\",\"quotes\":[]}\n");
    scratch.write("people.jsonl", b"{\"id\":\"a\",\"people\":[]}\n");
    for command in [
        "",
        "extract",
        "quotes",
        "articles",
        "speakers",
        "echoes",
        "check",
        "explain",
        "score",
        "train",
        "demo",
        "config",
        "completions",
    ] {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let help = run(&scratch.0, &args);
        assert_eq!(help.code, Some(0), "{command}");
        let examples = help.out.lines().skip_while(|l| *l != "Examples:").map(str::trim);
        for example in examples.filter(|l| l.starts_with("whosaid ") || *l == "whosaid") {
            let typed = example.split("  ").next().unwrap();
            let (typed, input) = typed.split_once(" < ").map_or((typed, None), |(t, i)| (t, Some(i)));
            let args = split(typed);
            let args: Vec<&str> = args.iter().skip(1).map(String::as_str).collect();
            let ran = match input {
                Some(name) => fed(&scratch.0, &args, &fs::read(scratch.0.join(name)).unwrap()),
                None => run(&scratch.0, &args),
            };
            assert!(matches!(ran.code, Some(0 | 1)), "{typed}: {:?} {}", ran.code, ran.err);
            ran_any += 1;
        }
    }
    assert!(ran_any >= 14, "{ran_any} examples");
}

/// Splits a command line as a shell would, as far as the examples need it.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut inside = false;
    for c in line.chars() {
        match c {
            '\'' => inside = !inside,
            ' ' if !inside => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

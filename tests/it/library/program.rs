//! `whosaid index` and what asks its library, as somebody runs them.
use crate::program::{Scratch, run};
use std::fs;

const A: &str = "date 2025-06-03\n\n“The boats will stay,” Oleh Quayle said. The harbour was calm.\n";
const B: &str = "date 2025-06-05\n\n“We came to listen,” said Edda Marrow. The harbour was full.\n";
const C: &str = "date 2025-07-01\n\n“Never again,” Tom Lint said.\n";

/// What the summary says between two words.
fn told(err: &str, from: &str) -> String {
    let at = err.find(from).unwrap_or_else(|| panic!("{from}: {err}"));
    err[at..].split(['\n', ';']).next().unwrap_or_default().to_owned()
}

#[test]
fn a_folder_is_kept_and_followed() {
    let scratch = Scratch::new(&[("news/a.txt", A), ("news/b.txt", B), ("news/two.jsonl", "")]);
    let folder = &scratch.0;
    scratch.write("news/two.jsonl", b"{\"id\":\"1\",\"text\":\"\\\"Yes,\\\" Ida Mole said.\"}\nnot json\n");
    let first = run(folder, &["index", "news"]);
    assert_eq!(first.code, Some(3), "a line cannot be read: {}", first.err);
    assert!(first.err.contains("two.jsonl:2: ") && first.err.contains("3 articles, 3 quotations"), "{}", first.err);
    let again = run(folder, &["index", "news"]);
    assert_eq!((again.code, told(&again.err, "files: ")), (Some(0), "files: 0 read, 3 unchanged, 0 gone".to_owned()));

    // One changes, one moves, one goes, one comes; the library remembers the folder.
    scratch.write("news/a.txt", A.replace("stay", "leave").as_bytes());
    fs::create_dir(folder.join("news/old")).unwrap();
    fs::rename(folder.join("news/b.txt"), folder.join("news/old/bb.txt")).unwrap();
    fs::remove_file(folder.join("news/two.jsonl")).unwrap();
    scratch.write("news/c.txt", C.as_bytes());
    let third = run(folder, &["index"]);
    assert_eq!(told(&third.err, "files: "), "files: 3 read, 0 unchanged, 2 gone", "{}", third.err);
    assert!(third.err.contains("3 articles, 3 quotations") && third.err.contains("1 known already"), "{}", third.err);

    let quotes = run(folder, &["quotes", "--format", "csv"]);
    assert_eq!(quotes.code, Some(0), "{}", quotes.err);
    let rows: Vec<&str> = quotes.out.lines().skip(1).collect();
    assert_eq!(rows.len(), 3, "{}", quotes.out);
    let words = ["Never again", "We came to listen", "The boats will leave"];
    assert!(rows.iter().zip(words).all(|(row, words)| row.contains(words)), "newest first: {rows:?}");
    assert!(rows[1].contains("old/bb.txt"), "the moved file is where it is now: {rows:?}");
    assert!(run(folder, &["quotes", "-q", "harbour -speaker:marrow"]).out.contains("Oleh Quayle"));
    assert_eq!(run(folder, &["quotes", "-q", "speaker:mole"]).code, Some(1));
}

#[test]
fn a_library_answers_as_the_files_do() {
    let scratch = Scratch::new(&[("news/a.txt", A), ("news/b.txt", B), ("news/deep/c.txt", C)]);
    let folder = &scratch.0;
    assert_eq!(run(folder, &["index", "news", "--library", "own.whosaid"]).code, Some(0));
    let news = folder.join("news");
    let news = news.to_str().unwrap();
    for command in ["quotes", "articles", "speakers", "timeline", "echoes"] {
        for query in
            ["", "harbour", "speaker:marrow|lint sort:speaker", "after:2025-06-04 limit:1", "sort:-conf limit:2"]
        {
            let ask = |from: [&str; 2]| {
                let from: Vec<&str> = from.into_iter().filter(|f| !f.is_empty()).collect();
                let args = [vec![command, "-q", query, "--format", "json"], from].concat();
                let ran = run(folder, &args);
                (ran.code, ran.out)
            };
            assert_eq!(ask(["--library", "own.whosaid"]), ask([news, ""]), "{command} {query}");
        }
    }
    let both = run(folder, &["quotes", "news", "--library", "own.whosaid"]);
    assert_eq!(both.code, Some(2), "{}", both.err);
    let none = run(folder, &["quotes", "--library", "none.whosaid"]);
    assert!(none.code == Some(2) && none.err.contains("whosaid index PATH"), "{}", none.err);
}

#[test]
fn timelines_have_every_step_and_every_form() {
    let scratch = Scratch::new(&[("a.txt", A), ("b.txt", B), ("c.txt", C), ("d.txt", "“No,” Ada Poole said.")]);
    let plot = |args: &[&str]| {
        let ran = run(&scratch.0, &[&["timeline", "a.txt", "b.txt", "c.txt", "d.txt"], args].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    assert_eq!(
        plot(&["--bucket", "week", "--format", "tsv"]),
        "from\tquotes\n2025-06-02\t2\n2025-06-09\t0\n2025-06-16\t0\n2025-06-23\t0\n2025-06-30\t1\nundated\t1\n"
    );
    let months = plot(&["--bucket", "month", "--by", "speaker", "--most", "1", "--format", "tsv", "-q", "-date:none"]);
    assert_eq!(months, "from\tquotes\tEdda Marrow\n2025-06-01\t2\t1\n2025-07-01\t1\t0\n");
    assert!(plot(&["--bucket", "month"]).contains("2025-06-01       2  ###"));
    assert!(plot(&["--format", "svg", "--by", "speaker"]).contains("<title>undated: 1</title>"));
    let json: serde_json::Value = serde_json::from_str(&plot(&["--bucket", "year", "--format", "json"])).unwrap();
    assert_eq!((json[0]["from"].as_str(), json[0]["quotes"].as_u64()), (Some("2025-01-01"), Some(3)));
}

#[test]
fn corrections_outlive_the_library_and_the_file() {
    let scratch = Scratch::new(&[("news/a.txt", A), ("news/b.txt", B), ("news/c.txt", C)]);
    let folder = &scratch.0;
    let correct = |args: &[&str]| run(folder, &[&["correct"], args].concat());
    assert_eq!(correct(&["-q", "path:a.txt", "star"]).code, Some(2), "there is no library yet");
    assert_eq!(run(folder, &["index", "news"]).code, Some(0));
    let wrong = correct(&["-q", "harbour", "speaker", "Ida Mole"]);
    assert!(
        wrong.code == Some(2) && wrong.err.contains("finds 2") && wrong.out.contains("Oleh Quayle"),
        "{}",
        wrong.err
    );
    for args in [
        &["-q", "path:a.txt", "speaker", "Ida Mole"][..],
        &["-q", "path:b.txt", "date", "2025-08-01"],
        &["-q", "path:c.txt", "tag", "#loud"],
        &["-q", "path:c.txt", "not-quote"],
        &["undo"],
        &["merge", "Tom Lint", "Thomas Lint"],
    ] {
        let ran = correct(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
    }
    let quotes = |query: &str| run(folder, &["quotes", "--format", "csv", "-q", query]).out;
    let state = || {
        let all = quotes("");
        let rows: Vec<String> = all.lines().skip(1).map(str::to_owned).collect();
        assert_eq!(rows.len(), 3, "{all}");
        assert!(rows[0].contains("2025-08-01") && rows[0].contains("Edda Marrow"), "{all}");
        assert!(rows[2].contains("Ida Mole"), "{all}");
        assert_eq!(quotes("tag:loud").lines().count(), 2);
        assert_eq!(quotes("is:corrected").lines().count(), 2);
        assert_eq!(quotes("speaker:thomas").lines().count(), 2);
    };
    state();
    // The library is made anew; the corrections stay.
    assert_eq!(run(folder, &["index", "news", "--rebuild"]).code, Some(0));
    state();
    // The file changes, and the words are still there.
    scratch.write("news/a.txt", format!("{A}\n\nAn update: it rained.").as_bytes());
    let again = run(folder, &["index"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    state();
    // The file is gone: nothing is lost.
    fs::remove_file(folder.join("news/a.txt")).unwrap();
    run(folder, &["index"]);
    let orphans = correct(&["list", "--orphans"]);
    assert!(orphans.code == Some(0) && orphans.out.contains("Ida Mole"), "{}{}", orphans.out, orphans.err);
    assert!(correct(&["list"]).out.contains("4 not quote (undone)"), "{}", correct(&["list"]).out);
    assert_eq!(correct(&["redo"]).code, Some(2), "something was made since");
}

#[test]
fn words_that_somebody_types_correct_what_was_found_and_what_was_cleaned() {
    let text = "date 2025-06-03\n\n“The boats will stay,” Oleh Quayle said. We wait for rain, she thought.\n\n\
                Read more: Ferries of the north\n\nThe harbour was calm. The harbour was full.\n";
    let scratch = Scratch::new(&[("news/a.txt", text)]);
    let correct = |args: &[&str]| run(&scratch.0, &[&["correct", "-q", "path:a.txt"], args].concat());
    let body = || {
        let out = run(&scratch.0, &["articles", "--format", "json"]).out;
        let rows: serde_json::Value = serde_json::from_str(&out).unwrap();
        (rows[0]["body"].as_str().unwrap_or_default().to_owned(), rows[0]["quotes"].to_string())
    };
    assert_eq!(run(&scratch.0, &["index", "news"]).code, Some(0));
    assert!(
        !run(&scratch.0, &["quotes", "-q", "text:ferries"]).out.contains("boats"),
        "cleaning took it: {:?}",
        body()
    );
    for args in [
        &["give-back", "Ferries of the north"][..],
        &["leave-out", "The harbour was calm."],
        &["quote", "We wait for rain", "Ida Mole"],
    ] {
        let ran = correct(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
    }
    let bounds = run(&scratch.0, &["correct", "-q", "said:boats", "bounds", "boats will stay"]);
    assert_eq!(bounds.code, Some(0), "{}", bounds.err);
    let quotes = |query: &str| run(&scratch.0, &["quotes", "--format", "csv", "-q", query]).out;
    assert!(quotes("text:\"read more\"").contains("Oleh Quayle"), "it is back: {:?}", body());
    assert!(!quotes("text:calm").contains("Oleh Quayle"), "it is left out");
    assert!(quotes("speaker:mole").contains("We wait for rain"), "{}", quotes(""));
    assert!(
        quotes("said:stay").contains("boats will stay") && !quotes("said:stay").contains("The boats"),
        "{}",
        quotes("")
    );
    for (args, why) in [
        (&["leave-out", "no such words"][..], "does not stand"),
        (&["leave-out", "he"], "more than once"),
        (&["give-back", "no such words"], "in no block"),
        (&["quote", " "], "no words"),
    ] {
        let ran = correct(args);
        assert!(ran.code == Some(2) && ran.err.contains(why), "{args:?}: {:?} {}", ran.code, ran.err);
    }
}

#[test]
fn who_corrects_while_another_one_writes_for_long_loses_nothing() {
    let scratch = Scratch::new(&[("news/a.txt", A), ("news/b.txt", B)]);
    let folder = &scratch.0;
    assert_eq!(run(folder, &["index", "news", "--library", "l.whosaid"]).code, Some(0));
    let ask = |query: &str| run(folder, &["quotes", "--library", "l.whosaid", "-q", query]);
    let other = rusqlite::Connection::open(folder.join("l.whosaid")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let kept = run(folder, &["correct", "--library", "l.whosaid", "-q", "path:a.txt", "speaker", "Ida Mole"]);
    assert!(kept.code == Some(0) && kept.err.contains("takes over later"), "{:?} {}", kept.code, kept.err);
    let meanwhile = ask("boats");
    assert!(meanwhile.code == Some(0) && meanwhile.out.contains("Ida Mole"), "{}{}", meanwhile.out, meanwhile.err);
    other.execute_batch("ROLLBACK").unwrap();
    let after = ask("speaker:mole");
    assert!(after.code == Some(0) && after.out.contains("boats") && after.err.is_empty(), "{}{}", after.out, after.err);
}

#[test]
fn what_changes_is_followed_until_somebody_stops_it() {
    use std::io::BufRead;
    let scratch = Scratch::new(&[("news/a.txt", A)]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(&scratch.0).args(["index", "news", "--library", "l.whosaid", "--watch"]);
    command.stdin(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut next = |what: &str| lines.find(|line| line.contains(what)).unwrap_or_else(|| panic!("{what} is not said"));
    next("1 article, 1 quotation");
    scratch.write("news/b.txt", B.as_bytes());
    next("2 articles, 2 quotations");
    fs::remove_file(scratch.0.join("news/a.txt")).unwrap();
    let last = next("1 article, 1 quotation");
    assert_eq!(told(&last, "files: "), "files: 0 read, 1 unchanged, 1 gone");
    let stopped = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(stopped.success() && child.wait().unwrap().success(), "nothing was left undone");
}

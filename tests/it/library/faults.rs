//! What may happen to a library: the program is killed, two of them write, the file is damaged.
use super::corpus;
use crate::program::Scratch;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use whosaid::library::{Act, Cancel, Cursor, Depth, Facet, LibError, Library, Mark, Marks, MarksFile, Mode, Sqlite};
use whosaid::model::ContentHash;
use whosaid::query::Query;

pub(super) fn index(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(folder).args(["index", "news", "--library", "l.whosaid"]).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How often to do what is done a few times in an ordinary run: the environment asks for more.
pub(super) fn times(variable: &str, few: u64) -> u64 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

/// The bytes that were written to the library so far.
pub(super) fn written(folder: &Path) -> u64 {
    ["l.whosaid", "l.whosaid-wal"].iter().map(|f| fs::metadata(folder.join(f)).map_or(0, |m| m.len())).sum()
}

/// A folder of three files with 250 short articles each.
pub(super) fn folder() -> Scratch {
    let scratch = Scratch::new(&[]);
    for file in 0..3 {
        let line = |n: usize| {
            let (day, n) = (n % 28 + 1, file * 250 + n);
            format!(
                "{{\"id\":\"{n}\",\"date\":\"2025-0{}-{day:02}\",\"text\":\"“Ferry {n} is late,” Ida Mole{n} said.\"}}\n",
                file + 1
            )
        };
        scratch.write(&format!("news/{file}.jsonl"), (0..250).map(line).collect::<String>().as_bytes());
    }
    scratch
}

#[test]
fn killed_at_any_moment_it_is_whole_and_goes_on() {
    let scratch = folder();
    let path = scratch.0.join("l.whosaid");
    let mut most = 0;
    for round in 1..=times("WHOSAID_KILLS", 8) {
        // Once all is there, it begins anew.
        if most == 750 {
            for end in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(scratch.0.join(format!("l.whosaid{end}")));
            }
            most = 0;
        }
        let before = written(&scratch.0);
        let mut child = index(&scratch.0);
        // A while after the first bytes, each time a different one.
        let enough = before + (round * round * 23_456) % 1_700_001;
        while written(&scratch.0) < enough && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if path.exists() {
            let mut library = Sqlite::open(&path, Mode::Create).unwrap();
            assert_eq!(library.check(Depth::Deep).unwrap().problems, Vec::<String>::new(), "round {round}");
            let articles = library.totals().unwrap().articles;
            assert!(articles >= most && articles <= 750, "nothing that was there is lost: {articles} after {most}");
            most = articles;
        }
    }
    assert!(index(&scratch.0).wait().unwrap().success());
    let mut library = Sqlite::open(&path, Mode::Write).unwrap();
    let totals = library.totals().unwrap();
    assert_eq!((totals.articles, totals.quotes, library.files().unwrap().len()), (750, 750, 3), "no more, no less");
    assert_eq!(library.check(Depth::Deep).unwrap().problems, Vec::<String>::new());
}

#[test]
fn two_at_once_take_turns() {
    let scratch = folder();
    let (mut one, mut two) = (index(&scratch.0), index(&scratch.0));
    let ends = (one.wait().unwrap(), two.wait().unwrap());
    assert!(ends.0.success() && ends.1.success(), "{ends:?}");
    let path = scratch.0.join("l.whosaid");
    let mut reader = Sqlite::open(&path, Mode::Read).unwrap();
    assert_eq!(reader.totals().unwrap().articles, 750);
    assert!(matches!(reader.put(&corpus::made(1)), Err(LibError::ReadOnly)));
    // A reader sees what a writer adds and takes, with its rows in memory kept up.
    let mut writer = Sqlite::open(&path, Mode::Write).unwrap();
    let count = |library: &mut Sqlite, line: &str| {
        library.search(&Query::parse(line).unwrap(), &Cursor::first(2000), &Cancel::default()).unwrap().rows.len()
    };
    assert_eq!((count(&mut reader, "speaker:mole1"), count(&mut reader, "speaker:marrow")), (1, 0));
    let more = writer.put(&corpus::made(30)).unwrap();
    let found = count(&mut reader, "speaker:marrow");
    assert_eq!((found > 0, found), (true, count(&mut writer, "speaker:marrow")));
    writer.remove(&more.ids).unwrap();
    assert_eq!(count(&mut reader, "speaker:marrow"), 0);
}

#[test]
fn damage_is_an_error_and_no_panic() {
    let scratch = Scratch::new(&[]);
    let path = scratch.0.join("l.whosaid");
    let articles = corpus::made(12);
    {
        let mut library = Sqlite::open(&path, Mode::Create).unwrap();
        library.put(&articles).unwrap();
        library.settle(&Cancel::default()).unwrap();
    }
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 20_000, "{}", whole.len());
    // What is answered, and what a look for damage finds then.
    let ask = |path: &Path| -> Result<(String, usize), LibError> {
        let mut library = Sqlite::open(path, Mode::Write)?;
        let (stop, long) = (Cancel::default(), std::time::Duration::MAX);
        let mut answers = String::new();
        for line in ["", "harbour", "speaker:marrow", "said:peace sort:conf", "har*", "title:the|ferries"] {
            let query = Query::parse(line).unwrap();
            let page = library.search(&query, &Cursor::first(50), &stop)?;
            for hit in &page.rows {
                let article = library.article(hit.article)?;
                answers += &format!("{:?} {:?}\n", hit, article.map(|a| (a.hash, a.body.clone(), a.quotes.len())));
            }
            answers += &format!("{:?}\n", library.count(&query, long, &stop)?);
            answers += &format!("{:?}\n", library.facets(&query, Facet::Speaker, long, &stop)?);
        }
        let problems = library.check(Depth::Deep)?.problems.len();
        library.put(&corpus::made(13))?;
        Ok((answers, problems))
    };
    let good = ask(&path).unwrap();
    assert_eq!(good.1, 0);
    let (mut failed, mut told, mut seed) = (0, 0, 5u64);
    let rounds = times("WHOSAID_DAMAGED", 60);
    for round in 0..rounds {
        let mut bad = whole.clone();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (seed >> 20) as usize % bad.len();
        match round % 4 {
            0 => bad[at] ^= 1 << (seed % 8),
            1 => bad.iter_mut().skip(at).take(700).for_each(|b| *b = 0xa5),
            2 => bad.truncate(at),
            _ => bad.iter_mut().take(100).for_each(|b| *b = 0),
        }
        let damaged = scratch.0.join(format!("{round}.whosaid"));
        fs::write(&damaged, &bad).unwrap();
        let answer = ask(&damaged);
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(scratch.0.join(format!("{round}.whosaid{end}")));
        }
        match answer {
            // What was hit is empty space, or it is found by who looks.
            Ok((answers, problems)) => {
                told += usize::from(problems > 0);
                assert!(answers == good.0 || problems > 0, "{round}: another answer, and nobody says why");
            }
            Err(error) => {
                failed += 1;
                let text = error.to_string();
                assert!(!text.is_empty() && !matches!(error, LibError::Busy | LibError::Cancelled), "{round}: {text}");
            }
        }
    }
    println!("of {rounds} damaged files {failed} cannot be asked, {told} answer and are found to be damaged; no panic");
    assert!(failed > rounds / 3, "damage is seen: {failed}");
    let none = scratch.0.join("text.whosaid");
    fs::write(&none, "not a library at all, but some words\n".repeat(200)).unwrap();
    assert!(ask(&none).unwrap_err().to_string().contains("--rebuild"));
    assert_eq!(fs::read_to_string(&none).unwrap().len(), 37 * 200, "it is left as it is");
}

/// Corrects quotation after quotation until it is killed.
#[test]
fn killed_while_correcting_it_has_every_correction_that_was_told_of() {
    let scratch = folder();
    assert!(index(&scratch.0).wait().unwrap().success());
    let path = scratch.0.join("l.whosaid");
    let marks = path.with_extension("marks.jsonl");
    let lines = || fs::read_to_string(&marks).unwrap_or_default().lines().count();
    let mut told = 0;
    for round in 0..times("WHOSAID_KILLED_CORRECTIONS", 6) {
        let name = format!("Ada Quayle {round}");
        let query = format!("path:{}.jsonl", round % 3);
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.current_dir(&scratch.0).args([
            "correct",
            "--library",
            "l.whosaid",
            "--each",
            "-q",
            &query,
            "speaker",
            &name,
        ]);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let enough = lines() + 1 + (round as usize * 37) % 260;
        while lines() < enough && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let file = MarksFile::open(&marks).unwrap();
        assert!(file.problems().is_empty(), "{:?}", file.problems());
        assert!(file.marks().len() >= told, "nothing is lost: {} after {told}", file.marks().len());
        told = file.marks().len();
        let mut library = Sqlite::open(&path, Mode::Write).unwrap();
        library.follow(Arc::new(file.marks().clone())).unwrap();
        assert_eq!(library.check(Depth::Deep).unwrap().problems, Vec::<String>::new(), "round {round}");
        let newest: HashMap<ContentHash, &str> = file
            .marks()
            .all()
            .filter_map(|(_, mark, _)| match (&mark.act, &mark.target) {
                (Act::Speaker { name: Some(name) }, Some(target)) => Some((target.article, name.as_str())),
                _ => None,
            })
            .collect();
        for (hash, name) in newest {
            let id = library.seen(&[hash]).unwrap()[0].unwrap();
            let article = library.article(id).unwrap().unwrap();
            assert_eq!(article.quotes[0].canonical.as_deref(), Some(name), "round {round}");
            let query = Query::parse(&format!("speaker:\"{name}\"")).unwrap();
            let all = library.search(&query, &Cursor::first(2_000), &Cancel::default()).unwrap();
            assert!(all.rows.iter().any(|h| h.article == id), "the index knows it, too: {name}");
        }
        assert_eq!(library.totals().unwrap().articles, 750);
    }
    println!("{told} corrections are kept and hold");
    assert!(told > 0);
}

/// Fails the write with a number that grows, once or from then on, with no room or with a fault of the disk.
#[test]
fn a_write_that_fails_is_told_and_loses_nothing() {
    let there = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !there.is_ok_and(|s| s.success()) {
        println!("strace is not there: no write is made to fail");
        return;
    }
    let scratch = folder();
    let path = scratch.0.join("l.whosaid");
    let (mut told, mut most) = (0, 0);
    let rounds = times("WHOSAID_FAILED_WRITES", 6);
    for round in 0..rounds {
        let error = if round % 2 == 0 { "ENOSPC" } else { "EIO" };
        let when = format!("{}{}", 1 + round * 3 % 230, if round % 4 < 2 { "" } else { "+" });
        let inject = format!("inject=pwrite64:error={error}:when={when}");
        let mut command = Command::new("strace");
        command.current_dir(&scratch.0).args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", &inject]);
        command.arg(env!("CARGO_BIN_EXE_whosaid")).args(["index", "news", "--library", "l.whosaid"]);
        let out = command.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(!said.contains("panicked"), "{when}: {said}");
        if !out.status.success() {
            told += 1;
            let plain =
                ["disk is full", "cannot be used", "damaged", "can only be read"].iter().any(|s| said.contains(s));
            assert!(plain && out.status.code() == Some(2), "{when} {error}: {:?} {said}", out.status);
        }
        if path.exists() {
            let mut library = Sqlite::open(&path, Mode::Create).unwrap();
            assert_eq!(library.check(Depth::Deep).unwrap().problems, Vec::<String>::new(), "{when} {error}");
            let articles = library.totals().unwrap().articles;
            assert!(articles >= most, "{when} {error}: {articles} after {most}");
            most = articles;
        }
        if most == 750 {
            for end in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(scratch.0.join(format!("l.whosaid{end}")));
            }
            most = 0;
        }
    }
    println!("{told} of {rounds} failed writes were told of; nothing was lost");
    assert!(told > 0);
    assert!(index(&scratch.0).wait().unwrap().success(), "and it goes on");
    assert_eq!(Sqlite::open(&path, Mode::Write).unwrap().totals().unwrap().articles, 750);
}

/// To find out who is who among very many articles takes seconds: nobody waits for it because one quotation was
/// corrected or two people were made one.
#[test]
fn neither_a_correction_nor_a_merge_has_it_found_out_anew_who_is_who() {
    let scratch = Scratch::new(&[]);
    let path = scratch.0.join("l.whosaid");
    let articles = corpus::made(20);
    let mut library = Sqlite::open(&path, Mode::Create).unwrap();
    library.put(&articles).unwrap();
    library.settle(&Cancel::default()).unwrap();
    let settled = || -> bool {
        let conn = rusqlite::Connection::open(&path).unwrap();
        let value = "(SELECT value FROM value WHERE name =";
        conn.query_row(&format!("SELECT coalesce({value} 'settled') = {value} 'revision'), 0)"), [], |r| r.get(0))
            .unwrap()
    };
    let speakers = |library: &mut Sqlite| library.speakers(&Query::all(), &Cancel::default()).unwrap().rows;
    assert!(settled());
    let before = speakers(&mut library);
    let [first, second] = [&before[0], &before[1]].map(|row| (row.name.clone(), row.quotes));
    let mut marks = Marks::default();
    marks.take(Mark::of(Act::Merge { from: second.0.clone(), into: first.0.clone() }));
    library.follow(Arc::new(marks.clone())).unwrap();
    assert!(settled(), "a merge");
    let after = speakers(&mut library);
    assert_eq!((after.len(), &after[0].name, after[0].quotes), (before.len() - 1, &first.0, first.1 + second.1));
    let find = |library: &mut Sqlite, name: &str| {
        let query = Query::parse(&format!("speaker:\"{name}\"")).unwrap();
        library.search(&query, &Cursor::first(100), &Cancel::default()).unwrap().rows
    };
    assert_eq!(find(&mut library, &first.0), find(&mut library, &second.0), "by either name");
    marks.take(Mark::of(Act::Undo { number: 1 }));
    library.follow(Arc::new(marks.clone())).unwrap();
    assert!(settled(), "a merge that is undone");
    assert_eq!(speakers(&mut library), before);

    let quoted = articles.iter().find(|a| !a.quotes.is_empty()).unwrap();
    marks.take(Mark::about(quoted, &quoted.quotes[0], Act::Speaker { name: Some("Ida Mole".into()) }));
    library.follow(Arc::new(marks.clone())).unwrap();
    assert!(settled(), "a correction");
    marks.take(Mark::of(Act::Merge { from: "Ida Mole".into(), into: first.0.clone() }));
    library.follow(Arc::new(marks)).unwrap();
    assert!(!settled(), "a merge of somebody whom nobody has heard of yet");
    library.settle(&Cancel::default()).unwrap();
    assert_eq!(find(&mut library, "Ida Mole"), find(&mut library, &first.0));
    assert!(settled());
    library.put(&corpus::made(21)).unwrap();
    assert!(!settled());
}

/// A few new articles in a large library: their speakers are known by their names at once, and the rest waits.
#[test]
fn who_is_who_is_found_out_anew_when_enough_is_new() {
    let stop = Cancel::default();
    let mut library = Sqlite::in_memory().unwrap();
    let articles = corpus::made(900);
    let (old, new) = articles.split_at(895);
    library.put(old).unwrap();
    library.settle_in_time(&stop).unwrap();
    let rows = |library: &mut Sqlite| library.speakers(&Query::all(), &stop).unwrap().rows;
    let before = rows(&mut library);
    library.put(new).unwrap();
    let soon = rows(&mut library);
    library.settle_in_time(&stop).unwrap();
    assert_eq!(rows(&mut library), soon, "five of nine hundred can wait");
    let names =
        |rows: &[whosaid::library::SpeakerRow]| rows.iter().map(|r| (r.name.clone(), r.quotes)).collect::<Vec<_>>();
    assert!(soon.iter().map(|r| r.quotes).sum::<usize>() > before.iter().map(|r| r.quotes).sum());
    library.settle(&stop).unwrap();
    let known = names(&rows(&mut library));
    // A name that is new joins those that it is a form of when it is found out anew.
    assert_eq!(names(&soon)[..5], known[..5], "who was known is known at once");
    library.put(&corpus::made(990)[900..]).unwrap();
    library.settle_in_time(&stop).unwrap();
    let now = rows(&mut library);
    library.settle(&stop).unwrap();
    assert_eq!(rows(&mut library), now, "ninety of nine hundred cannot wait");
}

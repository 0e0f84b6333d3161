//! What may happen to a library: the program is killed, two of them write, the file is damaged.
use super::corpus;
use crate::program::Scratch;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use whosaid::library::{Cancel, Cursor, Depth, LibError, Library, Mode, Sqlite};
use whosaid::query::Query;

fn index(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.current_dir(folder).args(["index", "news", "--library", "l.whosaid"]).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The bytes that were written to the library so far.
fn written(folder: &Path) -> u64 {
    ["l.whosaid", "l.whosaid-wal"].iter().map(|f| fs::metadata(folder.join(f)).map_or(0, |m| m.len())).sum()
}

/// A folder of three files with 250 short articles each.
fn folder() -> Scratch {
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
    for round in 1..=8u64 {
        let before = written(&scratch.0);
        let mut child = index(&scratch.0);
        // A while after the first bytes, each time a different one.
        let enough = before + round * round * 23_456;
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
    let ask = |path: &Path| -> Result<usize, LibError> {
        let mut library = Sqlite::open(path, Mode::Write)?;
        let stop = Cancel::default();
        let mut found = 0;
        for line in ["", "harbour", "speaker:marrow", "said:peace sort:conf"] {
            let page = library.search(&Query::parse(line).unwrap(), &Cursor::first(50), &stop)?;
            for hit in page.rows {
                found += usize::from(library.article(hit.article)?.is_some());
            }
        }
        library.put(&corpus::made(13))?;
        library.check(Depth::Deep)?;
        Ok(found)
    };
    let good = ask(&path).unwrap();
    let (mut failed, mut seed) = (0, 5u64);
    for round in 0..60 {
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
        match ask(&damaged) {
            Ok(found) => assert!(found <= good),
            Err(error) => {
                failed += 1;
                let text = error.to_string();
                assert!(!text.is_empty() && !matches!(error, LibError::Busy | LibError::Cancelled), "{round}: {text}");
            }
        }
    }
    assert!(failed > 20, "damage is seen: {failed}");
    let none = scratch.0.join("text.whosaid");
    fs::write(&none, "not a library at all, but some words\n".repeat(200)).unwrap();
    assert!(ask(&none).unwrap_err().to_string().contains("--rebuild"));
    assert_eq!(fs::read_to_string(&none).unwrap().len(), 37 * 200, "it is left as it is");
}

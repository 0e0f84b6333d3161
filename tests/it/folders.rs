//! A folder that is opened is read once: the next time it is there at once, with what has changed since and what the
//! reader has made of it.
use crate::program::{Scratch, run};
use crate::pty::Screen;
use std::fs;
use std::path::Path;

const FERRY: &str = "date 2025-03-01\n\n“The ferry will sail again,” Ada Quayle said on Monday.\n";
const HARBOUR: &str = "date 2025-03-02\n\n“The harbour is too small,” Tom Marrow said on Tuesday.\n";

fn open(folder: &Path) -> Screen {
    open_with(folder, &[])
}

fn open_with(folder: &Path, more: &[&str]) -> Screen {
    let (data, cache) = (folder.join(".data"), folder.join(".cache"));
    let env = [("WHOSAID_DATA", data.to_str().unwrap()), ("WHOSAID_CACHE", cache.to_str().unwrap())];
    let args: Vec<&str> = more.iter().copied().chain([folder.to_str().unwrap()]).collect();
    Screen::open(&args, &env, (120, 40))
}

fn caches(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder.join(".cache")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|n| n.ends_with(".whosaid")).collect()
}

#[test]
fn it_is_there_again_with_what_has_changed_and_what_was_made() {
    let scratch = Scratch::new(&[("a.txt", FERRY), ("b.txt", HARBOUR)]);
    let folder = &scratch.0;
    let mut screen = open(folder);
    screen.until("both articles", |t| t.contains("2 quotes, 2 articles") && !t.contains("reading"));
    screen.keys("m");
    screen.shows("starred");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    let first = caches(folder);
    assert_eq!(first.len(), 1);
    // Nothing of the first reading can be read any more but what was kept.
    fs::rename(folder.join("a.txt"), folder.join("moved.txt")).unwrap();
    fs::remove_file(folder.join("b.txt")).unwrap();
    fs::write(folder.join("c.txt"), HARBOUR.replace("too small", "too shallow")).unwrap();
    let mut screen = open(folder);
    screen.until("what is there now", |t| t.contains("too shallow") && t.contains("2 articles"));
    screen.keys("gc/path:moved\r");
    screen.shows("1 of 2 articles");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    assert_eq!(caches(folder), first, "the same folder has the same library");
    let rows = run(folder, &["articles", ".", "-q", "is:starred"]).out;
    assert!(rows.is_empty(), "the starred file is gone: {rows}");
    fs::write(folder.join("d.txt"), HARBOUR).unwrap();
    let rows = run(folder, &["articles", ".", "-q", "is:starred"]).out;
    assert!(rows.contains("harbour is too small"), "and here it is again: {rows}");
}

#[test]
fn a_damaged_cache_is_made_anew_and_one_that_cannot_be_kept_is_done_without() {
    let scratch = Scratch::new(&[("a.txt", FERRY), ("b.txt", HARBOUR)]);
    let folder = &scratch.0;
    let mut screen = open(folder);
    screen.shows("2 articles");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    let cache = folder.join(".cache").join(&caches(folder)[0]);
    fs::write(&cache, "no library at all").unwrap();
    let mut screen = open(folder);
    screen.shows("2 articles");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    fs::remove_dir_all(folder.join(".cache")).unwrap();
    fs::write(folder.join(".cache"), "a file where the folder should be").unwrap();
    let mut screen = open(folder);
    screen.shows("2 articles");
    screen.keys("/speaker:quayle\r");
    screen.shows("1 of 2 articles");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
}

#[test]
fn what_changes_is_read_again_when_asked_and_followed_with_watch() {
    let scratch = Scratch::new(&[("a.txt", FERRY)]);
    let folder = &scratch.0;
    let mut screen = open(folder);
    screen.until("the article", |t| t.contains("1 article") && !t.contains("reading"));
    fs::write(folder.join("b.txt"), HARBOUR).unwrap();
    screen.keys("R");
    screen.shows("2 articles");
    screen.shows("read again: 1 file, 0 gone, 1 article new");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
    let mut screen = open_with(folder, &["--watch"]);
    screen.shows("2 articles");
    fs::remove_file(folder.join("b.txt")).unwrap();
    screen.shows("1 article\n");
    fs::rename(folder.join("a.txt"), folder.join("c.txt")).unwrap();
    fs::write(folder.join("d.txt"), HARBOUR).unwrap();
    screen.shows("2 articles");
    screen.keys("gc/path:c.txt\r");
    screen.shows("1 of 2 articles");
    screen.keys("Q");
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_view_is_asked_by_its_name() {
    let scratch = Scratch::new(&[("a.txt", FERRY), ("b.txt", HARBOUR)]);
    let folder = &scratch.0;
    let none = run(folder, &["quotes", ".", "-q", "@ferries"]);
    assert!(none.code == Some(2) && none.err.contains("there is no view @ferries"), "{}", none.err);
    run(folder, &["correct", "view", "ferries", "ferry speaker:quayle"]);
    let rows = run(folder, &["quotes", ".", "-q", "@ferries"]);
    assert_eq!((rows.code, rows.out.lines().count()), (Some(0), 1), "{}{}", rows.out, rows.err);
    let other = run(folder, &["quotes", ".", "-q", "@ferry"]);
    assert!(other.err.contains("there are @ferries"), "{}", other.err);
}

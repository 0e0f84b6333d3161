//! Hearing of changes under folders while they happen.
use crate::discover;
use crate::error::Problem;
use crate::library::Cancel;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long it must be quiet after a change: files are seldom written in one go.
const QUIET: Duration = Duration::from_millis(300);
/// The longest that a change waits for quiet.
const LONGEST: Duration = Duration::from_secs(5);

/// Watches folders and files until it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Calls `heard` whenever something changes under `roots` that would be read.
    ///
    /// # Errors
    /// What cannot be watched: there is none such, or the system watches no more.
    pub fn new(roots: &[PathBuf], heard: impl Fn() + Send + 'static) -> Result<Watch, Problem> {
        let roots: Vec<PathBuf> = roots.iter().map(|root| discover::whole(root)).collect();
        let all = roots.clone();
        let failed = |path: &Path, error: notify::Error| discover::problem(path, &reason(&error));
        let first = roots.first().cloned().unwrap_or_default();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // An error is a change that was missed.
            if event.map_or(true, |e| matters(&e.kind) && e.paths.iter().any(|p| is_read(&all, p))) {
                heard();
            }
        })
        .map_err(|error| failed(&first, error))?;
        for root in &roots {
            watcher.watch(root, RecursiveMode::Recursive).map_err(|error| failed(root, error))?;
        }
        Ok(Watch { _watcher: watcher })
    }
}

/// How often somebody who waits for a change looks whether the waiting was stopped.
const LOOK: Duration = Duration::from_millis(100);

/// Waits for news until nobody can send any more; then for quiet. False if nobody can.
pub fn wait_for_quiet<T>(news: &Receiver<T>) -> bool {
    news.recv().is_ok() && quiet(news)
}

/// As [`wait_for_quiet`], until `stop` is set. False then, too.
pub fn wait_for_change<T>(news: &Receiver<T>, stop: &Cancel) -> bool {
    while !stop.is_cancelled() {
        match news.recv_timeout(LOOK) {
            Ok(_) => return quiet(news) && !stop.is_cancelled(),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    false
}

/// Waits until nothing has come for a while.
fn quiet<T>(news: &Receiver<T>) -> bool {
    let until = Instant::now() + LONGEST;
    while Instant::now() < until {
        match news.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    true
}

fn matters(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(_))
}

/// True if a walk of `roots` would come to `path`: hidden files and folders are left out, and so are our own.
fn is_read(roots: &[PathBuf], path: &Path) -> bool {
    let inside = roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let hidden = inside.components().any(|c| c.as_os_str().as_encoded_bytes().starts_with(b"."));
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    !hidden && !name.contains(".whosaid") && !name.ends_with(".marks.jsonl")
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => format!("it cannot be watched: {}", discover::reason(error)),
        notify::ErrorKind::MaxFilesWatch => "it has more folders than the system watches".to_owned(),
        other => format!("it cannot be watched: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn what_is_not_read_is_no_news() {
        let roots = [PathBuf::from("/a/.hidden/news")];
        let read = |path: &str| is_read(&roots, Path::new(path));
        assert!(read("/a/.hidden/news/x.txt") && read("/a/.hidden/news"));
        assert!(!read("/a/.hidden/news/.git/x") && !read("/a/.hidden/news/own.whosaid-wal"));
        assert!(!read("/a/.hidden/news/own.marks.jsonl"));
    }

    #[test]
    fn a_new_file_is_heard_of() {
        let folder = std::env::temp_dir().join(format!("whosaid-watch-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (sender, news) = channel();
        let watch = Watch::new(std::slice::from_ref(&folder), move || {
            let _ = sender.send(());
        })
        .unwrap();
        std::fs::write(folder.join("a.txt"), "Rain fell.").unwrap();
        assert!(wait_for_quiet(&news), "it is heard");
        let stop = Cancel::default();
        std::fs::write(folder.join("b.txt"), "Snow fell.").unwrap();
        assert!(wait_for_change(&news, &stop), "so is a second one");
        stop.cancel();
        assert!(!wait_for_change(&news, &stop), "nobody waits any more");
        drop(watch);
        assert!(!wait_for_quiet(&news), "nobody sends any more");
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(Watch::new(&[folder], || ()).is_err());
    }
}

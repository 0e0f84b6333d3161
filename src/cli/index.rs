//! `whosaid index`: reads files into a library that lasts.
use super::args::Index;
use super::output::{Problems, counted, note};
use super::{End, Stop, home};
use crate::ingest::{self, Keep, Kept, Options, Step, Watch, wait_for_change};
use crate::library::{Cancel, Library, MarksFile, Mode, Sqlite};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

pub(super) fn run(args: &Index) -> Result<End, Stop> {
    let path = home::library(args.library.as_deref())?;
    if args.rebuild {
        set_aside(&path)?;
    }
    let mut library = Sqlite::open(&path, Mode::Create)?;
    let mut marks = home::marks(&path)?;
    let roots = roots(&args.paths, &mut library)?;
    let cancel = home::interrupted();
    let (sender, news) = channel();
    // It watches before it reads, so that nothing is missed.
    let heard = move || {
        let _ = sender.send(());
    };
    let watch = args.watch.then(|| Watch::new(&roots, heard)).transpose();
    let watch = watch.map_err(|problem| Stop::Fatal(problem.to_string()))?;
    loop {
        let end = round(args, &path, &mut library, &mut marks, &Rounds { roots: &roots, cancel: &cancel });
        if watch.is_none() || end.is_err() {
            return end;
        }
        if !wait_for_change(&news, &cancel) {
            return Ok(End::Done);
        }
    }
}

/// What is the same each time.
struct Rounds<'r> {
    roots: &'r [PathBuf],
    cancel: &'r Cancel,
}

/// Reads what has changed, and says what became of it.
fn round(args: &Index, path: &Path, library: &mut Sqlite, marks: &mut MarksFile, rounds: &Rounds) -> Result<End, Stop> {
    let options = Options { input_format: args.input_format.0, ..Options::default() };
    let (mut problems, mut line) = (Problems::default(), Line::new());
    let keep = Keep { roots: rounds.roots, options: &options, library, marks: Some(marks), stop: rounds.cancel };
    let kept = keep.run(&mut |step| match step {
        Step::Problem(problem) => {
            line.clear();
            problems.tell(&problem);
        }
        Step::Progress(progress) => line.show(&told(&progress)),
        Step::Settling => line.show("finding out who is who"),
        Step::Put(_) => {}
    });
    line.clear();
    let kept = kept?;
    note(&format!("whosaid: {}", summary(&kept, library, path)?));
    if kept.cancelled {
        return Err(Stop::Fatal("it was stopped: run it again to go on from here".to_owned()));
    }
    let articles = library.totals()?.articles;
    problems.end(articles, articles)
}

/// The paths of the command line, else those of earlier runs.
fn roots(paths: &[PathBuf], library: &mut dyn Library) -> Result<Vec<PathBuf>, Stop> {
    if !paths.is_empty() {
        return Ok(paths.to_vec());
    }
    let known = ingest::remembered(library)?;
    if known.is_empty() {
        return Err(Stop::Fatal("index needs a PATH the first time: whosaid index FOLDER".to_owned()));
    }
    Ok(known)
}

/// Keeps what is there under another name, so that a new library can be made in its place.
fn set_aside(path: &Path) -> Result<(), Stop> {
    let day = chrono::Local::now().format("%Y-%m-%d-%H%M%S");
    for end in ["", "-wal", "-shm"] {
        let with = |end: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        };
        match std::fs::rename(with(end), with(&format!(".old-{day}{end}"))) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(Stop::Fatal(format!("{}: {e}", path.display())));
            }
            _ => {}
        }
    }
    Ok(())
}

fn told(progress: &ingest::Progress) -> String {
    let left = progress.left.map_or(String::new(), |l| format!(", {} s left", l.as_secs()));
    format!("{} of {} files, {} MB{left}", progress.done, progress.total, progress.bytes >> 20)
}

fn summary(kept: &Kept, library: &mut dyn Library, path: &Path) -> Result<String, Stop> {
    let totals = library.totals()?;
    let files = format!("{} read, {} unchanged, {} gone", kept.read, kept.unchanged, kept.gone);
    let known = if kept.known > 0 { format!(", {} known already", kept.known) } else { String::new() };
    Ok(format!(
        "{}: {}, {}; files: {files}; new articles: {}{known}",
        path.display(),
        counted(totals.articles, "article"),
        counted(totals.quotes, "quotation"),
        kept.added
    ))
}

/// One line on a terminal that is written over and over.
struct Line {
    terminal: bool,
    shown: bool,
    last: std::time::Instant,
}

impl Line {
    fn new() -> Line {
        Line { terminal: io::stderr().is_terminal(), shown: false, last: std::time::Instant::now() }
    }

    fn show(&mut self, text: &str) {
        let due = !self.shown || self.last.elapsed() > std::time::Duration::from_millis(100);
        if self.terminal && due {
            let _ = write!(io::stderr(), "\r\x1b[K{text}");
            (self.shown, self.last) = (true, std::time::Instant::now());
        }
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

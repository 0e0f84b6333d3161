//! Reading what the reader named, beside everything else: straight into the library where that is in memory, else by a
//! connection of its own.
use super::librarian::Task;
use super::message::Msg;
use super::panes::count;
use crate::ingest::{self, Event, Keep, Options, Source, Step, Summary, Watch, wait_for_quiet};
use crate::library::{Cancel, LibError, Library, MarksFile};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

/// What is to be read.
pub enum Reading {
    /// Nothing: the library holds it all.
    Nothing,
    /// Standard input or the bundled sample, into a library in memory.
    Stream(Vec<Source>, Options),
    /// Folders and files, into a library that lasts.
    Folders(Folders),
}

/// Opens the library once more, for the thread that writes to it.
pub type Open = Box<dyn Fn() -> Result<Box<dyn Library>, LibError> + Send>;

/// Folders and files that a library follows.
pub struct Folders {
    /// The folders and files.
    pub roots: Vec<PathBuf>,
    /// How to read them.
    pub options: Options,
    /// The library into which they are read.
    pub open: Open,
    /// The file with what the reader makes.
    pub marks: Option<PathBuf>,
    /// True if they are read at the start, and not only when the reader asks for it.
    pub at_once: bool,
    /// True if they are read again whenever something changes.
    pub watch: bool,
}

impl Reading {
    /// Reads to the end: articles go to the library, news of the reading to the screen. The end goes by way of the
    /// librarian, so that it comes after the articles. Whoever sets `stop` stops it.
    pub(super) fn run(self, stop: &Cancel, again: (Sender<()>, Receiver<()>), tasks: &Sender<Task>, out: &Sender<Msg>) {
        if !matches!(self, Reading::Stream(..)) {
            // What is there already is shown at once.
            let _ = tasks.send(Task::Changed);
        }
        let summary = match self {
            Reading::Nothing => Summary::default(),
            Reading::Stream(sources, options) => {
                let summary = stream(&sources, &options, stop, tasks, out);
                let _ = tasks.send(Task::Settle);
                summary
            }
            Reading::Folders(folders) => return folders.run(stop, again, tasks, out),
        };
        let _ = tasks.send(Task::Done(summary));
    }
}

impl Folders {
    /// Reads them, and again whenever somebody asks for it.
    fn run(self, stop: &Cancel, again: (Sender<()>, Receiver<()>), tasks: &Sender<Task>, out: &Sender<Msg>) {
        let (heard, news) = again;
        let watch = self.watch.then(|| {
            Watch::new(&self.roots, move || {
                let _ = heard.send(());
            })
        });
        if let Some(Err(problem)) = &watch {
            let _ = out.send(Msg::Say(format!("{problem}; R reads it again")));
        }
        let mut summary = Ok(Summary::default());
        if self.at_once {
            summary = self.read(stop, tasks, out).map(|(summary, _)| summary);
        }
        loop {
            let told = summary.unwrap_or_else(|error| {
                let _ = out.send(Msg::Say(format!("the folder was not read to its end: {error}")));
                Summary { cancelled: true, ..Summary::default() }
            });
            if tasks.send(Task::Done(told)).is_err() || !wait_for_quiet(&news) || stop.is_cancelled() {
                return;
            }
            let _ = out.send(Msg::Begun);
            summary = self.read(stop, tasks, out).map(|(summary, said)| {
                let _ = out.send(Msg::Say(said));
                summary
            });
        }
    }

    /// Reads what has changed; what came of it, and that in words.
    fn read(&self, stop: &Cancel, tasks: &Sender<Task>, out: &Sender<Msg>) -> Result<(Summary, String), LibError> {
        let mut library = (self.open)()?;
        let mut marks = match &self.marks {
            Some(path) => Some(MarksFile::open(path).map_err(|e| LibError::Io(e.to_string()))?),
            None => None,
        };
        let mut listens = true;
        let (roots, options) = (&self.roots, &self.options);
        let keep = Keep { roots, options, library: &mut *library, marks: marks.as_mut(), stop };
        let kept = keep.run(&mut |step| {
            listens &= match step {
                Step::Put(_) => tasks.send(Task::Changed).is_ok(),
                Step::Progress(progress) => out.send(Msg::Progress(progress)).is_ok(),
                Step::Problem(problem) => out.send(Msg::Problem(problem)).is_ok(),
                Step::Settling => true,
            };
            if !listens {
                stop.cancel();
            }
        })?;
        let totals = library.totals()?;
        let said = match (kept.read, kept.gone) {
            (0, 0) => "read again: nothing has changed".to_owned(),
            (read, gone) => {
                format!("read again: {}, {gone} gone, {} new", count(read, "file"), count(kept.added, "article"))
            }
        };
        let summary = Summary {
            files: kept.read + kept.unchanged,
            articles: totals.articles,
            quotations: totals.quotes,
            problems: kept.problems,
            cancelled: kept.cancelled,
        };
        Ok((summary, said))
    }
}

fn stream(sources: &[Source], options: &Options, stop: &Cancel, tasks: &Sender<Task>, out: &Sender<Msg>) -> Summary {
    ingest::run(sources, options, stop, &mut |event| {
        let gone = match event {
            Event::Articles(articles) => tasks.send(Task::Put(articles)).is_err(),
            Event::Recleaned(articles) => {
                tasks.send(Task::Replace(articles.into_iter().map(|(_, article)| article).collect())).is_err()
            }
            Event::Progress(progress) => out.send(Msg::Progress(progress)).is_err(),
            Event::Problem(problem) => out.send(Msg::Problem(problem)).is_err(),
        };
        if gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}

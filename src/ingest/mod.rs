//! Reads files, folders, standard input or the bundled sample on a pool of threads, and hands on what it finds in the
//! order of the input, in bounded memory.
//!
//! Repetition across a corpus is learned from the named files: either before anything is extracted (the command
//! line), or beside it (the interface), which then gets the articles that the lesson changes a second time.
//!
//! ```
//! use whosaid::ingest::{Event, Options, Source, collect};
//! let (articles, summary) = collect(&[Source::Sample], &Options::default());
//! assert_eq!((articles.len(), summary.problems.len()), (summary.articles, 0));
//! ```
mod feed;
mod keep;
mod keeper;
mod lesson;
mod pool;
mod relearn;
mod sample;
mod survey;
mod watch;

pub use keep::{Keep, Kept, Step, remembered};
pub use sample::sample_names;
pub use watch::{Watch, wait_for_change, wait_for_quiet};

use crate::attribute::Models;
use crate::clean::Repeats;
use crate::error::Problem;
use crate::lexicon::Lexicon;
use crate::library::Cancel;
use crate::model::{Article, RawArticle};
use crate::pipeline;
use crate::read::Format;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder with everything under it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// The articles that come with the program.
    Sample,
}

/// When to learn what repeats across the articles of an outlet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Learn {
    /// Not at all.
    Off,
    /// In a first pass over the files, before anything is extracted.
    #[default]
    Before,
    /// While extracting; the articles that change come again as [`Event::Recleaned`].
    Beside,
}

/// How to read.
#[derive(Clone, Copy, Default)]
pub struct Options {
    /// The format of every input; `None` to tell by what it looks like.
    pub input_format: Option<&'static dyn Format>,
    /// Neither clean nor normalise, and learn nothing.
    pub raw: bool,
    /// When to learn what repeats.
    pub learn: Learn,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that are done.
    pub done: usize,
    /// Files that were found; more may come while `counting`.
    pub total: usize,
    /// True while folders are still being walked.
    pub counting: bool,
    /// Bytes that were read.
    pub bytes: u64,
    /// Time that is left, once it can be told.
    pub left: Option<Duration>,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read or tried.
    pub files: usize,
    /// Articles that were found.
    pub articles: usize,
    /// Quotations in them.
    pub quotations: usize,
    /// What was skipped, in the order of the input.
    pub problems: Vec<Problem>,
    /// True if it was stopped before the end.
    pub cancelled: bool,
}

/// What happens while reading, in the order of the input.
#[derive(Clone, Debug)]
pub enum Event {
    /// How far it is; at most a few times for every hundred files.
    Progress(Progress),
    /// Articles, a few at a time.
    Articles(Vec<Article>),
    /// A file or record that is skipped; what else there is goes on.
    Problem(Problem),
    /// Articles by their number (from 0, in the order in which they came) that what was learned has changed.
    Recleaned(Vec<(usize, Article)>),
}

/// Reads `sources` and calls `out`, on this thread, with all that happens. Stops early when `out` breaks or `cancel` is set.
pub fn run(
    sources: &[Source],
    options: &Options,
    cancel: &Cancel,
    out: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Summary {
    // The learned numbers are read beside the tables. Where there is no thread for it, who needs them first reads them.
    let _ = std::thread::Builder::new().spawn(Models::builtin);
    let lexicon = Lexicon::builtin();
    let repeats = match options.learn {
        Learn::Before if !options.raw => pool::learn(sources, options, cancel),
        _ => Repeats::default(),
    };
    if options.raw || options.learn != Learn::Beside {
        let extract = |raw: RawArticle, piped: bool| match (options.raw, piped) {
            (true, _) => pipeline::extract_raw(&raw, lexicon),
            (false, true) => pipeline::extract(&raw, lexicon, &Repeats::default()),
            (false, false) => pipeline::extract(&raw, lexicon, &repeats),
        };
        let mut teller = pool::Teller::default();
        pool::run(sources, options, cancel, &extract, &mut |batch| teller.tell(batch, out));
        teller.summary.cancelled = cancel.is_cancelled();
        return teller.summary;
    }
    relearn::run(sources, options, cancel, out)
}

/// Reads everything and waits for it. Problems are in the summary.
pub fn collect(sources: &[Source], options: &Options) -> (Vec<Article>, Summary) {
    let mut articles = Vec::new();
    let summary = run(sources, options, &Cancel::default(), &mut |event| {
        match event {
            Event::Articles(more) => articles.extend(more),
            Event::Recleaned(changed) => {
                for (index, article) in changed {
                    articles.get_mut(index).into_iter().for_each(|old| *old = article.clone());
                }
            }
            Event::Progress(_) | Event::Problem(_) => {}
        }
        ControlFlow::Continue(())
    });
    (articles, summary)
}

//! The pool: jobs go out to as many threads as there are cores, and what they find comes back in the order of the
//! jobs. Only so many jobs are under way at a time, so that memory does not grow with the input.
use super::feed::{self, Count, Job, Load, Origin, feed};
use super::{Event, Options, Progress, Source, Summary};
use crate::clean::{self, Learner, Repeats};
use crate::discover;
use crate::error::Problem;
use crate::lexicon::Lexicon;
use crate::library::Cancel;
use crate::model::{Article, RawArticle};
use crate::read::{self, Input, MAX_ARTICLE};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::time::{Duration, Instant};

/// What became of a job.
pub(super) struct Batch<T> {
    /// What was found, in order.
    pub items: Vec<Result<T, Problem>>,
    /// How far it is, if a file is done.
    pub progress: Option<Progress>,
}

/// Makes something of an article; the flag says that it came from standard input.
pub(super) type Map<'m, T> = dyn Fn(RawArticle, bool) -> T + Sync + 'm;

/// Reads `sources`, makes something of every article with `map` on the pool, and hands it to `out` in order.
pub(super) fn run<T: Send>(
    sources: &[Source],
    options: &Options,
    cancel: &Cancel,
    map: &Map<T>,
    out: &mut dyn FnMut(Batch<T>) -> ControlFlow<()>,
) {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let permits = threads * 4 + 8;
    let (job_tx, job_rx) = sync_channel::<(usize, Job)>(permits);
    let (done_tx, done_rx) = channel();
    let (permit_tx, permit_rx) = sync_channel::<()>(permits);
    for _ in 0..permits {
        let _ = permit_tx.try_send(());
    }
    let (job_rx, count) = (Mutex::new(job_rx), Count::default());
    std::thread::scope(|scope| {
        let (count, job_rx) = (&count, &job_rx);
        scope.spawn(move || {
            let mut number = 0;
            feed(sources, options, count, &mut |job| {
                let free = permit_rx.recv().is_ok() && !cancel.is_cancelled();
                let sent = free && job_tx.send((number, job)).is_ok();
                number += 1;
                if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        });
        for _ in 0..threads {
            let done_tx = done_tx.clone();
            scope.spawn(move || {
                while let Some((number, job)) = next(job_rx) {
                    let done = if cancel.is_cancelled() { Done::nothing() } else { work(job, map) };
                    if done_tx.send((number, done)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done_tx);
        let mut order = Order::new(count);
        for (number, done) in done_rx {
            order.waiting.insert(number, done);
            while let Some(batch) = order.next() {
                let _ = permit_tx.try_send(());
                if !cancel.is_cancelled() && out(batch).is_break() {
                    cancel.cancel();
                }
            }
        }
    });
}

fn next(jobs: &Mutex<Receiver<(usize, Job)>>) -> Option<(usize, Job)> {
    // The lock is only ever held here, where nothing panics; a poisoned one still holds the receiver.
    let jobs = jobs.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    jobs.recv().ok()
}

struct Done<T> {
    items: Vec<Result<T, Problem>>,
    bytes: usize,
    end: bool,
}

impl<T> Done<T> {
    fn nothing() -> Self {
        Done { items: Vec::new(), bytes: 0, end: false }
    }
}

/// Puts what was done back in order and counts it.
struct Order<'c, T> {
    waiting: BTreeMap<usize, Done<T>>,
    next: usize,
    files: usize,
    bytes: u64,
    start: Instant,
    count: &'c Count,
}

impl<'c, T> Order<'c, T> {
    fn new(count: &'c Count) -> Self {
        Order { waiting: BTreeMap::new(), next: 0, files: 0, bytes: 0, start: Instant::now(), count }
    }

    fn next(&mut self) -> Option<Batch<T>> {
        let done = self.waiting.remove(&self.next)?;
        self.next += 1;
        self.bytes += done.bytes as u64;
        self.files += usize::from(done.end);
        Some(Batch { items: done.items, progress: done.end.then(|| self.progress()) })
    }

    fn progress(&self) -> Progress {
        let total = self.count.total.load(Ordering::Relaxed);
        let counting = !self.count.complete.load(Ordering::Relaxed);
        let took = self.start.elapsed();
        // The first files say little about the rest.
        let told = !counting && took > Duration::from_millis(300) && self.files > 0;
        let share = total.saturating_sub(self.files) as f64 / self.files.max(1) as f64;
        let left = told.then(|| Duration::from_secs_f64(took.as_secs_f64() * share));
        Progress { done: self.files, total, counting, bytes: self.bytes, left }
    }
}

fn work<T>(job: Job, map: &Map<T>) -> Done<T> {
    let (origin, load) = match job {
        Job::End => return Done { end: true, ..Done::nothing() },
        Job::Failed(problem) => return Done { items: vec![Err(problem)], ..Done::nothing() },
        Job::Read(origin, load) => (origin, load),
    };
    let (bytes, first_line) = match load {
        Load::Bytes(bytes, first_line) => (bytes, first_line),
        Load::Whole(file, path) => match whole(file, &path) {
            Ok(bytes) => (bytes.into(), 1),
            Err(problem) => return Done { items: vec![Err(problem)], ..Done::nothing() },
        },
    };
    Done { items: items(&origin, &bytes, first_line, map), bytes: bytes.len(), end: false }
}

/// What `map` makes of the articles in `bytes`. A panic costs the article in which it happened and nothing else.
fn items<T>(origin: &Origin, bytes: &[u8], first_line: usize, map: &Map<T>) -> Vec<Result<T, Problem>> {
    let fault = |line| {
        let reason = "a fault of whosaid itself: please report it, with this file if you can";
        Problem::new(&*origin.path, line, reason)
    };
    let input = Input { path: &origin.path, name: &origin.name, folder: &origin.folder, first_line, bytes };
    let mut raws = Vec::new();
    let read = catch_unwind(AssertUnwindSafe(|| origin.format.read(&input, &mut |item| raws.push(item))));
    let mut found: Vec<Result<T, Problem>> = Vec::with_capacity(raws.len());
    for raw in raws {
        found.push(raw.and_then(|raw| {
            let line = raw.line;
            catch_unwind(AssertUnwindSafe(|| map(raw, origin.piped))).map_err(|_| fault(line))
        }));
    }
    found.extend(read.err().map(|_| Err(fault(None))));
    found
}

/// All bytes of a file, a few more than an article may have at most. A file that changes meanwhile is read once more.
fn whole(file: File, path: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: io::Error| discover::problem(path, &discover::reason(&error));
    if let Some(bytes) = steady(file).map_err(failed)? {
        return Ok(bytes);
    }
    let changed = || discover::problem(path, "it changed while it was read: run again when it is complete");
    steady(discover::open(path)?).map_err(failed)?.ok_or_else(changed)
}

/// The bytes, unless size or time of change were others after reading than before.
fn steady(mut file: File) -> io::Result<Option<Vec<u8>>> {
    use std::io::Seek;
    file.rewind()?;
    let before = file.metadata()?;
    let size = usize::try_from(before.len()).unwrap_or(MAX_ARTICLE).min(MAX_ARTICLE);
    let mut bytes = Vec::with_capacity(size + 1);
    (&mut file).take(MAX_ARTICLE as u64 + 1).read_to_end(&mut bytes)?;
    let after = file.metadata()?;
    let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
    Ok(same.then_some(bytes))
}

/// Learns what repeats in the named files. Standard input, which can be read only once, takes no part.
pub(super) fn learn(sources: &[Source], options: &Options, cancel: &Cancel) -> Repeats {
    let named: Vec<Source> = sources.iter().filter(|s| **s != Source::Stdin).cloned().collect();
    if is_one_article(&named, options) {
        return Repeats::default();
    }
    let (lexicon, nothing) = (Lexicon::builtin(), Repeats::default());
    let mut learner = Learner::new(lexicon);
    let cleaned = |raw: RawArticle, _: bool| {
        let clean = clean::clean(&raw, lexicon, &nothing);
        (raw, clean)
    };
    run(&named, options, cancel, &cleaned, &mut |batch| {
        batch.items.iter().flatten().for_each(|(raw, clean)| learner.add_cleaned(raw, clean));
        ControlFlow::Continue(())
    });
    learner.finish()
}

/// True for one file that is one article: nothing can repeat.
fn is_one_article(sources: &[Source], options: &Options) -> bool {
    let [Source::Path(path)] = sources else { return false };
    let mut head = Vec::new();
    let read = path.is_file()
        && discover::open(path).is_ok_and(|file| file.take(feed::HEAD as u64).read_to_end(&mut head).is_ok());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read && !options.input_format.unwrap_or_else(|| read::detect(&name, &head)).by_line()
}

/// Counts what comes and turns it into events.
#[derive(Default)]
pub(super) struct Teller {
    pub summary: Summary,
}

impl Teller {
    /// Tells `out` of a batch; articles and problems keep their order.
    pub fn tell(&mut self, batch: Batch<Article>, out: &mut dyn FnMut(Event) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut articles = Vec::new();
        for item in batch.items {
            match item {
                Ok(article) => {
                    self.summary.articles += 1;
                    self.summary.quotations += article.quotes.len();
                    articles.push(article);
                }
                Err(problem) => {
                    if !articles.is_empty() {
                        out(Event::Articles(std::mem::take(&mut articles)))?;
                    }
                    self.summary.problems.push(problem.clone());
                    out(Event::Problem(problem))?;
                }
            }
        }
        if !articles.is_empty() {
            out(Event::Articles(articles))?;
        }
        let Some(progress) = batch.progress else { return ControlFlow::Continue(()) };
        self.summary.files = progress.done;
        out(Event::Progress(progress))
    }
}

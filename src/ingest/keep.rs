//! Reading files into a library that lasts: what has not changed is left alone, what has moved is known again, what is
//! gone goes. Articles come in batches, each of which is there as a whole or not at all; whenever it is interrupted,
//! the next run goes on from there.
use super::pool::{self, Batch};
use super::{Options, Progress, Source};
use crate::clean::Repeats;
use crate::discover;
use crate::error::Problem;
use crate::lexicon::Lexicon;
use crate::library::{Cancel, LibError, Library, MarksFile, Stamp};
use crate::model::{Article, ContentHash, RawArticle};
use crate::pipeline;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};

/// Articles of the first batch, which are soon there; of later ones, which are quicker together; and the longest that a
/// reader waits for one.
const FIRST: usize = 50;
const BATCH: usize = 1_000;
const WAIT: Duration = Duration::from_secs(2);
/// What was learned is learned anew once this share of all files is new: one in so many.
const NEW: usize = 5;
/// The name under which the library keeps what was learned.
const REPEATS: &str = "repeats";
/// The name under which the library keeps the folders that were given.
const SOURCES: &str = "sources";

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Files that were read.
    pub read: usize,
    /// Files that have not changed since they were read.
    pub unchanged: usize,
    /// Files that are gone.
    pub gone: usize,
    /// Articles that are new.
    pub added: usize,
    /// Articles that were read and are there already.
    pub known: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// True if it was stopped before the end.
    pub cancelled: bool,
}

/// What happens meanwhile.
#[derive(Clone, Debug)]
pub enum Step {
    /// How far it is.
    Progress(Progress),
    /// More articles can be asked for.
    Put(usize),
    /// Something cannot be read; the rest goes on.
    Problem(Problem),
    /// All is read; now it is found out who is who.
    Settling,
}

/// The folders and files that were given to earlier runs.
///
/// # Errors
/// A library that cannot be read.
pub fn remembered(library: &mut dyn Library) -> Result<Vec<PathBuf>, LibError> {
    let bytes = library.value(SOURCES)?.unwrap_or_default();
    Ok(serde_json::from_slice::<Vec<String>>(&bytes).unwrap_or_default().into_iter().map(PathBuf::from).collect())
}

/// Reads `roots` into `library` and remembers them.
///
/// # Errors
/// A library that cannot be written to. What was there before is still there, and so is every batch that was told of.
pub fn keep(
    roots: &[PathBuf],
    options: &Options,
    library: &mut dyn Library,
    cancel: &Cancel,
    out: &mut dyn FnMut(Step),
) -> Result<Kept, LibError> {
    let roots: Vec<PathBuf> = roots.iter().map(|r| std::path::absolute(r).unwrap_or_else(|_| r.clone())).collect();
    remember(library, &roots)?;
    let survey = Survey::of(&roots, library, cancel, out)?;
    let mut keeper = Keeper {
        kept: Kept { unchanged: survey.unchanged, problems: survey.problems, ..Kept::default() },
        library,
        out,
        files: survey.changed.iter().map(|(_, stamp)| stamp.clone()).collect(),
        at: 0,
        hashes: Vec::new(),
        failed: false,
        articles: Vec::new(),
        complete: Vec::new(),
        batch: FIRST,
        flushed: Instant::now(),
        error: None,
    };
    let sources: Vec<Source> = survey.changed.into_iter().map(|(path, _)| Source::Path(path)).collect();
    if !sources.is_empty() {
        let repeats = learned(keeper.library, &sources, survey.known, options, cancel)?;
        let there: HashSet<ContentHash> = keeper.library.hashes()?.into_iter().collect();
        let lexicon = Lexicon::builtin();
        let map = |raw: RawArticle, _: bool| {
            let hash = ContentHash::of(&raw);
            if there.contains(&hash) {
                Read::Known(hash)
            } else {
                Read::New(Box::new(pipeline::extract(&raw, lexicon, &repeats)))
            }
        };
        pool::run(&sources, options, cancel, &map, &mut |batch| keeper.take(batch));
        if let Some(error) = keeper.error.take() {
            return Err(error);
        }
        keeper.flush()?;
    }
    let mut kept = keeper.kept;
    kept.cancelled = cancel.is_cancelled();
    if !kept.cancelled {
        kept.gone = survey.gone.len();
        if kept.gone > 0 {
            library.forget(&survey.gone)?;
        }
        out(Step::Settling);
        match library.settle(cancel) {
            Err(LibError::Cancelled) => kept.cancelled = true,
            other => other?,
        }
    }
    Ok(kept)
}

/// Takes over what the reader made of articles whose file has changed since, as far as it still fits. Returns how
/// many lines were added to the file of marks.
///
/// # Errors
/// A library or a file that cannot be used.
pub fn carry(library: &mut dyn Library, file: &mut MarksFile) -> Result<usize, LibError> {
    let hashes: Vec<ContentHash> = file.marks().articles().collect();
    let seen = library.seen(&hashes)?;
    let gone: HashSet<ContentHash> =
        hashes.into_iter().zip(seen).filter(|(_, id)| id.is_none()).map(|(h, _)| h).collect();
    let mut moved = Vec::new();
    for path in file.marks().paths(&gone) {
        for id in library.articles_of(&path)? {
            if let Some(article) = library.article(id)? {
                moved.extend(file.marks().carried(&article, &|hash| gone.contains(&hash)));
            }
        }
    }
    for mark in &moved {
        file.append(mark).map_err(|e| LibError::Io(e.to_string()))?;
    }
    Ok(moved.len())
}

fn remember(library: &mut dyn Library, roots: &[PathBuf]) -> Result<(), LibError> {
    let mut all = remembered(library)?;
    let before = all.len();
    all.extend(roots.iter().filter(|r| !all.contains(r)).cloned().collect::<Vec<_>>());
    if all.len() > before {
        let names: Vec<String> = all.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        library.set_value(SOURCES, &serde_json::to_vec(&names).unwrap_or_default())?;
    }
    Ok(())
}

/// What is learned of what repeats: kept from the last time, unless much is new.
fn learned(
    library: &mut dyn Library,
    sources: &[Source],
    known: usize,
    options: &Options,
    cancel: &Cancel,
) -> Result<Repeats, LibError> {
    let old = library.value(REPEATS)?.and_then(|bytes| postcard::from_bytes::<Repeats>(&bytes).ok());
    if let Some(repeats) = old.filter(|_| sources.len() * NEW < known) {
        return Ok(repeats);
    }
    let repeats = pool::learn(sources, options, cancel);
    if !cancel.is_cancelled()
        && let Ok(bytes) = postcard::to_stdvec(&repeats)
    {
        library.set_value(REPEATS, &bytes)?;
    }
    Ok(repeats)
}

/// What the files are now, compared with what the library knows.
#[derive(Default)]
struct Survey {
    changed: Vec<(PathBuf, Stamp)>,
    unchanged: usize,
    gone: Vec<String>,
    /// Files that the library knows.
    known: usize,
    problems: Vec<Problem>,
}

impl Survey {
    fn of(
        roots: &[PathBuf],
        library: &mut dyn Library,
        cancel: &Cancel,
        out: &mut dyn FnMut(Step),
    ) -> Result<Survey, LibError> {
        let mut survey = Survey::default();
        let known: HashMap<String, Stamp> =
            library.files()?.into_iter().map(|k| (k.stamp.path.clone(), k.stamp)).collect();
        survey.known = known.len();
        let mut there: HashSet<String> = HashSet::new();
        let _ = discover::walk(roots, &mut |found| {
            match found.and_then(|path| stamp(&path).map(|stamp| (path, stamp))) {
                Ok((path, stamp)) => {
                    let same = known.get(&stamp.path) == Some(&stamp);
                    if there.insert(stamp.path.clone()) {
                        survey.unchanged += usize::from(same);
                        survey.changed.extend((!same).then_some((path, stamp)));
                    }
                }
                Err(problem) => {
                    out(Step::Problem(problem.clone()));
                    survey.problems.push(problem);
                }
            }
            if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if cancel.is_cancelled() {
            return Ok(Survey::default());
        }
        // What lies in a folder that cannot be read just now is not gone.
        let hidden = |path: &Path| survey.problems.iter().any(|p| path.starts_with(&p.path));
        let under = |path: &Path| roots.iter().any(|root| path.starts_with(root));
        survey.gone = known
            .into_keys()
            .filter(|path| !there.contains(path) && under(Path::new(path)) && !hidden(Path::new(path)))
            .collect();
        survey.gone.sort();
        Ok(survey)
    }
}

fn stamp(path: &Path) -> Result<Stamp, Problem> {
    let metadata = std::fs::metadata(path).map_err(|e| discover::problem(path, &discover::reason(&e)))?;
    let changed = metadata.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos());
    let changed = i64::try_from(changed).unwrap_or(i64::MAX);
    Ok(Stamp { path: path.to_string_lossy().into_owned(), size: metadata.len(), changed })
}

/// An article that was read.
enum Read {
    New(Box<Article>),
    Known(ContentHash),
}

/// Gathers what is read and puts it into the library.
struct Keeper<'k> {
    kept: Kept,
    library: &'k mut dyn Library,
    out: &'k mut dyn FnMut(Step),
    files: Vec<Stamp>,
    /// The file whose articles come now.
    at: usize,
    hashes: Vec<ContentHash>,
    failed: bool,
    articles: Vec<Arc<Article>>,
    /// Files of which all articles are gathered.
    complete: Vec<(Stamp, Vec<ContentHash>)>,
    batch: usize,
    flushed: Instant,
    error: Option<LibError>,
}

impl Keeper<'_> {
    fn take(&mut self, batch: Batch<Read>) -> ControlFlow<()> {
        for item in batch.items {
            match item {
                Ok(Read::New(article)) => {
                    self.hashes.push(article.hash);
                    self.articles.push(Arc::new(*article));
                }
                Ok(Read::Known(hash)) => {
                    self.kept.known += 1;
                    self.hashes.push(hash);
                }
                Err(problem) => {
                    self.failed = true;
                    (self.out)(Step::Problem(problem.clone()));
                    self.kept.problems.push(problem);
                }
            }
        }
        if let Some(progress) = batch.progress {
            self.end_of_file();
            (self.out)(Step::Progress(progress));
        }
        let many = self.articles.len().max(self.complete.len()) >= self.batch;
        if (many || self.flushed.elapsed() > WAIT)
            && let Err(error) = self.flush()
        {
            self.error = Some(error);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn end_of_file(&mut self) {
        let hashes = std::mem::take(&mut self.hashes);
        // A file of which nothing could be read is tried again the next time.
        if let Some(stamp) = self.files.get(self.at).filter(|_| !self.failed || !hashes.is_empty()) {
            self.complete.push((stamp.clone(), hashes));
        }
        self.kept.read += 1;
        self.at += 1;
        self.failed = false;
    }

    fn flush(&mut self) -> Result<(), LibError> {
        self.flushed = Instant::now();
        self.batch = (self.batch * 2).min(BATCH);
        let articles = std::mem::take(&mut self.articles);
        if !articles.is_empty() {
            let receipt = self.library.put(&articles)?;
            self.kept.added += receipt.added;
            self.kept.known += articles.len() - receipt.added;
        }
        let complete = std::mem::take(&mut self.complete);
        if !complete.is_empty() {
            self.library.finish(&complete)?;
        }
        if !articles.is_empty() {
            (self.out)(Step::Put(articles.len()));
        }
        Ok(())
    }
}

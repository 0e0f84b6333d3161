//! Reading files into a library that lasts: what has not changed is left alone, what has moved is known again, what is
//! gone goes. Articles come in batches, each of which is there as a whole or not at all; whenever it is interrupted,
//! the next run goes on from there.
use super::keeper::{self, Keeper, Read};
use super::lesson::Lesson;
use super::pool;
use super::survey::Survey;
use super::{Options, Progress, Source};
use crate::discover;
use crate::error::Problem;
use crate::lexicon::Lexicon;
use crate::library::{Cancel, LibError, Library, MarksFile, Stamp};
use crate::model::{ContentHash, RawArticle};
use crate::pipeline;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// More articles can be asked for, or other ones.
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

/// Files and folders that are to be read into a library.
pub struct Keep<'k> {
    /// The files and folders; they are remembered.
    pub roots: &'k [PathBuf],
    /// How to read them.
    pub options: &'k Options,
    /// The library.
    pub library: &'k mut dyn Library,
    /// What the reader has made of the articles: it is followed, and what was made of a file that has changed since is
    /// carried over as far as it still fits.
    pub marks: Option<&'k mut MarksFile>,
    /// Stops it.
    pub stop: &'k Cancel,
}

impl Keep<'_> {
    /// Takes over what the reader has made since.
    pub(super) fn catch_up(&mut self) -> Result<(), LibError> {
        keeper::catch_up(self.library, self.marks.as_deref_mut())
    }

    /// Reads them, and tells `out` what happens meanwhile.
    ///
    /// # Errors
    /// A library that cannot be written to. What was there before is still there, and so is every batch that was told
    /// of.
    pub fn run(mut self, out: &mut dyn FnMut(Step)) -> Result<Kept, LibError> {
        let roots: Vec<PathBuf> = self.roots.iter().map(|root| discover::whole(root)).collect();
        remember(self.library, &roots)?;
        if let Some(marks) = self.marks.as_deref() {
            self.library.follow(Arc::new(marks.marks().clone()))?;
        }
        let survey = Survey::of(&roots, self.library, self.stop, out)?;
        let gone = survey.gone.clone();
        let mut kept = self.read(survey, &roots, out)?;
        kept.cancelled = self.stop.is_cancelled();
        if !kept.cancelled {
            kept.gone = gone.len();
            if !gone.is_empty() {
                self.library.forget(&gone)?;
            }
            out(Step::Settling);
            match self.library.settle_in_time(self.stop) {
                Err(LibError::Cancelled) => kept.cancelled = true,
                other => other?,
            }
        }
        if let Some(marks) = self.marks
            && carry(self.library, marks)? > 0
        {
            self.library.follow(Arc::new(marks.marks().clone()))?;
        }
        Ok(kept)
    }

    /// Reads what has changed.
    fn read(&mut self, survey: Survey, roots: &[PathBuf], out: &mut dyn FnMut(Step)) -> Result<Kept, LibError> {
        let (paths, stamps): (Vec<PathBuf>, Vec<Stamp>) = survey.changed.into_iter().unzip();
        let kept = Kept { unchanged: survey.unchanged, problems: survey.problems, ..Kept::default() };
        let sources: Vec<Source> = paths.into_iter().map(Source::Path).collect();
        let lesson = Lesson::begin(self, &sources, survey.known)?;
        let Some(mut lesson) = lesson else { return Ok(kept) };
        let there: HashSet<ContentHash> = self.library.hashes()?.into_iter().collect();
        let lexicon = Lexicon::builtin();
        let (repeats, stop) = (lesson.known().clone(), self.stop);
        let map = |raw: RawArticle, _: bool| {
            let hash = ContentHash::of(&raw);
            if there.contains(&hash) {
                return Read::Known(hash);
            }
            let article = pipeline::extract(&raw, lexicon, &repeats);
            Read::New(Box::new(article), raw.folder)
        };
        let mut keeper = Keeper::new(self.library, self.marks.as_deref_mut(), kept, stamps);
        pool::run(&sources, self.options, stop, &map, &mut |batch| {
            lesson.hear(&batch);
            keeper.take(batch, out)
        });
        let kept = keeper.end(out)?;
        if !stop.is_cancelled() {
            let roots: Vec<Source> = roots.iter().cloned().map(Source::Path).collect();
            lesson.end(self, &sources, &roots, out)?;
        }
        Ok(kept)
    }
}

/// Takes over what the reader made of articles whose file has changed since, as far as it still fits. Returns how
/// many lines were added to the file of marks.
fn carry(library: &mut dyn Library, file: &mut MarksFile) -> Result<usize, LibError> {
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

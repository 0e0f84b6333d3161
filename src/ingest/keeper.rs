//! Gathers what is read and puts it into a library, batch by batch.
use super::pool::Batch;
use super::{Kept, Step};
use crate::library::{LibError, Library, MarksFile, Stamp};
use crate::model::{Article, ContentHash};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Articles of the first batch, which are soon there; of later ones, which are quicker together; and the longest that a
/// reader waits for one.
const FIRST: usize = 50;
const BATCH: usize = 1_000;
const WAIT: Duration = Duration::from_secs(2);
/// How long nothing is written after each batch, so that a correction need not wait for all of them.
const TURN: Duration = Duration::from_millis(20);

/// An article that was read.
pub(super) enum Read {
    /// A new one, and the folder of its file.
    New(Box<Article>, String),
    /// One that is there already.
    Known(ContentHash),
}

/// Gathers what is read and puts it into the library.
pub(super) struct Keeper<'k> {
    kept: Kept,
    library: &'k mut dyn Library,
    marks: Option<&'k mut MarksFile>,
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

/// Takes over what was written to `marks` since.
pub(super) fn catch_up(library: &mut dyn Library, marks: Option<&mut MarksFile>) -> Result<(), LibError> {
    if let Some(file) = marks
        && file.refresh().map_err(|e| LibError::Io(e.to_string()))?
    {
        library.follow(Arc::new(file.marks().clone()))?;
    }
    Ok(())
}

impl<'k> Keeper<'k> {
    /// A keeper for `library`, where `files` are those whose articles come, in this order.
    pub fn new(
        library: &'k mut dyn Library,
        marks: Option<&'k mut MarksFile>,
        kept: Kept,
        files: Vec<Stamp>,
    ) -> Keeper<'k> {
        Keeper {
            kept,
            library,
            marks,
            files,
            at: 0,
            hashes: Vec::new(),
            failed: false,
            articles: Vec::new(),
            complete: Vec::new(),
            batch: FIRST,
            flushed: Instant::now(),
            error: None,
        }
    }

    /// Puts the rest; what became of it all.
    pub fn end(mut self, out: &mut dyn FnMut(Step)) -> Result<Kept, LibError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.flush(out)?;
        Ok(self.kept)
    }

    pub fn take(&mut self, batch: Batch<Read>, out: &mut dyn FnMut(Step)) -> ControlFlow<()> {
        for item in batch.items {
            match item {
                Ok(Read::New(article, _)) => {
                    self.hashes.push(article.hash);
                    self.articles.push(Arc::new(*article));
                }
                Ok(Read::Known(hash)) => {
                    self.kept.known += 1;
                    self.hashes.push(hash);
                }
                Err(problem) => {
                    self.failed = true;
                    out(Step::Problem(problem.clone()));
                    self.kept.problems.push(problem);
                }
            }
        }
        if let Some(progress) = batch.progress {
            self.end_of_file();
            out(Step::Progress(progress));
        }
        let many = self.articles.len().max(self.complete.len()) >= self.batch;
        if (many || self.flushed.elapsed() > WAIT)
            && let Err(error) = self.flush(out)
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

    fn flush(&mut self, out: &mut dyn FnMut(Step)) -> Result<(), LibError> {
        self.flushed = Instant::now();
        self.batch = (self.batch * 2).min(BATCH);
        let articles = std::mem::take(&mut self.articles);
        if !articles.is_empty() {
            catch_up(self.library, self.marks.as_deref_mut())?;
            let receipt = self.library.put(&articles)?;
            self.kept.added += receipt.added;
            self.kept.known += articles.len() - receipt.added;
        }
        let complete = std::mem::take(&mut self.complete);
        if !complete.is_empty() {
            self.library.finish(&complete)?;
        }
        if !articles.is_empty() {
            out(Step::Put(articles.len()));
        }
        if articles.len() == BATCH && self.library.caps().lasting {
            std::thread::sleep(TURN);
        }
        Ok(())
    }
}

//! What repeats across the articles of an outlet, and when a library learns it: before anything is read, beside the
//! reading, or not again.
use super::keeper::Read;
use super::pool::{self, Batch};
use super::{Keep, Learn, Source, Step};
use crate::clean::{self, Learner, Repeats};
use crate::lexicon::Lexicon;
use crate::library::LibError;
use crate::model::{Article, RawArticle};
use crate::pipeline;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What was learned is learned anew once this share of all files is new: one in so many.
const NEW: usize = 5;
/// The name under which the library keeps what was learned.
const REPEATS: &str = "repeats";
/// The name under which it keeps that there are articles that were cleaned with nothing learned.
const UNTAUGHT: &str = "untaught";
/// Articles that are put at a time when they were cleaned again.
const BATCH: usize = 200;

/// What is known, and what is being learned.
pub(super) struct Lesson {
    known: Repeats,
    /// Learns from what is read; nothing if nothing is to be learned.
    learner: Option<Learner<'static>>,
    /// True if articles of an earlier run still wait to be cleaned again.
    behind: bool,
}

impl Lesson {
    /// Learns before anything of `sources` is read, or makes ready to learn beside it. `known` are the files that the
    /// library has already. Nothing if there is nothing to do.
    pub fn begin(keep: &mut Keep, sources: &[Source], known: usize) -> Result<Option<Lesson>, LibError> {
        let behind = keep.library.value(UNTAUGHT)?.is_some_and(|flag| !flag.is_empty());
        if sources.is_empty() && !behind {
            return Ok(None);
        }
        let old = keep.library.value(REPEATS)?.and_then(|bytes| postcard::from_bytes::<Repeats>(&bytes).ok());
        if let Some(known) = old.filter(|_| sources.len() * NEW < known && !behind) {
            return Ok(Some(Lesson { known, learner: None, behind }));
        }
        if keep.options.learn == Learn::Beside {
            keep.library.set_value(UNTAUGHT, b"1")?;
            let learner = Some(Learner::new(Lexicon::builtin()));
            return Ok(Some(Lesson { known: Repeats::default(), learner, behind }));
        }
        let known = pool::learn(sources, keep.options, keep.stop);
        if !keep.stop.is_cancelled() {
            remember(keep, &known)?;
        }
        Ok(Some(Lesson { known, learner: None, behind }))
    }

    /// What is known before anything is read.
    pub fn known(&self) -> &Repeats {
        &self.known
    }

    /// Learns from what was read.
    pub fn hear(&mut self, batch: &Batch<Read>) {
        let Some(learner) = self.learner.as_mut().filter(|_| !self.behind) else { return };
        for item in batch.items.iter().flatten() {
            if let Read::New(article, folder) = item {
                learner.add_article(folder, article);
            }
        }
    }

    /// Cleans again what was read, where that makes a difference: `sources`, or `all` if an earlier run did not come so
    /// far.
    pub fn end(
        self,
        keep: &mut Keep,
        sources: &[Source],
        all: &[Source],
        out: &mut dyn FnMut(Step),
    ) -> Result<(), LibError> {
        let Some(learner) = self.learner else { return Ok(()) };
        let (sources, repeats) = match self.behind {
            true => (all, pool::learn(all, keep.options, keep.stop)),
            false => (sources, learner.finish()),
        };
        if keep.stop.is_cancelled() {
            return Ok(());
        }
        remember(keep, &repeats)?;
        again(keep, sources, &repeats, out)?;
        if keep.stop.is_cancelled() { Ok(()) } else { keep.library.set_value(UNTAUGHT, b"") }
    }
}

fn remember(keep: &mut Keep, repeats: &Repeats) -> Result<(), LibError> {
    let Ok(bytes) = postcard::to_stdvec(repeats) else { return Ok(()) };
    keep.library.set_value(REPEATS, &bytes)
}

/// Reads `sources` once more and puts those articles again whose body is another one with what was learned.
fn again(keep: &mut Keep, sources: &[Source], repeats: &Repeats, out: &mut dyn FnMut(Step)) -> Result<(), LibError> {
    if repeats.is_empty() {
        return Ok(());
    }
    let (lexicon, nothing) = (Lexicon::builtin(), Repeats::default());
    let map = |raw: RawArticle, _: bool| {
        let body = |repeats| clean::clean(&raw, lexicon, repeats).body;
        (body(&nothing) != body(repeats)).then(|| Arc::new(pipeline::extract(&raw, lexicon, repeats)))
    };
    let (mut changed, mut failed) = (Vec::<Arc<Article>>::new(), Ok(()));
    let options = *keep.options;
    pool::run(sources, &options, keep.stop, &map, &mut |batch| {
        changed.extend(batch.items.into_iter().flatten().flatten());
        if changed.len() >= BATCH {
            failed = put(keep, &mut changed, out);
        }
        if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    failed?;
    put(keep, &mut changed, out)
}

fn put(keep: &mut Keep, changed: &mut Vec<Arc<Article>>, out: &mut dyn FnMut(Step)) -> Result<(), LibError> {
    let changed = std::mem::take(changed);
    if !changed.is_empty() {
        keep.catch_up()?;
        keep.library.replace(&changed)?;
        out(Step::Put(changed.len()));
    }
    Ok(())
}

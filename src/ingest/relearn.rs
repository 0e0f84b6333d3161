//! Extracting and learning side by side, for the interface: articles come at once, and when all are there, those
//! that what was learned changes come again.
use super::pool::{self, Batch, Teller};
use super::{Event, Options, Source, Summary};
use crate::clean::{self, Learner, Repeats};
use crate::lexicon::Lexicon;
use crate::library::Cancel;
use crate::model::{Article, RawArticle};
use crate::pipeline;
use std::ops::ControlFlow;

/// Articles that are cleaned again before the interface hears of them.
const BATCH: usize = 64;

pub(super) fn run(
    sources: &[Source],
    options: &Options,
    cancel: &Cancel,
    out: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Summary {
    let lexicon = Lexicon::builtin();
    let mut teller = Teller::default();
    let mut learner = Learner::new(lexicon);
    let mut kept: Vec<Kept> = Vec::new();
    let extract = |raw: RawArticle, piped: bool| {
        let article = pipeline::extract(&raw, lexicon, &Repeats::default());
        (raw, piped, article)
    };
    pool::run(sources, options, cancel, &extract, &mut |batch| {
        let mut items = Vec::with_capacity(batch.items.len());
        for item in batch.items {
            items.push(item.map(|(raw, piped, article)| {
                if !piped {
                    learner.add_article(&raw.folder, &article);
                }
                kept.push(Kept { body: article.body.clone(), raw, piped });
                article
            }));
        }
        teller.tell(Batch { items, progress: batch.progress }, out)
    });
    teller.summary.cancelled = cancel.is_cancelled();
    if !teller.summary.cancelled {
        let repeats = learner.finish();
        teller.summary.cancelled = again(&kept, &repeats, cancel, out).is_break();
    }
    teller.summary
}

/// An article as it was read, and the body it had without what was learned.
struct Kept {
    raw: RawArticle,
    piped: bool,
    body: String,
}

/// Cleans again, and extracts again where that changes the body.
fn again(
    kept: &[Kept],
    repeats: &Repeats,
    cancel: &Cancel,
    out: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let lexicon = Lexicon::builtin();
    for (number, batch) in kept.chunks(BATCH).enumerate() {
        if cancel.is_cancelled() {
            return ControlFlow::Break(());
        }
        let redo = |(i, kept): (usize, &Kept)| -> Option<(usize, Article)> {
            if kept.piped || clean::clean(&kept.raw, lexicon, repeats).body == kept.body {
                return None;
            }
            Some((number * BATCH + i, pipeline::extract(&kept.raw, lexicon, repeats)))
        };
        let changed: Vec<(usize, Article)> = batch.iter().enumerate().filter_map(redo).collect();
        if !changed.is_empty() {
            out(Event::Recleaned(changed))?;
        }
    }
    ControlFlow::Continue(())
}

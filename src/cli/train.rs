//! `whosaid train`: learns the numbers of `assets/model` from annotated articles, and says how good they are.
use super::gold::{self, Articles};
use super::score::{figures, judged};
use super::{End, Stop, output};
use crate::annotated::Predicted;
use crate::attribute::{Calibration, Models, NAMES, TERM_NAMES};
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::score::{self, Measure, Verdict, table};
use crate::train::folds::{self, Learned, fold};
use crate::train::{baseline, isotonic};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) const EXAMPLES: &str = "\
Examples:
  whosaid train gold.jsonl --folds 2                        learn, and print figures on articles held out
  whosaid train gold.jsonl --people people.jsonl --out model   write speaker.txt, term.txt and confidence.txt

Gold lines are those of `whosaid score`. Every article is measured by numbers that were learned without it. The
confidence is learned from annotated persons: without any, confidence.txt is not written.";

/// The arguments of `train`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Train {
    /// Annotated articles, one JSON object a line
    #[arg(value_name = "GOLD.jsonl", required = true)]
    gold: Vec<PathBuf>,
    /// Full names of sources for the annotated segments: {"id", "people": [[start, end, kind, name], …]}
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Folder for the numbers; without it nothing is written
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Parts of the articles; each is measured by numbers learned from the others
    #[arg(long, value_name = "K", default_value_t = 4, value_parser = clap::value_parser!(u8).range(2..=20))]
    folds: u8,
}

pub(super) fn run(args: &Train) -> Result<End, Stop> {
    let paths: Vec<&Path> = args.gold.iter().map(PathBuf::as_path).collect();
    let articles = gold::articles(&paths, args.people.as_deref())?;
    if articles.gold.is_empty() {
        return articles.problems.end(0, 0);
    }
    let folds = usize::from(args.folds);
    let tell = &mut |what: &str| output::note(&format!("whosaid: {what}"));
    let mut learned = folds::learn(&articles.gold, Lexicon::builtin(), folds, tell);
    let hand = baseline::models();
    let by_hand = verdicts(&articles, |_| &hand);
    let blind = verdicts(&articles, |i| learned.blind(i));
    let events = score::events(&blind);
    learned.models.confidence = isotonic::fit(&events);
    let report = Report { learned: &learned, folds, by_hand: &by_hand, blind: &blind, events: events.len() };
    let mut out = output::stdout();
    out.write_all(report.text().as_bytes())?;
    out.flush()?;
    if let Some(folder) = &args.out {
        write(folder, &report).map_err(|e| Stop::Fatal(format!("{}: {e}", folder.display())))?;
    }
    articles.problems.end(articles.gold.len(), learned.covered)
}

/// What becomes of each article with the numbers that `models` gives for it.
fn verdicts<'m>(articles: &Articles, models: impl Fn(usize) -> &'m Models) -> Vec<Verdict> {
    let found: Vec<Predicted> = articles.raw.iter().enumerate().map(|(i, raw)| found(raw, models(i))).collect();
    judged(&articles.gold, &found)
}

fn found(raw: &crate::model::RawArticle, models: &Models) -> Predicted {
    Predicted::of(&pipeline::extract_with(raw, Lexicon::builtin(), models))
}

struct Report<'a> {
    learned: &'a Learned,
    folds: usize,
    by_hand: &'a [Verdict],
    blind: &'a [Verdict],
    events: usize,
}

impl Report<'_> {
    fn text(&self) -> String {
        let l = self.learned;
        let percent = |n: usize| 100.0 * n as f64 / l.covered.max(1) as f64;
        let hand = score::measure(self.by_hand);
        let mut out = format!(
            "{} quotations with a source, {} of them out of reach of the candidates; {} stretches in marks, {} terms\n\
             speaker, of those in reach, held out: learned {:.1}, by hand {:.1}\n\n\
             by hand\n{}\nlearned, {} folds held out\n{}",
            l.covered + l.missed,
            l.missed,
            l.stretches,
            l.terms,
            percent(l.right),
            percent(l.baseline),
            table::figures(&hand),
            self.folds,
            figures(&score::measure(self.blind), self.blind),
        );
        if let Some(table) = self.calibrated() {
            out += &format!("\nafter calibration on the other folds\n{}", table::reliability(&table));
        }
        out
    }

    /// The reliability of beliefs that were calibrated without the fold they are from.
    fn calibrated(&self) -> Option<score::Reliability> {
        let part = |f: usize, inside: bool| {
            let of = self.blind.iter().enumerate().filter(move |(i, _)| (fold(*i, self.folds) == f) == inside);
            score::events(of.map(|(_, v)| v))
        };
        let mut all = Vec::new();
        for f in 0..self.folds {
            let line = isotonic::fit(&part(f, false));
            all.extend(part(f, true).into_iter().map(|(raw, right)| (f64::from(line.calibrated(raw as f32)), right)));
        }
        (!all.is_empty()).then(|| score::reliability(&all))
    }

    /// What the files say about themselves.
    fn header(&self, what: &str) -> String {
        let l = self.learned;
        let m: Measure = score::measure(self.blind);
        let percent = |v: Option<f64>| v.map_or_else(|| "-".to_owned(), |v| format!("{:.1}", v * 100.0));
        format!(
            "# {what}\n# Written by `whosaid train`: numbers only, none of the articles' words.\n\
             # Learned from {} articles: {} quotations with a source, {} terms. Held out, {} folds: mention {}, by hand {}; \
             detection F1 {}, negatives rejected {}.\n",
            m.articles,
            l.covered + l.missed,
            l.terms,
            self.folds,
            percent(m.mention.all.value()),
            percent(score::measure(self.by_hand).mention.all.value()),
            percent(Some(m.f1())),
            percent(m.rejected.value()),
        )
    }
}

fn write(folder: &Path, report: &Report) -> std::io::Result<()> {
    let models = &report.learned.models;
    fs::create_dir_all(folder)?;
    let put = |name: &str, what: &str, numbers: &str| fs::write(folder.join(name), report.header(what) + numbers);
    put("speaker.txt", "Trees that score a candidate for the speaker.", &models.speaker.to_text(NAMES))?;
    put("term.txt", "Trees that score a stretch in marks for being a mere term.", &models.term.to_text(TERM_NAMES))?;
    if models.confidence == Calibration::default() {
        return Ok(());
    }
    let what = format!("From the raw belief to the share that is right, by {} persons held out.", report.events);
    put("confidence.txt", &what, &models.confidence.to_text())
}

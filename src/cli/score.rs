//! `whosaid score`: how good quotations and speakers are, against annotated articles.
use super::gold::{self, Articles};
use super::{End, Stop, output};
use crate::annotated::{Gold, Predicted};
use crate::export::json_line;
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::score::{self, By, Measure, Verdict, table};
use crate::text::display;
use clap::ValueEnum;
use rustc_hash::FxHashMap;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "\
Examples:
  whosaid score gold.jsonl                       run the program over an annotated file
  whosaid score gold.jsonl found.jsonl           score what `whosaid extract --raw gold.jsonl` has printed
  whosaid score gold.jsonl --by rule             the same by the rule that chose the speaker
  whosaid score gold.jsonl --errors 20           the first 20 errors, with the words around them

A gold line is one article: {\"id\", \"text\", \"date\", \"quotes\": [{\"start\", \"end\", \"kind\": \"direct\"|\"mixed\",
\"speaker\", \"speaker_start\", \"speaker_end\", \"speaker_type\": \"name\"|\"pronoun\"|\"nominal\", \"canonical\",
\"canonical_kind\": \"person\"|\"org\"}], \"unattributed\": [{\"start\", \"end\"}]}. Offsets count code points of `text`, and
marks lie outside. `unattributed` holds titles and scare quotes. A quotation with \"reviewed\": true counts whatever
its kind is, and one of kind \"term\" is nobody's.";

/// The arguments of `score`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Score {
    /// Annotated articles, one JSON object a line
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
    /// What was found, as `extract --raw` prints it; the program itself runs without it
    #[arg(value_name = "FOUND.jsonl")]
    found: Option<PathBuf>,
    /// Divide the figures
    #[arg(long, value_name = "WHAT", value_enum)]
    by: Option<Part>,
    /// List errors, 50 of them or N
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "50")]
    errors: Option<usize>,
    /// Full names of sources for the annotated segments: {"id", "people": [[start, end, kind, name], …]}
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Leave out the table of offices, which is a prior only
    #[arg(long)]
    no_offices: bool,
    /// The format of the output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Form,
}

/// What divides the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Direct, mixed, nobody's
    Kind,
    /// Form of the mention
    Mention,
    /// Rule that chose the speaker
    Rule,
    /// Who published the article
    Outlet,
}

/// Output formats of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Aligned columns, in percent
    #[default]
    Text,
    /// One JSON object, shares between 0 and 1
    Json,
}

pub(super) fn run(args: &Score) -> Result<End, Stop> {
    let mut articles = gold::articles(&[&args.gold], args.people.as_deref())?;
    let found = match &args.found {
        Some(path) => gold::predictions(path, &mut articles.problems)?,
        None => extracted(&articles, if args.no_offices { Lexicon::without_offices() } else { Lexicon::builtin() }),
    };
    let verdicts = judged(&articles.gold, &found);
    let mut out = output::stdout();
    match args.format {
        Form::Text => out.write_all(text(args, &articles.gold, &verdicts).as_bytes())?,
        Form::Json => writeln!(out, "{}", json_line(&json(args, &articles.gold, &verdicts))?)?,
    }
    out.flush()?;
    let segments = score::measure(&verdicts).found.of;
    articles.problems.end(articles.gold.len(), segments)
}

fn extracted(articles: &Articles, lexicon: &Lexicon) -> Vec<Predicted> {
    let run = |raw| Predicted::of(&pipeline::extract_raw(raw, lexicon));
    articles.raw.iter().map(run).collect()
}

/// What became of each article of `gold`; predictions are found by their article's id, of two with one id the later.
pub(super) fn judged(gold: &[Gold], found: &[Predicted]) -> Vec<Verdict> {
    let by_id: FxHashMap<&str, &Predicted> = found.iter().map(|p| (p.id.as_str(), p)).collect();
    gold.iter().map(|g| score::judge(g, by_id.get(g.id.as_str()).copied())).collect()
}

fn by(part: Part) -> By {
    match part {
        Part::Kind => By::Kind,
        Part::Mention => By::Mention,
        Part::Rule => By::Rule,
        Part::Outlet => By::Outlet,
    }
}

/// The figures, and what of the rest there is something to say about.
pub(super) fn figures(measure: &Measure, verdicts: &[Verdict]) -> String {
    let mut out = table::figures(measure);
    let events = score::events(verdicts);
    if !events.is_empty() {
        out += &format!("\n{}", table::reliability(&score::reliability(&events)));
    }
    out
}

fn text(args: &Score, gold: &[Gold], verdicts: &[Verdict]) -> String {
    let mut out = figures(&score::measure(verdicts), verdicts);
    if let Some(part) = args.by {
        out += &format!("\n{}", table::parts(&score::groups(gold, verdicts, by(part))));
    }
    if let Some(most) = args.errors {
        let faults = score::faults(gold, verdicts);
        out += &format!("\n{} errors\n", faults.len());
        faults.iter().take(most).for_each(|f| out += &format!("{f}\n"));
    }
    display::sanitise_lines(&out).into_owned()
}

fn json(args: &Score, gold: &[Gold], verdicts: &[Verdict]) -> serde_json::Value {
    let mut out = json!({
        "figures": score::measure(verdicts).json(),
        "reliability": score::reliability(&score::events(verdicts)),
    });
    if let Some(part) = args.by {
        let groups = score::groups(gold, verdicts, by(part));
        out["by"] = groups.into_iter().map(|g| (g.name, g.measure.json())).collect();
    }
    if let Some(most) = args.errors {
        out["errors"] = json!(score::faults(gold, verdicts).into_iter().take(most).collect::<Vec<_>>());
    }
    out
}

//! `whosaid explain`: why each quotation has its speaker.
use super::args::InputFormat;
use super::output::Problems;
use super::score::Form;
use super::{End, Stop, ask, output};
use crate::export::{explain, extract};
use crate::ingest::{self, Event, Learn, Options, Source};
use crate::library::Cancel;
use crate::model::Article;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "\
Examples:
  whosaid explain a.txt                          every quotation: rule, cue, mention, chain, runner-up
  whosaid explain a.txt --quote 1                only the first
  whosaid explain a.txt --format json            the same for programs, as in `whosaid extract`";

/// The arguments of `explain`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Explain {
    /// Files or folders; - for standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Only the quotation with this number, counted from 1 in each article
    #[arg(long, value_name = "N")]
    quote: Option<usize>,
    /// Neither clean nor normalise
    #[arg(long)]
    raw: bool,
    /// The format of every input, instead of telling by what it looks like
    #[arg(long, value_name = "FORMAT", value_parser = super::args::input_format, default_value = "auto")]
    input_format: InputFormat,
    /// The format of the output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Form,
}

pub(super) fn run(args: &Explain) -> Result<End, Stop> {
    let sources: Vec<Source> = args.paths.iter().map(|p| ask::source(p)).collect();
    let options = Options { input_format: args.input_format.0, raw: args.raw, learn: Learn::Before };
    let (mut out, mut problems) = (output::stdout(), Problems::default());
    let (mut shown, mut written) = (0, Ok(()));
    let summary = ingest::run(&sources, &options, &Cancel::default(), &mut |event| {
        match event {
            Event::Articles(articles) => written = write(&mut out, args, &articles, &mut shown),
            Event::Problem(problem) => problems.tell(&problem),
            Event::Progress(_) | Event::Recleaned(_) => {}
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written?;
    if args.format == Form::Json {
        out.write_all(if shown == 0 { b"[]\n" } else { b"\n]\n" })?;
    }
    out.flush()?;
    problems.end(summary.articles, shown)
}

/// Writes the reasons of `articles` and counts their quotations.
fn write(out: &mut impl Write, args: &Explain, articles: &[Article], shown: &mut usize) -> io::Result<()> {
    for article in articles {
        let chosen = |number: usize| args.quote.is_none_or(|q| q == number);
        if args.format == Form::Text {
            out.write_all(explain::text(article, args.quote).as_bytes())?;
            *shown += (1..=article.quotes.len()).filter(|n| chosen(*n)).count();
            continue;
        }
        for line in extract::quotations(article, args.quote)? {
            write!(out, "{}{line}", if *shown == 0 { "[\n" } else { ",\n" })?;
            *shown += 1;
        }
    }
    Ok(())
}

//! `whosaid extract`: articles with their quotations as JSON, one a line, as they are found.
use super::args::Extract;
use super::output::{self, Problems};
use super::{End, Stop, ask};
use crate::export::extract;
use crate::ingest::{self, Event, Learn, Options, Source};
use crate::library::Cancel;
use crate::model::Article;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

pub(super) fn run(args: &Extract) -> Result<End, Stop> {
    let paths = match args.paths.as_slice() {
        [] if io::stdin().is_terminal() => {
            return Err(Stop::Fatal(
                "extract needs a FILE, or - and text on standard input: whosaid extract FILE…".into(),
            ));
        }
        [] => &[PathBuf::from("-")],
        paths => paths,
    };
    let sources: Vec<Source> = paths.iter().map(|p| ask::source(p)).collect();
    let options = Options { input_format: args.format.0, raw: args.raw, learn: Learn::Before };
    let mut out = output::stdout();
    // Somebody waits for each line when it is a person or when input trickles in.
    let eager = io::stdout().is_terminal() || sources.contains(&Source::Stdin);
    let mut problems = Problems::default();
    let mut written = Ok(());
    let summary = ingest::run(&sources, &options, &Cancel::default(), &mut |event| {
        match event {
            Event::Articles(articles) => written = write(&mut out, &articles, eager),
            Event::Problem(problem) => problems.tell(&problem),
            Event::Progress(_) | Event::Recleaned(_) => {}
        }
        match &written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => gone(&written, &sources),
        }
    });
    written?;
    out.flush()?;
    problems.end(summary.articles, summary.articles)
}

fn write(out: &mut impl Write, articles: &[Article], eager: bool) -> io::Result<()> {
    for article in articles {
        extract::write(out, article)?;
        out.write_all(b"\n")?;
    }
    if eager { out.flush() } else { Ok(()) }
}

/// Stops the reading. Standard input may not end for a long time, and nobody is there to wait for it.
fn gone(written: &io::Result<()>, sources: &[Source]) -> ControlFlow<()> {
    let pipe = written.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::BrokenPipe);
    if pipe && sources.contains(&Source::Stdin) {
        std::process::exit(0);
    }
    ControlFlow::Break(())
}

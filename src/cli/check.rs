//! `whosaid check`: what cannot be read, and why.
use super::args::Input;
use super::{End, Stop, ask, output};
use crate::ingest::{self, Event, Learn, Options};
use crate::library::Cancel;
use crate::text::display;
use std::io::{self, Write};
use std::ops::ControlFlow;

pub(super) fn run(input: &Input) -> Result<End, Stop> {
    let sources = ask::sources(input);
    let options = Options { input_format: input.input_format.0, raw: true, learn: Learn::Off };
    let mut out = output::stdout();
    let mut written = Ok(());
    let summary = ingest::run(&sources, &options, &Cancel::default(), &mut |event| {
        let Event::Problem(problem) = event else { return ControlFlow::Continue(()) };
        written = writeln!(out, "{}", display::sanitise(&problem.to_string())).and_then(|()| out.flush());
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written.and_then(|()| out.flush()).map_err(|e: io::Error| Stop::from(e))?;
    let problems = summary.problems.len();
    output::note(&format!("whosaid: {} files, {} articles, {problems} problems", summary.files, summary.articles));
    if summary.articles == 0 && problems > 0 && summary.files == problems {
        return Err(Stop::Fatal("nothing could be read".to_owned()));
    }
    Ok(if problems > 0 { End::Skipped } else { End::Done })
}

//! Where output goes. Nothing here panics on a closed pipe, and errors are never lost.
use super::args::{Print, When};
use super::{End, Stop};
use crate::error::Problem;
use crate::export::{self, Look, Record};
use crate::text::display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Problems that are told one by one; the rest is counted.
const TOLD: usize = 20;

/// Standard output, buffered.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 << 10, io::stdout().lock())
}

/// A line for the user on standard error; if nobody can read it, so be it.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", display::sanitise_lines(text));
}

/// What standard output can show.
pub(super) fn look(print: &Print) -> Look {
    let terminal = io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
        || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    let columns = terminal.then(|| crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns)));
    let colour = match print.color {
        When::Auto => terminal && !plain,
        When::Always => true,
        When::Never => false,
    };
    Look { columns, colour }
}

/// Prints rows as the arguments ask for.
pub(super) fn print(print: &Print, mut records: impl Iterator<Item = Record>) -> Result<(), Stop> {
    rows(print, |row| records.try_for_each(row))
}

/// Prints the rows that `tell` hands over, as they come.
pub(super) fn rows<T>(
    print: &Print,
    tell: impl FnOnce(&mut dyn FnMut(Record) -> Result<(), Stop>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let mut out = stdout();
    let mut rows = export::rows(print.format.into(), look(print), &mut out);
    let told = tell(&mut |record| Ok(rows.row(record)?))?;
    rows.finish()?;
    drop(rows);
    out.flush()?;
    Ok(told)
}

/// Tells of problems as they come, and how many there were.
#[derive(Default)]
pub(super) struct Problems {
    count: usize,
}

impl Problems {
    /// Tells of one.
    pub(super) fn tell(&mut self, problem: &Problem) {
        self.count += 1;
        if self.count <= TOLD {
            note(&format!("whosaid: {}", display::sanitise(&problem.to_string())));
        }
    }

    /// Says how many were skipped, and how the command ended: `found` things were printed, of `articles` articles.
    pub(super) fn end(&self, articles: usize, found: usize) -> Result<End, Stop> {
        if self.count > TOLD {
            note(&format!("whosaid: … and {} more; `whosaid check` lists them all", self.count - TOLD));
        }
        match (self.count, articles, found) {
            (0, _, 0) => Ok(End::Nothing),
            (0, _, _) => Ok(End::Done),
            (n, 0, _) => Err(Stop::Fatal(format!("nothing could be read: {}", counted(n, "problem")))),
            (n, _, _) => {
                note(&format!("whosaid: {}; everything else was read", counted(n, "problem")));
                Ok(End::Skipped)
            }
        }
    }
}

/// So many of something that is named in the singular.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

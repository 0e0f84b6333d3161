//! `whosaid quotes`: quotations with speaker and date.
use super::args::Ask;
use super::ask::Asked;
use super::{End, Stop, ask, output};
use crate::export::quote_record;

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    print(args, ask::read(args)?)
}

/// Prints the quotations of what was read.
pub(super) fn print(args: &Ask, mut asked: Asked) -> Result<End, Stop> {
    let found = output::rows(&args.print, |row| {
        let line = asked.query.line();
        asked.shelf.quotes(&asked.query, &mut |article, number, quote| row(quote_record(article, number, quote, line)))
    })?;
    ask::tell_hidden(&mut asked)?;
    let articles = asked.shelf.len()?;
    asked.problems.end(articles, found)
}

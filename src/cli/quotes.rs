//! `whosaid quotes`: quotations with speaker and date.
use super::args::Ask;
use super::ask::Asked;
use super::{End, Stop, ask, output};
use crate::export::quote_record;
use crate::library::Cancel;

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    print(args, &ask::read(args)?)
}

/// Prints the quotations of what was read.
pub(super) fn print(args: &Ask, asked: &Asked) -> Result<End, Stop> {
    let places = asked.library.quotes(&asked.query, &Cancel::default()).unwrap_or_default();
    let records = places.iter().filter_map(|place| {
        let (article, quote) = asked.library.at(*place)?;
        Some(quote_record(article, place.quote, quote, asked.query.line()))
    });
    output::print(&args.print, records)?;
    ask::tell_hidden(asked);
    asked.problems.end(asked.library.len(), places.len())
}

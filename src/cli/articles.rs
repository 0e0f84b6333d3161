//! `whosaid articles`: articles with date, outlet and title.
use super::args::Ask;
use super::{End, Stop, ask, output};
use crate::export::article_record;
use crate::library::Cancel;

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    let asked = ask::read(args)?;
    let rows = asked.library.search(&asked.query, &Cancel::default()).unwrap_or_default().rows;
    let records = rows.iter().filter_map(|row| {
        let article = asked.library.article(row.article)?;
        Some(article_record(article, row.quotes.len(), asked.query.line()))
    });
    output::print(&args.print, records)?;
    ask::tell_hidden(&asked);
    asked.problems.end(asked.library.len(), rows.len())
}

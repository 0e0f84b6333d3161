//! `whosaid speakers`: who is quoted, how often and when.
use super::args::Ask;
use super::{End, Stop, ask, output};
use crate::export::{Cell, Record};
use crate::library::{SpeakerName, SpeakerRow};

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    let mut asked = ask::read(args)?;
    let speakers = asked.shelf.speakers(&asked.query)?;
    let shown = speakers.rows.iter().take(asked.query.limit().unwrap_or(usize::MAX));
    output::print(&args.print, shown.map(|row| record(row, asked.query.line())))?;
    if speakers.unattributed > 0 {
        let count = speakers.unattributed;
        output::note(&format!("whosaid: {count} of nobody (is:unattributed), {} not certain (is:low)", speakers.low));
    }
    ask::tell_hidden(&mut asked)?;
    let articles = asked.shelf.len()?;
    asked.problems.end(articles, speakers.rows.len())
}

fn record(row: &SpeakerRow, query: &str) -> Record {
    let day = |date: Option<chrono::NaiveDate>| date.map(|d| d.to_string());
    let dash = |date: Option<chrono::NaiveDate>| day(date).unwrap_or_else(|| "undated".to_owned());
    let cells = vec![
        ("speaker", Cell::Text(row.name.clone())),
        ("named", Cell::Text(if row.named { "yes" } else { "no" }.to_owned())),
        ("quotes", Cell::count(row.quotes)),
        ("articles", Cell::count(row.articles)),
        ("first", Cell::of(day(row.first))),
        ("last", Cell::of(day(row.last))),
        ("aliases", Cell::List(row.aliases.clone())),
        ("names", Cell::List(row.names.iter().map(name).collect())),
        ("query", Cell::Text(query.to_owned())),
    ];
    let shown = vec![
        ("speaker", row.name.clone()),
        ("quotes", row.quotes.to_string()),
        ("articles", row.articles.to_string()),
        ("first", dash(row.first)),
        ("last", dash(row.last)),
        ("as", row.ways().join(", ")),
    ];
    Record { cells, shown }
}

/// Another name of the speaker with the evidence: `Quayle: another spelling of the name (b.txt)`.
fn name(name: &SpeakerName) -> String {
    format!("{}: {} ({})", name.name, name.why.words(), name.article)
}

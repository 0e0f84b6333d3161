//! `whosaid echoes`: the same words elsewhere, one family a block.
use super::args::{Ask, Rows};
use super::shelf::Shelf;
use super::{End, Stop, ask, output};
use crate::echoes::{Family, marked};
use crate::export::{Cell, Record};
use crate::library::{Cancel, Echo, Echoes};
use crate::text::display;
use std::collections::HashSet;
use std::io::Write;

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    let ask::Asked { shelf, query, problems } = ask::read(args)?;
    let memory = shelf.memory()?;
    let mut asked = ask::Asked { shelf: Shelf::Memory(memory.clone()), query, problems };
    let found = memory.find(&asked.query, &Cancel::default()).unwrap_or_default();
    let places = found.rows.iter().flat_map(|row| row.quotes.iter().map(move |&q| (row.article, q as usize)));
    let places: HashSet<(usize, usize)> = places.collect();
    let echoes = memory.echoes();
    let meant = |f: &&Family| f.members.iter().any(|m| places.contains(&(m.article, m.quote)));
    let most = asked.query.limit().unwrap_or(usize::MAX);
    let families: Vec<&Family> = echoes.all().iter().filter(meant).take(most).collect();
    match args.print.format {
        Rows::Text => blocks(args, &echoes, &families)?,
        _ => {
            let rows = families.iter().enumerate().flat_map(|(i, family)| {
                let family = Numbered { number: i + 1, family, echoes: &echoes, query: asked.query.line() };
                echoes.rows(family.family).into_iter().filter_map(move |row| family.record(&row)).collect::<Vec<_>>()
            });
            output::print(&args.print, rows)?;
        }
    }
    ask::tell_hidden(&mut asked)?;
    asked.problems.end(memory.len(), families.len())
}

/// A family for machines: a row for each quotation.
struct Numbered<'a> {
    number: usize,
    family: &'a Family,
    echoes: &'a Echoes,
    query: &'a str,
}

impl Numbered<'_> {
    fn record(&self, row: &Echo) -> Option<Record> {
        let (article, quote) = self.echoes.place(&row.member)?;
        let may_be = row.may_be.as_ref();
        let cells = vec![
            ("family", Cell::count(self.number)),
            ("words", Cell::Text(self.echoes.words(self.family))),
            ("places", Cell::count(self.family.members.len())),
            ("speakers", Cell::count(self.echoes.speakers(self.family))),
            ("match", Cell::Text(row.member.same.name().to_owned())),
            ("date", Cell::of(row.date.map(|d| d.to_string()))),
            ("speaker", Cell::of(Some(row.who.clone()).filter(|_| row.named))),
            ("speaker_as_written", Cell::of(quote.speaker.map(|s| s.of(&article.body).to_owned()))),
            ("may_be", Cell::of(may_be.map(|m| m.name.clone()))),
            ("may_be_by", Cell::of(may_be.map(|m| m.article.clone()))),
            ("kind", Cell::Text(quote.kind.name().to_owned())),
            ("text", Cell::Text(quote.span.of(&article.body).to_owned())),
            ("marked", Cell::Text(marked(&row.pieces))),
            ("id", Cell::Text(format!("{}#{}", article.id, row.member.quote + 1))),
            ("outlet", Cell::of(article.outlet.clone())),
            ("source", Cell::Text(article.source.clone())),
            ("query", Cell::Text(self.query.to_owned())),
            ("version", Cell::Text(env!("CARGO_PKG_VERSION").to_owned())),
        ];
        Some(Record { cells, shown: Vec::new() })
    }
}

/// Writes one family a block: the words, then who said them and when, with the differences marked.
fn blocks(args: &Ask, echoes: &Echoes, families: &[&Family]) -> Result<(), Stop> {
    let look = output::look(&args.print);
    let mut out = output::stdout();
    for (i, family) in families.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let articles: HashSet<usize> = family.members.iter().map(|m| m.article).collect();
        let counts =
            [(family.members.len(), "place"), (articles.len(), "article"), (echoes.speakers(family), "speaker")];
        let counts: Vec<String> = counts.iter().map(|&(n, what)| number(n, what)).collect();
        let (on, off) = if look.colour { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let words = echoes.words(family);
        writeln!(out, "{on}“{}”{off}  {}", display::sanitise(&words), counts.join(", "))?;
        for row in echoes.rows(family) {
            let Some((article, _)) = echoes.place(&row.member) else { continue };
            let line = line(&row, &article.id);
            match look.columns {
                Some(columns) => writeln!(out, "{}", display::truncate(&line, columns))?,
                None => writeln!(out, "{}", display::sanitise(&line))?,
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn line(row: &Echo, id: &str) -> String {
    let day = row.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let who = match (&row.may_be, row.who.as_str()) {
        (Some(may_be), "") => format!("— (may be {}: {})", may_be.name, may_be.article),
        (Some(may_be), who) => format!("{who} (may be {}: {})", may_be.name, may_be.article),
        (None, "") => "—".to_owned(),
        (None, who) => who.to_owned(),
    };
    let same = row.member.same.name();
    format!("  {day:<10}  {same:<7}  {who}, {id}: “{}”", marked(&row.pieces))
}

fn number(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

//! `whosaid timeline`: how many quotations in each day, week, month or year.
use super::args::{Plot, Shape};
use super::{End, Stop, ask, output};
use crate::library::{Bucket, Facet, FacetKey};
use crate::query::{Query, edit};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::io::Write;

pub(super) fn run(args: &Plot) -> Result<End, Stop> {
    let mut asked = ask::read_plain(&args.input, &args.query, args.library.as_deref())?;
    let query = asked.query.clone();
    let days = times(&mut asked, &query, Bucket::Day)?;
    let (first, last) = (days.keys().flatten().min().copied(), days.keys().flatten().max().copied());
    let bucket = match (args.bucket, first, last) {
        (Some(bucket), ..) => bucket.0,
        (None, Some(first), Some(last)) => Bucket::fitting(first, last, 60),
        _ => Bucket::Month,
    };
    let mut columns = vec![("quotes".to_owned(), times(&mut asked, &query, bucket)?)];
    if args.by_speaker() {
        let top = asked.shelf.facets(&query, Facet::Speaker)?.items;
        let names = top
            .into_iter()
            .filter_map(|(key, _)| if let FacetKey::Speaker(Some(name)) = key { Some(name) } else { None });
        for name in names.take(args.most) {
            let line = edit::with_speaker(query.line(), &name);
            let only = Query::parse(&line).map_err(|e| Stop::Fatal(e.to_string()))?;
            columns.push((name, times(&mut asked, &only, bucket)?));
        }
    }
    let rows = rows(&columns, bucket);
    let mut out = output::stdout();
    match args.format {
        Shape::Text => text(&mut out, &columns, &rows)?,
        Shape::Tsv => tsv(&mut out, &columns, &rows)?,
        Shape::Json => json(&mut out, &columns, &rows, query.line())?,
        Shape::Svg => out.write_all(crate::export::svg::bars(&plot(&columns, &rows)).as_bytes())?,
    }
    out.flush()?;
    ask::tell_hidden(&mut asked)?;
    let articles = asked.shelf.len()?;
    asked.problems.end(articles, rows.len())
}

type Times = BTreeMap<Option<NaiveDate>, u64>;
type Row = (Option<NaiveDate>, Vec<u64>);

fn times(asked: &mut ask::Asked, query: &Query, bucket: Bucket) -> Result<Times, Stop> {
    let counted = asked.shelf.facets(query, Facet::Quotes(bucket))?.items;
    let time = |(key, n)| if let FacetKey::Time(time) = key { Some((time, n)) } else { None };
    Ok(counted.into_iter().filter_map(time).collect())
}

/// Every bucket from the first to the last, empty ones too, then the undated.
fn rows(columns: &[(String, Times)], bucket: Bucket) -> Vec<Row> {
    let of = |time: Option<NaiveDate>| columns.iter().map(|(_, t)| t.get(&time).copied().unwrap_or(0)).collect();
    let all = columns.first().map(|(_, times)| times);
    let dated = || all.into_iter().flat_map(|t| t.keys().flatten());
    let (mut rows, mut next, last) = (Vec::new(), dated().min().copied(), dated().max().copied());
    while let Some(day) = next.filter(|day| last.is_some_and(|last| *day <= last)) {
        rows.push((Some(day), of(Some(day))));
        next = bucket.next(day);
    }
    if all.is_some_and(|t| t.contains_key(&None)) {
        rows.push((None, of(None)));
    }
    rows
}

fn label(day: Option<NaiveDate>) -> String {
    day.map_or("undated".to_owned(), |d| d.to_string())
}

/// Bars of signs that every terminal has.
fn text(out: &mut impl Write, columns: &[(String, Times)], rows: &[Row]) -> Result<(), Stop> {
    const WIDE: u64 = 50;
    let most = rows.iter().filter_map(|(_, n)| n.first()).max().copied().unwrap_or(0).max(1);
    let widths: Vec<usize> = columns.iter().map(|(name, _)| crate::text::display::width(name).max(6)).collect();
    let name = |name: &String| crate::text::display::sanitise(name).into_owned();
    write!(out, "{:<10}", "from")?;
    for ((column, _), width) in columns.iter().zip(&widths) {
        write!(out, "  {:>width$}", name(column))?;
    }
    writeln!(out)?;
    for (day, counts) in rows {
        write!(out, "{:<10}", label(*day))?;
        for (count, width) in counts.iter().zip(&widths) {
            write!(out, "  {count:>width$}")?;
        }
        let bar = counts.first().copied().unwrap_or(0).saturating_mul(WIDE).div_ceil(most);
        writeln!(out, "  {}", "#".repeat(usize::try_from(bar).unwrap_or(0)))?;
    }
    Ok(())
}

fn tsv(out: &mut impl Write, columns: &[(String, Times)], rows: &[Row]) -> Result<(), Stop> {
    let cell = |name: &str| name.replace(['\t', '\n', '\r'], " ");
    let names: Vec<String> = columns.iter().map(|(name, _)| cell(name)).collect();
    writeln!(out, "from\t{}", names.join("\t"))?;
    for (day, counts) in rows {
        let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
        writeln!(out, "{}\t{}", label(*day), counts.join("\t"))?;
    }
    Ok(())
}

fn json(out: &mut impl Write, columns: &[(String, Times)], rows: &[Row], query: &str) -> Result<(), Stop> {
    let record = |(day, counts): &Row| {
        let speakers: BTreeMap<&String, u64> =
            columns.iter().map(|(name, _)| name).zip(counts.iter().copied()).skip(1).collect();
        let quotes = counts.first().copied().unwrap_or(0);
        let day = day.map(|d| d.to_string());
        serde_json::json!({ "from": day, "quotes": quotes, "speakers": speakers, "query": query })
    };
    let rows: Vec<_> = rows.iter().map(record).collect();
    serde_json::to_writer_pretty(&mut *out, &rows).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

fn plot(columns: &[(String, Times)], rows: &[Row]) -> crate::export::svg::Plot {
    let series = columns.iter().map(|(name, _)| name.clone()).collect();
    crate::export::svg::Plot { series, rows: rows.iter().map(|(day, n)| (label(*day), n.clone())).collect() }
}

//! `whosaid correct`: what the reader knows better, kept in a file of plain lines beside the library.
use super::args::{Change, Correct};
use super::output::note;
use super::{End, Stop, ask, home, output};
use crate::library::{Act, Cancel, Cursor, Library, Mark, Marks, Sqlite};
use crate::model::{Article, ContentHash};
use crate::query::Query;
use crate::text::display::sanitise;
use std::io::Write;
use std::sync::Arc;

/// Quotations or articles that are listed where one was meant.
const LISTED: usize = 10;

pub(super) fn run(args: &Correct) -> Result<End, Stop> {
    let path = home::library(args.library.as_deref())?;
    let library = match home::open(&path) {
        // Who only opens folders has views and names of people, too.
        Err(_) if args.library.is_none() && !path.exists() => Sqlite::in_memory()?,
        opened => opened?,
    };
    let (mut library, mut file) = (library, home::marks(&path)?);
    let before = file.marks().len();
    let acts: Vec<Mark> = match &args.change {
        Change::List { orphans } => return list(&mut library, file.marks(), *orphans),
        Change::Undo { number } => {
            let nothing = || Stop::Fatal("there is nothing to undo".to_owned());
            let number = number.or_else(|| file.marks().newest()).ok_or_else(nothing)?;
            known(file.marks(), number)?;
            vec![Mark::of(Act::Undo { number })]
        }
        Change::Redo => {
            let nothing = || Stop::Fatal("there is nothing that was undone last".to_owned());
            vec![Mark::of(Act::Redo { number: file.marks().undone_last().ok_or_else(nothing)? })]
        }
        change => match people(change)? {
            Some(act) => vec![Mark::of(act)],
            None => marks(&mut library, args)?,
        },
    };
    for mark in &acts {
        file.append(mark).map_err(|e| Stop::Fatal(format!("it could not be kept: {e}")))?;
    }
    library.follow(Arc::new(file.marks().clone()))?;
    if acts.iter().any(|mark| mark.target.is_none()) {
        library.settle_in_time(&Cancel::default())?;
    }
    for (number, mark, _) in file.marks().all().skip(before) {
        note(&format!("whosaid: {}", line(number, mark, true)));
    }
    Ok(End::Done)
}

fn known(marks: &Marks, number: u64) -> Result<(), Stop> {
    let fits = marks.get(number).is_some_and(|mark| !mark.act.is_turn());
    let reason = || Stop::Fatal(format!("there is no correction {number}: whosaid correct list"));
    if fits { Ok(()) } else { Err(reason()) }
}

/// What is about people or views, and no article.
fn people(change: &Change) -> Result<Option<Act>, Stop> {
    Ok(Some(match change.clone() {
        Change::Merge { from, into } => Act::Merge { from, into },
        Change::Rename { from, into } => Act::Rename { from, into },
        Change::Split { name } => Act::Split { name },
        Change::View { name, query } => {
            query.as_deref().map(ask::query).transpose()?;
            Act::View { name, query }
        }
        _ => return Ok(None),
    }))
}

/// A mark for the quotation or article that the query finds.
fn marks(library: &mut dyn Library, args: &Correct) -> Result<Vec<Mark>, Stop> {
    if args.query.trim().is_empty() {
        return Err(Stop::Fatal("say which: -q 'path:a.txt said:\"the words\"'".to_owned()));
    }
    let query = ask::query(&ask::saved(&args.query, args.library.as_deref())?)?;
    let (act, about_quotation) = act(&args.change)?;
    let found = found(library, &query, about_quotation)?;
    if found.is_empty() {
        return Err(Stop::Fatal("the query finds nothing".to_owned()));
    }
    if found.len() > 1 && !args.each {
        let mut out = output::stdout();
        for (article, quote) in found.iter().take(LISTED) {
            writeln!(out, "{}", sanitise(&described(article, *quote)))?;
        }
        out.flush()?;
        let count = found.len();
        return Err(Stop::Fatal(format!("the query finds {count}: add words to it, or --each to mean them all")));
    }
    let mark = |(article, quote): &Found| match quote.and_then(|q| article.quotes.get(q)) {
        Some(quote) => Mark::about(article, quote, act.clone()),
        _ => Mark::on(article, act.clone()),
    };
    Ok(found.iter().map(mark).collect())
}

/// An article, and which of its quotations is meant.
type Found = (Arc<Article>, Option<usize>);

/// The quotations that the query finds, or the articles.
fn found(library: &mut dyn Library, query: &Query, quotations: bool) -> Result<Vec<Found>, Stop> {
    let page = library.search(query, &Cursor::first(10_000), &Cancel::default())?;
    let mut out = Vec::new();
    for hit in page.rows {
        let Some(article) = library.article(hit.article)? else { continue };
        if quotations {
            out.extend(hit.quotes.iter().map(|q| (article.clone(), Some(*q as usize))));
        } else {
            out.push((article, None));
        }
    }
    Ok(out)
}

/// What to do, and whether it is done to a quotation.
fn act(change: &Change) -> Result<(Act, bool), Stop> {
    let day = |text: &str| {
        let wrong = |_| Stop::Fatal(format!("`{text}` is no day: type 2025-11-25, or none"));
        if text == "none" { Ok(None) } else { text.parse().map(Some).map_err(wrong) }
    };
    Ok(match change.clone() {
        Change::Speaker { name } => (Act::Speaker { name: Some(name) }, true),
        Change::Nobody => (Act::Speaker { name: None }, true),
        Change::NotQuote => (Act::NotQuote, true),
        Change::Verify => (Act::Verified, true),
        Change::Date { date } => (Act::Date { date: day(&date)? }, false),
        Change::Title { title } => (Act::Title { title: Some(title).filter(|t| !t.is_empty()) }, false),
        Change::Star => (Act::Star { on: true }, false),
        Change::Unstar => (Act::Star { on: false }, false),
        Change::Tag { tag } => (Act::Tag { tag: tag.trim_start_matches('#').to_owned(), on: true }, false),
        Change::Untag { tag } => (Act::Tag { tag: tag.trim_start_matches('#').to_owned(), on: false }, false),
        Change::Note { note } => (Act::Note { note }, false),
        _ => return Err(Stop::Fatal("this is done to no article".to_owned())),
    })
}

fn described(article: &Article, quote: Option<usize>) -> String {
    let day = article.date.map_or("undated".to_owned(), |d| d.to_string());
    let what = match quote.and_then(|q| article.quotes.get(q)) {
        Some(quote) => {
            let who = quote.canonical.clone().unwrap_or_else(|| "—".to_owned());
            format!("{who}: “{}”", quote.span.of(&article.body).replace('\n', " "))
        }
        None => article.label().0,
    };
    format!("{day}  {}  {what}", article.id)
}

/// Prints everything that was made, or only what is about articles that are not there.
fn list(library: &mut dyn Library, marks: &Marks, orphans: bool) -> Result<End, Stop> {
    let hashes: Vec<ContentHash> = marks.articles().collect();
    let there: std::collections::HashSet<ContentHash> =
        hashes.iter().zip(library.seen(&hashes)?).filter(|(_, id)| id.is_some()).map(|(hash, _)| *hash).collect();
    let mut out = output::stdout();
    let mut count = 0;
    for (number, mark, holds) in marks.all() {
        let orphan = holds && mark.target.as_ref().is_some_and(|t| !there.contains(&t.article));
        if orphan || !orphans {
            let gone = if orphan { "  (its article is not there)" } else { "" };
            writeln!(out, "{}{gone}", sanitise(&line(number, mark, holds)))?;
            count += 1;
        }
    }
    out.flush()?;
    Ok(if count > 0 { End::Done } else { End::Nothing })
}

fn line(number: u64, mark: &Mark, holds: bool) -> String {
    let act = serde_json::to_value(&mark.act).unwrap_or_default();
    let fields = act.as_object().cloned().unwrap_or_default();
    let name = fields.get("act").and_then(|a| a.as_str()).unwrap_or("").replace('_', " ");
    let rest: Vec<String> = fields
        .iter()
        .filter(|(key, _)| *key != "act")
        .map(|(key, value)| format!("{key} {}", value.as_str().map_or(value.to_string(), str::to_owned)))
        .collect();
    let target =
        mark.target.as_ref().map_or(String::new(), |t| format!("  {}: “{}”", t.path, t.words.replace('\n', " ")));
    let undone = if holds { "" } else { " (undone)" };
    format!("{number} {name}{undone} {}{target}", rest.join(", ")).trim_end().to_owned()
}

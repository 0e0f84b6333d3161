//! The thread that owns the library: it takes in what is read and answers questions, so that the screen never waits.
use super::found::{Found, Row};
use super::message::Msg;
use crate::ingest::Summary;
use crate::library::{Cancel, Library};
use crate::model::Article;
use crate::query::{Query, edit};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

/// Something for the librarian to do.
pub enum Task {
    /// Take these in.
    Put(Vec<Article>),
    /// These were cleaned again.
    Replace(Vec<(usize, Article)>),
    /// All is read.
    Done(Summary),
    /// Answer this query; the number marks the answer.
    Search(u64, String, Cancel),
    /// Count the speakers of what this query finds.
    Speakers(u64, String),
    /// The newest quotations of this speaker among what the query finds.
    Latest(String, String),
    /// Fail, to show that the screen survives it.
    Panic,
}

/// The most quotations that a preview shows.
const PREVIEW: usize = 4;

/// Works until nobody sends tasks or nobody listens. Of several searches in the queue only the newest is answered.
pub fn work(tasks: &Receiver<Task>, out: &Sender<Msg>) {
    let mut library = Library::new();
    while let Ok(first) = tasks.recv() {
        let mut batch = vec![first];
        batch.extend(tasks.try_iter());
        let newest = batch.iter().rposition(|t| matches!(t, Task::Search(..)));
        let mut changed = false;
        for (i, task) in batch.into_iter().enumerate() {
            let message = match task {
                Task::Put(articles) => {
                    changed |= !articles.is_empty();
                    library.put(articles);
                    None
                }
                Task::Replace(articles) => {
                    changed = true;
                    let n = articles.len();
                    library.replace(articles);
                    (n > 0)
                        .then(|| Msg::Say(format!("{n} articles were cleaned again by what repeats in their outlet")))
                }
                Task::Done(summary) => {
                    find_echoes(library.clone(), out.clone());
                    Some(Msg::Done(summary))
                }
                Task::Search(number, line, cancel) if Some(i) == newest => {
                    find(&library, &line, &cancel).map(|found| Msg::Found(number, Box::new(found)))
                }
                Task::Search(..) => None,
                Task::Speakers(number, line) => speakers(&library, number, &line),
                Task::Latest(name, line) => Some(latest(&library, name, &line)),
                Task::Panic => panic!("the librarian was told to fail"),
            };
            if message.is_some_and(|m| out.send(m).is_err()) {
                return;
            }
        }
        if changed && out.send(Msg::Changed).is_err() {
            return;
        }
    }
}

/// Finds the same words elsewhere beside everything else: with many articles that takes a while.
fn find_echoes(library: Library, out: Sender<Msg>) {
    std::thread::spawn(move || out.send(Msg::Echoes(Arc::new(library.echoes()))));
}

/// The answer to `line`; nothing if it was cancelled.
pub fn find(library: &Library, line: &str, cancel: &Cancel) -> Option<Found> {
    let query = Query::parse(line).unwrap_or_else(|_| Query::all());
    let results = library.search(&query, cancel)?;
    let row = |r: crate::library::Row| library.article(r.article).map(|a| Row { article: a.clone(), quotes: r.quotes });
    let without = if results.rows.is_empty() { without(library, &query, cancel)? } else { Vec::new() };
    Some(Found {
        rows: results.rows.into_iter().filter_map(row).collect(),
        quotes: results.quotes_total,
        articles_in_all: library.len(),
        quotes_in_all: library.quotations(),
        undated_hidden: results.undated_hidden,
        picks_quotes: query.asks_quotations(),
        without,
    })
}

/// What each term of a query that finds nothing stands in the way of.
fn without(library: &Library, query: &Query, cancel: &Cancel) -> Option<Vec<(String, usize)>> {
    let mut out = Vec::new();
    if query.terms().len() < 2 {
        return Some(out);
    }
    for term in query.terms() {
        let line = query.line();
        let (Some(before), Some(after)) = (line.get(..term.span.start), line.get(term.span.end..)) else { continue };
        let before = before.trim_end_matches(['-', '!', '~']);
        let Ok(rest) = Query::parse(&format!("{before} {after}")) else { continue };
        let found = library.search(&rest, cancel)?.articles_total;
        if found > 0 {
            out.push((term.span.of(line).to_string(), found));
        }
    }
    Some(out)
}

/// Who speaks in what `line` finds.
pub fn speakers(library: &Library, number: u64, line: &str) -> Option<Msg> {
    let query = Query::parse(line).ok()?;
    let rows = library.speakers(&query, &Cancel::default())?.rows;
    Some(Msg::Speakers(number, rows))
}

/// The newest quotations of `name` in what `line` finds.
pub fn latest(library: &Library, name: String, line: &str) -> Msg {
    let line = edit::with_speaker(line, &name);
    let places = Query::parse(&line).ok().and_then(|q| library.quotes(&q, &Cancel::default())).unwrap_or_default();
    let quote = |place: &crate::library::Place| {
        let (article, quote) = library.at(*place)?;
        let day = article.date.map_or("undated".to_string(), |d| d.to_string());
        let words: Vec<&str> = quote.spans.iter().map(|s| s.of(&article.body)).collect();
        Some((day, format!("“{}”", words.join(" ").replace('\n', " "))))
    };
    Msg::Latest(name, places.iter().take(PREVIEW).filter_map(quote).collect())
}

//! The thread that owns the library: it takes in what is read and answers questions, so that the screen never waits.
use super::found::{Found, Row};
use super::lasting;
use super::mending::{Making, Mender};
use super::message::Msg;
use crate::ingest::Summary;
use crate::library::{ArticleId, Cancel, LibError, Library, Memory};
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
    /// More rows of what this query finds, after that article.
    More(u64, String, ArticleId),
    /// Count the speakers of what this query finds.
    Speakers(u64, String),
    /// The newest quotations of this speaker among what the query finds.
    Latest(String, String),
    /// Keep what the reader makes.
    Make(Making),
    /// Fail, to show that the screen survives it.
    Panic,
}

/// The most quotations that a preview shows.
const PREVIEW: usize = 4;

/// Works until nobody sends tasks or nobody listens. Of several searches in the queue only the newest is answered.
pub fn work(tasks: &Receiver<Task>, out: &Sender<Msg>) {
    let mut library = Memory::new();
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
                Task::Search(..) | Task::More(..) => None,
                Task::Speakers(number, line) => speakers(&library, number, &line),
                Task::Latest(name, line) => Some(latest(&library, name, &line)),
                Task::Make(_) => Some(Msg::Say("what is only read here cannot be corrected".to_owned())),
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

/// As [`work`], where the articles lie in `library`.
pub fn ask(library: &mut dyn Library, mender: &mut Mender, tasks: &Receiver<Task>, out: &Sender<Msg>) {
    while let Ok(first) = tasks.recv() {
        let mut batch = vec![first];
        batch.extend(tasks.try_iter());
        let newest = batch.iter().rposition(|t| matches!(t, Task::Search(..)));
        for (i, task) in batch.into_iter().enumerate() {
            let message = match task {
                Task::Search(number, line, cancel) if Some(i) == newest => {
                    lasting::find(library, number, &line, &cancel, out).map(|()| None)
                }
                Task::More(number, line, last) if newest.is_none_or(|newest| newest < i) => {
                    lasting::more(library, number, &line, last).map(Some)
                }
                Task::Speakers(number, line) => lasting::speakers(library, number, &line),
                Task::Latest(name, line) => lasting::latest(library, name, &line, PREVIEW).map(Some),
                Task::Make(making) => mender.make(library, making).map(Some),
                Task::Done(summary) => Ok(Some(Msg::Done(summary))),
                Task::Panic => panic!("the librarian was told to fail"),
                Task::Search(..) | Task::More(..) | Task::Put(_) | Task::Replace(_) => Ok(None),
            };
            let message = match message {
                Err(LibError::Cancelled) => None,
                Err(error) => Some(Msg::Say(error.to_string())),
                Ok(message) => message,
            };
            if message.is_some_and(|m| out.send(m).is_err()) {
                return;
            }
        }
    }
}

/// Finds the same words elsewhere beside everything else: with many articles that takes a while.
fn find_echoes(library: Memory, out: Sender<Msg>) {
    std::thread::spawn(move || out.send(Msg::Echoes(Arc::new(library.echoes()))));
}

/// The answer to `line`; nothing if it was cancelled.
pub fn find(library: &Memory, line: &str, cancel: &Cancel) -> Option<Found> {
    let query = Query::parse(line).unwrap_or_else(|_| Query::all());
    let results = library.search(&query, cancel)?;
    let row = |r: crate::library::Row| {
        library.article(r.article).map(|a| Row { id: None, article: a.clone(), quotes: r.quotes })
    };
    let without = if results.rows.is_empty() { without(library, &query, cancel)? } else { Vec::new() };
    Some(Found {
        articles: results.rows.len(),
        more: false,
        exact: true,
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
fn without(library: &Memory, query: &Query, cancel: &Cancel) -> Option<Vec<(String, usize)>> {
    let mut out = Vec::new();
    for (term, rest) in without_each(query) {
        let found = library.search(&rest, cancel)?.articles_total;
        out.extend((found > 0).then_some((term, found)));
    }
    Some(out)
}

/// Each term of a query of several, and the query without it.
pub(super) fn without_each(query: &Query) -> Vec<(String, Query)> {
    let line = query.line();
    let rest = |term: &crate::query::Term| {
        let (before, after) = (line.get(..term.span.start)?, line.get(term.span.end..)?);
        let before = before.trim_end_matches(['-', '!', '~']);
        Some((term.span.of(line).to_string(), Query::parse(&format!("{before} {after}")).ok()?))
    };
    if query.terms().len() < 2 { Vec::new() } else { query.terms().iter().filter_map(rest).collect() }
}

/// Who speaks in what `line` finds.
pub fn speakers(library: &Memory, number: u64, line: &str) -> Option<Msg> {
    let query = Query::parse(line).ok()?;
    let rows = library.speakers(&query, &Cancel::default())?.rows;
    Some(Msg::Speakers(number, rows))
}

/// The newest quotations of `name` in what `line` finds.
pub fn latest(library: &Memory, name: String, line: &str) -> Msg {
    let line = edit::with_speaker(line, &name);
    let places = Query::parse(&line).ok().and_then(|q| library.quotes(&q, &Cancel::default())).unwrap_or_default();
    let quote = |place: &crate::library::Place| preview(library.article(place.article)?, place.quote);
    Msg::Latest(name, places.iter().take(PREVIEW).filter_map(quote).collect())
}

/// Day and words of a quotation.
pub(super) fn preview(article: &Article, quote: usize) -> Option<(String, String)> {
    let quote = article.quotes.get(quote)?;
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let words: Vec<&str> = quote.spans.iter().map(|s| s.of(&article.body)).collect();
    Some((day, format!("“{}”", words.join(" ").replace('\n', " "))))
}

//! What `quotes`, `articles`, `speakers` and the interface share: sources, the query, and a library to ask.
use super::args::{Ask, Input};
use super::output::{Problems, note};
use super::shelf::Shelf;
use super::{Stop, home};
use crate::ingest::{self, Event, Learn, Options, Source};
use crate::library::{Cancel, Marks, Memory};
use crate::model::Article;
use crate::query::{Query, QueryError};
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::Path;

/// What there is to ask, and the query.
pub(super) struct Asked {
    pub shelf: Shelf,
    pub query: Query,
    pub problems: Problems,
}

/// Reads the input of `ask` and its query. A wrong query ends it before anything is read.
pub(super) fn read(ask: &Ask) -> Result<Asked, Stop> {
    read_plain(&ask.input, &ask.query, ask.library.as_deref())
}

/// Opens the library that was named, else reads the paths, else opens the user's own library if it holds anything,
/// else reads the sample.
pub(super) fn read_plain(input: &Input, line: &str, library: Option<&Path>) -> Result<Asked, Stop> {
    let query = query(&saved(line, library)?)?;
    if let Some(library) = home::asked(library, input)? {
        return Ok(Asked { shelf: Shelf::Library(Box::new(library)), query, problems: Problems::default() });
    }
    read_from(&sources(input), input, query)
}

/// Reads these sources.
pub(super) fn read_from(sources: &[Source], input: &Input, query: Query) -> Result<Asked, Stop> {
    let options = Options { input_format: input.input_format.0, raw: false, learn: Learn::Before };
    let (mut library, mut problems) = (Memory::new(), Problems::default());
    let marks = made()?;
    library.name(marks.names());
    ingest::run(sources, &options, &Cancel::default(), &mut |event| {
        match event {
            Event::Articles(articles) => library.put(articles.into_iter().map(|a| corrected(&marks, a)).collect()),
            Event::Problem(problem) => problems.tell(&problem),
            Event::Progress(_) | Event::Recleaned(_) => {}
        }
        ControlFlow::Continue(())
    });
    if sources == [Source::Sample] {
        let count = library.len();
        note(&format!("whosaid: no path was given; this is the sample of {count} articles. Next: whosaid quotes PATH"));
    }
    Ok(Asked { shelf: Shelf::Memory(library), query, problems })
}

/// What the reader has made of any article, wherever it lies.
fn made() -> Result<Marks, Stop> {
    let Ok(library) = home::library(None) else { return Ok(Marks::default()) };
    Ok(home::marks(&library)?.marks().clone())
}

/// The article as the reader has corrected it.
fn corrected(marks: &Marks, article: Article) -> Article {
    if marks.of(article.hash).next().is_some() { marks.corrected(&article) } else { article }
}

/// The line; of a view its query: `@ferries`.
pub(super) fn saved(line: &str, library: Option<&Path>) -> Result<String, Stop> {
    let Some(name) = line.trim().strip_prefix('@') else { return Ok(line.to_owned()) };
    let views = home::marks(&home::library(library)?)?.marks().views();
    let known = || views.keys().map(|name| format!("@{name}")).collect::<Vec<_>>().join(" ");
    let none = || match views.is_empty() {
        true => format!("there is no view @{name}: whosaid correct view {name} 'QUERY' makes it"),
        false => format!("there is no view @{name}; there are {}", known()),
    };
    views.get(name).cloned().ok_or_else(|| Stop::Fatal(none()))
}

/// The query of the command line, or where it is wrong.
pub(super) fn query(line: &str) -> Result<Query, Stop> {
    Query::parse(line).map_err(|error| Stop::Fatal(explain(line, &error)))
}

/// The error with the place in the line under it.
fn explain(line: &str, error: &QueryError) -> String {
    use crate::text::display::{sanitise, width};
    if line.contains(['\n', '\r']) || line.len() > 200 {
        return format!("the query cannot be read: {error}");
    }
    let before = line.get(..error.span.start).unwrap_or("");
    let marks = "^".repeat(width(error.span.of(line)).max(1));
    let indent = " ".repeat(width(before));
    format!("the query cannot be read: {error}\n  {}\n  {indent}{marks}", sanitise(line))
}

/// Where to read from: the paths, else standard input if something is fed to it, else the sample.
pub(super) fn sources(input: &Input) -> Vec<Source> {
    if input.paths.is_empty() {
        return vec![if is_fed() { Source::Stdin } else { Source::Sample }];
    }
    input.paths.iter().map(|path| source(path)).collect()
}

/// The source that a path on the command line names.
pub(super) fn source(path: &Path) -> Source {
    if path.as_os_str() == "-" { Source::Stdin } else { Source::Path(path.to_path_buf()) }
}

/// True if a pipe or a file is standard input: neither a terminal nor the null device is.
pub(super) fn is_fed() -> bool {
    let piped = |m: std::fs::Metadata| {
        #[cfg(unix)]
        let fifo = std::os::unix::fs::FileTypeExt::is_fifo(&m.file_type());
        #[cfg(not(unix))]
        let fifo = false;
        fifo || (m.is_file() && m.len() > 0)
    };
    !std::io::stdin().is_terminal() && std::fs::metadata("/dev/stdin").is_ok_and(piped)
}

/// Says what a condition on the date has hidden.
pub(super) fn tell_hidden(asked: &mut Asked) -> Result<(), Stop> {
    if !asked.query.is_dated() {
        return Ok(());
    }
    let hidden = asked.shelf.count(&asked.query)?.undated_hidden;
    if hidden > 0 {
        let articles = if hidden == 1 { "1 undated article is" } else { &format!("{hidden} undated articles are") };
        note(&format!("whosaid: {articles} left out; date:none+ keeps them"));
    }
    Ok(())
}

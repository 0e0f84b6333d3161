//! `whosaid` and `whosaid demo`: the interface on a terminal, plain quotations elsewhere.
use super::args::{Ask, Demo, Input, Rows, Screen};
use super::{End, Stop, ask, cache, home, quotes};
use crate::config::{self, Settings};
use crate::discover;
use crate::ingest::{self, Learn, Options, Source};
use crate::library::{Library, MarksFile, Mode, Plain, Sqlite};
use crate::tui;
use crate::tui::reading::{Folders, Reading};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Browses the paths of the command line.
pub(super) fn run(args: &Ask, screen: &Screen) -> Result<End, Stop> {
    let linear = screen.linear || wants_lines();
    if !linear && !on_a_screen(args) {
        return quotes::run(args);
    }
    let what = match home::asked(args.library.as_deref(), &args.input)? {
        Some(library) => shelved(library, args, screen.watch)?,
        // What comes in are commands then, not articles.
        None if linear && args.input.paths.is_empty() => read(vec![Source::Sample], options(args), false)?,
        None => read(ask::sources(&args.input), options(args), screen.watch)?,
    };
    open(what, args, screen)
}

/// True at a terminal that cannot move the cursor.
fn wants_lines() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && std::env::var_os("TERM").is_some_and(|t| t == "dumb")
}

/// What to browse.
struct What {
    library: Box<dyn Library>,
    marks: Option<MarksFile>,
    reading: Reading,
}

/// A library that was made before.
fn shelved(mut library: Sqlite, args: &Ask, watch: bool) -> Result<What, Stop> {
    let path = home::library(args.library.as_deref())?;
    let marks = home::marks(&path)?;
    let roots = ingest::remembered(&mut library)?;
    let marks_of = Some(home::marks_of(&path));
    let open = move || Ok(Box::new(Sqlite::open(&path, Mode::Write)?) as Box<dyn Library>);
    // What was read by `index` is read again only when somebody asks for it.
    let options = Options { learn: Learn::Before, ..options(args) };
    let folders = Folders { roots, options, open: Box::new(open), marks: marks_of, at_once: watch, watch };
    let can = library.caps().writable && !folders.roots.is_empty();
    let reading = if can { Reading::Folders(folders) } else { Reading::Nothing };
    Ok(What { library: Box::new(library), marks: Some(marks), reading })
}

/// Files and folders are read into a library of their own in the folder for such; all else into memory.
fn read(sources: Vec<Source>, options: Options, watch: bool) -> Result<What, Stop> {
    let file = home::library(None).ok();
    let marks = file.as_deref().map(home::marks).transpose()?;
    let path = |source: &Source| if let Source::Path(path) = source { Some(path.clone()) } else { None };
    let roots: Option<Vec<PathBuf>> = sources.iter().map(path).collect();
    if let Some(roots) = roots
        && let Some((cache, library)) = cache::open(&roots, &options)
    {
        let open = move || Ok(Box::new(Sqlite::open(&cache, Mode::Write)?) as Box<dyn Library>);
        let marks_of = file.as_deref().map(home::marks_of);
        let reading =
            Reading::Folders(Folders { roots, options, open: Box::new(open), marks: marks_of, at_once: true, watch });
        return Ok(What { library: Box::new(library), marks, reading });
    }
    // A handful of articles is asked the plain way: that needs no tables, and the first picture waits for nothing.
    let library: Box<dyn Library> = match sources.as_slice() {
        [Source::Sample] => Box::new(Plain::new()),
        _ => Box::new(Sqlite::in_memory()?),
    };
    Ok(What { library, marks, reading: Reading::Stream(sources, options) })
}

fn options(args: &Ask) -> Options {
    Options { input_format: args.input.input_format.0, raw: false, learn: Learn::Beside }
}

/// Browses the articles that come with the program.
pub(super) fn demo(args: &Demo) -> Result<End, Stop> {
    let ask = Ask { input: Input::default(), query: args.query.clone(), library: None, print: args.print.clone() };
    if !args.screen.linear && !wants_lines() && !on_a_screen(&ask) {
        let query = super::ask::query(&ask.query)?;
        return quotes::print(&ask, super::ask::read_from(&[Source::Sample], &ask.input, query)?);
    }
    open(read(vec![Source::Sample], options(&ask), false)?, &ask, &args.screen)
}

/// True if there is a terminal that can show panes, and nobody asked for rows in another form.
fn on_a_screen(args: &Ask) -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|t| t.is_empty() || t == "dumb");
    io::stdout().is_terminal() && !dumb && matches!(args.print.format, Rows::Text)
}

fn open(what: What, args: &Ask, screen: &Screen) -> Result<End, Stop> {
    let mut settings = Settings::load().map_err(|problem| Stop::Fatal(problem.to_string()))?;
    if let Some(theme) = &screen.theme {
        settings.theme.clone_from(theme);
    }
    settings.ascii |= screen.ascii;
    settings.mouse &= !screen.no_mouse;
    let banner = match &what.reading {
        Reading::Stream(sources, _) if *sources == [Source::Sample] => {
            "the sample; your own: whosaid FOLDER".to_string()
        }
        _ => String::new(),
    };
    let What { library, marks, reading } = what;
    let remember = config::data_dir().filter(|folder| folder.is_dir()).map(|folder| folder.join("room.toml"));
    let whole = |path: &PathBuf| discover::whole(path).display().to_string();
    let opened = args.input.paths.iter().filter(|p| p.as_os_str() != "-").map(whole).collect();
    let query = ask::saved(&args.query, args.library.as_deref())?;
    let start = tui::Start { opened, remember, library, marks, reading, query, banner, settings };
    if screen.linear || wants_lines() {
        tui::linear::run(start, &mut io::stdin().lock(), &mut io::stdout().lock())?;
        return Ok(End::Done);
    }
    tui::run(start).map(End::Left).map_err(|error| Stop::Fatal(error.to_string()))
}

//! `whosaid` and `whosaid demo`: the interface on a terminal, plain quotations elsewhere.
use super::args::{Ask, Demo, Input, Rows, Screen};
use super::{End, Stop, ask, home, quotes};
use crate::config::Settings;
use crate::ingest::{Learn, Options, Source};
use crate::library::Library;
use crate::tui;
use std::io::{self, IsTerminal};

/// Browses the paths of the command line.
pub(super) fn run(args: &Ask, screen: &Screen) -> Result<End, Stop> {
    if !on_a_screen(args) {
        return quotes::run(args);
    }
    match home::asked(args.library.as_deref(), &args.input)? {
        Some(library) => open(From::Library(Box::new(library)), args, screen),
        None => open(From::Sources(ask::sources(&args.input)), args, screen),
    }
}

/// What to browse.
enum From {
    Library(Box<dyn Library>),
    Sources(Vec<Source>),
}

/// Browses the articles that come with the program.
pub(super) fn demo(args: &Demo) -> Result<End, Stop> {
    let ask = Ask { input: Input::default(), query: args.query.clone(), library: None, print: args.print.clone() };
    if !on_a_screen(&ask) {
        let query = super::ask::query(&ask.query)?;
        return quotes::print(&ask, super::ask::read_from(&[Source::Sample], &ask.input, query)?);
    }
    open(From::Sources(vec![Source::Sample]), &ask, &args.screen)
}

/// True if there is a terminal that can show panes, and nobody asked for rows in another form.
fn on_a_screen(args: &Ask) -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|t| t.is_empty() || t == "dumb");
    io::stdout().is_terminal() && !dumb && matches!(args.print.format, Rows::Text)
}

fn open(from: From, args: &Ask, screen: &Screen) -> Result<End, Stop> {
    let mut settings = Settings::load().map_err(|problem| Stop::Fatal(problem.to_string()))?;
    if let Some(theme) = &screen.theme {
        settings.theme.clone_from(theme);
    }
    settings.ascii |= screen.ascii;
    settings.mouse &= !screen.no_mouse;
    let (library, sources) = match from {
        From::Library(library) => (Some(library), Vec::new()),
        From::Sources(sources) => (None, sources),
    };
    let banner = match sources.as_slice() {
        [Source::Sample] => "the sample; your own: whosaid FOLDER".to_string(),
        _ => String::new(),
    };
    let options = Options { input_format: args.input.input_format.0, raw: false, learn: Learn::Beside };
    let marks = match &library {
        Some(_) => Some(home::marks(&home::library(args.library.as_deref())?)?),
        None => None,
    };
    let start = tui::Start { library, marks, sources, options, query: args.query.clone(), banner, settings };
    tui::run(start).map(End::Left).map_err(|error| Stop::Fatal(error.to_string()))
}

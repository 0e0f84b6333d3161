//! The interface: a screen that shows a [`state::State`], and an update function that changes it.
//!
//! ```text
//! event -> keymap -> Msg -> update(&mut State, Msg) -> Vec<Effect> -> runtime performs them -> Msg …
//! ```
pub mod action;
mod asking;
mod bars;
mod canvas;
mod clipboard;
mod comparing;
mod complete;
pub mod effect;
pub mod facets;
pub mod found;
mod gate;
mod gathering;
mod input;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod librarian;
pub mod linear;
pub mod listed;
pub mod mending;
pub mod message;
mod outside;
pub mod overlays;
mod pace;
mod page;
mod panes;
mod pen;
mod pick;
pub mod picked;
pub mod reading;
mod remember;
mod runtime;
mod screen;
mod seeking;
mod sending;
mod signals;
pub mod state;
pub mod take;
mod terminal;
pub mod theme;
pub mod timeline;
pub mod update;
pub mod view;
mod window;
mod wrap;

pub use input::{Edit, Input};
pub use page::{Line, LineKind, Mode, Page};
pub use pick::pick;
pub use window::Window;
pub use wrap::{WIDEST, wrap};

use crate::config::Settings;
use crate::ingest::Source;
use crate::library::{Library, MarksFile};
use keymap::Keymap;
use reading::Reading;
use state::State;
use std::io::{self, Write};
use std::path::PathBuf;
use theme::Theme;

/// What to open, and how.
pub struct Start {
    /// What is asked.
    pub library: Box<dyn Library>,
    /// What the reader makes; nothing if there is no place for it.
    pub marks: Option<MarksFile>,
    /// What is read into the library meanwhile.
    pub reading: Reading,
    /// The folders and files that the reader named.
    pub opened: Vec<String>,
    /// The query to begin with.
    pub query: String,
    /// What to say in the status line for as long as the program runs: that this is the sample, for example.
    pub banner: String,
    /// The file in which the last queries and the borders are remembered, if they are.
    pub remember: Option<PathBuf>,
    /// Theme, mouse, signs and keys.
    pub settings: Settings,
}

/// Looks whether these settings can be used.
///
/// # Errors
/// A theme or keys that cannot be used; the message says what is right.
pub fn check(settings: &Settings) -> Result<(), String> {
    let theme = Theme::named(&settings.theme, settings.ascii).map_err(|e| e.to_string())?;
    theme.with(&settings.faces).map_err(|e| format!("[faces] {e}"))?;
    Keymap::with(&settings.keys).map_err(|e| e.to_string()).map(drop)
}

/// Opens the interface and returns when the reader has left it. The terminal is given back however that happens:
/// the exit code is 0 after quitting, 128 and the number of the signal after a signal, 101 after a fault of ours.
///
/// # Errors
/// A theme or keys that cannot be used (before anything is drawn), and a terminal that cannot be set up.
pub fn run(start: Start) -> io::Result<u8> {
    let settings = &start.settings;
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let theme = if no_colour { "mono" } else { settings.theme.as_str() };
    let theme = Theme::named(theme, settings.ascii).map_err(io::Error::other)?;
    // Without colours the reader's own are not wanted either.
    let own = if no_colour { "" } else { &settings.faces };
    let theme = theme.with(own).map_err(io::Error::other)?.for_colours(terminal::has_true_colours());
    let keymap = Keymap::with(&settings.keys).map_err(io::Error::other)?;
    let mut state = State::new((0, 0), keymap, &start.query);
    state.follows_at_rest = true;
    state.mouse = settings.mouse;
    state.banner = start.banner.clone();
    state.opened = start.opened.clone();
    state.known = start.marks.as_ref().map(|m| mending::Known::of(m.marks())).unwrap_or_default();
    state.rescans = matches!(&start.reading, Reading::Folders(_));
    state.sample = matches!(&start.reading, Reading::Stream(sources, _) if *sources == [Source::Sample]);
    if let Some(path) = &start.remember {
        remember::Remembered::load(path).give(&mut state);
    }
    state.still = settings.reduced_motion || std::env::var_os("NO_MOTION").is_some_and(|v| !v.is_empty());
    let before = std::panic::take_hook();
    terminal::keep_panics();
    let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime::run(start, state, theme)));
    terminal::leave();
    std::panic::set_hook(before);
    match end {
        Ok(Ok(runtime::End::Quit)) => Ok(0),
        Ok(Ok(runtime::End::Signal(number))) => Ok((128 + number).clamp(0, 255) as u8),
        Ok(Ok(runtime::End::Gone)) => Ok(129),
        Ok(Err(error)) => Err(error),
        Err(_) => {
            let text = crate::text::display::sanitise(&terminal::last_panic()).into_owned();
            let _ = writeln!(io::stderr(), "whosaid: a fault of the program, not of your files: {text}");
            Ok(101)
        }
    }
}

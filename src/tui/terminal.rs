//! The terminal while it is ours, and giving it back: exactly once, however the program ends.
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Presses, releases and the wheel, in the form that knows wide screens; not every movement.
pub const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The end of [`MOUSE_ON`].
pub const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

static OURS: AtomicBool = AtomicBool::new(false);

/// Holds the terminal; dropping it gives the terminal back.
pub struct Guard(());

/// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse if wanted.
///
/// # Errors
/// When there is no terminal, or it cannot be set up; it is left as it was then.
pub fn enter(mouse: bool) -> io::Result<Guard> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    let guard = Guard(());
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        out.write_all(MOUSE_ON)?;
    }
    out.flush()?;
    Ok(guard)
}

/// Gives the terminal back, if it is ours. Called from wherever the program ends; only the first call does anything.
pub fn leave() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    // Raw mode first: it does not wait for a terminal that reads slowly.
    let _ = disable_raw_mode();
    let mut out = io::stdout();
    let _ = out.write_all(MOUSE_OFF);
    let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, Show);
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// True if the terminal still answers.
pub fn alive() -> bool {
    crossterm::terminal::window_size().is_ok()
}

static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Keeps what a panicking thread has to say until somebody can print it. Nothing is written and the terminal is left
/// alone: a panic in a worker must not disturb a screen that lives on.
pub fn keep_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        let what = info.payload_as_str().unwrap_or("no reason given");
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{what}{place}"));
    }));
}

/// What the last panicking thread said.
pub fn last_panic() -> String {
    let text = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    text.unwrap_or_else(|| "no reason given".to_string())
}

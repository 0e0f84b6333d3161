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
static KEYS: AtomicBool = AtomicBool::new(false);

/// Holds the terminal; dropping it gives the terminal back.
pub struct Guard(());

/// True if the terminal says that it has true colours.
pub fn has_true_colours() -> bool {
    std::env::var("COLORTERM").is_ok_and(|v| matches!(v.as_str(), "truecolor" | "24bit"))
}

/// True if the terminal tells keys apart when it is asked to. It is asked only where its name promises as much: one
/// that knows nothing of it would let the reader wait.
pub fn tells_keys_apart() -> bool {
    const NAMES: [&str; 7] = ["kitty", "foot", "ghostty", "alacritty", "wezterm", "rio", "iterm"];
    let named = |var: &str| {
        let value = std::env::var(var).unwrap_or_default().to_lowercase();
        NAMES.iter().any(|name| value.contains(name))
    };
    (named("TERM") || named("TERM_PROGRAM")) && crossterm::terminal::supports_keyboard_enhancement().unwrap_or(false)
}

/// Has the terminal tell keys apart that look the same otherwise, such as Esc and the start of a sequence, until it is
/// given back.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn tell_keys_apart() -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(KEYS_ON)?;
    KEYS.store(true, Ordering::SeqCst);
    out.flush()
}

/// The switch for that, which lies on a pile, and what takes it off again.
const KEYS_ON: &[u8] = b"\x1b[>1u";
const KEYS_OFF: &[u8] = b"\x1b[<1u";

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
    if KEYS.swap(false, Ordering::SeqCst) {
        let _ = out.write_all(KEYS_OFF);
    }
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

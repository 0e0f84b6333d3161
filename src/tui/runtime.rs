//! The loop: takes all messages that are there, updates the state, performs the effects, draws.
//! Reading files, asking the library, waiting for keys and for signals each have a thread of their own.
use super::clipboard;
use super::effect::{Effect, Forgotten};
use super::librarian::{Librarian, Task};
use super::message::Msg;
use super::outside::{self, Turnstile};
use super::pace::{BETWEEN, Haste, Pace};
use super::screen::Screen;
use super::state::State;
use super::terminal::{self, MOUSE_OFF, MOUSE_ON};
use super::theme::Theme;
use super::update::{settle, update};
use super::{Start, signals, take};
use crate::library::Cancel;
use crossterm::event::{Event, KeyCode};
use std::io::{self, BufWriter, Stdout, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long the thread of the keys waits before it looks whether the keys are still ours. A little more than whole
/// milliseconds: these are what is slept, and what is left of the last one would be spent asking again and again.
const LOOK_UP: Duration = Duration::from_micros(250_100);
/// How often an idle loop looks whether the terminal is still there.
const IDLE: Duration = Duration::from_millis(700);
/// How long the list stands still before the body follows: more than a held key takes to come again, less than one
/// would notice.
const REST: Duration = Duration::from_millis(50);

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The reader left.
    Quit,
    /// This signal came.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

struct Runtime {
    screen: Screen<BufWriter<Stdout>>,
    theme: Theme,
    state: State,
    tasks: Sender<Task>,
    /// Tasks for the librarian that wait for the next picture.
    asked: Vec<Task>,
    forget: Sender<Forgotten>,
    rescan: Sender<()>,
    out: Sender<Msg>,
    keys: Arc<Turnstile>,
    cancel: Cancel,
    end: Option<End>,
    /// When the body follows the list.
    rest: Option<Instant>,
    guard: Option<terminal::Guard>,
    /// True if the terminal tells keys apart that look the same otherwise.
    tells_keys: bool,
    /// True while something stands printed where the shell was.
    printed: bool,
}

/// Runs the loop on this thread until the reader leaves, a signal comes or the terminal goes.
///
/// # Errors
/// When the terminal cannot be set up or written to.
pub fn run(start: Start, state: State, theme: Theme) -> io::Result<End> {
    let (sender, messages) = channel();
    let (tasks, queue) = channel();
    let (rescan, news) = channel();
    let (forget, forgotten) = channel();
    signals::listen(sender.clone())?;
    let guard = terminal::enter(state.mouse)?;
    let size = crossterm::terminal::size()?;
    let mut runtime = Runtime {
        screen: Screen::new(BufWriter::with_capacity(1 << 16, io::stdout())),
        theme,
        state,
        tasks: tasks.clone(),
        asked: Vec::new(),
        forget,
        rescan,
        out: sender.clone(),
        keys: Arc::default(),
        cancel: Cancel::default(),
        end: None,
        rest: None,
        guard: Some(guard),
        tells_keys: terminal::tells_keys_apart(),
        printed: false,
    };
    if runtime.tells_keys {
        terminal::tell_keys_apart()?;
    }
    let remember = start.remember;
    let librarian = Librarian::new(start.library, start.marks);
    worker("library", sender.clone(), move |out| librarian.work(&queue, &out))?;
    worker("memory", sender.clone(), move |_| forgotten.into_iter().for_each(drop))?;
    let stop = Cancel::default();
    let (reading, stops, heard) = (start.reading, stop.clone(), (runtime.rescan.clone(), news));
    worker("reading", sender.clone(), move |out| reading.run(&stops, heard, &tasks, &out))?;
    let turnstile = runtime.keys.clone();
    worker("keys", sender, move |out| keys(&out, &turnstile))?;
    let end = runtime.turn(size, &messages);
    if let Some(path) = &remember {
        super::remember::Remembered::of(&runtime.state).save(path);
    }
    stop.cancel();
    end
}

/// Starts a thread whose panic becomes a message: the screen lives on and says so.
fn worker(name: &str, out: Sender<Msg>, work: impl FnOnce(Sender<Msg>) + Send + 'static) -> io::Result<()> {
    let title = name.to_string();
    std::thread::Builder::new().name(title.clone()).spawn(move || {
        let failed = out.clone();
        if catch_unwind(AssertUnwindSafe(|| work(out))).is_err() {
            let _ = failed.send(Msg::Failed(format!("{title}: {}", terminal::last_panic())));
        }
    })?;
    Ok(())
}

/// Does something that may wait on a thread of its own.
fn beside(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().spawn(work).map(drop)
}

/// Waits for keys, mouse, paste and new sizes, as long as they are ours.
fn keys(out: &Sender<Msg>, turnstile: &Turnstile) {
    loop {
        turnstile.pass();
        if matches!(crossterm::event::poll(LOOK_UP), Ok(false)) {
            continue;
        }
        let message = match crossterm::event::read() {
            Ok(Event::Key(key)) => Msg::Key(key),
            Ok(Event::Mouse(mouse)) => Msg::Mouse(mouse),
            Ok(Event::Paste(text)) => Msg::Paste(text),
            Ok(Event::Resize(w, h)) => Msg::Resize(w, h),
            Ok(_) => continue,
            Err(_) => Msg::Gone,
        };
        let gone = matches!(message, Msg::Gone);
        if out.send(message).is_err() || gone {
            return;
        }
    }
}

impl Runtime {
    fn turn(&mut self, (w, h): (u16, u16), messages: &Receiver<Msg>) -> io::Result<End> {
        self.take(Msg::Resize(w, h));
        self.draw()?;
        self.hand_over();
        let mut pace = Pace::new(Instant::now());
        loop {
            match messages.recv_timeout(self.wait(&pace)) {
                Ok(message) => {
                    pace.changed(Haste::of(&message));
                    self.take(message);
                    // A flood of keys must not keep the picture from being drawn.
                    let until = Instant::now() + BETWEEN;
                    // Only what is taken up is received: a message that is received and left would be lost.
                    while self.end.is_none() && Instant::now() < until {
                        let Ok(more) = messages.try_recv() else { break };
                        pace.changed(Haste::of(&more));
                        self.take(more);
                    }
                }
                Err(RecvTimeoutError::Timeout) if self.rest.is_some_and(|at| at <= Instant::now()) => {
                    pace.changed(Haste::of(&Msg::Rested));
                    self.take(Msg::Rested);
                }
                Err(RecvTimeoutError::Timeout) if pace.due(Instant::now()).is_none() && !terminal::alive() => {
                    return Ok(End::Gone);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Gone),
            }
            if let Some(end) = self.end {
                return Ok(end);
            }
            if pace.due(Instant::now()).is_some_and(|wait| wait.is_zero()) {
                let begun = Instant::now();
                if self.draw().is_err() {
                    return Ok(End::Gone);
                }
                pace.drawn(begun, Instant::now());
            }
            self.hand_over();
        }
    }

    /// How long to wait for a message: until the next picture is due, or the reader has rested.
    fn wait(&self, pace: &Pace) -> Duration {
        let now = Instant::now();
        let rest = self.rest.map_or(IDLE, |at| at.saturating_duration_since(now));
        pace.due(now).unwrap_or(IDLE).min(rest)
    }

    /// Updates the state and performs what it wants done.
    fn take(&mut self, message: Msg) {
        if self.takes_printed(&message) {
            return;
        }
        match &message {
            Msg::Signal(number) => self.end = Some(End::Signal(*number)),
            Msg::Gone => self.end = Some(End::Gone),
            // Coming back from a pause that we did not make ourselves (SIGSTOP from outside).
            Msg::Resumed if self.guard.is_some() => self.retake(),
            _ => {}
        }
        for effect in update(&mut self.state, message) {
            self.perform(effect);
        }
        self.rest = self.rest.filter(|_| self.state.behind);
    }

    fn perform(&mut self, effect: Effect) {
        match self.task(effect) {
            Ok(task) => self.asked.push(task),
            // A terminal that cannot be written to shows in the next picture, which ends the loop.
            Err(effect) => drop(self.perform_here(effect)),
        }
    }

    /// The task of the librarian that performs `effect`, if that is one of theirs.
    fn task(&mut self, effect: Effect) -> Result<Task, Effect> {
        if matches!(effect, Effect::Search(..) | Effect::Seek(..)) {
            self.cancel.cancel();
            self.cancel = Cancel::default();
        }
        let cancel = || self.cancel.clone();
        Ok(match effect {
            Effect::Search(number, line) => Task::Search(number, line, cancel()),
            Effect::Seek(number, line, seek) => Task::Seek(number, line, seek, cancel()),
            Effect::Earlier(number, line, first) => Task::Earlier(number, line, first),
            Effect::More(number, line, last) => Task::More(number, line, last),
            Effect::Speakers(number, line) => Task::Speakers(number, line),
            Effect::People(number, line) => Task::People(number, line, cancel()),
            Effect::Timeline(number, line, split) => Task::Timeline(number, line, split, cancel()),
            Effect::Facets(number, line, all) => Task::Facets(number, line, all, cancel()),
            Effect::Outlets(line) => Task::Outlets(line),
            Effect::Compare(line, names) => Task::Compare(line, names),
            Effect::Latest(name, line) => Task::Latest(name, line),
            Effect::Make(making) => Task::Make(making),
            // All of what the query finds goes, not only what was shown so far.
            Effect::Take(taking) if taking.more => Task::Take(taking),
            Effect::Fail(true) => Task::Panic,
            other => return Err(other),
        })
    }

    fn perform_here(&mut self, effect: Effect) -> io::Result<()> {
        let screen = &mut self.screen;
        match effect {
            Effect::Mouse(on) => screen.command(if on { MOUSE_ON } else { MOUSE_OFF })?,
            Effect::Print(text) => self.print(&text)?,
            Effect::Copy(text) => {
                let sent = screen.command(&clipboard::osc52(&text));
                clipboard::native(text);
                sent?;
            }
            Effect::Take(taking) => {
                let out = self.out.clone();
                let take = move || take::take(&taking, &mut taking.rows.iter().cloned().map(Ok));
                beside(move || drop(out.send(Msg::Say(take()))))?;
            }
            Effect::Open(address) => beside(move || drop(outside::browse(&address)))?,
            Effect::Edit(path, line) => self.edit(&path, line),
            // So that a test can see what becomes of the terminal.
            Effect::Fail(_) => panic!("the screen was told to fail"),
            Effect::Rescan => drop(self.rescan.send(())),
            Effect::Forget(forgotten) => drop(self.forget.send(forgotten)),
            Effect::Redraw => screen.forget(),
            Effect::Rest => self.rest = Some(Instant::now() + REST),
            Effect::Suspend => self.suspend(),
            Effect::Quit => drop(self.end.get_or_insert(End::Quit)),
            _ => {}
        }
        Ok(())
    }

    /// Wakes the librarian, when the picture is drawn: it may be woken on this thread's processor and take it away.
    fn hand_over(&mut self) {
        for task in self.asked.drain(..) {
            if self.tasks.send(task).is_err() {
                self.state.waiting = false;
            }
        }
    }

    /// Gives the terminal back, stops, and takes the terminal again when somebody says `fg`.
    fn suspend(&mut self) {
        self.guard = None;
        signals::stop();
        self.retake();
    }

    /// Lends the terminal and its keys to the editor until that ends.
    fn edit(&mut self, path: &str, line: usize) {
        let keys = self.keys.clone();
        let closed = keys.close();
        self.guard = None;
        let said = outside::edit(path, line);
        self.retake();
        drop(closed);
        self.state.notice = said.err();
    }

    /// Gives the terminal back and prints `text` there, for the terminal's own mouse to take.
    fn print(&mut self, text: &str) -> io::Result<()> {
        self.guard = None;
        self.printed = true;
        let mut out = io::stdout();
        writeln!(out, "\n{text}\n\n[Enter goes back to whosaid]")?;
        out.flush()
    }

    /// Takes a key while something stands printed; false if nothing does.
    fn takes_printed(&mut self, message: &Msg) -> bool {
        let Msg::Key(key) = message else { return false };
        if self.printed && key.code == KeyCode::Enter {
            self.retake();
            return true;
        }
        self.printed
    }

    fn retake(&mut self) {
        self.printed = false;
        match terminal::enter(self.state.mouse) {
            Ok(guard) => {
                // Dropping an old guard would give back what was just taken.
                if let Some(old) = self.guard.replace(guard) {
                    std::mem::forget(old);
                }
            }
            Err(_) => self.end = Some(End::Gone),
        }
        if self.tells_keys && terminal::tell_keys_apart().is_err() {
            self.end = Some(End::Gone);
        }
        if let Ok(size) = crossterm::terminal::size() {
            self.state.size = size;
            settle(&mut self.state);
        }
        self.screen.forget();
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.printed {
            return Ok(());
        }
        if self.state.behind && !self.screen.stands(&self.state) {
            self.take(Msg::Rested);
        }
        self.screen.draw(&self.state, &self.theme)
    }
}

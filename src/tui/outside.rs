//! Other programs: the browser, and the editor, which gets the terminal and its keys for a while.
use std::process::{Command, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Between the keys and the thread that waits for them: closed, it lets nobody wait for keys.
#[derive(Default)]
pub struct Turnstile {
    gate: Mutex<Gate>,
    turned: Condvar,
}

#[derive(Default)]
struct Gate {
    closed: bool,
    waiting: bool,
}

/// A closed turnstile; dropping it opens it.
pub struct Closed<'t>(&'t Turnstile);

impl Turnstile {
    fn lock(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes at once while it is open, else when it opens.
    pub fn pass(&self) {
        let mut gate = self.lock();
        while gate.closed {
            gate.waiting = true;
            self.turned.notify_all();
            gate = self.turned.wait(gate).unwrap_or_else(PoisonError::into_inner);
        }
        gate.waiting = false;
    }

    /// Closes it and returns when the thread of the keys stands before it.
    pub fn close(&self) -> Closed<'_> {
        let mut gate = self.lock();
        gate.closed = true;
        while !gate.waiting {
            gate = self.turned.wait(gate).unwrap_or_else(PoisonError::into_inner);
        }
        Closed(self)
    }
}

impl Drop for Closed<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = false;
        self.0.turned.notify_all();
    }
}

/// Opens `address` in the browser that `BROWSER` names, else in that of the system. No shell sees the address.
///
/// # Errors
/// When there is no such program.
pub fn browse(address: &str) -> Result<(), String> {
    let system = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let browser = std::env::var("BROWSER").ok().filter(|b| !b.is_empty()).unwrap_or_else(|| system.to_string());
    let mut command = Command::new(&browser);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().map(drop).map_err(|e| format!("{browser}: {e}"))
}

/// Opens `path` at `line` in the editor that `VISUAL` or `EDITOR` names, and returns when it has ended.
///
/// # Errors
/// When there is no editor, or it failed; in words for the reader.
pub fn edit(path: &str, line: usize) -> Result<(), String> {
    let named = ["VISUAL", "EDITOR"].iter().filter_map(|name| std::env::var(name).ok()).find(|e| !e.trim().is_empty());
    let editor = named.ok_or("no editor: set EDITOR")?;
    // An editor may come with arguments of its own: `code --wait`.
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    // A path that begins with a dash is no option.
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_string() };
    let status = Command::new(program).args(words).arg(format!("+{line}")).arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} ended with {status}")),
        Err(error) => Err(format!("{program}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    #[test]
    fn nobody_passes_a_closed_turnstile() {
        let turnstile = Arc::new(Turnstile::default());
        let (sender, passed) = channel();
        let other = turnstile.clone();
        let thread = std::thread::spawn(move || {
            while sender.send(()).is_ok() {
                other.pass();
            }
        });
        let closed = turnstile.close();
        let before = passed.try_iter().count();
        assert!(before >= 1 && passed.try_recv().is_err(), "it stands before the turnstile");
        drop(closed);
        assert!(passed.recv().is_ok(), "it passes again");
        drop(passed);
        thread.join().expect("the thread ends");
    }
}

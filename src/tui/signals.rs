//! Signals become messages, so that the loop ends in order and the terminal is given back.
#[cfg(unix)]
mod unix {
    use super::super::message::Msg;
    use super::super::terminal;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use std::io;
    use std::sync::mpsc::Sender;
    use std::time::Duration;

    /// How long the loop may take to end before the signal ends the program itself.
    const PATIENCE: Duration = Duration::from_millis(1_500);

    /// Listens for signals on a thread of its own.
    ///
    /// # Errors
    /// When the system refuses the handlers.
    pub fn listen(sender: Sender<Msg>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        std::thread::Builder::new().name("signals".to_string()).spawn(move || {
            for signal in signals.forever() {
                let message = match signal {
                    SIGTSTP => Msg::Pause,
                    SIGCONT => Msg::Resumed,
                    other => Msg::Signal(other),
                };
                let deadly = matches!(message, Msg::Signal(_));
                if sender.send(message).is_err() || deadly {
                    end_anyway(signal);
                }
            }
        })?;
        Ok(())
    }

    /// The loop may hang on a terminal that no longer reads: then the program ends from here.
    fn end_anyway(signal: i32) {
        std::thread::sleep(PATIENCE);
        std::thread::spawn(terminal::leave);
        std::thread::sleep(Duration::from_millis(200));
        std::process::exit(128 + signal);
    }

    /// Stops this process until somebody continues it.
    pub fn stop() {
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
    }
}

#[cfg(unix)]
pub use unix::{listen, stop};

/// Without signals there is nothing to listen for.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn listen(_: std::sync::mpsc::Sender<super::message::Msg>) -> std::io::Result<()> {
    Ok(())
}

/// Without job control there is no stopping.
#[cfg(not(unix))]
pub fn stop() {}

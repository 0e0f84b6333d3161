//! Where the library lies, and being interrupted while something is written to it.
use super::Stop;
use super::args::Input;
use super::ask::is_fed;
use super::output::note;
use crate::config;
use crate::library::{Cancel, LibError, Library, Marks, MarksFile, Mode, Sqlite};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl From<LibError> for Stop {
    fn from(error: LibError) -> Stop {
        Stop::Fatal(error.to_string())
    }
}

/// The file of the library: the one that was named, else the user's own.
pub(super) fn library(named: Option<&Path>) -> Result<PathBuf, Stop> {
    if let Some(path) = named {
        return Ok(path.to_path_buf());
    }
    let folder = config::data_dir();
    let none = || Stop::Fatal("there is no home folder to keep a library in: name one with --library FILE".to_owned());
    folder.map(|f| f.join("library.whosaid")).ok_or_else(none)
}

/// The library that a command asks: the one that was named, or the user's own if there is nothing else to read.
pub(super) fn asked(named: Option<&Path>, input: &Input) -> Result<Option<Sqlite>, Stop> {
    match named {
        Some(_) if !input.paths.is_empty() => {
            let first = "whosaid index PATH… --library FILE";
            Err(Stop::Fatal(format!("paths are read or a library is asked, not both: {first} puts them into it")))
        }
        Some(path) => Ok(Some(open(path)?)),
        None if !input.paths.is_empty() || is_fed() => Ok(None),
        None => {
            let own = library(None).ok().filter(|path| path.exists());
            let mut own = own.map(|path| open(&path)).transpose()?;
            Ok(own.take_if(|own| own.totals().is_ok_and(|t| t.articles > 0)))
        }
    }
}

/// Opens a library for asking, with what the reader has made; where it cannot be written to, it is only read.
pub(super) fn open(path: &Path) -> Result<Sqlite, Stop> {
    let mut library = match Sqlite::open(path, Mode::Write) {
        Err(LibError::ReadOnly) => Sqlite::open(path, Mode::Read),
        opened => opened,
    }?;
    let marks = marks(path)?;
    if !marks.marks().is_empty() {
        follow(&mut library, marks.marks())?;
    }
    Ok(library)
}

/// Has the library follow what the reader has made. That is kept whatever becomes of it: where the library cannot be
/// written to just now it follows later, and can be asked meanwhile.
pub(super) fn follow(library: &mut dyn Library, marks: &Marks) -> Result<(), Stop> {
    match library.follow(Arc::new(marks.clone())) {
        Err(LibError::Busy) => {
            note("whosaid: another whosaid is writing to the library, which takes over later what you made last");
        }
        Err(full @ LibError::Full) => note(&format!("whosaid: {full}")),
        followed => drop(followed?),
    }
    Ok(())
}

/// The file with what the reader has made of the library at `path`. What is made of folders goes to that of the user's
/// own library: it holds for every article that says the same, wherever it lies.
pub(super) fn marks_of(path: &Path) -> PathBuf {
    path.with_extension("marks.jsonl")
}

/// What the reader has made of the library at `path`. Lines that cannot be read are told of, and stay.
pub(super) fn marks(path: &Path) -> Result<MarksFile, Stop> {
    let file = marks_of(path);
    let wrong = |e: std::io::Error| Stop::Fatal(format!("{}: {e}", file.display()));
    let marks = MarksFile::open(&file).map_err(wrong)?;
    for (line, reason) in marks.problems() {
        note(&format!("whosaid: {}:{line}: {reason}", file.display()));
    }
    Ok(marks)
}

/// Set when somebody presses Ctrl-C or ends the program: what was read until then is kept.
pub(super) fn interrupted() -> Cancel {
    let cancel = Cancel::default();
    #[cfg(unix)]
    {
        let stop = cancel.clone();
        let signals = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM]);
        if let Ok(mut signals) = signals {
            std::thread::spawn(move || {
                // The second time nobody wants to wait.
                let mut signals = signals.forever();
                if signals.next().is_some() {
                    stop.cancel();
                }
                if let Some(signal) = signals.next() {
                    let _ = signal_hook::low_level::emulate_default_handler(signal);
                }
            });
        }
    }
    cancel
}

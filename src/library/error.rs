//! What can go wrong with a library.
use std::path::PathBuf;
use thiserror::Error;

/// What comes back from a library.
pub type Result<T> = std::result::Result<T, LibError>;

/// Why a library could not do what it was asked, in words for the user.
#[derive(Debug, Error)]
pub enum LibError {
    /// Another process has written for longer than we wait.
    #[error("another whosaid is writing to the library: try again in a moment")]
    Busy,
    /// Nothing can be written here.
    #[error("the library can only be read: its file or folder is write-protected")]
    ReadOnly,
    /// There is no room.
    #[error("the disk is full: nothing was lost, make room and run it again")]
    Full,
    /// The file is damaged or no library.
    #[error("the library is damaged ({0}): it can be built again from the articles with whosaid index --rebuild PATH…")]
    Corrupt(String),
    /// A newer program made it.
    #[error("a newer whosaid made this library (format {found}, this one knows {known}): use that one")]
    Newer {
        /// Format of the file.
        found: u32,
        /// Newest format that this program reads.
        known: u32,
    },
    /// There is no library there.
    #[error("there is no library at {}: make one with whosaid index PATH…", .0.display())]
    Missing(PathBuf),
    /// Somebody asked to stop.
    #[error("it was given up")]
    Cancelled,
    /// What was asked makes no sense.
    #[error("{0}")]
    Bad(String),
    /// Everything else.
    #[error("the library cannot be used: {0}")]
    Io(String),
}

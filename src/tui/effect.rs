//! What `update` wants done. The runtime does it.

use crate::library::ArticleId;

/// Something to be done outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the library; the number marks the answer.
    Search(u64, String),
    /// More rows of what the line finds, after that article; the number is that of the search.
    More(u64, String, ArticleId),
    /// Count the speakers of what this line finds.
    Speakers(u64, String),
    /// Fetch the newest quotations of the speaker, among what the line finds.
    Latest(String, String),
    /// Take the mouse or let go of it.
    Mouse(bool),
    /// Draw the whole screen anew.
    Redraw,
    /// Give the terminal back and stop until somebody says `fg`.
    Suspend,
    /// Put this text in the clipboard.
    Copy(String),
    /// Fail on purpose: the library (true) or the screen itself. For tests of what becomes of the terminal.
    Fail(bool),
    /// Leave.
    Quit,
}

//! What `update` wants done. The runtime does it.
use super::found::{Row, Seek};
use super::mending::Making;
use super::take::Taking;

use crate::library::{ArticleId, SpeakerRow};

/// Something to be done outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the library; the number marks the answer.
    Search(u64, String),
    /// More rows of what the line finds, after that article; the number is that of the search.
    More(u64, String, ArticleId),
    /// As a search, with the rows around that place.
    Seek(u64, String, Seek),
    /// Rows of what the line finds that come before that article; the number is that of the search.
    Earlier(u64, String, ArticleId),
    /// Count the speakers of what this line finds.
    Speakers(u64, String),
    /// Count the speakers of what this line finds, for their pane; the number is that of the search.
    People(u64, String),
    /// Count what this line finds by day, and if it is true by speaker, too; the number is that of the search.
    Timeline(u64, String, bool),
    /// Count what the result of this line divides into, and if it is true the state of quotations, too; the number is
    /// that of the search.
    Facets(u64, String, bool),
    /// Count what this line finds by outlet.
    Outlets(String),
    /// Compare what these two say in what the line finds.
    Compare(String, [String; 2]),
    /// Fetch the newest quotations of the speaker, among what the line finds.
    Latest(String, String),
    /// Correct, star, tag or note something, or undo that.
    Make(Making),
    /// Take the mouse or let go of it.
    Mouse(bool),
    /// Look for what has changed in the folders that were read.
    Rescan,
    /// Draw the whole screen anew.
    Redraw,
    /// Say so once the reader has rested for a moment.
    Rest,
    /// Give the terminal back and stop until somebody says `fg`.
    Suspend,
    /// Print this text where the shell was, until Enter comes.
    Print(String),
    /// Put this text in the clipboard.
    Copy(String),
    /// Open this address, which is http or https, in the browser.
    Open(String),
    /// Open this file in the editor, at this line.
    Edit(String, usize),
    /// Write what was found to a file, or give it to a command, and say what came of it.
    Take(Box<Taking>),
    /// Give back the memory of what is no longer shown, where nobody waits for that.
    Forget(Forgotten),
    /// Fail on purpose: the library (true) or the screen itself. For tests of what becomes of the terminal.
    Fail(bool),
    /// Leave.
    Quit,
}

/// What is no longer shown. Two hundred articles are some hundred thousand pieces of memory: to give them back takes
/// longer than to draw a picture.
#[derive(Clone, Debug)]
pub enum Forgotten {
    /// Rows of an answer.
    Rows(Vec<Row>),
    /// Who spoke.
    Speakers(Vec<SpeakerRow>),
}

/// Equal if they are as much of the same.
impl PartialEq for Forgotten {
    fn eq(&self, other: &Forgotten) -> bool {
        match (self, other) {
            (Forgotten::Rows(a), Forgotten::Rows(b)) => a.len() == b.len(),
            (Forgotten::Speakers(a), Forgotten::Speakers(b)) => a.len() == b.len(),
            _ => false,
        }
    }
}

impl Eq for Forgotten {}

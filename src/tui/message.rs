//! What can happen.
use super::facets::Group;
use super::found::{Found, Row};
use super::mending::Made;
use super::overlays::compare::Both;
use super::timeline::Counted;
use crate::error::Problem;
use crate::ingest::{Progress, Summary};
use crate::library::{ArticleId, Counts, Echoes, SpeakerRow, Speakers};
use crossterm::event::{KeyEvent, MouseEvent};
use std::sync::Arc;

/// Something that happened: a key, the mouse, an answer.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The reader has stopped walking through the list.
    Rested,
    /// The screen has a new size, in columns and rows.
    Resize(u16, u16),
    /// The library answered the search with this number.
    Found(u64, Box<Found>),
    /// More rows for the search with this number, and whether there are still more.
    More(u64, Vec<Row>, bool),
    /// Earlier rows for the search with this number, and whether there are still more before them.
    Earlier(u64, Vec<Row>, bool),
    /// An article of the search with this number, and how many rows come before it; nothing if what the search sought
    /// is not there, and the rows are as they were.
    Placed(u64, Option<(ArticleId, usize)>),
    /// How much the search with this number finds.
    Counted(u64, Counts),
    /// The library counted the speakers for the search with this number.
    Speakers(u64, Vec<SpeakerRow>),
    /// Who speaks in what the search with this number finds, its speakers left out.
    People(u64, Speakers),
    /// When that was said what the search with this number finds.
    Timeline(u64, Counted),
    /// What the result of the search with this number divides into, and whether all of it was counted.
    Facets(u64, bool, Vec<Group>),
    /// Articles by outlet, the most frequent first.
    Outlets(Vec<(String, usize)>),
    /// What two speakers said.
    Compared(Box<Both>),
    /// The newest quotations of a speaker: day and words.
    Latest(String, Vec<(String, String)>),
    /// What the reader has made is kept, and has changed these articles.
    Made(Box<Made>),
    /// The same words elsewhere, among all that was read.
    Echoes(Arc<Echoes>),
    /// The library has more articles, or other ones: ask again.
    Changed,
    /// The reading begins again.
    Begun,
    /// How far the reading is.
    Progress(Progress),
    /// So many articles were cleaned again by what repeats in their outlet.
    Recleaned(usize),
    /// Something could not be read.
    Problem(Problem),
    /// All is read and in the library.
    Done(Summary),
    /// A message for the reader.
    Say(String),
    /// A worker died of this; the screen lives on.
    Failed(String),
    /// The process was told to stop by this signal.
    Signal(i32),
    /// The process was told to pause, or has come back.
    Pause,
    /// The process has come back after a pause.
    Resumed,
    /// The terminal is gone.
    Gone,
}

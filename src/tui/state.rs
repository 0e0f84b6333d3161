//! Everything the screen shows. Changed by `update` alone; drawing only reads it.
use super::facets::Facets;
use super::found::{Found, Reading, Row, Seek};
use super::input::Input;
use super::key::Key;
use super::keymap::{Keymap, Place};
use super::layout::{Arrange, Layout, Pane, Sizes};
use super::mending::Known;
use super::overlays::Overlay;
use super::page::{Mode, Page};
use super::picked::{Passage, Picked};
use super::timeline::Timeline;
use super::window::Window;
use crate::library::{Echoes, SpeakerRow};
use crate::model::{Article, ContentHash, Quote, Span};
use crate::query::{Query, QueryError};
use ratatui::layout::Position;
use std::sync::Arc;

/// Everything the screen shows.
pub struct State {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The keys.
    pub keymap: Keymap,
    /// The first key of an unfinished row of two.
    pub pending: Vec<Key>,
    /// The pane with the keys.
    pub focus: Pane,
    /// On a narrow screen: the pane above the body.
    pub upper: Pane,
    /// True if the pane with the keys stands alone.
    pub zoom: bool,
    /// The query line.
    pub query: QueryLine,
    /// The last good answer.
    pub found: Found,
    /// Grows with every change of the library that the screen hears of.
    pub library: u64,
    /// The line of the query that `found` answers.
    pub answered: String,
    /// True while an answer is on its way.
    pub waiting: bool,
    /// True if the library has changed since the question was asked whose answer is on its way.
    pub stale: bool,
    /// The list of articles.
    pub list: Window,
    /// True if body, quotations and reasons follow the list only once the reader rests there.
    pub follows_at_rest: bool,
    /// True while body, quotations and reasons still show an article that the reader has walked past.
    pub behind: bool,
    /// True once the reader has moved in the list: from then on the selection follows its article.
    pub moved: bool,
    /// The quotations of the selected article.
    pub quotes: Window,
    /// Lines that each quotation takes in its pane; see `panes::quotes`.
    pub heights: Vec<u16>,
    /// The article and the width that `heights` were measured for.
    pub heights_of: Option<(Arc<Article>, u16)>,
    /// The quotations of all articles as one list.
    pub listed: Listed,
    /// The body of the selected article.
    pub body: Body,
    /// What is looked for in the body.
    pub find: Find,
    /// The box over the panes.
    pub overlay: Option<Overlay>,
    /// The boxes under it, which come back when it is closed.
    pub under: Vec<Overlay>,
    /// Who speaks in what the query finds, its speakers left out.
    pub people: People,
    /// What the result divides into.
    pub facets: Facets,
    /// Articles by outlet, for the query line.
    pub outlets: Vec<(String, usize)>,
    /// True once they were asked for.
    pub asked_outlets: bool,
    /// When it was said.
    pub timeline: Timeline,
    /// Where the reader has moved the borders.
    pub sizes: Sizes,
    /// The pane that had the keys before the timeline.
    pub before: Pane,
    /// The same words elsewhere; empty until all is read.
    pub echoes: Arc<Echoes>,
    /// How far the reading is.
    pub reading: Reading,
    /// A message, until the next key.
    pub notice: Option<String>,
    /// What stands in the status line while there is nothing else to say.
    pub banner: String,
    /// The folders and files that the reader named.
    pub opened: Vec<String>,
    /// Those that were named the last times, the last one first.
    pub last: Vec<String>,
    /// True if the articles are those that come with the program, which are no files.
    pub sample: bool,
    /// True if nothing may move by itself.
    pub still: bool,
    /// True if the folders that are shown can be read again.
    pub rescans: bool,
    /// True while the mouse is ours.
    pub mouse: bool,
    /// Names and views that the reader has made.
    pub known: Arc<Known>,
    /// The rows that are selected, to do something with all of them.
    pub picked: Picked,
    /// The words of the body that are being selected.
    pub passage: Option<Passage>,
    /// The border that the mouse holds: whose it is, and where it was last.
    pub grip: Option<(Pane, Position)>,
    /// The byte of the body on which a button of the mouse went down last.
    pub press: Option<usize>,
    /// Where the list is to go next, beyond the rows that are there.
    pub seek: Option<Seek>,
    /// The number of the newest search; older answers are dropped.
    pub generation: u64,
}

/// The query line and its history.
#[derive(Clone, Debug)]
pub struct QueryLine {
    /// The line as it stands.
    pub input: Input,
    /// The line before the edit began, while it is being edited.
    pub before: Option<String>,
    /// The last good query.
    pub good: Query,
    /// What is wrong with the line.
    pub error: Option<QueryError>,
    /// The highlighted way to go on.
    pub choice: Option<usize>,
    /// Lines that were asked, oldest first.
    pub history: Vec<String>,
    /// The place in the history.
    pub at: usize,
    /// Where the reader stood in the answers to the last queries, the newest last.
    pub stands: Vec<(String, Stand)>,
    /// Where the reader is to stand again once the answer is there.
    pub back: Option<Stand>,
}

/// Where the reader stood: an article of the list, a quotation of it, and the first line of its body on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The article.
    pub article: ContentHash,
    /// The quotation.
    pub quote: usize,
    /// The line.
    pub top: usize,
}

impl QueryLine {
    /// A line that was given on the command line.
    pub fn new(line: &str) -> Self {
        let (good, error) = match Query::parse(line) {
            Ok(query) => (query, None),
            Err(error) => (Query::all(), Some(error)),
        };
        QueryLine {
            input: Input::new(line),
            before: None,
            good,
            error,
            choice: None,
            history: vec![line.to_string()],
            at: 0,
            stands: Vec::new(),
            back: None,
        }
    }

    /// True while the line is being edited.
    pub fn editing(&self) -> bool {
        self.before.is_some()
    }
}

/// The pane of quotations as one list of all that the query finds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listed {
    /// True if that is what the pane shows; else it shows those of the article.
    pub on: bool,
    /// The current quotation and the first visible one, by their places in the list.
    pub window: Window,
}

/// The body pane.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What is shown.
    pub mode: Mode,
    /// The wrapped lines.
    pub page: Page,
    /// What the lines were wrapped from; see `update::settle`.
    pub made_from: Option<Made>,
    /// The first visible line.
    pub top: usize,
    /// Places in the body that answer the query: words, or quotations if the query picks them.
    pub hits: Vec<Span>,
    /// The one that `n` and `N` stand on.
    pub hit: Option<usize>,
}

/// The pane of speakers.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Most quotations first.
    pub rows: Vec<SpeakerRow>,
    /// Quotations of nobody.
    pub unattributed: usize,
    /// Quotations whose speaker is not certain.
    pub low: usize,
    /// The highlighted row.
    pub window: Window,
    /// What was counted; nothing before the first answer.
    pub line: Option<String>,
    /// The state of the library that was counted.
    pub of: u64,
    /// True once an answer was there.
    pub counted: bool,
}

/// What the reader looks for in the body, in place of the words of the query.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// The words as they are typed.
    pub input: Input,
    /// The words before the edit began, while they are being edited.
    pub before: Option<String>,
    /// What is looked for; nothing if nothing is typed.
    pub query: Option<Query>,
}

/// What a page was made from.
#[derive(Clone, Debug)]
pub struct Made {
    /// The article.
    pub article: Arc<Article>,
    /// Columns of text.
    pub cols: usize,
    /// What is shown.
    pub mode: Mode,
    /// The query whose hits are marked.
    pub query: String,
}

impl State {
    /// The state before anything is read.
    pub fn new(size: (u16, u16), keymap: Keymap, query: &str) -> State {
        State {
            size,
            keymap,
            pending: Vec::new(),
            focus: Pane::Articles,
            upper: Pane::Articles,
            zoom: false,
            query: QueryLine::new(query),
            found: Found::default(),
            library: 0,
            answered: String::new(),
            waiting: false,
            stale: false,
            list: Window::default(),
            follows_at_rest: false,
            behind: false,
            moved: false,
            quotes: Window::default(),
            heights: Vec::new(),
            heights_of: None,
            listed: Listed::default(),
            body: Body::default(),
            find: Find::default(),
            overlay: None,
            under: Vec::new(),
            people: People::default(),
            facets: Facets::default(),
            outlets: Vec::new(),
            asked_outlets: false,
            timeline: Timeline::default(),
            sizes: Sizes::default(),
            before: Pane::Articles,
            echoes: Arc::default(),
            reading: Reading::default(),
            notice: None,
            banner: String::new(),
            opened: Vec::new(),
            last: Vec::new(),
            sample: false,
            rescans: false,
            still: false,
            mouse: true,
            known: Arc::default(),
            picked: Picked::default(),
            passage: None,
            grip: None,
            press: None,
            seek: None,
            generation: 0,
        }
    }

    /// Where things are; nothing if the screen is too small.
    pub fn layout(&self) -> Option<Layout> {
        let error = self.query.error.is_some();
        Layout::of(Arrange {
            size: self.size,
            focus: self.focus,
            upper: self.upper,
            zoom: self.zoom,
            error,
            sizes: self.sizes,
        })
    }

    /// Where keys are read.
    pub fn place(&self) -> Place {
        match &self.overlay {
            Some(overlay) if overlay.types() => Place::Line,
            Some(Overlay::Why(_) | Overlay::Mend(_)) => Place::Judge,
            Some(_) => Place::Overlay,
            None if self.passage.is_some() => Place::Passage,
            None if self.query.editing() || self.find.before.is_some() => Place::Line,
            None => Place::Browse,
        }
    }

    /// What is marked in the body: what is looked for there, else what the query asks for.
    pub fn marks(&self) -> &Query {
        self.find.query.as_ref().unwrap_or(&self.query.good)
    }

    /// The selected row.
    pub fn row(&self) -> Option<&Row> {
        self.found.rows.get(self.list.selected)
    }

    /// The selected article.
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.row().map(|r| &r.article)
    }

    /// The current quotation of the selected article.
    pub fn quote(&self) -> Option<&Quote> {
        self.article()?.quotes.get(self.quotes.selected)
    }

    /// True if quotation `index` of the selected article answers the query.
    pub fn answers(&self, index: usize) -> bool {
        self.row().is_some_and(|r| r.quotes.iter().any(|q| *q as usize == index))
    }

    /// Lines of text in the body pane.
    pub fn body_rows(&self) -> usize {
        self.layout().and_then(|l| l.inside(Pane::Body)).map_or(0, |r| usize::from(r.height))
    }
}

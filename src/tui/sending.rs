//! Sending all that a query finds to whoever writes it, a few rows at a time, while nobody asks for anything else.
use super::asking::rows;
use super::found::Row;
use super::message::Msg;
use super::take::{self, Taking};
use crate::library::{ArticleId, Cancel, Cursor, Hit, LibError, Library};
use crate::query::{Query, Sort};
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, sync_channel};

/// Rows of a step: a key that comes meanwhile waits for no more than these.
const STEP: usize = 50;
/// Steps that may wait to be written.
const WAITING: usize = 4;

type Batch = Result<Vec<Row>, LibError>;

/// Rows that are being sent.
pub(super) struct Sending {
    query: Query,
    last: Option<ArticleId>,
    /// A list that is there as a whole: one with an order or a limit of its own.
    list: Option<VecDeque<Hit>>,
    /// Rows that nobody has taken yet, and whether they are the last.
    next: Option<(Batch, bool)>,
    to: SyncSender<Batch>,
}

/// How far it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Went {
    /// Some rows further.
    On,
    /// Nowhere: nobody takes more just now.
    Nowhere,
    /// To its end.
    Through,
}

impl Sending {
    /// Starts the thread that writes and tells `out` what came of it.
    pub fn begin(taking: Taking, out: Sender<Msg>) -> Sending {
        let (to, from) = sync_channel(WAITING);
        let query = Query::parse(&taking.query).unwrap_or_else(|_| Query::all());
        let write = move || out.send(Msg::Say(take::take(&taking, &mut received(from))));
        // Without a thread nobody takes the rows, and the sending ends.
        let _ = std::thread::Builder::new().spawn(write);
        Sending { query, last: None, list: None, next: None, to }
    }

    /// Sends a few more rows.
    pub fn step(&mut self, library: &mut dyn Library) -> Went {
        let (batch, end) = match self.next.take() {
            Some(next) => next,
            None => self.fetch(library),
        };
        match self.to.try_send(batch) {
            Ok(()) if end => Went::Through,
            Ok(()) => Went::On,
            Err(TrySendError::Disconnected(_)) => Went::Through,
            Err(TrySendError::Full(batch)) => {
                self.next = Some((batch, end));
                Went::Nowhere
            }
        }
    }

    /// The next rows, and whether they are the last.
    fn fetch(&mut self, library: &mut dyn Library) -> (Batch, bool) {
        match self.hits(library) {
            Ok((hits, end)) => {
                let rows = rows(library, hits);
                let failed = rows.is_err();
                (rows, end || failed)
            }
            Err(error) => (Err(error), true),
        }
    }

    fn hits(&mut self, library: &mut dyn Library) -> Result<(Vec<Hit>, bool), LibError> {
        let stop = Cancel::default();
        if self.query.limit().is_none() && self.query.sort() == Sort::default() {
            let at = self.last.map_or(Cursor::first(STEP), |last| Cursor::after(last, STEP));
            let page = library.search(&self.query, &at, &stop)?;
            self.last = page.rows.last().map(|h| h.article);
            return Ok((page.rows, !page.more));
        }
        if self.list.is_none() {
            let all = library.search(&self.query, &Cursor::first(usize::MAX), &stop)?;
            self.list = Some(all.rows.into());
        }
        let list = self.list.get_or_insert_default();
        let hits = list.drain(..list.len().min(STEP)).collect();
        Ok((hits, list.is_empty()))
    }
}

/// The rows that come.
fn received(from: Receiver<Batch>) -> impl Iterator<Item = io::Result<Row>> + Send {
    from.into_iter().flat_map(|batch| match batch {
        Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(error) => vec![Err(io::Error::other(error.to_string()))],
    })
}

//! The thread that owns the library: it takes in what is read, answers questions and keeps what the reader makes, so
//! that the screen never waits.
use super::facets::Counting;
use super::found::Seek;
use super::gathering::Gathering;
use super::mending::{Making, Mender};
use super::message::Msg;
use super::seeking;
use super::sending::{Sending, Went};
use super::take::Taking;
use super::{asking, comparing};
use crate::ingest::Summary;
use crate::library::{ArticleId, Cancel, LibError, Library, Marks, MarksFile};
use crate::model::Article;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::time::Duration;

/// Something for the librarian to do.
pub enum Task {
    /// Take these in.
    Put(Vec<Article>),
    /// These were cleaned again.
    Replace(Vec<Article>),
    /// Somebody else has put articles into the library, or taken some out.
    Changed,
    /// Find out who is who: all that is read into memory is there.
    Settle,
    /// All is read.
    Done(Summary),
    /// Answer this query; the number marks the answer.
    Search(u64, String, Cancel),
    /// As a search, with the rows around that place.
    Seek(u64, String, Seek, Cancel),
    /// Rows of what this query finds that come before that article.
    Earlier(u64, String, ArticleId),
    /// More rows of what this query finds, after that article.
    More(u64, String, ArticleId),
    /// Count the speakers of what this query finds.
    Speakers(u64, String),
    /// Count the speakers of what this query finds, for their pane; the number is that of the search.
    People(u64, String, Cancel),
    /// Count what this query finds by day, and if it is true by speaker, too; the number is that of the search.
    Timeline(u64, String, bool, Cancel),
    /// Count what the result of this query divides into, and if it is true the state of quotations, too; the number is
    /// that of the search.
    Facets(u64, String, bool, Cancel),
    /// Count what this query finds by outlet.
    Outlets(String),
    /// Compare what these two say in what the query finds.
    Compare(String, [String; 2]),
    /// The newest quotations of this speaker among what the query finds.
    Latest(String, String),
    /// Take all that a query finds to a file or a command.
    Take(Box<Taking>),
    /// Keep what the reader makes.
    Make(Making),
    /// Fail, to show that the screen survives it.
    Panic,
}

/// How long to wait when nobody takes what is sent.
const PAUSE: Duration = Duration::from_millis(5);
/// The most quotations that a preview shows.
const PREVIEW: usize = 4;

/// A library, and what the reader makes of it.
pub struct Librarian {
    library: Box<dyn Library>,
    mender: Mender,
    /// True if the screen does not know yet that there are other articles.
    changed: bool,
    gathering: Option<Gathering>,
    /// What the result divides into, as far as it is counted.
    counting: Option<Counting>,
    /// What is on its way out of the program.
    sending: Vec<Sending>,
    /// True once all is read: then the same words elsewhere are looked for.
    read: bool,
}

impl Librarian {
    /// A librarian of `library`, which shows its articles as `marks` has them corrected.
    pub fn new(library: Box<dyn Library>, marks: Option<MarksFile>) -> Librarian {
        Librarian {
            library,
            mender: Mender::new(marks),
            changed: false,
            gathering: None,
            counting: None,
            sending: Vec::new(),
            read: false,
        }
    }

    /// What the reader has made.
    pub fn marks(&self) -> &Marks {
        self.mender.marks()
    }

    /// Works until nobody sends tasks or nobody listens. Of several searches in the queue only the newest is answered,
    /// and what many tasks have changed is told once.
    pub fn work(mut self, tasks: &Receiver<Task>, out: &Sender<Msg>) {
        let listens = Cell::new(true);
        let mut tell = |msg| listens.set(listens.get() && out.send(msg).is_ok());
        while let Some(first) = self.wait(tasks, out) {
            let mut batch = vec![first];
            batch.extend(tasks.try_iter());
            let newest = batch.iter().rposition(|t| matches!(t, Task::Search(..) | Task::Seek(..)));
            let mut articles = Vec::new();
            for (i, task) in batch.into_iter().enumerate() {
                match task {
                    Task::Put(more) => {
                        articles.extend(more);
                        continue;
                    }
                    Task::Take(taking) => {
                        self.sending.push(Sending::begin(*taking, out.clone()));
                        continue;
                    }
                    // Between the reader's own tasks there is time to count.
                    Task::Facets(number, line, all, cancel) => {
                        self.counting = Some(Counting::new(number, line, all, cancel));
                        continue;
                    }
                    Task::Search(..) | Task::Seek(..) if Some(i) != newest => continue,
                    Task::More(..) | Task::Earlier(..) | Task::People(..) | Task::Timeline(..)
                        if newest.is_some_and(|newest| i < newest) =>
                    {
                        continue;
                    }
                    _ => {}
                }
                self.put(&mut articles, &mut tell);
                self.does(task, &mut tell);
            }
            self.put(&mut articles, &mut tell);
            self.tell_changes(&mut tell);
            if !listens.get() {
                return;
            }
        }
    }

    fn put(&mut self, articles: &mut Vec<Article>, out: &mut dyn FnMut(Msg)) {
        if !articles.is_empty() {
            self.does(Task::Put(std::mem::take(articles)), out);
        }
    }

    /// The next task. As long as there is none, rows are sent on and the same words are looked for elsewhere.
    fn wait(&mut self, tasks: &Receiver<Task>, out: &Sender<Msg>) -> Option<Task> {
        while self.gathering.is_some() || self.counting.is_some() || !self.sending.is_empty() {
            match tasks.try_recv() {
                Ok(task) => return Some(task),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {}
            }
            let library = &mut *self.library;
            let mut busy = self.gathering.is_some();
            if let Some(counting) = &mut self.counting {
                // A count that was given up, or cannot be made, is not shown.
                let answer = counting.step(library);
                self.counting.take_if(|_| !matches!(answer, Ok((_, true))));
                answer.into_iter().for_each(|(msg, _)| drop(out.send(msg)));
                continue;
            }
            self.sending.retain_mut(|sending| match sending.step(library) {
                Went::On => {
                    busy = true;
                    true
                }
                Went::Nowhere => true,
                Went::Through => false,
            });
            self.gather(out);
            if !busy && let Ok(task) = tasks.recv_timeout(PAUSE) {
                return Some(task);
            }
        }
        tasks.recv().ok()
    }

    /// Fetches a few more articles to look for the same words in. What cannot be read just now is no reason to stop:
    /// there are only no echoes then.
    fn gather(&mut self, out: &Sender<Msg>) {
        let Some(gathering) = &mut self.gathering else { return };
        if matches!(gathering.step(&mut *self.library), Ok(false)) {
            return;
        }
        if let Some(gathering) = self.gathering.take() {
            gathering.finish(self.mender.marks().names(), out.clone());
        }
    }

    /// Does a task and tells `out` what came of it.
    pub fn answer(&mut self, task: Task, out: &mut dyn FnMut(Msg)) {
        self.does(task, out);
        self.tell_changes(out);
    }

    fn tell_changes(&mut self, out: &mut dyn FnMut(Msg)) {
        if std::mem::take(&mut self.changed) {
            out(Msg::Changed);
        }
    }

    fn does(&mut self, task: Task, out: &mut dyn FnMut(Msg)) {
        match self.answered(task, out) {
            Err(LibError::Cancelled) | Ok(()) => {}
            Err(error) => out(Msg::Say(error.to_string())),
        }
    }

    fn answered(&mut self, task: Task, out: &mut dyn FnMut(Msg)) -> Result<(), LibError> {
        let library = &mut *self.library;
        match task {
            Task::Put(articles) => {
                library.put(&articles.into_iter().map(Arc::new).collect::<Vec<_>>())?;
                self.has_changed();
            }
            Task::Replace(articles) => {
                let count = articles.len();
                library.replace(&articles.into_iter().map(Arc::new).collect::<Vec<_>>())?;
                self.has_changed();
                out(Msg::Recleaned(count));
            }
            Task::Changed => self.has_changed(),
            Task::Settle => library.settle(&Cancel::default())?,
            Task::Done(summary) => {
                out(Msg::Done(summary));
                self.read = true;
                self.has_changed();
            }
            Task::Search(number, line, cancel) => {
                // What was made is not shown then; the articles are.
                if let Err(error) = self.mender.catch_up(library) {
                    out(Msg::Say(error.to_string()));
                }
                asking::find(library, number, &line, &cancel, out)?;
            }
            Task::Seek(number, line, seek, cancel) => seeking::find(library, (number, &line), seek, &cancel, out)?,
            Task::Earlier(number, line, first) => out(seeking::earlier(library, number, &line, first)?),
            Task::More(number, line, last) => out(asking::more(library, number, &line, last)?),
            Task::Speakers(number, line) => asking::speakers(library, number, &line)?.into_iter().for_each(out),
            Task::People(number, line, cancel) => {
                asking::people(library, number, &line, &cancel)?.into_iter().for_each(out);
            }
            Task::Timeline(number, line, split, cancel) => {
                asking::timeline(library, number, (&line, split), &cancel, out)?;
            }
            Task::Facets(number, line, all, cancel) => out(Counting::new(number, line, all, cancel).finish(library)?),
            Task::Outlets(line) => asking::outlets(library, &line)?.into_iter().for_each(out),
            Task::Compare(line, names) => out(comparing::compare(library, &line, names)?),
            Task::Latest(name, line) => out(asking::latest(library, name, &line, PREVIEW)?),
            Task::Make(making) => {
                out(self.mender.make(library, making)?);
                library.rest()?;
                self.gathering = self.read.then(Gathering::default);
            }
            // Only who has a thread of their own can send rows to another.
            Task::Take(_) => {}
            Task::Panic => panic!("the librarian was told to fail"),
        }
        Ok(())
    }

    fn has_changed(&mut self) {
        self.gathering = self.read.then(Gathering::default);
        self.changed = true;
    }
}

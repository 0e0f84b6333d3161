//! What the librarian does when the reader corrects, stars, tags or notes something: a line goes into the file of marks
//! and to the disk, the library follows it, and the articles that it changes come back to the screen.
use super::message::Msg;
use crate::library::{Act, ArticleId, Cancel, Counts, LibError, Library, Mark, Marks, MarksFile};
use crate::model::{Article, ContentHash};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Making {
    /// These marks, which are undone together; and what to say then.
    Marks(Vec<Mark>, String),
    /// What was made last is undone.
    Undo,
    /// What was undone last is made again.
    Redo,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// In words for the reader.
    pub said: String,
    /// The articles that have changed, with their numbers as they are now.
    pub articles: Vec<(ArticleId, Arc<Article>)>,
    /// Articles and quotations in the library.
    pub totals: Counts,
    /// What the marks say about names and views.
    pub known: Known,
}

/// What marks say that is about no article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Names that the reader has made one: every other name with the one that stands for it.
    pub names: BTreeMap<String, String>,
    /// Saved queries by name.
    pub views: BTreeMap<String, String>,
}

impl Known {
    /// What `marks` say.
    pub fn of(marks: &Marks) -> Arc<Known> {
        Arc::new(Known { names: marks.names(), views: marks.views() })
    }

    /// The name that stands for `name`.
    pub fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(name).map_or(name, String::as_str)
    }
}

/// Where marks are kept.
#[derive(Debug)]
enum Keep {
    File(MarksFile),
    /// Nowhere: they are gone when the program ends.
    Memory(Marks),
}

/// Makes marks, and remembers which of them belong together.
#[derive(Debug)]
pub struct Mender {
    keep: Keep,
    /// True once a library follows it.
    followed: bool,
    /// The numbers of the marks that were made at one stroke, the newest last.
    done: Vec<Vec<u64>>,
    undone: Vec<Vec<u64>>,
}

impl Mender {
    /// Keeps marks in `file`, or only until the program ends.
    pub fn new(file: Option<MarksFile>) -> Mender {
        let keep = file.map_or_else(|| Keep::Memory(Marks::default()), Keep::File);
        Mender { keep, followed: false, done: Vec::new(), undone: Vec::new() }
    }

    /// What was made so far.
    pub fn marks(&self) -> &Marks {
        match &self.keep {
            Keep::File(file) => file.marks(),
            Keep::Memory(marks) => marks,
        }
    }

    /// Has `library` follow what was written since, here or by another program. The first time all of it is news.
    ///
    /// # Errors
    /// What the library says, or a file that cannot be read.
    pub fn catch_up(&mut self, library: &mut dyn Library) -> Result<(), LibError> {
        let news = match &mut self.keep {
            Keep::File(file) => {
                file.refresh().map_err(|e| LibError::Io(format!("what you made cannot be read: {e}")))?
            }
            Keep::Memory(_) => false,
        };
        if news || !std::mem::replace(&mut self.followed, true) {
            library.follow(Arc::new(self.marks().clone()))?;
        }
        Ok(())
    }

    /// Does it, and has `library` follow.
    ///
    /// # Errors
    /// What the library says. What was written by then stays written.
    pub fn make(&mut self, library: &mut dyn Library, making: Making) -> Result<Msg, LibError> {
        let (marks, mut said) = match making {
            Making::Marks(marks, said) => (marks, said),
            Making::Undo => match self.last_made() {
                numbers if numbers.is_empty() => return Ok(Msg::Say("there is nothing to undo".to_owned())),
                numbers => self.turn(numbers, true),
            },
            Making::Redo => match self.last_undone() {
                numbers if numbers.is_empty() => return Ok(Msg::Say("nothing was undone last".to_owned())),
                numbers => self.turn(numbers, false),
            },
        };
        let turns = marks.first().is_some_and(|m| m.act.is_turn());
        let changed = self.changed(&marks);
        let people = marks.iter().any(|m| m.target.is_none() && !turns || self.turned(m).is_some_and(is_of_people));
        let mut numbers = Vec::new();
        for mark in &marks {
            match self.append(mark) {
                Ok(number) => numbers.push(number),
                Err(error) => {
                    said = format!("it could not be kept: {error}");
                    break;
                }
            }
        }
        if !turns && !numbers.is_empty() {
            self.done.push(numbers);
            self.undone.clear();
        }
        library.follow(Arc::new(self.marks().clone()))?;
        if people {
            library.settle_in_time(&Cancel::default())?;
        }
        let known = Known { names: self.marks().names(), views: self.marks().views() };
        let made = Made { said, articles: fetch(library, changed)?, totals: library.totals()?, known };
        Ok(Msg::Made(Box::new(made)))
    }

    fn append(&mut self, mark: &Mark) -> io::Result<u64> {
        match &mut self.keep {
            Keep::File(file) => file.append(mark),
            Keep::Memory(marks) => Ok(marks.take(mark.clone())),
        }
    }

    /// The newest marks that were made at one stroke, else the newest.
    fn last_made(&mut self) -> Vec<u64> {
        let numbers = self.done.pop().unwrap_or_default();
        if numbers.is_empty() { self.marks().newest().into_iter().collect() } else { numbers }
    }

    fn last_undone(&mut self) -> Vec<u64> {
        let numbers = self.undone.pop().unwrap_or_default();
        if numbers.is_empty() { self.marks().undone_last().into_iter().collect() } else { numbers }
    }

    /// The marks that undo or redo `numbers`, and what to say then.
    fn turn(&mut self, numbers: Vec<u64>, undo: bool) -> (Vec<Mark>, String) {
        let what = numbers.first().and_then(|n| self.marks().get(*n)).map(described).unwrap_or_default();
        let rest = match numbers.len() {
            0 | 1 => String::new(),
            n => format!(", and {} more", n - 1),
        };
        let marks = match undo {
            true => numbers.iter().rev().map(|&number| Mark::of(Act::Undo { number })).collect(),
            false => numbers.iter().map(|&number| Mark::of(Act::Redo { number })).collect(),
        };
        let (to, word) = if undo { (&mut self.undone, "undone") } else { (&mut self.done, "done again") };
        to.push(numbers);
        (marks, format!("{word}: {what}{rest}"))
    }

    /// The mark that an undo or redo is about.
    fn turned(&self, mark: &Mark) -> Option<&Mark> {
        match mark.act {
            Act::Undo { number } | Act::Redo { number } => self.marks().get(number),
            _ => None,
        }
    }

    /// The articles that `marks` are about.
    fn changed(&self, marks: &[Mark]) -> BTreeSet<ContentHash> {
        let meant = marks.iter().map(|m| self.turned(m).unwrap_or(m));
        meant.filter_map(|m| Some(m.target.as_ref()?.article)).collect()
    }
}

fn is_of_people(mark: &Mark) -> bool {
    matches!(mark.act, Act::Merge { .. } | Act::Rename { .. } | Act::Split { .. })
}

fn fetch(
    library: &mut dyn Library,
    changed: BTreeSet<ContentHash>,
) -> Result<Vec<(ArticleId, Arc<Article>)>, LibError> {
    let hashes: Vec<ContentHash> = changed.into_iter().collect();
    let mut out = Vec::new();
    for id in library.seen(&hashes)?.into_iter().flatten() {
        out.extend(library.article(id)?.map(|article| (id, article)));
    }
    Ok(out)
}

/// What a mark says, for the reader.
pub fn described(mark: &Mark) -> String {
    let words = mark.target.as_ref().map_or(String::new(), |t| shortened(&t.words));
    match &mark.act {
        Act::Speaker { name: Some(name) } => format!("“{words}” is {name}'s"),
        Act::Speaker { name: None } => format!("“{words}” is nobody's"),
        Act::Bounds { .. } => format!("other ends of “{words}”"),
        Act::NotQuote => format!("“{words}” is no quotation"),
        Act::NewQuote { .. } => format!("“{words}” is a quotation"),
        Act::Verified => format!("the speaker of “{words}” is right"),
        Act::Cleaning { out: true } => format!("“{words}” is left out"),
        Act::Cleaning { out: false } => format!("“{words}” belongs to the article"),
        Act::Date { date: Some(date) } => format!("the day is {date}"),
        Act::Date { date: None } => "the article is undated".to_owned(),
        Act::Title { title } => format!("the title is “{}”", shortened(title.as_deref().unwrap_or(""))),
        Act::Star { on } => (if *on { "a star" } else { "no star" }).to_owned(),
        Act::Tag { tag, on } => format!("{} #{tag}", if *on { "tag" } else { "no tag" }),
        Act::Note { note } if note.is_empty() => "no note".to_owned(),
        Act::Note { note } => format!("note “{}”", shortened(note)),
        Act::Merge { from, into } => format!("{from} is {into}"),
        Act::Rename { from, into } => format!("{from} is called {into}"),
        Act::Split { name } => format!("{name} stands alone"),
        Act::View { name, .. } => format!("view {name}"),
        Act::Undo { number } | Act::Redo { number } => format!("number {number}"),
    }
}

/// The first words, on one line.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("").trim_end()),
        None => line,
    }
}

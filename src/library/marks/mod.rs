//! What the reader makes of the articles: corrections, stars, tags, notes, views. It is kept in a file of plain lines
//! that only grows, written and flushed before anything else happens; a library is only a cache beside it. Every line
//! names its article by what the article says, so that it holds wherever the file lies and however the library is
//! made again.
//!
//! ```
//! use whosaid::library::{Mark, Marks, Act};
//! use whosaid::model::{Article, ContentHash};
//! let mut marks = Marks::default();
//! let article = Article { hash: ContentHash([7; 16]), title: Some("Rian".into()), ..Default::default() };
//! let mark = Mark::on(&article, Act::Title { title: Some("Rain".into()) });
//! marks.take(mark);
//! assert_eq!(marks.corrected(&article).title.as_deref(), Some("Rain"));
//! marks.take(Mark::of(Act::Undo { number: 1 }));
//! assert_eq!(marks.corrected(&article).title.as_deref(), Some("Rian"));
//! ```
mod act;
mod apply;
mod file;
#[cfg(test)]
mod tests;

pub use act::{Act, Mark, Target};
pub use file::MarksFile;

use crate::model::ContentHash;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// All that was made, with what was undone left out of what is applied.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    all: Vec<Mark>,
    /// Numbers (from 1) of what is undone.
    undone: BTreeSet<u64>,
    /// For each article the places in `all` of what is about it.
    by_article: HashMap<ContentHash, Vec<usize>>,
    by_path: HashMap<String, Vec<usize>>,
}

impl Marks {
    /// Takes a mark; its number, from 1.
    pub fn take(&mut self, mark: Mark) -> u64 {
        let number = self.all.len() as u64 + 1;
        match &mark.act {
            Act::Undo { number } => {
                self.undone.insert(*number);
            }
            Act::Redo { number } => {
                self.undone.remove(number);
            }
            _ => {}
        }
        if let Some(target) = &mark.target {
            self.by_article.entry(target.article).or_default().push(self.all.len());
            self.by_path.entry(target.path.clone()).or_default().push(self.all.len());
        }
        self.all.push(mark);
        number
    }

    /// Everything with its number and whether it holds, the oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = (u64, &Mark, bool)> {
        (1u64..).zip(&self.all).map(|(n, mark)| (n, mark, !self.undone.contains(&n))).collect::<Vec<_>>().into_iter()
    }

    /// The mark with this number.
    pub fn get(&self, number: u64) -> Option<&Mark> {
        self.all.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// How many there are, undone ones and undoing counted.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The articles that marks from the place `from` on are about, in the order of their hashes. All of them, if
    /// there are fewer marks than that: then these are others than before.
    pub(super) fn since(&self, from: usize) -> BTreeSet<ContentHash> {
        let mut out = BTreeSet::new();
        for mark in self.all.get(from..).unwrap_or(&self.all) {
            let turned = match mark.act {
                Act::Undo { number } | Act::Redo { number } => self.get(number),
                _ => None,
            };
            out.extend([Some(mark), turned].into_iter().flatten().filter_map(|m| Some(m.target.as_ref()?.article)));
        }
        out
    }

    /// True if marks from the place `from` on say who is who, or are others than before.
    pub(super) fn name_anew(&self, from: usize) -> bool {
        let names = |mark: &Mark| matches!(mark.act, Act::Merge { .. } | Act::Rename { .. } | Act::Split { .. });
        let turned = |mark: &Mark| match mark.act {
            Act::Undo { number } | Act::Redo { number } => self.get(number).is_some_and(names),
            _ => false,
        };
        self.all.get(from..).unwrap_or(&self.all).iter().any(|mark| names(mark) || turned(mark))
    }

    /// True if there is nothing.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The newest mark that holds and can be undone.
    pub fn newest(&self) -> Option<u64> {
        self.all().rev().find(|(_, mark, holds)| *holds && !mark.act.is_turn()).map(|(n, ..)| n)
    }

    /// What was undone last and can be done again: nothing once something new was made since.
    pub fn undone_last(&self) -> Option<u64> {
        for (_, mark, _) in self.all().rev() {
            match mark.act {
                Act::Undo { number } if self.undone.contains(&number) => return Some(number),
                Act::Undo { .. } | Act::Redo { .. } => {}
                _ => return None,
            }
        }
        None
    }

    /// The marks that hold for an article, by its hash.
    pub fn of(&self, article: ContentHash) -> impl Iterator<Item = &Mark> {
        let places = self.by_article.get(&article).map_or(&[][..], Vec::as_slice);
        places.iter().filter(|i| !self.undone.contains(&(**i as u64 + 1))).filter_map(|i| self.all.get(*i))
    }

    /// True if the words of an article are others since something was made of its cleaning, or were until that was undone.
    pub(super) fn recleans(&self, article: ContentHash) -> bool {
        let places = self.by_article.get(&article).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|i| self.all.get(*i)).any(|mark| matches!(mark.act, Act::Cleaning { .. }))
    }

    /// The articles that marks are about.
    pub fn articles(&self) -> impl Iterator<Item = ContentHash> {
        self.by_article.keys().copied()
    }

    /// The files of the articles in `of`, as they were when the marks were made.
    pub fn paths(&self, of: &HashSet<ContentHash>) -> BTreeSet<String> {
        let targets = self.all.iter().filter_map(|m| m.target.as_ref());
        targets.filter(|t| of.contains(&t.article)).map(|t| t.path.clone()).collect()
    }

    /// Names that the reader has made one: every other name with the one that stands for it.
    pub fn names(&self) -> BTreeMap<String, String> {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (_, mark, _) in self.all().filter(|(.., holds)| *holds) {
            match &mark.act {
                Act::Merge { from, into } | Act::Rename { from, into } => {
                    names.values_mut().filter(|name| *name == from).for_each(|name| name.clone_from(into));
                    names.insert(from.clone(), into.clone());
                    names.remove(into);
                }
                Act::Split { name } => {
                    names.remove(name);
                }
                _ => {}
            }
        }
        names
    }

    /// Saved queries by name.
    pub fn views(&self) -> BTreeMap<String, String> {
        let mut views = BTreeMap::new();
        for (_, mark, _) in self.all().filter(|(.., holds)| *holds) {
            if let Act::View { name, query } = &mark.act {
                match query {
                    Some(query) => views.insert(name.clone(), query.clone()),
                    None => views.remove(name),
                };
            }
        }
        views
    }
}

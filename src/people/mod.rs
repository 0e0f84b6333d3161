//! People across articles: one person has many names, two people may share one. Every name that is taken for somebody
//! says why, and where in doubt two names stay apart.
//!
//! Within an article the attribution has settled who is who; here the names of all articles meet:
//! - the same full name, in any spelling (Zelensky, Zelenskyy), with or without a middle name, or a short form of the
//!   first name (Mike for Michael), as long as one person only can be meant;
//! - a surname alone joins the full name if nobody else of that name is in the news at the time, or if the table of
//!   offices knows the role that the article gives;
//! - a title of the other gender keeps names apart; a spokesperson is never the principal;
//! - an acronym joins the organisation for which an article gives both.
//!
//! The result does not depend on the order of the articles.
mod bodies;
mod facts;
mod form;
mod full;
mod names;
mod part;
mod registry;
#[cfg(test)]
mod tests;

pub use facts::Facts;
pub use names::Names;

use crate::lexicon::Lexicon;
use crate::model::{Article, PersonKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A person or organisation of a [`Registry`]: its index in [`Registry::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub usize);

/// Why a name is taken for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// It is the name itself.
    SameName,
    /// It is the name in another spelling.
    Spelling,
    /// It differs by a middle name or initial.
    MiddleName,
    /// The first name is a short form or an initial.
    ShortName,
    /// The surname alone, and nobody else has it at the time.
    OnlySurname,
    /// The surname with a role that this person held on the day (table of offices).
    Office,
    /// The acronym, and an article gives both.
    Acronym,
}

impl Why {
    /// The reason in words.
    pub const fn words(self) -> &'static str {
        match self {
            Why::SameName => "the same name",
            Why::Spelling => "another spelling of the name",
            Why::MiddleName => "the name with or without a middle name",
            Why::ShortName => "a short form of the first name",
            Why::OnlySurname => "the only person of that surname in the articles of that time",
            Why::Office => "held that office on the day of the article",
            Why::Acronym => "an article gives the acronym with the full name",
        }
    }
}

/// A name by which articles know somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Articles in which it is the fullest name.
    pub articles: usize,
    /// The index of the earliest of them.
    pub article: usize,
    /// Why it is this person's.
    pub why: Why,
}

/// Somebody, across articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The fullest of the frequent names.
    pub name: String,
    /// What it is.
    pub kind: PersonKind,
    /// The names, the most frequent first.
    pub aliases: Vec<Alias>,
    /// How articles write it, pronouns left out, with how many of them do, the most frequent first; at most twenty.
    pub written: Vec<(String, usize)>,
}

/// Who is who in a set of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registry {
    people: Vec<Known>,
    /// Every way of naming somebody, by the name.
    names: Vec<Arc<str>>,
    /// For all articles their names, in their order: places in `names`, and in `people`.
    of: Vec<(u32, u32)>,
    /// For each article where its names end in `of`.
    ends: Vec<u32>,
}

impl Registry {
    /// The registry of `articles`.
    ///
    /// ```
    /// use whosaid::{lexicon::Lexicon, model::{Article, Person, PersonKind}, people::Registry};
    /// use std::sync::Arc;
    /// let article = |name: &str| {
    ///     let person = Person { name: name.into(), kind: PersonKind::Person, mentions: Vec::new() };
    ///     Arc::new(Article { people: vec![person], ..Default::default() })
    /// };
    /// let registry = Registry::build(&[article("Edda Marrow"), article("Marrow")], Lexicon::builtin());
    /// assert_eq!(registry.person(0, "Edda Marrow"), registry.person(1, "Marrow"));
    /// assert_eq!(registry.people()[0].name, "Edda Marrow");
    /// ```
    pub fn build(articles: &[Arc<Article>], lexicon: &Lexicon) -> Registry {
        let facts: Vec<Facts> = articles.iter().map(|a| Facts::of(a, lexicon)).collect();
        Registry::of_facts(&facts.iter().collect::<Vec<_>>(), lexicon)
    }

    /// The registry of the articles with these facts: what [`Registry::build`] does where the facts are kept.
    pub fn of_facts(facts: &[&Facts], lexicon: &Lexicon) -> Registry {
        let mut names = Names::default();
        facts.iter().for_each(|facts| names.add(facts));
        Registry::of_names(&names, lexicon)
    }

    /// The registry of the articles with these names.
    pub fn of_names(names: &Names, lexicon: &Lexicon) -> Registry {
        registry::build(names, lexicon)
    }

    /// The same people, where `names` says which other names are whose: every name with the one that stands for it.
    /// Whoever has one of the other names becomes the one who has that name, or takes it.
    pub fn joined(mut self, names: &BTreeMap<String, String>) -> Registry {
        let of = join(&mut self.people, names);
        for (_, id) in &mut self.of {
            *id = of.get(*id as usize).map_or(*id, |id| *id as u32);
        }
        self
    }

    /// Who `name` is in the article with this index.
    pub fn person(&self, article: usize, name: &str) -> Option<PersonId> {
        let start = article.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let names = self.of.get(start as usize..*self.ends.get(article)? as usize)?;
        let known = |named: u32| self.names.get(named as usize).map_or("", |name| &**name);
        let at = names.binary_search_by(|(named, _)| known(*named).cmp(name)).ok()?;
        names.get(at).map(|(_, id)| PersonId(*id as usize))
    }

    /// What is known of a person.
    pub fn get(&self, id: PersonId) -> Option<&Known> {
        self.people.get(id.0)
    }

    /// Everybody, in the order of their names.
    pub fn people(&self) -> &[Known] {
        &self.people
    }
}

/// Makes one of those `people` of whom `names` says so, as [`Registry::joined`] does; whom each of them became. Who
/// became somebody else has no names any more.
pub fn join(people: &mut [Known], names: &BTreeMap<String, String>) -> Vec<usize> {
    let mut of: Vec<usize> = (0..people.len()).collect();
    let has = |known: &Known, name: &str| known.aliases.iter().any(|a| a.name == *name);
    for (other, name) in names {
        let from: Vec<usize> =
            people.iter().enumerate().filter(|(_, known)| has(known, other)).map(|(i, _)| i).collect();
        let called = people.iter().position(|k| k.name == *name);
        let into = called.or_else(|| people.iter().position(|k| has(k, name))).or(from.first().copied());
        let Some(into) = into else { continue };
        for i in from.iter().copied().filter(|i| *i != into) {
            let gone = people.get_mut(i).map(|k| (std::mem::take(&mut k.aliases), std::mem::take(&mut k.written)));
            if let (Some((aliases, written)), Some(known)) = (gone, people.get_mut(into)) {
                known.aliases.extend(aliases);
                known.written.extend(written);
            }
            of.iter_mut().filter(|person| **person == i).for_each(|person| *person = into);
        }
        if let Some(known) = people.get_mut(into) {
            known.name.clone_from(name);
            if !has(known, name) {
                let article = known.aliases.first().map_or(0, |a| a.article);
                known.aliases.push(Alias { name: name.clone(), articles: 0, article, why: Why::SameName });
            }
            known.aliases.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        }
    }
    of
}

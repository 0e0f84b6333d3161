//! The same words elsewhere, with who said them and when.
use super::Memory;
use crate::echoes::{FEWEST, Families, Family, Member, Piece, Same, diff, said};
use crate::model::{Article, ContentHash, Quote};
use crate::people::{PersonId, Registry};
use crate::text::fold::words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The families of all quotations, with the articles they stand in. Keeps what was there when it was made.
#[derive(Clone, Default)]
pub struct Echoes {
    families: Families,
    articles: Vec<Arc<Article>>,
    /// Where an article stands.
    at: HashMap<ContentHash, usize>,
    people: Option<Arc<super::memory::People>>,
}

impl std::fmt::Debug for Echoes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Echoes({} families)", self.all().len())
    }
}

/// One quotation of a family, for a reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    /// Where it stands and how it relates to the words that the family shares.
    pub member: Member,
    /// Day of the article.
    pub date: Option<NaiveDate>,
    /// Who said it: the name that the articles together give, else the mention as written, else nothing.
    pub who: String,
    /// True if that is a name.
    pub named: bool,
    /// Who it may be, where the article names nobody.
    pub may_be: Option<MayBe>,
    /// The words beside those that the family shares.
    pub pieces: Vec<Piece>,
}

/// Somebody to whom an article gives by name what another gives to a vague source: a suggestion, no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayBe {
    /// The name.
    pub name: String,
    /// The id of the article that gives it.
    pub article: String,
}

/// Another article with quotations of this one.
#[derive(Clone, Debug)]
pub struct Story {
    /// The other article.
    pub article: Arc<Article>,
    /// The first of its quotations that this one has, too.
    pub quote: usize,
    /// How many quotations of this one it has.
    pub shared: usize,
}

impl Memory {
    /// The same words elsewhere, in all articles.
    pub fn echoes(&self) -> Echoes {
        let articles: Vec<Arc<Article>> = self.articles().cloned().collect();
        let at = articles.iter().enumerate().map(|(i, a)| (a.hash, i)).collect();
        Echoes { families: Families::find(&articles), at, people: Some(self.people().clone()), articles }
    }
}

impl Echoes {
    /// The same words elsewhere among `articles`, where `names` are those that the reader has made one.
    pub fn of(articles: Vec<Arc<Article>>, names: BTreeMap<String, String>) -> Echoes {
        let mut memory = Memory::new();
        memory.name(names);
        memory.put_shared(articles);
        memory.echoes()
    }

    /// All families, those of many members first.
    pub fn all(&self) -> &[Family] {
        self.families.all()
    }

    /// The family of quotation `quote` of `article`, if its words stand elsewhere too.
    pub fn family(&self, article: &Article, quote: usize) -> Option<&Family> {
        let family = self.families.of(*self.at.get(&article.hash)?, quote)?;
        self.all().get(family)
    }

    /// The article and the quotation of a member.
    pub fn place(&self, member: &Member) -> Option<(&Arc<Article>, &Quote)> {
        let article = self.articles.get(member.article)?;
        Some((article, article.quotes.get(member.quote)?))
    }

    /// The articles that have quotations of `article`, too: those that have most of them first, then the earliest.
    pub fn stories(&self, article: &Article) -> Vec<Story> {
        let Some(here) = self.at.get(&article.hash).copied() else { return Vec::new() };
        let mut others: BTreeMap<usize, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for quote in 0..article.quotes.len() {
            let Some(family) = self.families.of(here, quote).and_then(|f| self.all().get(f)) else { continue };
            // What only resembles something that resembles it is another quotation.
            let close = |m: &&Member| m.article != here && m.same != Same::Through;
            for member in family.members.iter().filter(close) {
                let other = others.entry(member.article).or_insert((member.quote, BTreeSet::new()));
                other.0 = other.0.min(member.quote);
                other.1.insert(quote);
            }
        }
        let story = |(at, (quote, shared)): (usize, (usize, BTreeSet<usize>))| {
            Some(Story { article: self.articles.get(at)?.clone(), quote, shared: shared.len() })
        };
        let mut stories: Vec<Story> = others.into_iter().filter_map(story).collect();
        stories.sort_by_key(|s| (std::cmp::Reverse(s.shared), s.article.date.is_none(), s.article.date));
        stories
    }

    /// The words that a family shares.
    pub fn words(&self, family: &Family) -> String {
        let core = family.members.get(family.core).and_then(|m| self.place(m));
        core.map_or(String::new(), |(article, quote)| one_line(&said(article, quote)))
    }

    /// When and by whom the words were said, the earliest first.
    pub fn voices(&self, family: &Family) -> impl Iterator<Item = (Option<NaiveDate>, String)> {
        family.members.iter().filter_map(|m| Some((self.place(m)?.0.date, self.who(m)?.0)))
    }

    /// How many people said the words: names once each, sources without a name once each.
    pub fn speakers(&self, family: &Family) -> usize {
        let who: BTreeSet<String> = family.members.iter().filter_map(|m| Some(self.who(m)?.0)).collect();
        who.len()
    }

    /// The quotations of a family, the earliest first.
    pub fn rows(&self, family: &Family) -> Vec<Echo> {
        let core = self.words(family);
        let named = self.named(family);
        let row = |member: &Member| {
            let (article, quote) = self.place(member)?;
            let (who, is_name) = self.who(member).unwrap_or_default();
            let may_be = named.clone().filter(|_| !is_name && member.same != Same::Through);
            let pieces = diff(&core, &one_line(&said(article, quote)));
            Some(Echo { member: *member, date: article.date, who, named: is_name, may_be, pieces })
        };
        family.members.iter().filter_map(row).collect()
    }

    /// Who said the quotation, and whether that is a name.
    fn who(&self, member: &Member) -> Option<(String, bool)> {
        let (article, quote) = self.place(member)?;
        let Some(name) = quote.canonical.as_deref() else {
            return quote.speaker.map(|s| (one_line(s.of(&article.body)), false));
        };
        let known = self.person(member, name).and_then(|id| self.registry()?.get(id));
        let person = known.is_none_or(|k| k.kind != crate::model::PersonKind::Unnamed);
        Some((known.map_or(name, |k| k.name.as_str()).to_owned(), person))
    }

    fn registry(&self) -> Option<&Registry> {
        self.people.as_ref().map(|p| &p.registry)
    }

    fn person(&self, member: &Member, name: &str) -> Option<PersonId> {
        self.registry()?.person(member.article, name)
    }

    /// The one person whom articles name as the speaker of the words, if they name nobody else. A few words that are
    /// often said tell nothing: half as many again as make a family must be shared.
    fn named(&self, family: &Family) -> Option<MayBe> {
        if words(&self.words(family)).len() < FEWEST + FEWEST / 2 {
            return None;
        }
        let close = family.members.iter().filter(|m| m.same != Same::Through);
        let named: Vec<(String, usize)> =
            close.filter_map(|m| self.who(m).filter(|w| w.1).map(|w| (w.0, m.article))).collect();
        let (name, article) = named.first()?;
        let only = named.iter().all(|(other, _)| other == name);
        let id = self.articles.get(*article).map_or(String::new(), |a| a.id.clone());
        only.then(|| MayBe { name: name.clone(), article: id })
    }
}

/// `text` on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

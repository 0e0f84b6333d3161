//! Who speaks, how often and when.
use super::search::{Place, name};
use super::{Cancel, Memory};
use crate::model::Kind;
use crate::people::{Alias, PersonId, Why};
use crate::query::{LOW, Query, folded_name};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A speaker with counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerRow {
    /// Full name, or the mention as written where no name is known.
    pub name: String,
    /// True if a full name is known.
    pub named: bool,
    /// Quotations.
    pub quotes: usize,
    /// Articles with at least one of them.
    pub articles: usize,
    /// Day of the first dated one.
    pub first: Option<NaiveDate>,
    /// Day of the last dated one.
    pub last: Option<NaiveDate>,
    /// How articles name the speaker, the most frequent first, at most ten.
    pub aliases: Vec<String>,
    /// The full names that articles have for the speaker beside `name`, the most frequent first, with the reason.
    pub names: Vec<SpeakerName>,
}

/// Another full name of a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerName {
    /// The name.
    pub name: String,
    /// Articles that have it.
    pub articles: usize,
    /// Why it is this speaker's.
    pub why: Why,
    /// The id of the earliest of the articles.
    pub article: String,
}

/// All speakers under a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    /// Those with most quotations first, then by name.
    pub rows: Vec<SpeakerRow>,
    /// Quotations of nobody.
    pub unattributed: usize,
    /// Quotations whose speaker is not certain (`is:low`).
    pub low: usize,
}

#[derive(Default)]
struct Count {
    person: Option<PersonId>,
    row: SpeakerRow,
    seen: Option<usize>,
    aliases: HashMap<String, usize>,
}

impl SpeakerRow {
    /// Every way in which articles name the speaker, the full names first.
    pub fn ways(&self) -> Vec<&str> {
        let names = self.names.iter().map(|n| n.name.as_str());
        let mut ways: Vec<&str> = names.chain(self.aliases.iter().map(String::as_str)).collect();
        let mut seen = HashSet::new();
        ways.retain(|way| seen.insert(*way));
        ways
    }
}

impl Memory {
    /// Who speaks in the quotations that `query` finds, terms left out; `None` if it was cancelled. For a picker, take
    /// the `speaker:` terms out of the query first ([`crate::query::edit::without`]), so that the others are counted.
    pub fn speakers(&self, query: &Query, cancel: &Cancel) -> Option<Speakers> {
        let mut out = Speakers::default();
        let mut counts = BTreeMap::<(Option<PersonId>, String), Count>::new();
        let registry = self.registry();
        for row in self.find(query, cancel)?.rows {
            let places = row.quotes.iter().map(|&q| Place { article: row.article, quote: q as usize });
            for (article, quote) in places.filter_map(|p| self.at(p)).filter(|(_, q)| q.kind != Kind::Term) {
                out.low += usize::from(quote.confidence < LOW);
                let Some(name) = name((article, quote)) else {
                    out.unattributed += 1;
                    continue;
                };
                let mention = quote.speaker.map_or("", |s| s.of(&article.body));
                let person = quote.canonical.as_deref().and_then(|name| registry.person(row.article, name));
                let key = if person.is_none() { folded_name(name).join(" ") } else { String::new() };
                let count = counts.entry((person, key)).or_default();
                count.person = person;
                let name = person.and_then(|id| registry.get(id)).map_or(name, |known| known.name.as_str());
                count.add(name, quote.canonical.is_some(), mention, row.article, article.date);
            }
        }
        out.rows = counts.into_values().map(|count| self.named(count)).collect();
        out.rows.sort_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
        Some(out)
    }

    /// The row of `count` with the other names that the speaker has in the articles.
    fn named(&self, count: Count) -> SpeakerRow {
        let known = count.person.and_then(|id| self.registry().get(id));
        let mut row = count.finish();
        let others = known.into_iter().flat_map(|k| &k.aliases).filter(|alias| alias.name != row.name);
        let name = |alias: &Alias| SpeakerName {
            name: alias.name.clone(),
            articles: alias.articles,
            why: alias.why,
            article: self.article(alias.article).map_or(String::new(), |a| a.id.clone()),
        };
        row.names = others.map(name).collect();
        row
    }
}

impl Count {
    fn add(&mut self, name: &str, named: bool, mention: &str, article: usize, date: Option<NaiveDate>) {
        if self.row.name.is_empty() || (named && !self.row.named) {
            self.row.name = name.to_owned();
            self.row.named = named;
        }
        self.row.quotes += 1;
        self.row.articles += usize::from(self.seen != Some(article));
        self.seen = Some(article);
        if let Some(day) = date {
            self.row.first = Some(self.row.first.map_or(day, |d| d.min(day)));
            self.row.last = Some(self.row.last.map_or(day, |d| d.max(day)));
        }
        if !mention.is_empty() {
            *self.aliases.entry(mention.to_owned()).or_default() += 1;
        }
    }

    fn finish(mut self) -> SpeakerRow {
        self.aliases.remove(&self.row.name);
        let mut aliases: Vec<(String, usize)> = self.aliases.into_iter().collect();
        aliases.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        SpeakerRow { aliases: aliases.into_iter().map(|(alias, _)| alias).take(10).collect(), ..self.row }
    }
}

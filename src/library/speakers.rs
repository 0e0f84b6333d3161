//! Who speaks, how often and when.
use super::search::{Place, name};
use super::{Cancel, Library};
use crate::model::Kind;
use crate::query::{LOW, Query, folded_name};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

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
    row: SpeakerRow,
    seen: Option<usize>,
    aliases: HashMap<String, usize>,
}

impl Library {
    /// Who speaks in the quotations that `query` finds, terms left out; `None` if it was cancelled. For a picker, take
    /// the `speaker:` terms out of the query first ([`crate::query::edit::without`]), so that the others are counted.
    pub fn speakers(&self, query: &Query, cancel: &Cancel) -> Option<Speakers> {
        let mut out = Speakers::default();
        let mut counts = BTreeMap::<String, Count>::new();
        for row in self.find(query, cancel)?.rows {
            let places = row.quotes.iter().map(|&q| Place { article: row.article, quote: q as usize });
            for (article, quote) in places.filter_map(|p| self.at(p)).filter(|(_, q)| q.kind != Kind::Term) {
                out.low += usize::from(quote.confidence < LOW);
                let Some(name) = name((article, quote)) else {
                    out.unattributed += 1;
                    continue;
                };
                let mention = quote.speaker.map_or("", |s| s.of(&article.body));
                let count = counts.entry(folded_name(name).join(" ")).or_default();
                count.add(name, quote.canonical.is_some(), mention, row.article, article.date);
            }
        }
        out.rows = counts.into_values().map(Count::finish).collect();
        out.rows.sort_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
        Some(out)
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
        if !mention.is_empty() && mention != self.row.name {
            *self.aliases.entry(mention.to_owned()).or_default() += 1;
        }
    }

    fn finish(self) -> SpeakerRow {
        let mut aliases: Vec<(String, usize)> = self.aliases.into_iter().collect();
        aliases.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        SpeakerRow { aliases: aliases.into_iter().map(|(alias, _)| alias).take(10).collect(), ..self.row }
    }
}

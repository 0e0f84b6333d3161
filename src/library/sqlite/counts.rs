//! Counting what a query finds.
use super::super::facets::ordered;
use super::super::types::{Counted, Counts};
use super::super::{ArticleId, Facet, FacetKey, Result, SpeakerName, SpeakerRow, Speakers};
use super::columns::Columns;
use super::hunt::{Found, Hunt};
use super::plan::{Plan, is_hopeless};
use crate::model::Kind;
use crate::query::{LOW, Query, folded_name, shown};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Calls `out` with every hit; false if the time ran out first.
fn all(hunt: &Hunt, query: &Query, budget: Duration, out: &mut dyn FnMut(&Found)) -> Result<bool> {
    let start = Instant::now();
    let mut exact = true;
    // Half a word of one letter is half of all words: the texts say sooner than the index how many there are at least.
    let scan = query.terms().iter().any(is_hopeless);
    let mut take = |found: Found| {
        out(&found);
        ControlFlow::Continue(())
    };
    let mut tick = |seen: usize, _| {
        exact = !seen.is_multiple_of(64) || start.elapsed() < budget;
        if exact { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    hunt.run(&mut Plan::new(query, hunt.columns, scan), None, &mut take, &mut tick)?;
    Ok(exact)
}

pub(super) fn count(hunt: &Hunt, query: &Query, budget: Duration) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut undated = HashSet::new();
    counts.exact = all(hunt, query, budget, &mut |Found { article: id, quotes, .. }| {
        if id.date().is_none() {
            undated.insert(*id);
        }
        counts.articles += 1;
        counts.quotes += quotes.len();
    })?;
    if counts.exact && query.is_dated() && !query.keeps_undated() {
        let keeping = query.keeping_undated();
        let mut plan = Plan::new(&keeping, hunt.columns, false);
        let mut take = |found: Found| {
            counts.undated_hidden += usize::from(!undated.contains(&found.article));
            ControlFlow::Continue(())
        };
        let first = ArticleId::of_day(None).0.0;
        hunt.run(&mut plan, Some(first - 1), &mut take, &mut |_, _| ControlFlow::Continue(()))?;
    }
    Ok(counts)
}

pub(super) fn facets(hunt: &Hunt, query: &Query, by: Facet, budget: Duration) -> Result<Counted<(FacetKey, u64)>> {
    if by == Facet::Speaker {
        let mut tally = Tally::new(hunt.columns);
        let exact = all(hunt, query, budget, &mut |found| tally.add(found))?;
        let named = tally.groups.iter().zip(&tally.sums);
        let named = named.map(|(group, sum)| (FacetKey::Speaker(Some(group.row.name.clone())), u64::from(sum.quotes)));
        let items = named.chain([(FacetKey::Speaker(None), tally.unattributed as u64)]).collect();
        return Ok(Counted { items: ordered(items), exact });
    }
    let (mut numbers, mut kinds, mut times) = (BTreeMap::<u32, u64>::new(), BTreeMap::new(), BTreeMap::new());
    let exact = all(hunt, query, budget, &mut |Found { article: id, quotes, row }| {
        let kinds_of = || quotes.iter().filter_map(|&q| row.quotes.get(q as usize)).map(|q| q.kind);
        match by {
            Facet::Speaker => {}
            Facet::Outlet => *numbers.entry(row.outlet).or_default() += 1,
            Facet::Kind => kinds_of().for_each(|kind| *kinds.entry(kind).or_default() += 1),
            Facet::Articles(bucket) => *times.entry(id.date().map(|d| bucket.start(d))).or_default() += 1,
            Facet::Quotes(bucket) => {
                let said = kinds_of().filter(|k| *k != Kind::Term).count() as u64;
                *times.entry(id.date().map(|d| bucket.start(d))).or_default() += said;
            }
        }
    })?;
    let outlet = |n: u32| Some(n).filter(|n| *n > 0).and_then(|n| hunt.columns.outlets.get(n as usize).cloned());
    let items = numbers.into_iter().map(|(n, count)| (FacetKey::Outlet(outlet(n)), count));
    let items = items.chain(kinds.into_iter().map(|(kind, count)| (FacetKey::Kind(kind), count)));
    let items = items.chain(times.into_iter().map(|(time, count)| (FacetKey::Time(time), count)));
    Ok(Counted { items: ordered(items.collect()), exact })
}

pub(super) fn speakers(hunt: &Hunt, query: &Query) -> Result<Speakers> {
    let mut tally = Tally::new(hunt.columns);
    all(hunt, query, Duration::MAX, &mut |found| tally.add(found))?;
    Ok(tally.finish())
}

/// Counts speakers in one pass over small rows.
struct Tally<'c> {
    columns: &'c Columns,
    /// For each pair of voice and person its group and its quotations.
    pairs: Vec<(u32, u32)>,
    groups: Vec<Group>,
    /// For each group what is counted.
    sums: Vec<Sum>,
    keys: HashMap<(u32, String), usize>,
    unattributed: usize,
    low: usize,
}

struct Group {
    row: SpeakerRow,
    person: u32,
}

/// What is counted of a group, in little room: most quotations are of few groups.
#[derive(Clone, Copy, Default)]
struct Sum {
    quotes: u32,
    articles: u32,
    seen: ArticleId,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
}

/// No group yet, and nobody.
const NEW: u32 = u32::MAX;
const NOBODY: u32 = u32::MAX - 1;

impl<'c> Tally<'c> {
    fn new(columns: &'c Columns) -> Self {
        let pairs = vec![(NEW, 0); columns.pairs.len()];
        let (groups, sums) = (Vec::new(), Vec::new());
        Tally { columns, pairs, groups, sums, keys: HashMap::new(), unattributed: 0, low: 0 }
    }

    fn add(&mut self, Found { article, quotes, row }: &Found) {
        let (id, date) = (*article, article.date());
        for quote in quotes.iter().filter_map(|&q| row.quotes.get(q as usize)).filter(|q| q.kind != Kind::Term) {
            self.low += usize::from(quote.confidence < LOW);
            let Some(pair) = self.pairs.get_mut(quote.pair as usize) else { continue };
            pair.1 += 1;
            let group = match pair.0 {
                NEW => self.group(quote.pair),
                known => known,
            };
            let Some(sum) = self.sums.get_mut(group as usize) else {
                self.unattributed += 1;
                continue;
            };
            sum.quotes += 1;
            if sum.quotes == 1 || sum.seen != id {
                sum.articles += 1;
                sum.seen = id;
                sum.first = min(sum.first, date);
                sum.last = sum.last.max(date);
            }
        }
    }

    /// The group of a pair that is seen for the first time.
    fn group(&mut self, pair: u32) -> u32 {
        let group = self.named(pair).map_or(NOBODY, |group| group as u32);
        self.pairs.get_mut(pair as usize).into_iter().for_each(|place| place.0 = group);
        group
    }

    /// The group of a pair; nothing if it is nobody.
    fn named(&mut self, pair: u32) -> Option<usize> {
        let (voice, someone) = self.columns.pair(pair);
        let voice = voice?;
        let named = !voice.canonical.is_empty();
        let written = shown(Some(&voice.canonical), &voice.mention)?;
        let person = self.columns.person(pair);
        let key = if someone.is_none() { (0, folded_name(written).join(" ")) } else { (person, String::new()) };
        let next = self.groups.len();
        let number = *self.keys.entry(key).or_insert(next);
        if number == next {
            let row = SpeakerRow::default();
            self.groups.push(Group { row, person: if someone.is_some() { person } else { 0 } });
            self.sums.push(Sum::default());
        }
        let group = self.groups.get_mut(number)?;
        if group.row.name.is_empty() || (named && !group.row.named) {
            group.row.name = someone.map_or(written, |s| &s.known.name).to_owned();
            group.row.named = named;
        }
        Some(number)
    }

    fn finish(mut self) -> Speakers {
        let mut ways: Vec<HashMap<&str, usize>> = vec![HashMap::new(); self.groups.len()];
        for (pair, (group, count)) in self.pairs.iter().enumerate() {
            let mention = self.columns.pair(pair as u32).0.map_or("", |v| v.mention.as_str());
            if let Some(ways) = ways.get_mut(*group as usize).filter(|_| !mention.is_empty() && *count > 0) {
                *ways.entry(mention).or_default() += *count as usize;
            }
        }
        for (group, mut ways) in self.groups.iter_mut().zip(ways) {
            ways.remove(group.row.name.as_str());
            let mut ways: Vec<(&str, usize)> = ways.into_iter().collect();
            ways.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            group.row.aliases = ways.into_iter().take(10).map(|(way, _)| way.to_owned()).collect();
            let someone = group.person.checked_sub(1).and_then(|p| self.columns.someone(p));
            group.row.names = someone.map_or(Vec::new(), |s| names(s, &group.row.name));
        }
        let counted = |(group, sum): (Group, &Sum)| SpeakerRow {
            quotes: sum.quotes as usize,
            articles: sum.articles as usize,
            first: sum.first,
            last: sum.last,
            ..group.row
        };
        let mut rows: Vec<SpeakerRow> = self.groups.into_iter().zip(&self.sums).map(counted).collect();
        rows.sort_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
        Speakers { rows, unattributed: self.unattributed, low: self.low }
    }
}

/// The other names of somebody, with the reasons.
fn names(someone: &super::columns::Someone, name: &str) -> Vec<SpeakerName> {
    let aliases = someone.known.aliases.iter().zip(&someone.earliest).filter(|(alias, _)| alias.name != name);
    let other = |(alias, id): (&crate::people::Alias, &String)| SpeakerName {
        name: alias.name.clone(),
        articles: alias.articles,
        why: alias.why,
        article: id.clone(),
    };
    aliases.map(other).collect()
}

fn min(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    [a, b].into_iter().flatten().min()
}

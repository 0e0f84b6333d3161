//! A first pass over many articles: what stands in many of an outlet's is not the article's.
use super::repeats::{Known, Repeats, edges, group, line_keys, shingles, words};
use crate::lexicon::Lexicon;
use crate::model::{Article, Clean, RawArticle, Span};
use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// Most lines and shingles that are kept in mind: what was seen once is forgotten when there are more.
const LIMIT: usize = 1_500_000;
/// Most hashes kept to know an article again.
const SKETCHES: usize = 400_000;
/// Hashes by which an article is known again, and how many of them must be the same.
const SKETCH: usize = 16;
const SAME: usize = 13;
/// Articles of an outlet from which on the months are counted and not the days.
const MANY: u32 = 50;

/// Learns [`Repeats`] article by article, in bounded memory. The order of the articles does not matter as long as
/// they fit; near duplicates count once.
///
/// ```
/// use whosaid::{clean::Learner, lexicon::Lexicon};
/// let learner = Learner::new(Lexicon::builtin());
/// assert!(learner.finish().is_empty());
/// ```
pub struct Learner<'l> {
    lexicon: &'l Lexicon,
    groups: HashMap<String, Group>,
    /// Lines and shingles in all groups.
    size: usize,
    sketches: FxHashMap<u64, u32>,
    docs: u32,
    limit: usize,
}

#[derive(Default)]
struct Group {
    docs: u32,
    lines: FxHashMap<u64, Seen>,
    shingles: FxHashMap<u64, Seen>,
}

/// In how many articles, and on which days and in which months, up to three.
#[derive(Clone, Copy, Default)]
struct Seen {
    count: u32,
    last: u32,
    days: [i32; 3],
    months: [i32; 3],
}

impl Seen {
    fn add(&mut self, doc: u32, (day, month): (i32, i32)) {
        if self.count > 0 && self.last == doc {
            return;
        }
        self.count += 1;
        self.last = doc;
        note(&mut self.days, day);
        note(&mut self.months, month);
    }

    /// In enough articles, and not only in those of a few days, which may tell one story.
    fn repeats(&self, docs: u32, share: u32) -> bool {
        let periods = if docs < MANY { &self.days } else { &self.months };
        self.count >= 3.max(docs.saturating_mul(share) / 1000) && periods.iter().all(|p| *p != 0)
    }
}

fn note(seen: &mut [i32; 3], period: i32) {
    if let Some(slot) = seen.iter_mut().find(|s| **s == 0 || **s == period) {
        *slot = period;
    }
}

impl<'l> Learner<'l> {
    /// Knows nothing yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let groups = HashMap::new();
        Learner { lexicon, groups, size: 0, sketches: FxHashMap::default(), docs: 0, limit: LIMIT }
    }

    /// Looks at an article that is not cleaned yet.
    pub fn add(&mut self, raw: &RawArticle) {
        let clean = super::clean(raw, self.lexicon, &Repeats::default());
        self.add_cleaned(raw, &clean);
    }

    /// Looks at an article that was cleaned with nothing learned.
    pub fn add_cleaned(&mut self, raw: &RawArticle, clean: &Clean) {
        self.add_body(&group(clean.outlet.as_deref(), &raw.folder), clean.date, &clean.body);
    }

    /// Looks at an article whose body was cleaned with nothing learned; `folder` is where it was found.
    pub fn add_article(&mut self, folder: &str, article: &Article) {
        self.add_body(&group(article.outlet.as_deref(), folder), article.date, &article.body);
    }

    fn add_body(&mut self, group: &str, date: Option<NaiveDate>, body: &str) {
        self.docs = self.docs.saturating_add(1);
        let words = words(body);
        if self.known(&words) {
            return;
        }
        let doc = self.docs;
        // An undated article has a day and a month of its own.
        let own = -i32::try_from(doc).unwrap_or(i32::MAX);
        let when = date.map_or((own, own), |d| (d.num_days_from_ce(), d.year() * 12 + d.month0() as i32 + 1));
        let group = self.groups.entry(group.to_string()).or_default();
        let before = group.lines.len() + group.shingles.len();
        group.docs += 1;
        for key in line_keys(body, &words) {
            group.lines.entry(key).or_default().add(doc, when);
        }
        for edge in edges(&words) {
            for (_, key) in shingles(edge) {
                group.shingles.entry(key).or_default().add(doc, when);
            }
        }
        self.size += group.lines.len() + group.shingles.len() - before;
        self.forget();
    }

    /// True if nearly the same article was seen before; remembers it otherwise.
    fn known(&mut self, words: &[(Span, u64)]) -> bool {
        let mut keys: Vec<u64> = shingles(words).map(|(_, key)| key).collect();
        if keys.len() > SKETCH * 2 {
            // A few more than needed, in case some are the same.
            keys.select_nth_unstable(SKETCH * 2);
            keys.truncate(SKETCH * 2);
        }
        keys.sort_unstable();
        keys.dedup();
        keys.truncate(SKETCH);
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for doc in keys.iter().filter_map(|k| self.sketches.get(k)) {
            *shared.entry(*doc).or_default() += 1;
        }
        let most = shared.values().max().copied().unwrap_or(0);
        if most > 0 && most * SKETCH >= keys.len() * SAME {
            return true;
        }
        if self.sketches.len() < SKETCHES {
            for key in keys {
                self.sketches.entry(key).or_insert(self.docs);
            }
        }
        false
    }

    fn forget(&mut self) {
        let mut least = 1;
        while self.size > self.limit {
            for group in self.groups.values_mut() {
                group.lines.retain(|_, s| s.count > least);
                group.shingles.retain(|_, s| s.count > least);
            }
            self.size = self.groups.values().map(|g| g.lines.len() + g.shingles.len()).sum();
            least += 1;
        }
    }

    /// What was learned.
    pub fn finish(self) -> Repeats {
        let mut repeats = Repeats::default();
        for (name, group) in self.groups {
            let keep = |seen: &FxHashMap<u64, Seen>, share: u32| {
                seen.iter().filter(|(_, s)| s.repeats(group.docs, share)).map(|(k, _)| *k).collect()
            };
            repeats.insert(name, Known { lines: keep(&group.lines, 3), shingles: keep(&group.shingles, 10) });
        }
        repeats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learner() -> Learner<'static> {
        Learner::new(Lexicon::builtin())
    }

    fn article(n: usize) -> String {
        let words = ["net", "rope", "keel", "mast", "sail", "hull", "oar", "buoy"];
        let line =
            |k: usize| (0..14).map(|i| words[(n * 31 + k * 7 + i * (n + k + 1)) % 8]).collect::<Vec<_>>().join(" ");
        format!("Story {n} begins {}.\n\nIt goes on {n} {}.", line(n), line(n + 3))
    }

    const BOX: &str = "Ring the harbour desk before noon if a boat is late and leave the name of the boat with us.";

    #[test]
    fn learns_what_stands_in_three() {
        for n in 2..5 {
            let mut l = learner();
            for i in 0..n {
                l.add_body("gull", None, &format!("{}\n\n{BOX}", article(i)));
            }
            assert_eq!(l.finish().is_empty(), n < 3, "{n}");
        }
    }

    #[test]
    fn counts_near_duplicates_once_and_one_day_once() {
        let mut l = learner();
        for i in 0..6 {
            l.add_body("gull", None, &format!("{}\n\n{BOX}{}", article(1), if i == 3 { " No." } else { "" }));
        }
        assert!(l.finish().is_empty());
        let mut l = learner();
        for i in 0..6 {
            l.add_body("gull", NaiveDate::from_ymd_opt(2025, 1, 2), &format!("{}\n\n{BOX}", article(i)));
        }
        assert!(l.finish().is_empty());
    }

    #[test]
    fn memory_is_bounded() {
        let mut l = learner();
        l.limit = 500;
        for i in 0..60 {
            l.add_body("gull", None, &format!("{}\n\n{BOX}", article(i)));
            assert!(l.size <= 500);
        }
        assert!(!l.finish().is_empty());
    }
}

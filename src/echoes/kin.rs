//! Which texts are kin, and what that makes of them.
use super::Same;
use super::index::{Index, distinct};
use std::collections::{BTreeMap, HashMap};

/// A phrase shorter than this …
const STOCK_WORDS: usize = 8;
/// … that stands in more texts of over twice its length is a stock phrase.
const STOCK: usize = 24;

/// How many of `len` words must be shared.
pub(super) fn needed(len: usize) -> usize {
    (len * 4).div_ceil(5)
}

/// Texts with those that they are kin to.
pub(super) struct Kin {
    /// To how many others each text is kin.
    degree: Vec<usize>,
    root: Vec<usize>,
    pub compared: usize,
}

/// Finds who is kin to whom.
pub(super) fn find(texts: &[Vec<String>]) -> Kin {
    let index = Index::new(texts);
    let mut kin = Kin { degree: vec![0; texts.len()], root: (0..texts.len()).collect(), compared: 0 };
    for (t, text) in index.texts.iter().enumerate() {
        let candidates = index.candidates(t);
        kin.compared += candidates.len();
        let wanted = count(text);
        let length = |c: usize| index.texts.get(c).map_or(0, Vec::len);
        let holds = |&c: &usize| index.texts.get(c).is_some_and(|other| holds(text.len(), &wanted, other));
        let mut found: Vec<usize> = candidates.into_iter().filter(holds).collect();
        let long = |c: &usize| length(*c) > 2 * text.len();
        if text.len() < STOCK_WORDS && found.iter().filter(|c| long(c)).count() > STOCK {
            found.retain(|c| !long(c));
        }
        for c in found {
            kin.union(t, c);
            for end in [t, c] {
                kin.degree.iter_mut().skip(end).take(1).for_each(|d| *d += 1);
            }
        }
    }
    kin
}

fn count(text: &[u32]) -> HashMap<u32, usize> {
    let mut out = HashMap::new();
    text.iter().for_each(|word| *out.entry(*word).or_default() += 1);
    out
}

/// True if four fifths of `len` words, counted in `wanted`, stand close together in `other`.
fn holds(len: usize, wanted: &HashMap<u32, usize>, other: &[u32]) -> bool {
    let window = (len * 5).div_ceil(4);
    let mut have: HashMap<u32, usize> = HashMap::new();
    let mut shared = 0;
    for (i, word) in other.iter().enumerate() {
        if let Some(&most) = wanted.get(word) {
            let n = have.entry(*word).or_default();
            *n += 1;
            shared += usize::from(*n <= most);
        }
        let gone = i.checked_sub(window).and_then(|out| other.get(out));
        if let Some((gone, &most)) = gone.and_then(|gone| Some((gone, wanted.get(gone)?))) {
            let n = have.entry(*gone).or_default();
            shared -= usize::from(*n <= most);
            *n -= 1;
        }
        if shared >= needed(len) {
            return true;
        }
    }
    false
}

impl Kin {
    fn root(&mut self, text: usize) -> usize {
        let mut at = text;
        while let Some(&up) = self.root.get(at).filter(|up| **up != at) {
            let above = self.root.get(up).copied().unwrap_or(up);
            self.root.iter_mut().skip(at).take(1).for_each(|r| *r = above);
            at = up;
        }
        at
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(root) = self.root.get_mut(a.max(b)) {
            *root = a.min(b);
        }
    }

    /// The texts that are kin, directly or through others; one that is kin to none is alone.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for text in 0..self.root.len() {
            let mut at = text;
            while let Some(&up) = self.root.get(at).filter(|up| **up != at) {
                at = up;
            }
            groups.entry(at).or_default().push(text);
        }
        groups.into_values().collect()
    }

    /// The text of `group` to which most are kin, the shortest of these.
    pub fn core(&self, group: &[usize], texts: &[Vec<String>]) -> usize {
        let key = |t: &usize| {
            let degree = self.degree.get(*t).copied().unwrap_or(0);
            (std::cmp::Reverse(degree), texts.get(*t).map_or(0, Vec::len), *t)
        };
        group.iter().copied().min_by_key(key).unwrap_or(0)
    }
}

/// How text `t` relates to the text `core`.
pub(super) fn relation(texts: &[Vec<String>], core: usize, t: usize) -> Same {
    let (Some(a), Some(b)) = (texts.get(core), texts.get(t)) else { return Same::Through };
    if core == t {
        return Same::Same;
    }
    if b.windows(a.len()).any(|w| w == a.as_slice()) {
        return Same::Within;
    }
    let ids: HashMap<&String, u32> = a.iter().chain(b).zip(0..).collect();
    let numbers = |text: &[String]| -> Vec<u32> { text.iter().filter_map(|w| ids.get(w).copied()).collect() };
    let (a, b) = (numbers(a), numbers(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let near = distinct(&short).len() > 1 || short == long;
    if near && holds(short.len(), &count(&short), &long) { Same::Near } else { Same::Through }
}

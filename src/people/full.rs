//! Full names that are one person's.
use super::Why;
use super::form::{Form, spelling};
use crate::lexicon::{Gender, Lexicon};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// All places of one full name in one spelling for all.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub form: Form,
    pub gender: Option<Gender>,
    /// True if the first word is a known first name.
    pub known_first: bool,
    /// The names for which the first name may be short.
    pub formal: BTreeSet<String>,
    /// Places, by their number.
    pub nodes: Vec<usize>,
}

/// The names for which the first word of `name` may be short, each in one spelling.
pub(super) fn formal(name: &str, lexicon: &Lexicon) -> BTreeSet<String> {
    let first = name.split_whitespace().next().unwrap_or("");
    let folded: String = fold(first).chars().filter(|c| c.is_alphanumeric()).collect();
    lexicon.nicknames.formal(&folded).map(spelling).collect()
}

/// True if nothing says that these are of different gender.
pub(super) fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// For each group the group that stands for its person, and why it joined that one.
pub(super) struct Joined {
    pub root: Vec<usize>,
    pub why: Vec<Why>,
}

impl Joined {
    fn join(&mut self, group: usize, to: usize, why: Why) {
        let to = self.find(to);
        let from = self.find(group);
        if from == to {
            return;
        }
        if let (Some(root), Some(reason)) = (self.root.get_mut(from), self.why.get_mut(group)) {
            *root = to;
            *reason = why;
        }
    }

    pub fn find(&self, mut group: usize) -> usize {
        while let Some(&up) = self.root.get(group) {
            if up == group {
                break;
            }
            group = up;
        }
        group
    }
}

/// The groups of one first name and surname, as clusters that cannot be told apart.
type Clusters = Vec<Vec<usize>>;

/// Joins the groups that are one person's. Near-linear: groups meet only under one surname and first name.
pub(super) fn join(groups: &[Group]) -> Joined {
    let mut joined = Joined { root: (0..groups.len()).collect(), why: vec![Why::SameName; groups.len()] };
    let mut surnames: BTreeMap<(&str, &str), BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (i, group) in groups.iter().enumerate() {
        let bucket = surnames.entry((group.form.last(), &group.form.suffix)).or_default();
        bucket.entry(group.form.first()).or_default().push(i);
    }
    for firsts in surnames.values() {
        let clusters: BTreeMap<&str, Clusters> =
            firsts.iter().map(|(first, ids)| (*first, middles(groups, ids, &mut joined))).collect();
        short_names(groups, &clusters, &mut joined);
    }
    joined
}

/// Clusters the groups of one first name and surname by their middle names. Without one a group joins the others if
/// these are one.
fn middles(groups: &[Group], ids: &[usize], joined: &mut Joined) -> Clusters {
    let mut by_initials: BTreeMap<String, BTreeMap<Vec<&str>, Vec<usize>>> = BTreeMap::new();
    for &i in ids {
        let Some(form) = groups.get(i).map(|g| &g.form) else { continue };
        by_initials.entry(form.initials()).or_default().entry(form.spelled()).or_default().push(i);
    }
    let plain: Vec<usize> = by_initials.remove("").into_iter().flat_map(BTreeMap::into_values).flatten().collect();
    let mut clusters = Clusters::new();
    for mut spelled in by_initials.into_values() {
        let short = spelled.remove(&Vec::new());
        let mut full: Clusters = spelled.into_values().collect();
        match (short, full.len()) {
            (Some(short), 1) => full.iter_mut().for_each(|f| f.extend(&short)),
            (Some(short), _) => full.push(short),
            (None, _) => {}
        }
        clusters.extend(full);
    }
    match (plain.is_empty(), clusters.len()) {
        (true, _) => {}
        (false, 1) => clusters.iter_mut().for_each(|c| c.extend(&plain)),
        (false, _) => clusters.push(plain),
    }
    for cluster in &clusters {
        if let Some((first, rest)) = cluster.split_first() {
            rest.iter().for_each(|&i| joined.join(i, *first, Why::MiddleName));
        }
    }
    clusters
}

/// Joins `Mike` to the one `Michael` of the surname, and `J.` to the one first name that starts so.
fn short_names(groups: &[Group], clusters: &BTreeMap<&str, Clusters>, joined: &mut Joined) {
    let mut initials: BTreeMap<char, Vec<(&str, usize)>> = BTreeMap::new();
    for (first, list) in clusters.iter().filter(|(first, _)| first.chars().count() > 1) {
        let heads = list.iter().filter_map(|c| c.first()).map(|&i| (*first, i));
        initials.entry(first.chars().next().unwrap_or(' ')).or_default().extend(heads.take(3));
    }
    for (first, list) in clusters {
        let [cluster] = list.as_slice() else { continue };
        let Some((head, group)) = cluster.first().and_then(|&i| Some((i, groups.get(i)?))) else { continue };
        let short = first.chars().count() == 1;
        let targets: Vec<usize> = if short {
            let starting = first.chars().next().and_then(|c| initials.get(&c)).into_iter().flatten();
            starting.map(|(_, i)| *i).collect()
        } else {
            let formal = group.formal.iter().filter(|f| f != first).filter_map(|f| clusters.get(f.as_str()));
            formal.flat_map(|list| list.iter().filter_map(|c| c.first()).copied()).collect()
        };
        let [target] = targets.as_slice() else { continue };
        if groups.get(*target).is_some_and(|t| agree(t.gender, group.gender)) {
            joined.join(head, *target, Why::ShortName);
        }
    }
}

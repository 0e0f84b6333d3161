//! Names that are a part of a name: a surname alone, with or without its particles.
use super::Why;
use super::facts::Named;
use super::form::Form;
use super::full::{Group, Joined, agree};
use crate::lexicon::{Gender, Lexicon};
use crate::text::fold::words;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A surname counts as somebody's if an article within so many days gives the full name.
const NEAR: i64 = 730;
/// More people of one surname than this are not looked through.
const MANY: usize = 64;

/// The people with full names, by the parts of their names.
pub(super) struct Parts<'a> {
    lexicon: &'a Lexicon,
    by_part: HashMap<String, BTreeSet<usize>>,
    by_form: HashMap<(String, String, String), usize>,
    people: HashMap<usize, Times>,
}

/// When a person is in the news.
#[derive(Default)]
struct Times {
    gender: Option<Gender>,
    suffix: String,
    days: Vec<NaiveDate>,
    undated: bool,
}

/// Whom a part of a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Owner {
    /// The person of this group.
    Group(usize),
    /// Somebody whom only the table of offices names in full.
    Holder(String),
}

/// Tells the dates of a place.
pub(super) type Days<'d> = dyn Fn(usize, &mut dyn FnMut(Option<NaiveDate>)) + 'd;

impl<'a> Parts<'a> {
    pub fn new(groups: &[Group], joined: &Joined, lexicon: &'a Lexicon, days: &Days) -> Self {
        let mut parts = Parts { lexicon, by_part: HashMap::new(), by_form: HashMap::new(), people: HashMap::new() };
        for (i, group) in groups.iter().enumerate() {
            let root = joined.find(i);
            for part in tails(&group.form).chain(surname_in_front(group)) {
                parts.by_part.entry(part).or_default().insert(root);
            }
            let Form { suffix, .. } = &group.form;
            parts.by_form.insert((group.form.first().into(), group.form.last().into(), suffix.clone()), root);
            let times = parts.people.entry(root).or_default();
            times.gender = times.gender.or(group.gender);
            times.suffix.clone_from(suffix);
            for &node in &group.nodes {
                days(node, &mut |day| match day {
                    Some(day) => times.days.push(day),
                    None => times.undated = true,
                });
            }
        }
        for times in parts.people.values_mut() {
            times.days.sort_unstable();
            times.days.dedup();
        }
        parts
    }

    /// True if the words of the name, which look like a full one, are only the tail of one: Van Hollen.
    pub fn is_tail(&self, group: &Group) -> bool {
        !group.known_first && self.by_part.contains_key(&group.form.words.join(" "))
    }

    /// Whom `named`, a part of a name in an article of `date`, stands for, if one person only can be meant.
    pub fn owner(&self, named: &Named, form: &Form, date: Option<NaiveDate>) -> Option<(Owner, Why)> {
        let key = form.words.join(" ");
        let none = BTreeSet::new();
        let found = self.by_part.get(&key).or_else(|| self.by_part.get(&format!("^{key}"))).unwrap_or(&none);
        if found.len() <= MANY {
            let fits = |t: &&Times| {
                agree(t.gender, named.gender) && (form.suffix.is_empty() || t.suffix == form.suffix) && t.near(date)
            };
            let mut fitting = found.iter().filter(|root| self.people.get(root).as_ref().is_some_and(fits));
            if let (Some(&only), None) = (fitting.next(), fitting.next()) {
                return Some((Owner::Group(only), Why::OnlySurname));
            }
        }
        let holder = self.holder(named, date?)?;
        let form = Form::of(&holder);
        let key = (form.first().to_owned(), form.last().to_owned(), form.suffix.clone());
        let owner = self.by_form.get(&key).map_or(Owner::Holder(holder), |&root| Owner::Group(root));
        Some((owner, Why::Office))
    }

    /// Who of that surname held on `date` the office that the article gives with the name: President Trump.
    fn holder(&self, named: &Named, date: NaiveDate) -> Option<String> {
        let offices = &self.lexicon.offices;
        let held = offices.offices_of(&named.name);
        if held.is_empty() {
            return None;
        }
        let mut found = BTreeSet::new();
        for (text, _) in &named.written {
            let Some(role) = role(text, &named.name) else { continue };
            let then = offices.holders(&role, None, Some(date));
            found.extend(then.iter().map(|h| &h.name).filter(|name| held.iter().any(|h| h.holder.name == **name)));
        }
        let only = found.first().filter(|_| found.len() == 1)?;
        let gender = held.iter().find(|h| h.holder.name == **only).and_then(|h| h.holder.gender);
        agree(gender, named.gender).then(|| (*only).clone())
    }
}

impl Times {
    fn near(&self, date: Option<NaiveDate>) -> bool {
        let Some(date) = date.filter(|_| !self.undated) else { return true };
        let after = self.days.partition_point(|d| *d < date);
        let around = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|i| self.days.get(i));
        around.into_iter().any(|d| (*d - date).num_days().abs() <= NEAR)
    }
}

/// The ends of a name: `smith jones` and `jones` of `Ana Smith Jones`.
fn tails(form: &Form) -> impl Iterator<Item = String> {
    (1..form.words.len()).filter_map(|from| Some(form.words.get(from..)?.join(" ")))
}

/// In some countries the surname stands in front (Xi Jinping): the first word, where it is no known first name.
fn surname_in_front(group: &Group) -> Option<String> {
    let form = &group.form;
    (!group.known_first && form.words.len() > 1 && form.suffix.is_empty()).then(|| format!("^{}", form.first()))
}

/// What stands before `name` in `text`, in lower case: `us president`.
fn role(text: &str, name: &str) -> Option<String> {
    let before = text.strip_suffix(name)?.trim().trim_start_matches("the ");
    let role = words(before).join(" ");
    (!role.is_empty()).then_some(role)
}

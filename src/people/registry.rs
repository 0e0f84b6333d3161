//! Puts the registry together: names by what they look like, then who is who, then what is known of each.
use super::bodies::{self, Acronyms};
use super::facts::{Named, is_acronym};
use super::form::Form;
use super::full::{self, Group};
use super::names::Names;
use super::part::{Owner, Parts};
use super::{Alias, Known, Registry, Why};
use crate::lexicon::{Gender, Lexicon};
use crate::model::PersonKind;
use crate::text::fold::words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// The articles of one day that name somebody in one way.
struct Use {
    date: Option<NaiveDate>,
    articles: u32,
    /// The one of them with the smallest id.
    earliest: u32,
}

/// Whose a name is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Who {
    /// A person with a full name, by its group, or one whom only the table of offices names in full.
    Person(Owner),
    /// A surname that is nobody's for certain, with the gender that a title gave it.
    Surname(Form, Option<bool>),
    /// An organisation.
    Body(String),
    /// A source without a name: "Downing Street spokesperson".
    Source(String),
}

/// What a name looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Person,
    Body,
    Source,
}

pub(super) fn build(names: &Names, lexicon: &Lexicon) -> Registry {
    let uses = uses(names);
    let owners = owners(names, &uses, lexicon);
    let mut places: Vec<Vec<Place>> = vec![Vec::new(); owners.whos.len()];
    for (named, of) in (0..).zip(&owners.of) {
        for (used, (who, why)) in (0..).zip(of) {
            places.get_mut(*who as usize).into_iter().for_each(|p| p.push(Place { named, used, why: *why }));
        }
    }
    let mut whos: Vec<(&Who, usize)> = owners.whos.iter().zip(0..).collect();
    whos.sort_unstable();
    let uses = &uses;
    let describe = |(who, i): (&Who, usize)| {
        let places = places.get(i).into_iter().flatten();
        let found = places.filter_map(|p| {
            Some((&**names.named.get(p.named as usize)?, uses.get(p.named as usize)?.get(p.used as usize)?, p.why))
        });
        (describe(who, found, names), i)
    };
    let mut known: Vec<(Known, usize)> = whos.into_iter().map(describe).collect();
    known.sort_by(|(a, _), (b, _)| (&a.name, a.kind as u8, &a.written).cmp(&(&b.name, b.kind as u8, &b.written)));
    let mut ids = vec![0u32; known.len()];
    for (id, (_, who)) in known.iter().enumerate() {
        ids.get_mut(*who).into_iter().for_each(|place| *place = id as u32);
    }
    let mut registry = Registry { names: names.named.iter().map(|n| n.name.clone()).collect(), ..Registry::default() };
    registry.people = known.into_iter().map(|(known, _)| known).collect();
    for (_, date, nodes) in names.articles() {
        for node in nodes {
            let at = uses.get(*node as usize).and_then(|uses| uses.binary_search_by_key(&date, |u| u.date).ok());
            let who = at.and_then(|at| owners.of.get(*node as usize)?.get(at)).map_or(0, |(who, _)| *who);
            registry.of.push((*node, ids.get(who as usize).copied().unwrap_or(0)));
        }
        registry.ends.push(registry.of.len() as u32);
    }
    registry
}

/// For each way of naming somebody the days on which articles do so, in order.
fn uses(names: &Names) -> Vec<Vec<Use>> {
    let mut all: Vec<Vec<Use>> = Vec::new();
    all.resize_with(names.named.len(), Vec::new);
    for (article, date, nodes) in names.articles() {
        for uses in nodes.iter().map(|node| *node as usize) {
            let Some(uses) = all.get_mut(uses) else { continue };
            // Most come in the order of their days, one way or the other.
            let at = match (uses.first(), uses.last()) {
                (_, Some(last)) if last.date == date => Ok(uses.len() - 1),
                (Some(first), _) if first.date == date => Ok(0),
                _ => uses.binary_search_by_key(&date, |u| u.date),
            };
            match at.map(|at| uses.get_mut(at)) {
                Ok(Some(used)) => {
                    used.articles += 1;
                    if names.id(article) < names.id(used.earliest as usize) {
                        used.earliest = article as u32;
                    }
                }
                Err(at) => uses.insert(at, Use { date, articles: 1, earliest: article as u32 }),
                Ok(None) => {}
            }
        }
    }
    all
}

/// Whose names are.
#[derive(Default)]
struct Owners {
    whos: Vec<Who>,
    numbers: HashMap<Who, u32>,
    /// For each way of naming somebody and each of its days a place in `whos`, and why.
    of: Vec<Vec<(u32, Why)>>,
}

impl Owners {
    fn of(uses: &[Vec<Use>], who: &dyn Fn(usize, Option<NaiveDate>) -> Option<(Who, Why)>) -> Owners {
        let mut owners = Owners::default();
        for (i, uses) in uses.iter().enumerate() {
            let nobody = || (Who::Source(String::new()), Why::SameName);
            let mut of = Vec::with_capacity(uses.len());
            for used in uses {
                let (who, why) = who(i, used.date).unwrap_or_else(nobody);
                of.push((owners.number(who), why));
            }
            owners.of.push(of);
        }
        owners
    }

    fn number(&mut self, who: Who) -> u32 {
        let next = self.whos.len() as u32;
        let number = *self.numbers.entry(who.clone()).or_insert(next);
        if number == next {
            self.whos.push(who);
        }
        number
    }
}

/// Whose each name is, and why.
fn owners(names: &Names, uses: &[Vec<Use>], lexicon: &Lexicon) -> Owners {
    let classes = classes(names, uses);
    let mut acronyms = Acronyms::default();
    let mut full: BTreeMap<Form, Group> = BTreeMap::new();
    let mut forms: Vec<Rc<Form>> = Vec::with_capacity(names.named.len());
    let (nobody, mut known) = (Rc::<Form>::default(), HashMap::<&str, Rc<Form>>::new());
    for (i, (named, class)) in names.named.iter().zip(&classes).enumerate() {
        let mut form = nobody.clone();
        match class {
            Class::Body => acronyms.add(named),
            Class::Person => {
                form = known.entry(&named.name).or_insert_with(|| Rc::new(Form::of(&named.name))).clone();
                if form.words.len() > 1 && !form.starts_with_particle() {
                    let first = || group(&form, &named.name, lexicon);
                    full.entry(Form::clone(&form)).or_insert_with(first).nodes.push(i);
                }
            }
            Class::Source => {}
        }
        forms.push(form);
    }
    full.values_mut().for_each(|g| g.gender = gender(g, names, uses, lexicon));
    let groups: Vec<Group> = full.into_values().collect();
    let joined = full::join(&groups);
    let days = |i: usize, out: &mut dyn FnMut(Option<NaiveDate>)| {
        uses.get(i).into_iter().flatten().for_each(|used| out(used.date));
    };
    let parts = Parts::new(&groups, &joined, lexicon, &days);
    let mut in_full: Vec<Option<usize>> = vec![None; names.named.len()];
    for (i, group) in groups.iter().enumerate() {
        group.nodes.iter().for_each(|n| in_full.get_mut(*n).into_iter().for_each(|place| *place = Some(i)));
    }
    let alone = alone(names, &forms);
    let who = |i: usize, date: Option<NaiveDate>| -> Option<(Who, Why)> {
        let (named, form) = (names.named.get(i)?, forms.get(i)?);
        if let Some((i, group)) = in_full.get(i).copied().flatten().and_then(|i| Some((i, groups.get(i)?))) {
            let why = joined.why.get(i).copied().unwrap_or(Why::SameName);
            let found = parts.is_tail(group).then(|| parts.owner(named, &group.form, date)).flatten();
            let (owner, why) = found.unwrap_or((Owner::Group(joined.find(i)), why));
            return Some((Who::Person(owner), why));
        }
        Some(match classes.get(i)? {
            Class::Source => (Who::Source(words(&named.name).join(" ")), Why::SameName),
            Class::Body => match acronyms.full(&named.name) {
                Some(full) => (Who::Body(full.to_owned()), Why::Acronym),
                None => (Who::Body(bodies::key(&named.name)), Why::SameName),
            },
            Class::Person => match parts.owner(named, form, date) {
                Some((owner, why)) => (Who::Person(owner), why),
                None => (alone(i), Why::SameName),
            },
        })
    };
    Owners::of(uses, &who)
}

/// A surname that stays by itself. Where articles give it with titles of one gender only, one without a title joins.
fn alone(names: &Names, forms: &[Rc<Form>]) -> impl Fn(usize) -> Who {
    let mut genders: HashMap<Form, BTreeSet<bool>> = HashMap::new();
    let told: Vec<Option<bool>> = names.named.iter().map(|n| n.gender.map(|g| g == Gender::Male)).collect();
    for (form, male) in forms.iter().zip(&told).filter(|(form, _)| form.words.len() == 1) {
        genders.entry(Form::clone(form)).or_default().extend(male);
    }
    let forms = forms.to_vec();
    move |i| {
        let form = forms.get(i).map(|form| Form::clone(form)).unwrap_or_default();
        let only = genders.get(&form).filter(|g| g.len() == 1).and_then(|g| g.first().copied());
        Who::Surname(form, told.get(i).copied().flatten().or(only))
    }
}

fn group(form: &Form, name: &str, lexicon: &Lexicon) -> Group {
    let first = name.split_whitespace().next().unwrap_or("");
    let known_first = lexicon.names.is_first(first);
    Group { form: form.clone(), gender: None, known_first, formal: full::formal(name, lexicon), nodes: Vec::new() }
}

/// In how many articles somebody is named so.
fn articles(uses: &[Vec<Use>], i: usize) -> usize {
    uses.get(i).into_iter().flatten().map(|used| used.articles as usize).sum()
}

/// The gender of a full name: what most articles tell, else what the first name suggests.
fn gender(group: &Group, names: &Names, uses: &[Vec<Use>], lexicon: &Lexicon) -> Option<Gender> {
    let named = || group.nodes.iter().filter_map(|&i| Some((i, names.named.get(i)?)));
    let count =
        |gender| -> usize { named().filter(|(_, n)| n.gender == Some(gender)).map(|(i, _)| articles(uses, i)).sum() };
    match count(Gender::Male).cmp(&count(Gender::Female)) {
        std::cmp::Ordering::Greater => Some(Gender::Male),
        std::cmp::Ordering::Less => Some(Gender::Female),
        std::cmp::Ordering::Equal => named()
            .filter_map(|(_, n)| lexicon.names.gender(n.name.split_whitespace().next().unwrap_or("")))
            .min_by_key(|g| *g as u8),
    }
}

/// What each name looks like. Where articles differ on whether a name is a person's, most of them are right.
fn classes(names: &Names, uses: &[Vec<Use>]) -> Vec<Class> {
    let mut votes: HashMap<&str, [usize; 2]> = HashMap::new();
    for (i, named) in names.named.iter().enumerate() {
        let [person, body] = votes.entry(&named.name).or_default();
        match named.kind {
            PersonKind::Person => *person += articles(uses, i),
            PersonKind::Organisation => *body += articles(uses, i),
            PersonKind::Unnamed => {}
        }
    }
    let class = |named: &Arc<Named>| {
        let name = &*named.name;
        let last = name.split_whitespace().next_back().unwrap_or("");
        let [person, body] = votes.get(name).copied().unwrap_or_default();
        match () {
            _ if body > person || (person == 0 && is_acronym(name)) => Class::Body,
            _ if !last.starts_with(char::is_uppercase) || last.to_lowercase().starts_with("spokes") => Class::Source,
            _ => Class::Person,
        }
    };
    names.named.iter().map(class).collect()
}

/// Where somebody is named: a way of naming, one of its days, and why it is taken for the person.
#[derive(Clone, Copy)]
struct Place {
    named: u32,
    used: u32,
    why: Why,
}

/// Ways of writing somebody that are kept.
const WRITTEN: usize = 20;

/// Of a name: in how many articles it stands, the age of the earliest, why it is taken for the person.
type Found<'f> = (usize, Age<'f>, Why);
type Age<'f> = (bool, Option<chrono::NaiveDate>, &'f str, usize);

/// What is known of `who`, from all places of the name.
fn describe<'n>(who: &Who, places: impl Iterator<Item = (&'n Named, &'n Use, Why)>, names: &'n Names) -> Known {
    let mut aliases: BTreeMap<&str, Found> = BTreeMap::new();
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    for (named, used, why) in places {
        let (articles, earliest) = (used.articles as usize, used.earliest as usize);
        let age = (used.date.is_none(), used.date, names.id(earliest), earliest);
        let alias = aliases.entry(&named.name).or_insert((0, age, why));
        alias.0 += articles;
        alias.1 = alias.1.min(age);
        alias.2 = alias.2.min(why);
        for (text, _) in &named.written {
            *written.entry(text).or_default() += articles;
        }
    }
    let holder = match who {
        Who::Person(Owner::Holder(name)) => Some(name.clone()),
        _ => None,
    };
    let full = |name: &str| name.contains(' ') && !name.contains('.') && !name.starts_with("the ");
    let best = aliases
        .iter()
        .max_by(|(a, x), (b, y)| (full(a), x.0, a.len()).cmp(&(full(b), y.0, b.len())).then_with(|| b.cmp(a)));
    let name = holder.or_else(|| best.map(|(name, _)| (*name).to_owned())).unwrap_or_default();
    let mut aliases: Vec<Alias> = aliases
        .iter()
        .map(|(n, &(articles, age, w))| Alias {
            name: (*n).to_owned(),
            articles,
            article: age.3,
            why: reason(n, &name, w),
        })
        .collect();
    aliases.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    let mut written: Vec<(String, usize)> = written.into_iter().map(|(t, c)| (t.to_owned(), c)).collect();
    written.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    written.truncate(WRITTEN);
    let kind = match who {
        Who::Person(_) | Who::Surname(..) => PersonKind::Person,
        Who::Body(_) => PersonKind::Organisation,
        Who::Source(_) => PersonKind::Unnamed,
    };
    Known { name, kind, aliases, written }
}

/// Why `alias` is the name of the person called `name`: `found` where it joined by more than its words, else how the
/// two differ.
fn reason(alias: &str, name: &str, found: Why) -> Why {
    let (a, b) = (Form::of(alias), Form::of(name));
    match found {
        _ if alias == name => Why::SameName,
        Why::OnlySurname | Why::Office | Why::Acronym => found,
        _ if a == b || a.words.len() < 2 || b.words.len() < 2 => Why::Spelling,
        _ if a.first() != b.first() => Why::ShortName,
        _ => Why::MiddleName,
    }
}

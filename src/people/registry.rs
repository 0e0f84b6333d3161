//! Puts the registry together: names by what they look like, then who is who, then what is known of each.
use super::bodies::{self, Acronyms};
use super::facts::{Facts, Named, is_acronym};
use super::form::Form;
use super::full::{self, Group};
use super::part::{Owner, Parts};
use super::{Alias, Known, PersonId, Registry, Why};
use crate::lexicon::{Gender, Lexicon};
use crate::model::PersonKind;
use crate::text::fold::words;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// A name in an article.
#[derive(Clone, Copy)]
struct Node<'f> {
    article: usize,
    facts: &'f Facts,
    named: &'f Named,
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

pub(super) fn build(facts: &[&Facts], lexicon: &Lexicon) -> Registry {
    let nodes: Vec<Node> = facts
        .iter()
        .enumerate()
        .flat_map(|(article, facts)| facts.names.iter().map(move |named| Node { article, facts, named }))
        .collect();
    let owners = owners(&nodes, lexicon);
    let mut people: BTreeMap<&Who, Vec<(usize, Why)>> = BTreeMap::new();
    for (i, (who, why)) in owners.iter().enumerate() {
        people.entry(who).or_default().push((i, *why));
    }
    let mut known: Vec<(Known, Vec<usize>)> = people
        .into_iter()
        .map(|(who, places)| (describe(who, &places, &nodes), places.iter().map(|(i, _)| *i).collect()))
        .collect();
    known.sort_by(|(a, _), (b, _)| (&a.name, a.kind as u8, &a.written).cmp(&(&b.name, b.kind as u8, &b.written)));
    let mut registry = Registry { people: Vec::with_capacity(known.len()), of: vec![Vec::new(); facts.len()] };
    for (id, (known, places)) in known.into_iter().enumerate() {
        for node in places.iter().filter_map(|&i| nodes.get(i)) {
            if let Some(names) = registry.of.get_mut(node.article) {
                names.push((node.named.name.clone(), PersonId(id)));
            }
        }
        registry.people.push(known);
    }
    for names in &mut registry.of {
        names.sort_unstable();
        names.shrink_to_fit();
    }
    registry
}

/// Whose each name is, and why.
fn owners(nodes: &[Node], lexicon: &Lexicon) -> Vec<(Who, Why)> {
    let classes = classes(nodes);
    let mut acronyms = Acronyms::default();
    let mut full: BTreeMap<Form, Group> = BTreeMap::new();
    let mut forms: Vec<Rc<Form>> = Vec::with_capacity(nodes.len());
    let (nobody, mut known) = (Rc::<Form>::default(), HashMap::<&str, Rc<Form>>::new());
    for (i, (node, class)) in nodes.iter().zip(&classes).enumerate() {
        let mut form = nobody.clone();
        match class {
            Class::Body => acronyms.add(node.named),
            Class::Person => {
                form = known.entry(&node.named.name).or_insert_with(|| Rc::new(Form::of(&node.named.name))).clone();
                if form.words.len() > 1 && !form.starts_with_particle() {
                    match full.get_mut(&*form) {
                        Some(group) => group.nodes.push(i),
                        None => {
                            let mut first = group(&form, node, lexicon);
                            first.nodes.push(i);
                            full.insert(Form::clone(&form), first);
                        }
                    }
                }
            }
            Class::Source => {}
        }
        forms.push(form);
    }
    full.values_mut().for_each(|g| g.gender = gender(g, nodes, lexicon));
    let groups: Vec<Group> = full.into_values().collect();
    let joined = full::join(&groups);
    let parts = Parts::new(&groups, &joined, lexicon, &|i| nodes.get(i).and_then(|n| n.facts.date));
    let mut out: Vec<Option<(Who, Why)>> = vec![None; nodes.len()];
    for (i, group) in groups.iter().enumerate() {
        let why = joined.why.get(i).copied().unwrap_or(Why::SameName);
        for &n in &group.nodes {
            let Some((node, place)) = nodes.get(n).zip(out.get_mut(n)) else { continue };
            let found = parts.is_tail(group).then(|| parts.owner(node.named, &group.form, node.facts.date)).flatten();
            let (owner, why) = found.unwrap_or((Owner::Group(joined.find(i)), why));
            *place = Some((Who::Person(owner), why));
        }
    }
    let alone = alone(nodes, &forms);
    let rest = |i: usize| -> Option<(Who, Why)> {
        let (node, form) = (nodes.get(i)?, forms.get(i)?);
        Some(match classes.get(i)? {
            Class::Source => (Who::Source(words(&node.named.name).join(" ")), Why::SameName),
            Class::Body => match acronyms.full(&node.named.name) {
                Some(full) => (Who::Body(full.to_owned()), Why::Acronym),
                None => (Who::Body(bodies::key(&node.named.name)), Why::SameName),
            },
            Class::Person => match parts.owner(node.named, form, node.facts.date) {
                Some((owner, why)) => (Who::Person(owner), why),
                None => (alone(i), Why::SameName),
            },
        })
    };
    let nobody = || (Who::Source(String::new()), Why::SameName);
    out.into_iter().enumerate().map(|(i, found)| found.or_else(|| rest(i)).unwrap_or_else(nobody)).collect()
}

/// A surname that stays by itself. Where articles give it with titles of one gender only, one without a title joins.
fn alone(nodes: &[Node], forms: &[Rc<Form>]) -> impl Fn(usize) -> Who {
    let mut genders: HashMap<Form, BTreeSet<bool>> = HashMap::new();
    let male = |i: usize| nodes.get(i).and_then(|n: &Node| n.named.gender).map(|g| g == Gender::Male);
    let told: Vec<Option<bool>> = (0..nodes.len()).map(male).collect();
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

fn group(form: &Form, node: &Node, lexicon: &Lexicon) -> Group {
    let name = &node.named.name;
    let first = name.split_whitespace().next().unwrap_or("");
    let known_first = lexicon.names.is_first(first);
    Group { form: form.clone(), gender: None, known_first, formal: full::formal(name, lexicon), nodes: Vec::new() }
}

/// The gender of a full name: what most articles tell, else what the first name suggests.
fn gender(group: &Group, nodes: &[Node], lexicon: &Lexicon) -> Option<Gender> {
    let named = || group.nodes.iter().filter_map(|&i| nodes.get(i)).map(|n| n.named);
    let count = |gender| named().filter(|n| n.gender == Some(gender)).count();
    match count(Gender::Male).cmp(&count(Gender::Female)) {
        std::cmp::Ordering::Greater => Some(Gender::Male),
        std::cmp::Ordering::Less => Some(Gender::Female),
        std::cmp::Ordering::Equal => named()
            .filter_map(|n| lexicon.names.gender(n.name.split_whitespace().next().unwrap_or("")))
            .min_by_key(|g| *g as u8),
    }
}

/// What each name looks like. Where articles differ on whether a name is a person's, most of them are right.
fn classes(nodes: &[Node]) -> Vec<Class> {
    let mut votes: HashMap<&str, [usize; 2]> = HashMap::new();
    for node in nodes {
        let [person, body] = votes.entry(&node.named.name).or_default();
        match node.named.kind {
            PersonKind::Person => *person += 1,
            PersonKind::Organisation => *body += 1,
            PersonKind::Unnamed => {}
        }
    }
    let class = |node: &Node| {
        let name = &*node.named.name;
        let last = name.split_whitespace().next_back().unwrap_or("");
        let [person, body] = votes.get(name).copied().unwrap_or_default();
        match () {
            _ if body > person || (person == 0 && is_acronym(name)) => Class::Body,
            _ if !last.starts_with(char::is_uppercase) || last.to_lowercase().starts_with("spokes") => Class::Source,
            _ => Class::Person,
        }
    };
    nodes.iter().map(class).collect()
}

/// Ways of writing somebody that are kept.
const WRITTEN: usize = 20;

/// Of a name: in how many articles it stands, the age of the earliest, why it is taken for the person.
type Found<'f> = (usize, Age<'f>, Why);
type Age<'f> = (bool, Option<chrono::NaiveDate>, &'f str, usize);

/// What is known of `who`, from all places of the name.
fn describe(who: &Who, places: &[(usize, Why)], nodes: &[Node]) -> Known {
    let mut aliases: BTreeMap<&str, Found> = BTreeMap::new();
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    for (node, why) in places.iter().filter_map(|(i, why)| Some((nodes.get(*i)?, *why))) {
        let age = (node.facts.date.is_none(), node.facts.date, node.facts.id.as_str(), node.article);
        let alias = aliases.entry(&node.named.name).or_insert((0, age, why));
        alias.0 += 1;
        alias.1 = alias.1.min(age);
        alias.2 = alias.2.min(why);
        for (text, count) in &node.named.written {
            *written.entry(text).or_default() += *count as usize;
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

//! What one article says about the names in it: all that the registry needs to know of the article.
use crate::lexicon::{Classes, Gender, Lexicon};
use crate::model::{Article, Person, PersonKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The names of one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub(super) id: String,
    pub(super) date: Option<NaiveDate>,
    pub(super) names: Vec<Named>,
}

/// A name of the article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Named {
    pub name: Arc<str>,
    pub kind: PersonKind,
    pub gender: Option<Gender>,
    /// How it is written, pronouns left out, with counts.
    pub written: Vec<(Arc<str>, u32)>,
    /// The acronyms that the article gives for it.
    pub acronyms: BTreeSet<String>,
}

/// Most ways of writing one name that are kept, and the longest, in bytes.
const WAYS: usize = 16;
const LONGEST: usize = 80;

impl Facts {
    /// The id of the article.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The facts of `article`. Linear in its mentions.
    pub fn of(article: &Article, lexicon: &Lexicon) -> Facts {
        let mut names: BTreeMap<&str, Named> = BTreeMap::new();
        for person in &article.people {
            let named = names.entry(&person.name).or_insert_with(|| Named::new(&person.name, person.kind));
            named.read(&article.body, person, lexicon);
        }
        for quote in &article.quotes {
            let Some(name) = quote.canonical.as_deref() else { continue };
            names.entry(name).or_insert_with(|| Named::new(name, PersonKind::Unnamed));
        }
        Facts { id: article.id.clone(), date: article.date, names: names.into_values().collect() }
    }
}

impl Named {
    fn new(name: &str, kind: PersonKind) -> Named {
        Named { name: name.into(), kind, gender: None, written: Vec::new(), acronyms: BTreeSet::new() }
    }

    /// Reads how the article names the person. A title tells the gender (`Mrs`), else the pronouns, where they agree.
    fn read(&mut self, body: &str, person: &Person, lexicon: &Lexicon) {
        let (mut titles, mut pronouns) = ([0usize; 2], [0usize; 2]);
        for mention in &person.mentions {
            let text = mention.of(body);
            match pronoun(text) {
                Some(Some(gender)) => pronouns[gender as usize] += 1,
                Some(None) => {}
                None => {
                    if let Some(gender) = title(text, lexicon) {
                        titles[gender as usize] += 1;
                    }
                    self.write(text);
                }
            }
            if is_acronym(text) && initials(&self.name) == text.replace('.', "") {
                self.acronyms.insert(text.to_owned());
            }
            if person.kind != PersonKind::Person {
                self.acronyms.extend(in_brackets(body.get(mention.end..).unwrap_or("")).map(str::to_owned));
            }
        }
        self.acronyms.remove(&*self.name);
        let agreed = |votes: [usize; 2]| match votes {
            [male, 0] if male > 0 => Some(Gender::Male),
            [0, female] if female > 0 => Some(Gender::Female),
            _ => None,
        };
        self.gender = agreed(titles).or_else(|| if titles == [0, 0] { agreed(pronouns) } else { None });
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let room = self.written.len() < WAYS;
        match self.written.iter_mut().find(|(known, _)| **known == *text) {
            Some((_, count)) => *count = count.saturating_add(1),
            None if room => self.written.push((text.into(), 1)),
            None => {}
        }
    }
}

/// The gender of a pronoun; `None` if `text` is none.
fn pronoun(text: &str) -> Option<Option<Gender>> {
    if text.len() > 10 {
        return None;
    }
    match text.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Some(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Some(Some(Gender::Female)),
        "i" | "me" | "my" | "we" | "us" | "our" | "you" | "your" | "it" | "its" | "they" | "them" | "their" | "who"
        | "whose" | "whom" => Some(None),
        _ => None,
    }
}

/// The gender that a title in `text` tells.
fn title(text: &str, lexicon: &Lexicon) -> Option<Gender> {
    text.split_whitespace().take(4).find_map(|word| {
        let classes = lexicon.words.classes(&word.to_lowercase());
        match () {
            _ if !classes.any(Classes::HONORIFIC) => None,
            _ if classes.any(Classes::MALE) => Some(Gender::Male),
            _ if classes.any(Classes::FEMALE) => Some(Gender::Female),
            _ => None,
        }
    })
}

/// Two to seven capitals: `NRA`.
pub(super) fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|c| *c != '.').count();
    (2..=7).contains(&letters) && text.chars().all(|c| c.is_uppercase() || c == '.')
}

/// The capitals that words of `name` start with.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// The acronym in brackets that `after` starts with: ` (NRA)`.
fn in_brackets(after: &str) -> Option<&str> {
    let inside = after.strip_prefix(" (")?;
    let end = inside.char_indices().take(10).find(|(_, c)| *c == ')')?.0;
    inside.get(..end).filter(|word| is_acronym(word))
}

//! Who the names of an article stand for: one entity per person or organisation, with every mention.
use super::mentions::{Form, Mention};
use super::scene::Scene;
use crate::lexicon::{Classes, Gender, Lexicon};
use crate::model::PersonKind;
use crate::text::words::Shape;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The fullest name that the article gives.
    pub name: String,
    /// Its words, lower case, without suffixes.
    pub words: Vec<String>,
    /// Its initials, lower case, if they may serve as an acronym; else empty.
    pub initials: String,
    pub gender: Option<Gender>,
    pub kind: PersonKind,
    /// Called Sir or Dame: the first name alone may follow.
    pub knighted: bool,
    /// The role words that stand with the name: `president`, `senator`, `spokesman` (lower case).
    pub roles: Vec<String>,
    /// How often it is mentioned by name outside quotations.
    pub count: usize,
    /// Its name mentions, ascending.
    pub mentions: Vec<usize>,
}

/// Most entities that share a word, and most mentions of one, that are compared with a name: many more than an article
/// that somebody wrote has.
pub(crate) const NEAR: usize = 200;

/// Most roles of one entity.
const ROLES: usize = 40;

impl Entity {
    fn plays(&mut self, role: &str) {
        if self.roles.len() < ROLES && !self.roles.iter().any(|r| r == role) {
            let role = role.to_lowercase();
            if !self.roles.contains(&role) {
                self.roles.push(role);
            }
        }
    }
}

/// The entities of an article and which one each mention stands for.
pub(crate) struct Entities {
    pub list: Vec<Entity>,
    pub of_mention: Vec<Option<usize>>,
    /// The entities that have a word in their name, or are called by it as their initials.
    by_word: FxHashMap<String, Vec<usize>>,
}

impl Entities {
    pub fn new(scene: &Scene, mentions: &[Mention]) -> Self {
        let mut entities =
            Entities { list: Vec::new(), of_mention: vec![None; mentions.len()], by_word: FxHashMap::default() };
        let names: Vec<Vec<String>> = mentions.iter().map(|m| name_words(scene, m)).collect();
        let named = |full: bool| names.iter().enumerate().filter(move |(_, w)| !w.is_empty() && (w.len() > 1) == full);
        for (i, words) in named(true).chain(named(false)) {
            entities.place(scene, mentions, i, words);
        }
        for e in 0..entities.list.len() {
            entities.list[e].mentions.sort_unstable();
        }
        entities.learn_roles(scene, mentions);
        entities
    }

    fn place(&mut self, scene: &Scene, mentions: &[Mention], i: usize, words: &[String]) {
        let mention = &mentions[i];
        let gender = gender_of(scene, mention, words);
        let kind = kind_of(scene, mention, words);
        let found = if words.len() > 1 {
            self.same_full(words, kind, scene.lexicon)
        } else {
            self.by_part(scene, &words[0], gender, mention, i)
        };
        let e = found.unwrap_or_else(|| self.add(&written_name(scene, mention), words, kind));
        let entity = &mut self.list[e];
        entity.gender = entity.gender.or(gender);
        if kind == PersonKind::Person && entity.kind == PersonKind::Unnamed {
            entity.kind = kind;
        }
        if words.len() > entity.words.len() && words.len() <= 4 {
            entity.words = words.to_vec();
            entity.name = written_name(scene, mention).into_owned();
            self.index(e);
        }
        let entity = &mut self.list[e];
        entity.knighted |= (mention.first..mention.head()).any(|w| matches!(scene.text(w), "Sir" | "Dame"));
        entity.count += usize::from(!scene.in_quote(mention.first));
        entity.mentions.push(i);
        for word in mention.first..mention.name.map_or(mention.end, |n| n.0) {
            if scene.is(word, Classes::HUMAN.or(Classes::RANK))
                || (scene.words[word].shape != Shape::Punct && scene.words[word].classes == Classes::default())
            {
                let former =
                    word > mention.first && matches!(scene.text(word - 1), "former" | "Former" | "ex" | "then");
                let role = scene.text(word);
                if former { entity.plays(&format!("former {role}")) } else { entity.plays(role) }
            }
        }
        self.of_mention[i] = Some(e);
    }

    /// The roles that appositions and copulas give: `Edith Crane, the harbour master,` and `Edith Crane is the`.
    fn learn_roles(&mut self, scene: &Scene, mentions: &[Mention]) {
        for (i, pair) in mentions.windows(2).enumerate() {
            let (named, role) = (&pair[0], &pair[1]);
            let comma = scene.is_mark(named.end, ',');
            let copula = matches!(scene.text(named.end), "is" | "was");
            let tied = (comma || copula) && named.end + 1 == role.first && role.form == Form::Nominal;
            // `On Saturday night in Farne, the mayor said`: where it was, not who.
            let tied = tied && !matches!(scene.text(named.first.wrapping_sub(1)), "in" | "at" | "near" | "outside");
            if let Some(e) = self.of_mention[i].filter(|_| tied) {
                self.list[e].plays(scene.text(role.end - 1));
            }
        }
    }

    fn add(&mut self, name: &str, words: &[String], kind: PersonKind) -> usize {
        self.list.push(Entity {
            name: name.to_string(),
            words: words.to_vec(),
            initials: initials(name),
            gender: None,
            kind,
            knighted: false,
            roles: Vec::new(),
            count: 0,
            mentions: Vec::new(),
        });
        self.index(self.list.len() - 1);
        self.list.len() - 1
    }

    /// Makes the entity found by its words and initials.
    fn index(&mut self, e: usize) {
        let entity = &self.list[e];
        for word in entity.words.iter().chain([&entity.initials]).filter(|w| !w.is_empty()) {
            match self.by_word.get_mut(word) {
                Some(places) if places.iter().rev().take(NEAR).any(|p| *p == e) => {}
                Some(places) => places.push(e),
                None => drop(self.by_word.insert(word.clone(), vec![e])),
            }
        }
    }

    /// The entities that have `word` in their name.
    pub fn with_word(&self, word: &str) -> &[usize] {
        let all = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        all.get(all.len().saturating_sub(NEAR)..).unwrap_or(&[])
    }

    /// The entity with the same full name: equal last words and first names that may be one.
    fn same_full(&self, words: &[String], kind: PersonKind, lexicon: &Lexicon) -> Option<usize> {
        let last = words.last()?;
        self.with_word(last).iter().copied().find(|&e| {
            let e = &self.list[e];
            if e.words == words {
                return true;
            }
            let person = kind != PersonKind::Organisation && e.kind != PersonKind::Organisation;
            person && e.words.len() > 1 && e.words.last() == Some(last) && same_first(&e.words[0], &words[0], lexicon)
        })
    }

    /// The entity that one word of a name stands for: a surname, else a first name or an acronym.
    fn by_part(
        &self,
        scene: &Scene,
        word: &str,
        gender: Option<Gender>,
        mention: &Mention,
        at: usize,
    ) -> Option<usize> {
        let knight = (mention.first..mention.head()).any(|w| matches!(scene.text(w), "Sir" | "Dame"));
        let agrees = |e: &Entity| gender.is_none() || e.gender.is_none() || e.gender == gender;
        let rank = |e: &Entity| {
            let last = e.words.last().is_some_and(|w| w == word);
            let person = e.kind != PersonKind::Organisation;
            let first = e.words.len() > 1 && e.words[0] == word && person;
            match () {
                _ if !agrees(e) => 0,
                _ if knight && first => 5,
                _ if last && !knight && person => 4,
                _ if e.words.len() == 1 && e.words[0] == word => 3,
                _ if e.initials == word => 2,
                _ if last && !knight => 1,
                _ if person && e.words.len() > 1 => 1,
                _ => 0,
            }
        };
        let ranked = self.with_word(word).iter().map(|&i| (rank(&self.list[i]), i));
        let best = ranked.clone().map(|r| r.0).max().filter(|&r| r > 0)?;
        let near = |e: &Entity| e.mentions.iter().rev().take(NEAR).filter(|&&m| m < at).max().map_or(0, |m| m + 1);
        ranked.filter(|r| r.0 == best).map(|r| r.1).max_by_key(|&i| {
            let e = &self.list[i];
            (e.mentions.first().is_some_and(|&m| m < at) || near(e) > 0, e.count.min(4), near(e))
        })
    }

    /// The index of the entity called `name`, made if the article has none.
    pub fn named(&mut self, name: &str, gender: Option<Gender>, lexicon: &Lexicon) -> usize {
        let words: Vec<String> = name.split_whitespace().map(fold).collect();
        let last = words.last().map_or("", String::as_str);
        let found = self.with_word(last).iter().copied().find(|&e| {
            let e = &self.list[e];
            let same =
                e.words.last() == words.last() && (e.words.len() == 1 || same_first(&e.words[0], &words[0], lexicon));
            e.words == words || (e.kind != PersonKind::Organisation && same)
        });
        let knight = |e: &Entity| e.knighted && e.words.len() == 1 && words.first() == e.words.first();
        let found = found.or_else(|| {
            let first = words.first().map_or("", String::as_str);
            self.with_word(first).iter().copied().find(|&e| knight(&self.list[e]))
        });
        let e = found.unwrap_or_else(|| self.add(name, &words, PersonKind::Person));
        self.rename(e, name, gender);
        e
    }

    /// Gives entity `e` the fuller `name`, if it is one.
    pub fn rename(&mut self, e: usize, name: &str, gender: Option<Gender>) {
        let words: Vec<String> = name.split_whitespace().map(fold).collect();
        if self.list[e].words.len() < words.len() {
            self.list[e].name = name.to_string();
            self.list[e].words = words;
            self.index(e);
        }
        self.list[e].gender = self.list[e].gender.or(gender);
    }
}

/// The words of a mention's name: lower case, without suffixes, marks and particles that vary.
pub(crate) fn name_words(scene: &Scene, mention: &Mention) -> Vec<String> {
    let Some((first, end)) = mention.name else { return Vec::new() };
    let particle = |w: &usize| scene.words[*w].shape == Shape::Lower && scene.is(*w, Classes::PARTICLE);
    (first..end)
        .skip_while(particle)
        .filter(|&w| scene.words[w].shape != Shape::Punct && !scene.is(w, Classes::SUFFIX))
        .map(|w| fold(scene.text(w)))
        .collect()
}

fn fold(word: &str) -> String {
    let mut lower = word.to_ascii_lowercase();
    if !lower.is_ascii() {
        lower = word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    }
    if !lower.bytes().all(|b| b.is_ascii_lowercase()) {
        lower.retain(|c| !matches!(c, '.' | '’' | '\''));
    }
    // Transliterations of one ending: Zelensky, Zelenskyy, Zelenskiy.
    if matches!(lower.as_bytes(), [.., b's', b'k', b'y', b'y' | b'i'] | [.., b's', b'k', b'i', b'y' | b'i']) {
        lower.truncate(lower.len() - "skyy".len());
        lower.push_str("sky");
    }
    lower
}

/// The name as written, without honorifics and suffixes.
fn written_name<'a>(scene: &Scene<'a>, mention: &Mention) -> Cow<'a, str> {
    let Some((first, end)) = mention.name else { return Cow::Borrowed("") };
    let from = scene.words[first].span().start;
    let to = scene.words[end - 1].span().end;
    let written = scene.body.get(from..to).unwrap_or("");
    let spaced = end > first + 1 && written.contains("  ");
    // Bytes that control characters are made of, or may begin with.
    let strange = written.bytes().any(|b| b < b' ' || b == 0x7f || b == 0xc2);
    if spaced || (strange && written.contains(char::is_control)) {
        written.split_whitespace().collect::<Vec<_>>().join(" ").into()
    } else {
        written.into()
    }
}

fn gender_of(scene: &Scene, mention: &Mention, words: &[String]) -> Option<Gender> {
    let title = (mention.first..mention.head()).map(|w| scene.words[w].classes).fold(Classes::default(), Classes::or);
    if title.any(Classes::MALE) && title.any(Classes::HONORIFIC) {
        return Some(Gender::Male);
    }
    if title.any(Classes::FEMALE) {
        return Some(Gender::Female);
    }
    let role = (mention.first..mention.end).filter(|w| scene.is(*w, Classes::HUMAN)).find_map(|w| {
        match scene.text(w).to_ascii_lowercase().as_str() {
            "spokeswoman" | "congresswoman" | "chairwoman" | "businesswoman" | "actress" | "wife" | "widow"
            | "mother" | "daughter" | "sister" => Some(Gender::Female),
            "spokesman" | "congressman" | "chairman" | "businessman" | "husband" | "father" | "son" | "brother" => {
                Some(Gender::Male)
            }
            _ => None,
        }
    });
    let (first, _) = mention.name?;
    role.or_else(|| if words.len() > 1 { scene.lexicon.names.gender(scene.text(first)) } else { None })
}

/// Person, organisation, or not known yet (`Unnamed` stands for that here).
fn kind_of(scene: &Scene, mention: &Mention, words: &[String]) -> PersonKind {
    let Some((first, end)) = mention.name else { return PersonKind::Unnamed };
    let titled = (mention.first..first).any(|w| scene.is(w, Classes::HONORIFIC.or(Classes::RANK).or(Classes::HUMAN)));
    let phrase = written_name(scene, mention);
    let article =
        mention.first < first && scene.text(mention.first).eq_ignore_ascii_case("the") && mention.first + 1 == first;
    let place = scene.lexicon.places.is_place(&phrase);
    let first_name = scene.lexicon.names.is_first(scene.text(first));
    let org_end = (first..end).any(|w| scene.is(w, Classes::ORG_END.or(Classes::GROUP)))
        || (first..end).any(|w| matches!(scene.text(w), "of" | "&" | "and"));
    match () {
        _ if org_end && (article || !titled) => PersonKind::Organisation,
        _ if titled => PersonKind::Person,
        // A letter alone is the name of a thing: `in a post on X.`
        _ if place || words.iter().map(String::len).eq([1]) => PersonKind::Organisation,
        _ if first_name && words.len() > 1 => PersonKind::Person,
        _ if article || (scene.words[first].shape == Shape::Upper && end == first + 1 && phrase.len() < 6) => {
            PersonKind::Organisation
        }
        _ if words.len() > 1 && words.len() < 4 => PersonKind::Person,
        _ => PersonKind::Unnamed,
    }
}

/// First names that may be one person's: equal, one a prefix or initial of the other, or forms of one name.
fn same_first(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let formal = |short: &str, other: &str| lexicon.nicknames.formal(short).any(|f| f == other);
    let share = || lexicon.nicknames.formal(a).any(|f| formal(b, f));
    a == b || a.starts_with(b) || b.starts_with(a) || formal(a, b) || formal(b, a) || share()
}

/// The initials of a name's capitalised words, lower case, if they are two to seven: NRA for National Rifle
/// Association.
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase());
    let initials: String = letters.flat_map(char::to_lowercase).collect();
    if (2..8).contains(&initials.len()) { initials } else { String::new() }
}

/// True if a mention may stand for a human being by its form alone.
pub(crate) fn human_like(mention: &Mention) -> bool {
    matches!(mention.form, Form::He | Form::She | Form::First)
        || mention.classes.any(Classes::HUMAN.or(Classes::RANK).or(Classes::HONORIFIC))
}

#[cfg(test)]
mod tests {
    use super::super::mentions::mentions;
    use super::*;
    use crate::{quotes, segment};

    #[test]
    fn a_letter_alone_is_no_person() {
        let body = "Ada Quayle wrote on social media site X: “We stay.” Mr K agreed.";
        let segments = segment::segment(body);
        let drafts = quotes::find(body, &segments);
        let scene = Scene::new(body, &segments, &drafts, Lexicon::builtin());
        let entities = Entities::new(&scene, &mentions(&scene));
        let kinds: Vec<_> = entities.list.iter().map(|e| (e.name.as_str(), e.kind)).collect();
        let (person, thing) = (PersonKind::Person, PersonKind::Organisation);
        assert_eq!(kinds, [("Ada Quayle", person), ("X", thing), ("K", person)]);
    }
}

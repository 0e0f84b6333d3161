//! Whom a mention stands for: coreference within the article, with the dated table of offices as a prior.
use super::Context;
use super::clauses::{Clauses, Strength};
use super::entities::{Entities, Entity};
use super::mentions::{Form, Mention};
use super::scene::Scene;
use crate::lexicon::{Classes, Gender};
use crate::model::PersonKind;

/// What a mention stands for, and how it was found.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// The entity, for somebody with a name.
    pub entity: Option<usize>,
    /// For a source without a name: organisation and role as written.
    pub unnamed: Option<String>,
    /// The mention that it goes back to.
    pub through: Option<usize>,
    /// What was seen, in words.
    pub because: &'static str,
    /// Belief, 0 to 1.
    pub belief: f32,
}

impl Referent {
    fn nobody() -> Self {
        Referent { entity: None, unnamed: None, through: None, because: "stands for nobody with a name", belief: 0.5 }
    }
}

/// The reader's memory while going through an article: who was mentioned last, and how.
pub(super) struct Resolver<'a, 's> {
    pub scene: &'a Scene<'s>,
    pub clauses: &'a Clauses,
    pub context: &'a Context<'a>,
    /// For each mention that was resolved, its entity.
    pub resolved: Vec<Option<usize>>,
    /// Mentions that are subjects of a verb, and of a reporting verb.
    subjects: Vec<bool>,
    speakers: Vec<bool>,
    /// Who spoke last, and at which word.
    pub last_speaker: Option<(usize, usize)>,
}

impl<'a, 's> Resolver<'a, 's> {
    pub fn new(scene: &'a Scene<'s>, clauses: &'a Clauses, entities: &Entities, context: &'a Context<'a>) -> Self {
        let mut subjects = vec![false; clauses.mentions.len()];
        let mut speakers = subjects.clone();
        for verb in &clauses.verbs {
            for m in [verb.subject, verb.behind].into_iter().flatten() {
                subjects[m] = true;
                speakers[m] |= verb.strength == Strength::Speech;
            }
        }
        Resolver {
            scene,
            clauses,
            context,
            resolved: entities.of_mention.clone(),
            subjects,
            speakers,
            last_speaker: None,
        }
    }

    /// Resolves every pronoun and definite noun phrase before mention `until` that has not been looked at, in order,
    /// so that chains of pronouns hold.
    pub fn advance(&mut self, entities: &mut Entities, from: usize, until: usize) {
        for m in from..until.min(self.clauses.mentions.len()) {
            let mention = &self.clauses.mentions[m];
            let looks = matches!(mention.form, Form::He | Form::She)
                || (mention.form == Form::Nominal && mention.definite && self.subjects[m]);
            if self.resolved[m].is_none() && looks && !self.scene.in_quote(mention.first) {
                let referent = self.resolve(entities, m);
                self.resolved[m] = referent.entity;
            }
        }
    }

    /// What mention `m` stands for.
    pub fn resolve(&self, entities: &mut Entities, m: usize) -> Referent {
        let mention = &self.clauses.mentions[m];
        match mention.form {
            Form::Name => self.named(entities, m),
            Form::He => self.pronoun(entities, m, Some(Gender::Male), 0.85),
            Form::She => self.pronoun(entities, m, Some(Gender::Female), 0.85),
            Form::Nominal => self.nominal(entities, m),
            Form::Who => self.antecedent(entities, m),
            Form::They | Form::First | Form::It => Referent::nobody(),
        }
    }

    fn named(&self, entities: &Entities, m: usize) -> Referent {
        let Some(entity) = entities.of_mention[m] else { return Referent::nobody() };
        let full = entities.list[entity].mentions.iter().copied().max_by_key(|&i| {
            let (a, b) = self.clauses.mentions[i].name.unwrap_or((0, 0));
            (b - a, usize::MAX - i)
        });
        let through = full.filter(|&i| i != m);
        let because = if through.is_some() { "is called by the full name there" } else { "is the full name itself" };
        Referent { entity: Some(entity), unnamed: None, through, because, belief: 0.97 }
    }

    /// The mention that a relative pronoun belongs to.
    fn antecedent(&self, entities: &mut Entities, m: usize) -> Referent {
        let near = (m.saturating_sub(4)..m)
            .rev()
            .find(|&i| self.resolved[i].is_some() && self.clauses.mentions[i].form == Form::Name);
        let Some(i) = near.or(m.checked_sub(1)) else { return Referent::nobody() };
        let found = self.resolve(entities, i);
        Referent { through: Some(i), because: "is the relative pronoun of", ..found }
    }

    /// The likeliest person of the right gender mentioned before.
    fn pronoun(&self, entities: &Entities, m: usize, gender: Option<Gender>, belief: f32) -> Referent {
        let best = self.salient(entities, m, |e| gender.is_none() || e.gender.is_none() || e.gender == gender);
        let Some((entity, through, margin)) = best else { return Referent::nobody() };
        let sure = (belief + 0.12 * margin.min(1.0)).min(0.97);
        Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(through),
            because: "refers back to",
            belief: sure,
        }
    }

    /// The person that `fits` whose mentions before `m` weigh most, the mention that weighs most, and by how much it
    /// leads the next.
    fn salient(&self, entities: &Entities, m: usize, fits: impl Fn(&Entity) -> bool) -> Option<(usize, usize, f32)> {
        let mention = &self.clauses.mentions[m];
        let here = self.scene.words[mention.first];
        let mut weights: Vec<(usize, usize, f32)> = Vec::new();
        for i in (m.saturating_sub(90)..m).rev() {
            let Some(e) = self.resolved[i] else { continue };
            let entity = &entities.list[e];
            if entity.kind == PersonKind::Organisation || !fits(entity) {
                continue;
            }
            let weight = self.weight(entity, i, m, here.sentence);
            match weights.iter_mut().find(|w| w.0 == e) {
                Some(w) if w.2 < weight => (w.1, w.2) = (i, weight),
                Some(_) => {}
                None => weights.push((e, i, weight)),
            }
        }
        if let Some((e, word)) = self.last_speaker {
            let near = self.scene.words.get(word).is_some_and(|w| here.paragraph.saturating_sub(w.paragraph) <= 1);
            let goes_on = if self.goes_on(m) { 2.5 } else { 0.0 };
            for w in weights.iter_mut().filter(|w| near && w.0 == e) {
                w.2 += 0.3 + goes_on;
            }
        }
        weights.sort_by(|a, b| b.2.total_cmp(&a.2));
        let margin = weights.get(1).map_or(2.0, |w| weights[0].2 - w.2);
        weights.first().map(|w| (w.0, w.1, margin))
    }

    /// How near the mention `i` of `entity` is to the mind of a reader at mention `m` in sentence `here`. The weights
    /// were found by search on annotated training articles (salience factors after Lappin and Leass, 1994).
    fn weight(&self, entity: &Entity, i: usize, m: usize, here: u32) -> f32 {
        let mention = &self.clauses.mentions[i];
        let word = &self.scene.words[mention.first];
        let sentences = here.saturating_sub(word.sentence);
        let factors = [
            (1.6, self.subjects[i]),
            (0.4, self.speakers[i]),
            (0.35, self.scene.starts_sentence(mention.first)),
            (-1.0, mention.possessive),
            (-2.6, self.scene.in_quote(mention.first)),
            (-2.8, self.after_preposition(i)),
            (0.8, entity.gender.is_some()),
            (0.5, entity.kind == PersonKind::Person),
            (-0.6, sentences == 0),
            (0.75, self.scene.words[self.clauses.mentions[m].first].paragraph == word.paragraph),
            (1.5, mention.form == Form::Name),
        ];
        let sum: f32 = factors.iter().filter(|f| f.1).map(|f| f.0).sum();
        sum - 0.65 * sentences.min(8) as f32
    }

    /// True if the mention goes on speaking: `he added`.
    fn goes_on(&self, m: usize) -> bool {
        let mention = &self.clauses.mentions[m];
        let verbs = self.clauses.verbs_in(mention.first.saturating_sub(4), mention.end + 6);
        let mut mine = verbs.iter().filter(|v| v.subject == Some(m) || v.behind == Some(m));
        mine.any(|v| {
            matches!(self.scene.text(v.word), "added" | "adds" | "adding" | "continued" | "continues" | "concluded")
        })
    }

    fn after_preposition(&self, i: usize) -> bool {
        let first = self.clauses.mentions[i].first;
        first > 0 && self.scene.is(first - 1, Classes::PREPOSITION)
    }

    /// Whose words a document carries: `a statement released by the European Union`, `a letter from Ms Reed`. The
    /// mention of the author, if it follows.
    pub fn author(&self, m: usize) -> Option<usize> {
        let mention = &self.clauses.mentions[m];
        if mention.form != Form::Nominal || !mention.classes.any(Classes::DOCUMENT.or(Classes::CUE_NOUN)) {
            return None;
        }
        let sentence = self.scene.words[mention.first].sentence;
        let inside =
            |w: &usize| self.scene.words.get(*w).is_some_and(|x| x.sentence == sentence && !self.scene.in_quote(*w));
        let link =
            (mention.end..mention.end + 3).take_while(inside).find(|&w| matches!(self.scene.text(w), "by" | "from"))?;
        let passive =
            (mention.end..link).all(|w| self.scene.text(w).ends_with("ed") || self.scene.is(w, Classes::ADVERB));
        let author = self.clauses.mention_of(link + 1)?;
        passive.then_some(author)
    }

    fn nominal(&self, entities: &mut Entities, m: usize) -> Referent {
        if let Some(author) = self.author(m) {
            let found = self.resolve(entities, author);
            let written = || self.clauses.mentions[author].span.of(self.scene.body).to_string();
            let unnamed = if found.entity.is_none() { found.unnamed.clone().or_else(|| Some(written())) } else { None };
            return Referent { through: Some(author), because: "is the document's author", unnamed, ..found };
        }
        let mention = &self.clauses.mentions[m];
        let role = self.role(mention);
        let human = mention.classes.any(Classes::HUMAN.or(Classes::RANK)) || role.ends_with("-year-old");
        let indefinite = !mention.definite && !self.scene.is_capital(mention.end - 1) && !self.bare_title(mention);
        if mention.plural || !human {
            return self.group(mention);
        }
        if indefinite || self.is_spokesperson(&role) {
            return self.unnamed(entities, m, &role);
        }
        self.apposed(entities, m)
            .or_else(|| self.in_office(entities, m, &role))
            .or_else(|| self.same_role(entities, m, &role))
            .or_else(|| self.someone_salient(entities, m))
            .unwrap_or_else(Referent::nobody)
    }

    /// The words of the role: the phrase without its article, in lower case.
    fn role(&self, mention: &Mention) -> String {
        let first = (mention.first..mention.end)
            .find(|&w| !self.scene.is(w, Classes::DETERMINER.or(Classes::POSSESSIVE)))
            .unwrap_or(mention.first);
        let mut end = mention.end;
        if self.scene.text(end) == "of"
            && self.clauses.mention_of(end + 1).is_some()
            && self.scene.text(end + 1).eq_ignore_ascii_case("state")
        {
            end += 2;
        }
        (first..end).map(|w| self.scene.text(w).to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// A title without an article used like a name: `President`, `Prime Minister`.
    fn bare_title(&self, mention: &Mention) -> bool {
        mention.classes.any(Classes::RANK) && self.scene.is_capital(mention.first)
    }

    fn is_spokesperson(&self, role: &str) -> bool {
        role.rsplit(' ').next().is_some_and(|w| w.starts_with("spokes"))
    }

    fn group(&self, mention: &Mention) -> Referent {
        let group = mention.classes.any(Classes::GROUP.or(Classes::DOCUMENT));
        Referent {
            because: if group { "is a body or document without a name here" } else { "is a group without names" },
            ..Referent::nobody()
        }
    }

    /// The name in apposition: `the minister, Ana Reed,`.
    fn apposed(&self, entities: &Entities, m: usize) -> Option<Referent> {
        let mention = &self.clauses.mentions[m];
        let comma = self.scene.is_mark(mention.end, ',');
        let next = self.clauses.mention_of(mention.end + usize::from(comma))?;
        let entity = entities.of_mention[next].filter(|&e| entities.list[e].kind == PersonKind::Person)?;
        let named = &self.clauses.mentions[next];
        let closed = self.scene.is_mark(named.end, ',') || self.scene.is(named.end, Classes::SPEECH);
        (comma && closed && named.name.is_some_and(|(a, _)| a == named.first)).then_some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(next),
            because: "is followed by the name",
            belief: 0.9,
        })
    }

    /// The holder of the office on the day of the article: a prior, so a person of the article goes before.
    fn in_office(&self, entities: &mut Entities, m: usize, role: &str) -> Option<Referent> {
        let former = role.starts_with("former ") || role.starts_with("ex-") || role.starts_with("then-");
        let bare = role.trim_start_matches("former ").trim_start_matches("ex-").trim_start_matches("then-");
        let (place, bare) = self.place_of(m, bare);
        let date = if former { None } else { self.context.date };
        let holders = self.scene.lexicon.offices.holders(&bare, place, date);
        let holders: Vec<_> = holders.into_iter().filter(|h| !former || h.to.is_some()).collect();
        let known =
            holders.iter().find_map(|h| self.article_has(entities, &h.name, m).map(|e| (e, h.gender, h.name.clone())));
        let (name, gender, belief) = match (known, holders.first()) {
            (Some((_, gender, name)), _) => (name, gender, 0.88),
            (None, Some(h)) if !former && place.is_some() && self.context.date.is_some() => {
                (h.name.clone(), h.gender, 0.75)
            }
            _ => return None,
        };
        let entity = entities.named(&name, gender);
        let through = entities.list[entity].mentions.iter().copied().find(|&i| i < m);
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through,
            because: "held the office then (table of offices)",
            belief,
        })
    }

    /// The country or body that the office belongs to: named in the phrase, before it, or that of the outlet.
    fn place_of(&self, m: usize, role: &str) -> (Option<&'s str>, String) {
        let places = &self.scene.lexicon.places;
        let mention = &self.clauses.mentions[m];
        let owner = mention.owner.and_then(|o| places.country(self.clauses.mentions[o].span.of(self.scene.body)));
        if let Some(place) = owner {
            return (Some(place), role.to_string());
        }
        for w in mention.first..mention.end {
            if let Some(place) = self.scene.is_capital(w).then(|| places.country(self.scene.text(w))).flatten() {
                let word = self.scene.text(w).to_lowercase();
                let rest: Vec<&str> = role.split(' ').filter(|r| *r != word).collect();
                return (Some(place), rest.join(" "));
            }
        }
        (self.context.outlet.and_then(|o| places.outlet_country(o)), role.to_string())
    }

    fn article_has(&self, entities: &Entities, name: &str, before: usize) -> Option<usize> {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        entities.list.iter().position(|e| {
            e.kind != PersonKind::Organisation
                && e.words.last() == Some(&last)
                && e.mentions.first().is_some_and(|&i| i < before + 40)
        })
    }

    /// The person whose name stands with the same role word.
    fn same_role(&self, entities: &Entities, m: usize, role: &str) -> Option<Referent> {
        let head = role.rsplit(' ').next().unwrap_or(role);
        let found = self.salient(entities, m, |e| e.roles.iter().any(|r| r == head));
        let (entity, through, _) = found?;
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(through),
            because: "has the same role",
            belief: 0.8,
        })
    }

    fn someone_salient(&self, entities: &Entities, m: usize) -> Option<Referent> {
        let mention = &self.clauses.mentions[m];
        if !mention.definite || self.scene.is(mention.first, Classes::POSSESSIVE) {
            return None;
        }
        let (entity, through, margin) = self.salient(entities, m, |_| true)?;
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(through),
            because: "the person last spoken of",
            belief: 0.45 + 0.1 * margin.min(1.0),
        })
    }

    /// A source without a name: its organisation and role as written, without article.
    fn unnamed(&self, entities: &Entities, m: usize, role: &str) -> Referent {
        let mention = &self.clauses.mentions[m];
        let first = (mention.first..mention.end)
            .find(|&w| !self.scene.is(w, Classes::DETERMINER.or(Classes::POSSESSIVE)))
            .unwrap_or(mention.first);
        let from = self.scene.words[first].span.start;
        let written = self.scene.body.get(from..mention.span.end).unwrap_or("").to_string();
        let single = !role.contains(' ') && self.is_spokesperson(role);
        let text = |i: usize| self.clauses.mentions[i].span.of(self.scene.body).to_string();
        let employer = if matches!(self.scene.text(mention.end), "for" | "at") {
            self.clauses.mention_of(mention.end + 1)
        } else {
            None
        };
        let employer = employer.filter(|&e| self.clauses.mentions[e].form == Form::Name);
        let owner = mention.owner.or(employer).map(text);
        let owner = owner.or_else(|| if single { self.recent_organisation(entities, m) } else { None });
        let owner = owner.map(|o| o.trim_start_matches("the ").trim_start_matches("The ").to_string());
        let name = owner.map_or(written.clone(), |o| format!("{o} {written}"));
        Referent {
            entity: None,
            unnamed: Some(name),
            through: None,
            because: "is a source without a name",
            belief: 0.8,
        }
    }

    /// The organisation last spoken of as a subject, for a bare "a spokesman".
    fn recent_organisation(&self, entities: &Entities, m: usize) -> Option<String> {
        let here = self.scene.words[self.clauses.mentions[m].first].paragraph;
        let organisation = |i: &usize| {
            let e = entities.of_mention[*i].map(|e| &entities.list[e]);
            e.is_some_and(|e| e.kind == PersonKind::Organisation) && self.subjects[*i]
        };
        let near = |i: &usize| here.saturating_sub(self.scene.words[self.clauses.mentions[*i].first].paragraph) <= 2;
        let i = (0..m).rev().take_while(near).find(organisation)?;
        let mention = &self.clauses.mentions[i];
        Some(mention.span.of(self.scene.body).to_string())
    }
}

//! Whom a mention stands for: coreference within the article, with the dated table of offices as a prior.
use super::Context;
use super::clauses::{Clauses, Strength};
use super::entities::{Entities, Entity, NEAR};
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
    pub(super) fn nobody() -> Self {
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
    /// Mentions that are subjects of a verb.
    pub(super) subjects: Vec<bool>,
    /// What each mention weighs in the mind of a reader for how it stands in its sentence.
    standing: Vec<f32>,
    /// Who spoke last, and at which word.
    pub last_speaker: Option<(usize, usize)>,
}

/// Most knights without a surname that are looked up.
const KNIGHTS: usize = 20;

/// Gives `Sir Keir` the surname of the one office holder of the day who has that first name.
pub(super) fn name_knights(entities: &mut Entities, scene: &Scene, context: &Context) {
    let Some(date) = context.date else { return };
    let lone = |e: &Entity| e.knighted && e.words.len() == 1;
    let found: Vec<usize> = (0..entities.list.len()).filter(|&e| lone(&entities.list[e])).take(KNIGHTS).collect();
    for e in found {
        if let Some(holder) = scene.lexicon.offices.only_holder(&entities.list[e].words[0], date) {
            entities.rename(e, &holder.name, holder.gender);
        }
    }
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
            if let Some(m) = verb.patient {
                subjects[m] = true;
            }
        }
        for (m, mention) in clauses.mentions.iter().enumerate() {
            let object = mention.first > 0 && scene.is(mention.first - 1, Classes::PREPOSITION);
            let outside = !scene.in_quote(mention.first);
            subjects[m] |= outside && !object && !mention.possessive && scene.is(mention.end, Classes::AUXILIARY);
        }
        let standing = |(m, mention): (usize, &Mention)| {
            let factors = [
                (1.6, subjects[m]),
                (0.4, speakers[m]),
                (0.35, scene.starts_sentence(mention.first)),
                (-1.0, mention.possessive),
                (-2.6, scene.in_quote(mention.first)),
                (-2.8, mention.first > 0 && scene.is(mention.first - 1, Classes::PREPOSITION)),
            ];
            sum(&factors, 0.0)
        };
        let standing = clauses.mentions.iter().enumerate().map(standing).collect();
        Resolver {
            scene,
            clauses,
            context,
            resolved: entities.of_mention.clone(),
            subjects,
            standing,
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
            Form::It => self.organisation_before(entities, m).unwrap_or_else(Referent::nobody),
            Form::They | Form::First => Referent::nobody(),
        }
    }

    fn named(&self, entities: &Entities, m: usize) -> Referent {
        let Some(entity) = entities.of_mention[m] else { return Referent::nobody() };
        let full = entities.list[entity].mentions.iter().copied().take(NEAR).max_by_key(|&i| {
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
    pub(super) fn salient(
        &self,
        entities: &Entities,
        m: usize,
        fits: impl Fn(&Entity) -> bool,
    ) -> Option<(usize, usize, f32)> {
        let mention = &self.clauses.mentions[m];
        let here = self.scene.words[mention.first];
        let mut weights: Vec<(usize, usize, f32)> = Vec::with_capacity(8);
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
            (0.8, entity.gender.is_some()),
            (0.5, entity.kind == PersonKind::Person),
            (-0.6, sentences == 0),
            (0.75, self.scene.words[self.clauses.mentions[m].first].paragraph == word.paragraph),
            (1.5, mention.form == Form::Name),
        ];
        sum(&factors, self.standing[i]) - 0.65 * sentences.min(8) as f32
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
}

/// `start` and the factors that hold.
fn sum(factors: &[(f32, bool)], start: f32) -> f32 {
    factors.iter().fold(start, |sum, (weight, holds)| if *holds { sum + weight } else { sum })
}

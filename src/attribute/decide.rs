//! Decides each quotation in turn: the mention, whom it stands for, and whether anybody is quoted at all.
use super::calibrate::Calibration;
use super::candidates::{Candidate, Candidates};
use super::clauses::{Clauses, Strength};
use super::entities::Entities;
use super::features::{Frame, NAMES, Previous};
use super::mentions::{Form, mentions};
use super::ranking::Ranking;
use super::resolve::{Resolver, name_knights};
use super::rules::Choice;
use super::scene::Scene;
use super::term::{self, TERM_NAMES};
use super::trees::Trees;
use super::{Context, explain, marked, plain, same_words};
use crate::lexicon::{Classes, Lexicon};
use crate::model::{Draft, Kind, Person, PersonKind, Quote, Segments};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The learned numbers.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// Scores a candidate for the speaker.
    pub speaker: Trees,
    /// Scores a stretch in marks for being a mere term.
    pub term: Trees,
    /// Turns the raw belief into the share that is right.
    pub confidence: Calibration,
}

static BUILTIN: LazyLock<Models> = LazyLock::new(|| Models {
    speaker: Trees::from_text(include_str!("../../assets/model/speaker.txt"), NAMES)
        .unwrap_or_else(|e| panic!("speaker.txt: {e}")),
    term: Trees::from_text(include_str!("../../assets/model/term.txt"), TERM_NAMES)
        .unwrap_or_else(|e| panic!("term.txt: {e}")),
    confidence: Calibration::from_text(include_str!("../../assets/model/confidence.txt"))
        .unwrap_or_else(|e| panic!("confidence.txt: {e}")),
});

impl Models {
    /// The numbers that come with the program.
    pub fn builtin() -> &'static Models {
        &BUILTIN
    }
}

/// From this belief on a stretch in marks is taken for a term: chosen on the training articles so that few words that
/// somebody said are lost.
const TERM: f32 = 0.35;

/// Decides all quotations of a scene.
pub(super) fn decide(scene: &Scene, context: &Context, models: &Models) -> (Vec<Quote>, Vec<Person>) {
    let clauses = Clauses::new(scene, mentions(scene));
    let mut entities = Entities::new(scene, &clauses.mentions);
    name_knights(&mut entities, scene, context);
    let mut resolver = Resolver::new(scene, &clauses, &entities, context);
    let mut candidates = Candidates::new(scene, &clauses);
    let mut previous = Previous::default();
    let mut advanced = 0;
    let mut quotes = Vec::with_capacity(scene.drafts.len());
    for quote in 0..scene.drafts.len() {
        let frame = Frame::new(scene, &clauses, quote);
        let found = candidates.of(&entities, &frame, previous);
        let mut ranking = Ranking::new(&found, &models.speaker);
        let mut learned = || term::belief(&models.term, &ranking.term_row(scene, &frame, &models.speaker));
        let plain = plain::speaker(scene, &clauses, &frame);
        let term = match () {
            _ if marked::is_name_in_use(scene, &frame) => learned().max(0.8),
            _ if plain.is_some() || marked::is_said(scene, &frame) => 0.0,
            _ => learned(),
        };
        if term >= TERM {
            quotes.push(as_term(&scene.drafts[quote], term));
            continue;
        }
        let likeliest = || {
            ranking
                .best
                .map(|b| owned(&clauses, held(&clauses, &frame, previous, nearer(scene, &clauses, &frame, &found, b))))
        };
        let Some(mention) = plain.or_else(likeliest).map(|m| named_behind(scene, &clauses, m)) else {
            quotes.push(unattributed(&scene.drafts[quote]));
            continue;
        };
        if (impersonal(scene, &frame) && !clauses_say(&frame, mention)) || passive_of(&frame, mention) {
            quotes.push(unattributed(&scene.drafts[quote]));
            continue;
        }
        resolver.advance(&mut entities, advanced, mention);
        advanced = advanced.max(mention);
        let referent = resolver.resolve(&mut entities, mention);
        resolver.resolved[mention] = resolver.resolved[mention].or(referent.entity);
        let choice = Choice { scene, clauses: &clauses, frame: &frame, mention, previous };
        let share = ranking.best.map_or(0.0, |b| ranking.share(b));
        let second = ranking.runner_up().map(|s| (found[s].mention, ranking.share(s)));
        quotes.push(explain::quote(&choice, &resolver, &entities, &referent, (share, second)));
        if let Some(e) = referent.entity {
            resolver.last_speaker = Some((e, frame.words.1));
        }
        previous = Previous { mention: Some(mention), entity: entities.of_mention[mention] };
    }
    same_words::borrow_names(scene.body, &mut quotes);
    let people = people(&clauses, &entities, &resolver);
    (quotes, people)
}

/// The pronoun that is the quoted clause's own subject, where other quotations stand between it and the chosen name:
/// `Mr Reed said they were “lost” and that he had “looked everywhere”`.
fn nearer(scene: &Scene, clauses: &Clauses, frame: &Frame, found: &[Candidate], best: usize) -> usize {
    let chosen = &clauses.mentions[found[best].mention];
    let first = frame.words.0;
    if let Some(s) = plain::saying(scene, clauses, frame).filter(|&s| chosen.end <= clauses.mentions[s].first) {
        return s;
    }
    let quoted_between = chosen.end < first
        && first - chosen.end < 400
        && (chosen.end..first).any(|w| scene.in_quote(w))
        && scene.words[chosen.first].sentence == scene.words[first].sentence;
    let subject = |c: &&Candidate| {
        let m = &clauses.mentions[c.mention];
        let auxiliaries = m.end < first && (m.end..first).all(|w| scene.is_punct(w) || scene.is(w, Classes::AUXILIARY));
        auxiliaries && matches!(m.form, Form::He | Form::She)
    };
    let pronoun = if quoted_between && chosen.form == Form::Name { found.iter().find(subject) } else { None };
    pronoun.map_or(found[best].mention, |c| c.mention)
}

/// The pronoun that was given the words before, if it stands in this sentence too, behind the chosen name.
fn held(clauses: &Clauses, frame: &Frame, previous: Previous, chosen: usize) -> usize {
    let after = |p: &usize| {
        let (before, name) = (&clauses.mentions[*p], &clauses.mentions[chosen]);
        let here = name.first >= frame.sentence.0 && before.end <= frame.words.0;
        here && name.form == Form::Name && name.end <= before.first && matches!(before.form, Form::He | Form::She)
    };
    previous.mention.filter(after).unwrap_or(chosen)
}

/// The name in apposition to the chosen role: `the harbourmaster, Ana Reed,`.
fn named_behind(scene: &Scene, clauses: &Clauses, mention: usize) -> usize {
    let (role, Some(next)) = (&clauses.mentions[mention], clauses.mentions.get(mention + 1)) else { return mention };
    let led = role.definite || scene.is(role.first, Classes::DETERMINER);
    let tied = role.form == Form::Nominal && role.classes.any(Classes::HUMAN.or(Classes::RANK)) && led;
    let closed = [',', '.', ':'].iter().any(|&m| scene.is_mark(next.end, m))
        || scene.is(next.end, Classes::SPEECH.or(Classes::PREPOSITION));
    let full = next.name.is_some_and(|(a, b)| a == next.first && b > a + 1);
    let behind = scene.is_mark(role.end, ',') && next.first == role.end + 1 && next.form == Form::Name;
    if tied && closed && full && behind && !role.plural { mention + 1 } else { mention }
}

/// The people or the body that belong to the chosen mention, if they follow it: `Mr Reed’s` lawyer, `her` office.
fn owned(clauses: &Clauses, mention: usize) -> usize {
    let chosen = &clauses.mentions[mention];
    let next = clauses.mentions.get(mention + 1).filter(|n| chosen.possessive && n.owner == Some(mention));
    let speaks = Classes::HUMAN.or(Classes::GROUP);
    match next {
        Some(n) if n.form == Form::Nominal && n.classes.any(speaks) => mention + 1,
        _ => mention,
    }
}

/// True if the sentence gives the words to nobody: `it is understood`.
fn impersonal(scene: &Scene, frame: &Frame) -> bool {
    let (start, end) = frame.sentence;
    (start..end.saturating_sub(2)).any(|w| {
        let it = !scene.in_quote(w) && scene.is(w, Classes::IT) && matches!(scene.text(w + 1), "is" | "was");
        it && matches!(
            scene.text(w + 2),
            "understood" | "thought" | "believed" | "reported" | "claimed" | "said" | "alleged"
        )
    })
}

/// True if the mention is what somebody who is not named calls something: `the fleet was described as`.
fn passive_of(frame: &Frame, mention: usize) -> bool {
    let verbs = || frame.left.iter().chain(&frame.right);
    let last = frame.left.last();
    last.is_some_and(|v| v.strength == Strength::Stance && v.patient == Some(mention) && v.behind.is_none())
        && !verbs().any(|v| v.strength == Strength::Speech)
}

/// True if the mention is the subject of a reporting verb in the quotation's sentence.
fn clauses_say(frame: &Frame, mention: usize) -> bool {
    let mut verbs = frame.left.iter().chain(&frame.right);
    verbs.any(|v| v.strength == Strength::Speech && (v.subject == Some(mention) || v.behind == Some(mention)))
}

fn as_term(draft: &Draft, belief: f32) -> Quote {
    let mut quote = unattributed(draft);
    quote.kind = Kind::Term;
    quote.how = Cow::Borrowed("term");
    quote.confidence = belief;
    quote
}

fn unattributed(draft: &Draft) -> Quote {
    Quote {
        span: draft.span,
        spans: draft.spans.clone(),
        kind: draft.kind,
        speaker: None,
        canonical: None,
        how: Cow::Borrowed("none"),
        confidence: 0.5,
        cue: None,
        evidence: explain::spans_only(draft),
    }
}

/// The people and organisations with all their mentions.
fn people(clauses: &Clauses, entities: &Entities, resolver: &Resolver) -> Vec<Person> {
    let mut out: Vec<Person> =
        entities.list.iter().map(|e| Person { name: e.name.clone(), kind: e.kind, mentions: Vec::new() }).collect();
    for (mention, entity) in clauses.mentions.iter().zip(&resolver.resolved) {
        if let Some(person) = entity.and_then(|e| out.get_mut(e)) {
            person.mentions.push(mention.span);
        }
    }
    for person in &mut out {
        if person.kind == PersonKind::Unnamed {
            person.kind = PersonKind::Person;
        }
    }
    out.retain(|p| !p.mentions.is_empty());
    out
}

/// The features of every draft for the question whether it is a term, in the order of [`TERM_NAMES`]: for training.
pub fn term_rows(
    body: &str,
    segments: &Segments,
    drafts: &[Draft],
    lexicon: &Lexicon,
    speaker: &Trees,
) -> Vec<Vec<f32>> {
    let scene = Scene::new(body, segments, drafts, lexicon);
    let clauses = Clauses::new(&scene, mentions(&scene));
    let entities = Entities::new(&scene, &clauses.mentions);
    let mut candidates = Candidates::new(&scene, &clauses);
    let mut previous = Previous::default();
    (0..drafts.len())
        .map(|quote| {
            let frame = Frame::new(&scene, &clauses, quote);
            let found = candidates.of(&entities, &frame, previous);
            let mut ranking = Ranking::new(&found, speaker);
            if let Some(c) = ranking.best.map(|b| &found[b]) {
                previous = Previous { mention: Some(c.mention), entity: entities.of_mention[c.mention] };
            }
            ranking.term_row(&scene, &frame, speaker)[..TERM_NAMES.len()].to_vec()
        })
        .collect()
}

//! Features of a candidate's nearest words, and of what stands between it, the cue and the quotation.
use super::clauses::{Clauses, Strength, Verb};
use super::features::Frame;
use super::mentions::Mention;
use super::scene::Scene;
use crate::lexicon::Classes;

/// What all candidates of a quotation share: the verb that seems to give the words to somebody, and how it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cue {
    /// Its word.
    pub word: Option<usize>,
    /// Strength of the last verb before the quotation: none, other, stance, speech.
    pub last: f32,
    /// Words between that verb and the quotation.
    pub gap: f32,
    /// What follows the quotation.
    pub right: f32,
}

impl Cue {
    pub fn new(scene: &Scene, left: &[Verb], words: (usize, usize)) -> Cue {
        let cue = left.iter().rev().find(|v| v.strength >= Strength::Stance).or(left.last());
        let last = left.last();
        Cue {
            word: cue.map(|v| v.word),
            last: last.map_or(0.0, |v| 1.0 + f32::from(v.strength as u8)),
            gap: last.map_or(30.0, |v| words.0.saturating_sub(v.word).min(30) as f32),
            right: right_kind(scene, words.1),
        }
    }
}

/// What stands behind a quotation: nothing, a full stop, a comma, a reporting verb, another verb, a preposition, a
/// conjunction, a capital, another word.
fn right_kind(scene: &Scene, end: usize) -> f32 {
    let paragraph = end.checked_sub(1).and_then(|e| scene.words.get(e)).map(|w| w.paragraph);
    let next = (end..end + 4).find(|&w| !matches!(scene.text(w), "”" | "\"" | "'" | "’" | "``" | "''"));
    let Some(next) = next.filter(|&w| scene.words.get(w).map(|w| w.paragraph) == paragraph) else { return 0.0 };
    match () {
        _ if scene.is_mark(next, '.') => 1.0,
        _ if scene.is_mark(next, ',') => 2.0,
        _ if scene.is_punct(next) => 3.0,
        _ if scene.is(next, Classes::SPEECH) => 4.0,
        _ if scene.is(next, Classes::HE.or(Classes::SHE).or(Classes::THEY)) => 5.0,
        _ if scene.is_capital(next) => 6.0,
        _ if scene.is(next, Classes::PREPOSITION) => 7.0,
        _ if scene.is(next, Classes::CONJUNCTION) => 8.0,
        _ if scene.is(next, Classes::AUXILIARY.or(Classes::STANCE).or(Classes::VERB)) => 9.0,
        _ => 10.0,
    }
}

/// What stands behind a mention: the nearer to speaking, the smaller.
pub(super) fn next_kind(scene: &Scene, mention: &Mention) -> u8 {
    let skipped = (mention.end..mention.end + 3)
        .find(|&w| !scene.is(w, Classes::ADVERB) && !scene.text(w).ends_with("ly"))
        .unwrap_or(mention.end);
    let Some(word) = scene.words.get(skipped).filter(|w| w.sentence == scene.words[mention.first].sentence) else {
        return 13;
    };
    let c = word.classes;
    match () {
        _ if scene.in_quote(skipped) => 12,
        _ if c.any(Classes::SPEECH) => 0,
        _ if c.any(Classes::STANCE) => 1,
        _ if scene.is_mark(skipped, ':') => 2,
        _ if c.any(Classes::AUXILIARY) => 3,
        _ if c.any(Classes::VERB) => 4,
        _ if looks_past(scene, skipped) => 5,
        _ if matches!(scene.text(skipped), "who" | "which" | "that") => 6,
        _ if scene.is_mark(skipped, ',') => 7,
        _ if matches!(scene.text(skipped), "and" | "or") => 8,
        _ if mention.possessive => 9,
        _ if c.any(Classes::PREPOSITION) => 10,
        _ => 11,
    }
}

fn looks_past(scene: &Scene, word: usize) -> bool {
    let text = scene.text(word);
    text.len() > 3 && text.ends_with("ed") && scene.words[word].classes == Classes::default()
}

/// What stands before a mention.
pub(super) fn previous_kind(scene: &Scene, mention: &Mention) -> f32 {
    let Some(before) = mention.first.checked_sub(1) else { return 0.0 };
    let c = scene.words[before].classes;
    match scene.text(before) {
        _ if scene.starts_sentence(mention.first) => 0.0,
        "that" => 1.0,
        "," => 2.0,
        "and" | "but" | "or" => 3.0,
        "who" | "which" | "whom" | "what" => 4.0,
        "by" => 5.0,
        "of" => 6.0,
        "to" => 7.0,
        "from" => 8.0,
        _ if scene.in_quote(before) => 9.0,
        _ if c.any(Classes::CONJUNCTION) => 10.0,
        _ if c.any(Classes::PREPOSITION) => 11.0,
        _ if c.any(Classes::SPEECH) => 12.0,
        _ if c.any(Classes::STANCE) => 13.0,
        _ if c.any(Classes::VERB.or(Classes::AUXILIARY)) => 14.0,
        _ if scene.is_punct(before) => 15.0,
        _ => 16.0,
    }
}

/// Most things between a candidate and the quotation that are counted.
const MOST: u32 = 9;

/// What lies between a candidate and the quotation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    /// Verbs.
    pub verbs: u32,
    /// Mentions that look like subjects.
    pub subjects: u32,
    /// Mentions that may speak between the candidate and the cue; 9 if the cue comes first.
    pub to_cue: u32,
    /// Commas.
    pub commas: u32,
    /// What stands behind the candidate.
    pub next: u8,
}

pub(super) fn between(clauses: &Clauses, frame: &Frame, m: usize) -> Between {
    let mention = &clauses.mentions[m];
    let (first, end) = frame.words;
    let (from, to) = if mention.first >= end { (end, mention.first) } else { (mention.end, first) };
    let there = clauses.sums.between(from, to);
    let cue = frame.cue.word.filter(|&c| c >= mention.end);
    Between {
        verbs: there.verbs.min(12),
        subjects: there.subjects.min(MOST),
        to_cue: cue.map_or(MOST, |c| clauses.sums.between(mention.end, c).speakers.min(MOST)),
        commas: there.commas.min(MOST),
        next: clauses.next[m],
    }
}

/// True if the mention is the agent of a noun that carries words: `comments by Mr Reed`, `the promise of the board`.
pub(super) fn agent_of_noun(scene: &Scene, clauses: &Clauses, mention: &Mention) -> bool {
    let Some(link) = mention.first.checked_sub(1) else { return false };
    let owned = link.checked_sub(1).and_then(|w| clauses.mention_of(w));
    matches!(scene.text(link), "by" | "from" | "of")
        && owned.is_some_and(|o| scene.is(clauses.mentions[o].head(), Classes::CUE_NOUN.or(Classes::DOCUMENT)))
}

//! The named features of a quotation and a candidate for its speaker.
use super::clauses::{Clauses, Strength, Verb};
use super::entities::{Entities, human_like};
use super::mentions::{Form, is_time_or_place};
use super::near::{self, Cue};
use super::plain;
use super::scene::Scene;
use super::trees::{Row, WIDTH};
use crate::lexicon::Classes;
use crate::model::{Kind, PersonKind};
use std::sync::LazyLock;

/// What was decided for the quotation before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Previous {
    pub mention: Option<usize>,
    pub entity: Option<usize>,
}

/// What all candidates of one quotation share.
pub(crate) struct Frame {
    pub quote: usize,
    /// First word of the quotation and one past its last.
    pub words: (usize, usize),
    /// Start of its sentence and end of the sentence it ends in.
    pub sentence: (usize, usize),
    /// Verbs of the sentence before and behind it, outside quotations.
    pub left: Vec<Verb>,
    pub right: Vec<Verb>,
    pub cue: Cue,
    /// The row with the features that depend on the quotation alone.
    shared: Row,
}

macro_rules! features {
    ($list:ident, $enum:ident: $($name:ident),* $(,)?) => {
        #[derive(Clone, Copy)]
        #[allow(dead_code, reason = "the shared features are set by their order")]
        pub(super) enum $enum { $($name),* }
        /// Their names, in the order of the vector.
        pub const $list: &[&str] = &[$(stringify!($name)),*];
    };
}

features!(NAMES, F:
    // the mention alone
    PronounHe, PronounThey, PronounFirst, PronounIt, Relative, Apposition, Named, Nominal, Group, Document, TimeOrPlace, Definite, Plural, Possessive,
    Length, StartsSentence, AfterPreposition, AfterVerb, Passive, SpeechSubjectAny, SubjectAny, OwnsCueNoun, AgentOfCueNoun, ColonAfter, PreviousKind,
    // whom it stands for
    Human, EntityKind, EntityCount, NameInQuote,
    // where it stands
    After, SameSentence, Paragraphs, Sentences, Distance, MentionsBetween, QuotesBetween, Rank,
    // what it does
    SpeechSubjectLeft, StanceSubjectLeft, VerbSubjectLeft, FirstSubjectLeft, SpeechSubjectRight, BehindVerbRight, VerbSubjectRight, BehindVerbLeft,
    DashBefore, AuxiliaryToQuote, VerbGap, StanceStrong, VerbRank,
    // what lies between it, the cue and the quotation
    NextKind, VerbsBetween, SubjectsBetween, MentionsToCue, CommasBetween, CueGap, Tie,
    // what was decided before
    SameMentionBefore, SameEntityBefore,
    // the quotation
    GapKind, QuoteDistance, StartsParagraph, EndsParagraph, Direct, QuoteLength, LowerCase, HasSpeechRight, HasSpeechLeft, HasStanceLeft, ColonSentence, CueNounLeft, BeforeQuoteInParagraph, EndsComma, CommaSpeech, SpeechDistanceRight, LastVerb, LastVerbGap, RightKind,
);

const _: () = assert!(NAMES.len() <= WIDTH, "a row must hold all features");

/// How many of the features, from the end, depend on the quotation alone.
const SHARED_FROM: usize = F::GapKind as usize;

/// How many of the features, from the start, depend on the mention alone.
pub(super) const OWN: usize = F::Human as usize;

/// Most verbs of a sentence on either side of a quotation, and words of it, that are looked at: no sentence that
/// somebody wrote has more, and each quotation of an endless one must not look through all of it.
const VERBS: usize = 40;
const WORDS: usize = 400;
/// Most words between a quotation and a candidate that are counted.
const APART: usize = 4000;

impl Frame {
    pub fn new(scene: &Scene, clauses: &Clauses, quote: usize) -> Self {
        let words = scene.quotes[quote];
        let (first, end) = words;
        let sentence_start = scene.words.get(first).map_or(first, |w| scene.sentence_start(w.sentence));
        let last_sentence = scene.words.get(end.saturating_sub(1)).map_or(0, |w| w.sentence);
        let sentence_end = scene.sentence_start(last_sentence + 1);
        let sentence_start = sentence_start.max(first.saturating_sub(WORDS));
        let sentence_end = sentence_end.min(end + WORDS);
        let left = clauses.verbs_in(sentence_start, first);
        let left = left.get(left.len().saturating_sub(VERBS)..).unwrap_or(&[]).to_vec();
        let right = clauses.verbs_in(end, sentence_end).iter().take(VERBS).copied().collect();
        let cue = Cue::new(scene, &left, words);
        let mut frame =
            Frame { quote, words, sentence: (sentence_start, sentence_end), left, right, cue, shared: [0.0; WIDTH] };
        let shared = frame.shared(scene);
        if let Some(places) = frame.shared.get_mut(SHARED_FROM..NAMES.len()) {
            places.copy_from_slice(&shared);
        }
        frame
    }

    fn shared(&self, scene: &Scene) -> [f32; NAMES.len() - SHARED_FROM] {
        let (first, end) = self.words;
        let draft = &scene.drafts[self.quote];
        let text = draft.span.of(scene.body);
        let previous_end = self.quote.checked_sub(1).map(|q| scene.quotes[q].1);
        let since = previous_end.map_or(99, |p| first.saturating_sub(p));
        let paragraph = scene.words.get(first).map_or(0, |w| w.paragraph);
        let last_paragraph = scene.words.get(end.saturating_sub(1)).map_or(0, |w| w.paragraph);
        let strong = |v: &Verb| v.strength == Strength::Speech;
        let outer = |i: usize| scene.words.get(i).map(|w| w.paragraph);
        let starts = (0..first).rev().find(|&i| !scene.is_punct(i)).and_then(outer) != Some(paragraph);
        let ends = (end..scene.words.len()).find(|&i| !scene.is_punct(i)).and_then(outer) != Some(last_paragraph);
        let lower = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let colon = (0..first)
            .rev()
            .find(|&i| !matches!(scene.text(i), "“" | "\"" | "'" | "‘"))
            .is_some_and(|i| scene.is_mark(i, ':'));
        let cue_noun =
            (self.sentence.0..first).rev().take(12).any(|i| !scene.in_quote(i) && scene.is(i, Classes::CUE_NOUN));
        let comma = text.ends_with(',')
            || (end..end + 3)
                .find(|&i| !matches!(scene.text(i), "”" | "\"" | "'" | "’"))
                .is_some_and(|i| scene.is_mark(i, ','));
        let before = previous_end.is_some_and(|p| p > 0 && outer(p - 1) == Some(paragraph));
        [
            gap_kind(scene, first),
            doublings(since.min(99)),
            f(starts),
            f(ends),
            f(draft.kind == Kind::Direct),
            doublings(text.len()),
            f(lower),
            f(self.right.iter().any(strong)),
            f(self.left.iter().any(strong)),
            f(self.left.iter().any(|v| v.strength == Strength::Stance)),
            f(colon),
            f(cue_noun),
            f(before),
            f(comma),
            f(comma && self.right.first().is_some_and(strong)),
            self.right.iter().find(|v| strong(v)).map_or(30.0, |v| v.word.saturating_sub(end) as f32).min(30.0),
            self.cue.last,
            self.cue.gap,
            self.cue.right,
        ]
    }
}

/// How often one must be doubled to make `count` and one more: a scale on which far things lie close together.
fn doublings(count: usize) -> f32 {
    static SMALL: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|i| (i as f32 + 1.0).log2()));
    SMALL.get(count).copied().unwrap_or_else(|| (count as f32 + 1.0).log2())
}

fn f(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// What stands right before the quotation: nothing, a comma, a colon, `that`, a reporting verb, `as`, another word.
fn gap_kind(scene: &Scene, first: usize) -> f32 {
    let Some(before) = (0..first).rev().find(|&i| !matches!(scene.text(i), "“" | "\"" | "'" | "‘" | "`" | "«"))
    else {
        return 0.0;
    };
    if scene.words[before].paragraph != scene.words[first.min(scene.words.len() - 1)].paragraph {
        return 0.0;
    }
    let text = scene.text(before);
    match () {
        _ if scene.in_quote(before) => 1.0,
        _ if text == "," => 2.0,
        _ if text == ":" => 3.0,
        _ if text == "that" => 4.0,
        _ if scene.is(before, Classes::SPEECH) => 5.0,
        _ if scene.is(before, Classes::STANCE) => 6.0,
        _ if text == "as" => 7.0,
        _ if matches!(text, "." | "!" | "?") => 8.0,
        _ if scene.is(before, Classes::DETERMINER.or(Classes::POSSESSIVE)) => 9.0,
        _ if scene.is(before, Classes::PREPOSITION) => 10.0,
        _ if scene.is(before, Classes::CUE_NOUN) => 11.0,
        _ => 12.0,
    }
}

/// The features of the candidate `m`, the `rank`th nearest, as numbers in the order of [`NAMES`]. `own` are those of the
/// mention alone.
pub(crate) fn features(
    (scene, clauses, entities): (&Scene, &Clauses, &Entities),
    frame: &Frame,
    (m, rank): (usize, usize),
    previous: Previous,
    own: &[f32; OWN],
) -> Row {
    let mut v = frame.shared;
    v[..OWN].copy_from_slice(own);
    stands_for(clauses, entities, frame, m, &mut v);
    place(scene, clauses, frame, m, &mut v);
    deeds(scene, clauses, frame, m, &mut v);
    surroundings(scene, clauses, frame, m, &mut v);
    v[F::Rank as usize] = rank as f32;
    v[F::SameMentionBefore as usize] = f(previous.mention == Some(m));
    v[F::SameEntityBefore as usize] = f(previous.entity.is_some() && previous.entity == entities.of_mention[m]);
    v
}

/// The features of the mention alone.
pub(super) fn own(scene: &Scene, clauses: &Clauses, m: usize) -> [f32; OWN] {
    let mut v = [0.0; OWN];
    itself(scene, clauses, m, &mut v);
    beside(scene, clauses, m, &mut v);
    v
}

fn itself(scene: &Scene, clauses: &Clauses, m: usize, v: &mut [f32]) {
    let mention = &clauses.mentions[m];
    let mut set = |name: F, value: f32| v[name as usize] = value;
    set(F::PronounHe, f(matches!(mention.form, Form::He | Form::She)));
    set(F::PronounThey, f(mention.form == Form::They));
    set(F::PronounFirst, f(mention.form == Form::First));
    set(F::PronounIt, f(mention.form == Form::It));
    set(F::Relative, f(mention.form == Form::Who));
    let comma = mention.first > 1 && scene.is_mark(mention.first - 1, ',');
    let behind_name = comma
        && clauses
            .mention_of(mention.first - 2)
            .is_some_and(|b| clauses.mentions[b].form == Form::Name && clauses.mentions[b].end + 1 == mention.first);
    set(F::Apposition, f(behind_name));
    set(F::Named, f(mention.form == Form::Name));
    set(F::Nominal, f(mention.form == Form::Nominal));
    set(F::Group, f(mention.classes.any(Classes::GROUP)));
    set(F::Document, f(mention.classes.any(Classes::DOCUMENT)));
    set(F::TimeOrPlace, f(is_time_or_place(scene, mention)));
    set(F::Definite, f(mention.definite));
    set(F::Plural, f(mention.plural));
    set(F::Possessive, f(mention.possessive));
    set(F::Length, (mention.end - mention.first).min(12) as f32);
    set(F::StartsSentence, f(scene.starts_sentence(mention.first)));
    let before = mention.first.wrapping_sub(1);
    let verb = Classes::SPEECH.or(Classes::STANCE).or(Classes::VERB);
    set(F::AfterPreposition, f(scene.is(before, Classes::PREPOSITION)));
    set(F::AfterVerb, f(scene.is(before, verb) && !scene.in_quote(before)));
}

/// What the words beside the mention make of it.
fn beside(scene: &Scene, clauses: &Clauses, m: usize, v: &mut [f32]) {
    let mention = &clauses.mentions[m];
    let mut set = |name: F, value: f32| v[name as usize] = value;
    let sentence = scene.words[mention.first].sentence;
    let near = clauses.verbs_in(mention.first.saturating_sub(8), mention.end + 40);
    let mine = near
        .iter()
        .filter(|w| scene.words[w.word].sentence == sentence && (w.subject == Some(m) || w.behind == Some(m)));
    let passive = (mention.end..mention.end + 4)
        .take_while(|&i| scene.is(i, Classes::AUXILIARY.or(Classes::ADVERB)))
        .any(|i| matches!(scene.text(i), "is" | "are" | "was" | "were" | "be" | "been" | "being"));
    set(F::Passive, f(passive));
    let (mut says, mut does) = (false, false);
    for w in mine {
        says |= w.strength == Strength::Speech;
        does = true;
    }
    set(F::SpeechSubjectAny, f(says));
    set(F::SubjectAny, f(does));
    let owned = mention.possessive
        && clauses
            .mention_of(mention.end + 1)
            .is_some_and(|o| scene.is(clauses.mentions[o].head(), Classes::CUE_NOUN.or(Classes::DOCUMENT)));
    set(F::OwnsCueNoun, f(owned));
    set(F::ColonAfter, f(scene.is_mark(mention.end, ':')));
    set(F::AgentOfCueNoun, f(near::agent_of_noun(scene, clauses, mention)));
    set(F::PreviousKind, near::previous_kind(scene, mention));
}

fn stands_for(clauses: &Clauses, entities: &Entities, frame: &Frame, m: usize, v: &mut [f32]) {
    let entity = entities.of_mention[m].map(|e| &entities.list[e]);
    let person = entity.is_some_and(|e| e.kind == PersonKind::Person);
    let mut set = |name: F, value: f32| v[name as usize] = value;
    set(F::Human, f(human_like(&clauses.mentions[m]) || person));
    let Some(entity) = entity else { return };
    set(
        F::EntityKind,
        match entity.kind {
            PersonKind::Person => 3.0,
            PersonKind::Unnamed => 2.0,
            PersonKind::Organisation => 1.0,
        },
    );
    set(F::EntityCount, doublings(entity.count));
    let next = entity.mentions.partition_point(|&i| clauses.mentions[i].first < frame.words.0);
    let inside = entity.mentions.get(next).is_some_and(|&i| clauses.mentions[i].first < frame.words.1);
    set(F::NameInQuote, f(inside));
}

fn place(scene: &Scene, clauses: &Clauses, frame: &Frame, m: usize, v: &mut [f32]) {
    let mention = &clauses.mentions[m];
    let (first, end) = frame.words;
    let after = mention.first >= end;
    let (from, to) = if after { (end, mention.first) } else { (mention.end, first) };
    let edge = if after { end.saturating_sub(1) } else { first.min(scene.words.len() - 1) };
    let (a, b) = (&scene.words[edge], &scene.words[mention.first]);
    let mut set = |name: F, value: f32| v[name as usize] = value;
    set(F::After, f(after));
    set(F::SameSentence, f(a.sentence == b.sentence));
    set(F::Paragraphs, a.paragraph.abs_diff(b.paragraph).min(9) as f32);
    set(F::Sentences, a.sentence.abs_diff(b.sentence).min(20) as f32);
    // The words nearest to the quotation, if there are too many.
    let (from, to) = if after { (from, to.min(from + APART)) } else { (from.max(to.saturating_sub(APART)), to) };
    let there = clauses.sums.between(from, to);
    // A piece of a quotation that began before counts as well.
    let goes_on = from < to && scene.in_quote(from) && clauses.sums.between(from, from + 1).quotes == 0;
    set(F::Distance, doublings(there.outside as usize));
    set(F::MentionsBetween, there.mentions.min(20) as f32);
    set(F::QuotesBetween, (there.quotes + u32::from(goes_on)) as f32);
}

fn deeds(scene: &Scene, clauses: &Clauses, frame: &Frame, m: usize, v: &mut [f32]) {
    let subject = |w: &Verb| w.subject == Some(m);
    let speech = |w: &&Verb| w.strength == Strength::Speech;
    let stance = |w: &&Verb| w.strength == Strength::Stance;
    let mut set = |name: F, value: f32| v[name as usize] = value;
    let left = &frame.left;
    set(F::SpeechSubjectLeft, f(left.iter().rev().find(speech).is_some_and(subject)));
    set(F::StanceSubjectLeft, f(left.iter().rev().find(stance).is_some_and(subject)));
    set(F::VerbSubjectLeft, f(left.last().is_some_and(subject)));
    set(F::FirstSubjectLeft, f(left.first().is_some_and(subject)));
    set(F::BehindVerbLeft, f(left.iter().rev().find(|w| w.behind.is_some()).is_some_and(|w| w.behind == Some(m))));
    set(F::SpeechSubjectRight, f(frame.right.iter().find(speech).is_some_and(subject)));
    set(F::BehindVerbRight, f(frame.right.iter().find(speech).is_some_and(|w| w.behind == Some(m))));
    set(F::VerbSubjectRight, f(frame.right.first().is_some_and(subject)));
    places_of_cues(scene, clauses, frame, m, v);
}

/// How near the mention stands to its verb and to the quotation.
fn places_of_cues(scene: &Scene, clauses: &Clauses, frame: &Frame, m: usize, v: &mut [f32]) {
    let mention = &clauses.mentions[m];
    let left = &frame.left;
    let mut set = |name: F, value: f32| v[name as usize] = value;
    let (first, end) = frame.words;
    let dash = mention.first > end
        && (end..mention.first).all(|i| scene.is_punct(i))
        && ['—', '–', '-', '―'].iter().any(|&d| scene.is_mark(mention.first - 1, d));
    set(F::DashBefore, f(dash));
    let bridge = mention.end < first
        && first - mention.end < 8
        && (mention.end..first).all(|i| {
            scene.is_punct(i) || scene.is(i, Classes::AUXILIARY.or(Classes::ADVERB)) || scene.text(i).ends_with("ly")
        });
    set(F::AuxiliaryToQuote, f(bridge));
    let gap =
        left.iter().rev().find(|w| w.subject == Some(m)).map_or(60, |w| frame.words.0.saturating_sub(w.word)).min(60);
    let gap_right = frame
        .right
        .iter()
        .find(|w| w.subject == Some(m) || w.behind == Some(m))
        .map_or(60, |w| w.word.saturating_sub(frame.words.1))
        .min(60);
    set(F::VerbGap, doublings(gap.min(gap_right)));
    let strong = left.iter().rev().find(|w| w.subject == Some(m)).map_or(0.0, |w| match w.strength {
        Strength::Speech => 3.0,
        Strength::Stance => 2.0,
        Strength::Other => 1.0,
    });
    set(F::StanceStrong, strong);
    set(F::VerbRank, left.iter().rev().position(|w| w.subject == Some(m)).map_or(9, |r| r.min(8)) as f32);
}

fn surroundings(scene: &Scene, clauses: &Clauses, frame: &Frame, m: usize, v: &mut [f32]) {
    let mention = &clauses.mentions[m];
    let between = near::between(clauses, frame, m);
    let gap = |cue: usize| {
        let gap = if cue >= mention.end { cue - mention.end } else { 40 + mention.first.saturating_sub(cue) };
        gap.min(80) as f32
    };
    let mut set = |name: F, value: f32| v[name as usize] = value;
    set(F::NextKind, f32::from(between.next));
    set(F::VerbsBetween, between.verbs as f32);
    set(F::SubjectsBetween, between.subjects as f32);
    set(F::MentionsToCue, between.to_cue as f32);
    set(F::CommasBetween, between.commas as f32);
    set(F::Tie, plain::tie(scene, clauses, frame, m));
    set(F::CueGap, frame.cue.word.map_or(90.0, gap));
}

//! Whether a marked stretch quotes anybody at all, or is a title, a nickname, a scare quote.
use super::features::{F, Frame};
use super::marked::is_quote_mark;
use super::scene::{NONE, Scene};
use super::trees::{Row, Trees, WIDTH};
use crate::lexicon::Classes;
use crate::model::{Draft, Kind, Span};
use crate::text::words::Shape;

macro_rules! features {
    ($($name:ident),* $(,)?) => {
        #[derive(Clone, Copy)]
        enum T { $($name),* }
        /// Their names, in the order of the vector.
        pub const TERM_NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features!(
    Words,
    Capitals,
    AllCaps,
    FirstCapital,
    EndsSentence,
    EndsComma,
    Paragraphs,
    Direct,
    AfterDeterminer,
    AfterPossessive,
    AfterPreposition,
    AfterSpeech,
    AfterStance,
    AfterAs,
    AfterThat,
    AfterComma,
    AfterColon,
    AfterNumber,
    AfterCapital,
    AfterTitleWord,
    SoCalled,
    NounFollows,
    CapitalFollows,
    MarkFollows,
    SpeechLeft,
    StanceLeft,
    SpeechRight,
    VerbLeft,
    Passive,
    StartsParagraph,
    WholeParagraph,
    InsideParagraph,
    SameSentenceQuote,
    SpeakerShare,
    SpeakerScore,
    Pronoun,
    SubjectGap,
    SingleMark,
    HoldsVerb,
    HoldsPronoun,
    Repeats,
    Elsewhere,
    SentenceWords,
    GapKind,
    RightKind,
    LastVerb,
    LastVerbGap,
    SpeechGap,
    Agentless,
    WorkNear,
    WorkFollows,
    PersonInside,
    Headline,
    ChosenVerbGap,
    ChosenNext,
    ChosenHuman,
    ChosenSameSentence,
    ChosenSays,
    ChosenParagraphs,
);

/// The features of a quotation, given how sure the choice of its speaker was (`share`, 0 to 1; `score`, raw) and the
/// features of the candidate that was chosen.
pub(super) fn features(scene: &Scene, frame: &Frame, share: f32, score: f32, chosen: Option<&[f32]>) -> Row {
    let mut v = [0.0; WIDTH];
    within(scene, frame, &mut v);
    around(scene, frame, &mut v);
    cues(scene, frame, &mut v);
    let copies = [
        (T::GapKind, F::GapKind),
        (T::ChosenVerbGap, F::VerbGap),
        (T::ChosenNext, F::NextKind),
        (T::ChosenHuman, F::Human),
        (T::ChosenSameSentence, F::SameSentence),
        (T::ChosenSays, F::SpeechSubjectAny),
        (T::ChosenParagraphs, F::Paragraphs),
    ];
    for (to, from) in copies {
        v[to as usize] = chosen.and_then(|c| c.get(from as usize)).copied().unwrap_or(-1.0);
    }
    v[T::SpeakerShare as usize] = share;
    v[T::SpeakerScore as usize] = score;
    v
}

fn f(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// How far around a quotation its words are looked for, in bytes and in quotations: more than an article has.
const NEAR: usize = 1 << 16;
const DRAFTS: usize = 400;

/// The body around `span`, as bytes, and where it begins.
pub(super) fn body_near<'a>(scene: &Scene<'a>, span: Span) -> (usize, &'a [u8]) {
    let from = span.start.saturating_sub(NEAR);
    let to = (span.end + NEAR).min(scene.body.len());
    (from, scene.body.as_bytes().get(from..to).unwrap_or(&[]))
}

/// The quotations around quotation `quote`.
fn drafts_near<'a>(scene: &Scene<'a>, quote: usize) -> &'a [Draft] {
    let to = (quote + DRAFTS).min(scene.drafts.len());
    scene.drafts.get(quote.saturating_sub(DRAFTS)..to).unwrap_or(&[])
}

fn within(scene: &Scene, frame: &Frame, v: &mut [f32]) {
    let (first, end) = frame.words;
    let draft = &scene.drafts[frame.quote];
    let text = draft.span.of(scene.body);
    let words: Vec<usize> =
        (first..end).filter(|&w| !scene.is_punct(w) && scene.words[w].shape != Shape::Possessive).take(80).collect();
    let capitals = words.iter().filter(|&&w| scene.is_capital(w)).count();
    let small = words
        .iter()
        .filter(|&&w| scene.is(w, Classes::PREPOSITION.or(Classes::DETERMINER).or(Classes::CONJUNCTION)))
        .count();
    let open = words.len().saturating_sub(small).max(1);
    let mut set = |name: T, value: f32| v[name as usize] = value;
    set(T::Words, words.len() as f32);
    set(T::Capitals, capitals as f32 / open as f32);
    set(T::AllCaps, f(words.iter().all(|&w| scene.words[w].shape == Shape::Upper)));
    set(T::FirstCapital, f(words.first().is_some_and(|&w| scene.is_capital(w))));
    set(T::EndsSentence, f(text.ends_with(['.', '?', '!'])));
    set(T::EndsComma, f(text.ends_with(',')));
    set(T::Paragraphs, draft.spans.len() as f32);
    set(T::Direct, f(draft.kind == Kind::Direct));
    let verb = Classes::AUXILIARY.or(Classes::VERB).or(Classes::SPEECH).or(Classes::STANCE);
    set(T::HoldsVerb, f(words.iter().any(|&w| scene.is(w, verb))));
    let pronoun = Classes::FIRST_PERSON.or(Classes::HE).or(Classes::SHE).or(Classes::THEY).or(Classes::POSSESSIVE);
    set(T::HoldsPronoun, f(words.iter().any(|&w| scene.is(w, pronoun))));
    let before = scene.body.get(..draft.span.start).and_then(|b| b.chars().next_back());
    set(T::SingleMark, f(matches!(before, Some('\'' | '‘'))));
    let again = drafts_near(scene, frame.quote)
        .iter()
        .filter(|d| {
            d.span != draft.span && d.span.len() == draft.span.len() && d.span.of(scene.body).eq_ignore_ascii_case(text)
        })
        .count();
    set(T::Repeats, again as f32);
    let short = words.len() <= 6 && text.len() < 60;
    let phrase = text.trim_end_matches(['.', ',', '?', '!']);
    let places = if short {
        memchr::memmem::find_iter(body_near(scene, draft.span).1, phrase.as_bytes()).take(9).count()
    } else {
        1
    };
    set(T::Elsewhere, places.saturating_sub(1 + again) as f32);
}

fn around(scene: &Scene, frame: &Frame, v: &mut [f32]) {
    let (first, end) = frame.words;
    let mark = |w: usize| is_quote_mark(scene.text(w));
    let paragraph = scene.words.get(first).map(|w| w.paragraph);
    let before = (frame.sentence.0..first)
        .rev()
        .find(|&w| !mark(w))
        .filter(|&w| scene.words[w].paragraph == paragraph.unwrap_or(0));
    let after = (end..scene.words.len()).find(|&w| !mark(w)).filter(|&w| Some(scene.words[w].paragraph) == paragraph);
    let is = |w: Option<usize>, c: Classes| f(w.is_some_and(|w| scene.is(w, c)));
    let text = |w: Option<usize>| w.map_or("", |w| scene.text(w));
    let mut set = |name: T, value: f32| v[name as usize] = value;
    set(T::AfterDeterminer, is(before, Classes::DETERMINER));
    set(
        T::AfterPossessive,
        f(before.is_some_and(|w| scene.is(w, Classes::POSSESSIVE) || scene.words[w].shape == Shape::Possessive)),
    );
    set(T::AfterPreposition, is(before, Classes::PREPOSITION));
    set(T::AfterSpeech, is(before, Classes::SPEECH));
    set(T::AfterStance, is(before, Classes::STANCE));
    set(T::AfterAs, f(text(before) == "as"));
    set(T::AfterThat, f(text(before) == "that"));
    set(T::AfterComma, f(text(before) == ","));
    set(T::AfterColon, f(text(before) == ":"));
    set(T::AfterNumber, f(before.is_some_and(|w| scene.words[w].shape == Shape::Number)));
    set(T::AfterCapital, f(before.is_some_and(|w| scene.is_capital(w))));
    set(
        T::AfterTitleWord,
        f(is(before, Classes::WORK) > 0.0
            || before.is_some_and(|w| w > 0 && text(before) == "," && scene.is(w - 1, Classes::WORK))),
    );
    set(
        T::SoCalled,
        f(text(before).eq_ignore_ascii_case("so-called")
            || (frame.sentence.0..first)
                .rev()
                .take(4)
                .any(|w| matches!(scene.text(w), "so-called" | "known" | "dubbed" | "nicknamed"))),
    );
    set(
        T::NounFollows,
        f(after.is_some_and(|w| {
            scene.words[w].shape == Shape::Lower
                && !scene.is(
                    w,
                    Classes::AUXILIARY
                        .or(Classes::PREPOSITION)
                        .or(Classes::CONJUNCTION)
                        .or(Classes::ADVERB)
                        .or(Classes::SPEECH),
                )
        })),
    );
    set(T::CapitalFollows, f(after.is_some_and(|w| scene.is_capital(w))));
    set(T::MarkFollows, f(after.is_some_and(|w| scene.is_punct(w))));
    set(T::StartsParagraph, f(before.is_none()));
    set(T::WholeParagraph, f(before.is_none() && after.is_none()));
    set(T::InsideParagraph, f(before.is_some() && after.is_some()));
    in_sentence(scene, frame, v);
}

/// What the sentence around the quotation holds.
fn in_sentence(scene: &Scene, frame: &Frame, v: &mut [f32]) {
    let first = frame.words.0;
    let mut set = |name: T, value: f32| v[name as usize] = value;
    let speech = |v: &super::clauses::Verb| v.strength == super::clauses::Strength::Speech;
    set(T::SpeechLeft, frame.left.iter().filter(|v| speech(v)).count() as f32);
    set(T::StanceLeft, frame.left.iter().filter(|v| v.strength == super::clauses::Strength::Stance).count() as f32);
    set(T::SpeechRight, f(frame.right.iter().any(speech)));
    set(T::VerbLeft, frame.left.len() as f32);
    set(T::Passive, f(frame.left.last().is_some_and(|v| v.subject.is_none())));
    let others = scene.words[frame.sentence.0..frame.sentence.1.max(frame.sentence.0)]
        .iter()
        .any(|w| w.quote != NONE && w.quote as usize != frame.quote);
    set(T::SameSentenceQuote, f(others));
    let gap = frame.left.last().map_or(40, |v| first.saturating_sub(v.word)).min(40);
    set(T::SubjectGap, gap as f32);
    set(T::SentenceWords, (frame.sentence.1.saturating_sub(frame.sentence.0)).min(80) as f32);
    let pronoun = frame.left.iter().rev().find(|v| v.subject.is_some()).is_some();
    set(T::Pronoun, f(pronoun));
}

/// The verb that may give the words to somebody, and nouns for works and people around.
fn cues(scene: &Scene, frame: &Frame, v: &mut [f32]) {
    let (first, end) = frame.words;
    let mut set = |name: T, value: f32| v[name as usize] = value;
    set(T::RightKind, frame.cue.right);
    set(T::LastVerb, frame.cue.last);
    set(T::LastVerbGap, frame.cue.gap);
    let speech = frame.left.iter().rev().find(|v| v.strength == super::clauses::Strength::Speech);
    set(T::SpeechGap, speech.map_or(40, |v| first.saturating_sub(v.word)).min(40) as f32);
    let last = frame.left.last();
    let participle = |w: usize| {
        w > 0
            && (scene.is_mark(w - 1, ',') || matches!(scene.text(w - 1), "is" | "are" | "was" | "were" | "be" | "been"))
    };
    set(T::Agentless, f(last.is_some_and(|v| v.behind.is_none() && !v.participle && participle(v.word))));
    let nouns = Classes::WORK.or(Classes::DOCUMENT).or(Classes::CUE_NOUN);
    let near = (first.saturating_sub(6).max(frame.sentence.0)..first).rev().position(|w| scene.is(w, nouns));
    set(T::WorkNear, near.map_or(7, |n| n) as f32);
    let follows = (end..(end + 7).min(frame.sentence.1)).position(|w| scene.is(w, nouns));
    set(T::WorkFollows, follows.map_or(7, |n| n) as f32);
    set(
        T::PersonInside,
        f((first..end)
            .rev()
            .find(|&w| !scene.is_punct(w))
            .is_some_and(|w| scene.is(w, Classes::HUMAN.or(Classes::GROUP)))),
    );
    set(T::Headline, f(scene.words.get(first).is_some_and(|w| w.headline)));
}

/// Where the trees are sure that somebody is quoted: a belief of 2 %.
const SAID: f32 = -4.0;

/// The share of belief that the quotation is a mere term.
pub(super) fn belief(trees: &Trees, features: &Row) -> f32 {
    1.0 / (1.0 + (-trees.score_above(features, SAID)).exp())
}

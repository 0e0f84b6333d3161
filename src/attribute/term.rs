//! Whether a marked stretch quotes anybody at all, or is a title, a nickname, a scare quote.
use super::features::Frame;
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
);

/// The features of a quotation, given how sure the choice of its speaker was (`share`, 0 to 1; `score`, raw).
pub(super) fn features(scene: &Scene, frame: &Frame, share: f32, score: f32) -> Row {
    let mut v = [0.0; WIDTH];
    within(scene, frame, &mut v);
    around(scene, frame, &mut v);
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
fn body_near<'a>(scene: &Scene<'a>, span: Span) -> (usize, &'a [u8]) {
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
    let mark = |w: usize| matches!(scene.text(w), "“" | "”" | "\"" | "'" | "‘" | "’" | "`" | "«" | "»");
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

/// Fewest words of an expression that counts as a name because others use it too.
const EXPRESSION: usize = 3;

/// True for a definite expression without a verb that the article uses elsewhere in the same definite form, in
/// another voice: then it is the name of a thing, and its marks give it to nobody.
pub(super) fn is_name_in_use(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let span = scene.drafts[frame.quote].span;
    let text = span.of(scene.body).trim_end_matches(['.', ',']);
    let words = (first..end).filter(|&w| !scene.is_punct(w)).count();
    let verb = Classes::AUXILIARY.or(Classes::SPEECH).or(Classes::HE).or(Classes::SHE).or(Classes::FIRST_PERSON);
    if scene.lexicon.words.is_set_phrase(text) {
        return true;
    }
    if words < EXPRESSION
        || text.len() > 60
        || (first..end).any(|w| scene.is(w, verb))
        || !definite_before(scene.body, span.start)
    {
        return false;
    }
    let (from, near) = body_near(scene, span);
    memchr::memmem::find_iter(near, text.as_bytes())
        .take(20)
        .map(|at| from + at)
        .any(|at| !(span.start..span.end).contains(&at) && definite_before(scene.body, at))
}

/// True if `the` stands before the byte `at`, marks aside.
fn definite_before(body: &str, at: usize) -> bool {
    let before = body.get(..at).unwrap_or("").trim_end_matches(['“', '"', '\'', '‘', '«', ' ']);
    before.ends_with(" the") || before.ends_with("\nThe") || before.ends_with(" The")
}

/// True for whole sentences that cannot be a mere term: one that a reporting verb follows at once, or one that stands
/// between the reporter's sentences as a sentence of its own.
pub(super) fn is_said(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let draft = &scene.drafts[frame.quote];
    let text = draft.span.of(scene.body);
    let speech = |v: &super::clauses::Verb| v.strength == super::clauses::Strength::Speech;
    let comma = text.ends_with(',') && frame.right.first().is_some_and(|v| speech(v) && v.word < end + 8);
    let headline = scene.words.get(first).is_some_and(|w| w.headline);
    let sentence = text.ends_with(['.', '?', '!']) && text.starts_with(char::is_uppercase) && !headline;
    draft.kind == Kind::Direct && (comma || (sentence && stands_alone(scene, frame)))
}

/// True if a sentence of the reporter ends right before the quotation and none goes on right behind it.
fn stands_alone(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let paragraph = scene.words.get(first).map(|w| w.paragraph);
    let mark = |w: &usize| matches!(scene.text(*w), "“" | "”" | "\"" | "'" | "‘" | "’" | "`" | "«" | "»");
    let before = (0..first).rev().find(|w| !mark(w)).filter(|&w| Some(scene.words[w].paragraph) == paragraph);
    let after = (end..scene.words.len()).find(|w| !mark(w)).filter(|&w| Some(scene.words[w].paragraph) == paragraph);
    let ended = before.is_none_or(|w| matches!(scene.text(w), "." | "?" | "!") && !scene.in_quote(w));
    ended && after.is_none_or(|w| scene.is_capital(w) && scene.words[w].leads)
}

/// The share of belief that the quotation is a mere term.
pub(super) fn belief(trees: &Trees, features: &Row) -> f32 {
    1.0 / (1.0 + (-trees.score_row(features)).exp())
}

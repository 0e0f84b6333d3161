//! Marked stretches that are plainly somebody's words, or plainly the name of something.
use super::clauses::{Strength, Verb};
use super::features::Frame;
use super::scene::Scene;
use super::term::body_near;
use crate::lexicon::Classes;
use crate::model::Kind;
use crate::text::words::Shape;

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
    if scene.lexicon.words.is_set_phrase(text) || named_so(scene, frame) || is_nickname(scene, frame) {
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

/// True if the words before say that the marked ones are a name, and nobody is said to use it: `the so-called “X”`,
/// `a plan called “X”`, `, known as “X”`, `the term “X” is`, `which means “X”`.
fn named_so(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let Some(before) = (frame.sentence.0..first).rev().find(|&w| !is_quote_mark(scene.text(w))) else { return false };
    if scene.in_quote(before) {
        return false;
    }
    let speaks = |v: &Verb| v.strength == Strength::Speech;
    let said = frame.left.iter().chain(&frame.right).any(|v| speaks(v) && v.word != before);
    let word = scene.text(before).to_ascii_lowercase();
    let by = (end..end + 3).any(|w| scene.text(w) == "by");
    match word.as_str() {
        "so-called" => true,
        "known" | "dubbed" | "nicknamed" | "named" | "called" | "titled" | "entitled" | "christened" | "headlined" => {
            !by && is_participle(scene, before)
        }
        "as" => {
            matches!(scene.text(before.wrapping_sub(1)), "known" | "billed") && !by && is_participle(scene, before - 1)
        }
        "term" | "word" | "phrase" | "expression" | "nickname" | "title" | "headline" => {
            !said
                && !frame.left.iter().any(|v| v.subject.is_some())
                && scene.is(before.wrapping_sub(1), Classes::DETERMINER)
        }
        "means" => !said,
        _ => {
            let work = scene.is(before, Classes::WORK) && scene.words[before].shape == Shape::Lower;
            let verbs = || frame.left.iter().chain(&frame.right);
            work && scene.is_capital(first) && !verbs().any(|v| v.strength >= Strength::Stance)
        }
    }
}

/// True for a nickname inside a name: `Hugh “Muddy” Penn`.
fn is_nickname(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let before = (0..first).rev().find(|&w| !is_quote_mark(scene.text(w)));
    let after = (end..end + 3).find(|&w| !is_quote_mark(scene.text(w))).unwrap_or(end);
    let name = |w: usize| scene.is_capital(w) && !scene.in_quote(w) && !scene.words[w].leads;
    let first_name = before.is_some_and(|w| scene.is_capital(w) && scene.lexicon.names.is_first(scene.text(w)));
    end - first <= 3 && (first..end).all(|w| scene.is_capital(w)) && first_name && name(after)
}

/// True if the past participle `word` has no subject: it stands behind a comma, a form of *be*, or a noun that is no
/// person.
fn is_participle(scene: &Scene, word: usize) -> bool {
    let Some(mut before) = word.checked_sub(1) else { return false };
    while before > 0 && scene.is(before, Classes::ADVERB) {
        before -= 1;
    }
    let noun = scene.words[before].shape == Shape::Lower
        && !scene.is(
            before,
            Classes::HUMAN.or(Classes::GROUP).or(Classes::DOCUMENT).or(Classes::HE).or(Classes::SHE).or(Classes::THEY),
        )
        && !scene.is(before, Classes::CONJUNCTION.or(Classes::AUXILIARY).or(Classes::FIRST_PERSON).or(Classes::IT));
    noun || matches!(scene.text(before), "," | "is" | "was" | "are" | "were" | "be" | "been" | "(")
}

pub(super) fn is_quote_mark(mark: &str) -> bool {
    matches!(mark, "“" | "”" | "\"" | "'" | "‘" | "’" | "`" | "«" | "»")
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
    let speech = |v: &Verb| v.strength == Strength::Speech;
    let comma = text.ends_with(',') && frame.right.first().is_some_and(|v| speech(v) && v.word < end + 8);
    let headline = scene.words.get(first).is_some_and(|w| w.headline);
    let sentence = text.ends_with(['.', '?', '!']) && text.starts_with(char::is_uppercase) && !headline;
    (draft.kind == Kind::Direct && (comma || (sentence && stands_alone(scene, frame))))
        || given_to_somebody(scene, frame)
}

/// True if the words around give the marked ones to somebody: `“…”, the mayor told`, `“…” is what he called`, `in the
/// words of`, `in her view`.
fn given_to_somebody(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let small = Classes::PREPOSITION.or(Classes::DETERMINER).or(Classes::CONJUNCTION);
    let open = || (first..end).filter(|&w| !scene.is_punct(w) && !scene.is(w, small));
    if open().all(|w| scene.is_capital(w)) {
        return false;
    }
    let after = (end..end + 3).find(|&w| !is_quote_mark(scene.text(w))).unwrap_or(end);
    let told =
        |v: &Verb| v.strength >= Strength::Stance && v.word < after + 9 && (v.subject.is_some() || v.behind.is_some());
    let comma = scene.is_mark(after, ',') || scene.is_mark(end.saturating_sub(1), ',');
    let what = matches!(scene.text(after), "is" | "was") && matches!(scene.text(after + 1), "what" | "how");
    let from = first.saturating_sub(10).max(frame.sentence.0);
    let opinion = |w: usize| matches!(scene.text(w), "words" | "view" | "opinion" | "judgment" | "phrase");
    let view = (from..first).any(|w| {
        opinion(w)
            && (scene.text(w + 1) == "of" || scene.words[w - 1].shape == Shape::Possessive)
            && w > from
            && matches!(scene.text(w.saturating_sub(2)), "in" | "In") | (scene.words[w - 1].shape == Shape::Possessive)
    });
    let bracketed = scene.is_mark(after, ')')
        && (0..first).rev().find(|&w| !is_quote_mark(scene.text(w))).is_some_and(|w| scene.is_mark(w, '('))
        && (first..end).filter(|&w| !scene.is_punct(w)).count() > 2;
    what || view || bracketed || (comma && frame.right.first().is_some_and(told))
}

/// True if a sentence of the reporter ends right before the quotation and none goes on right behind it.
fn stands_alone(scene: &Scene, frame: &Frame) -> bool {
    let (first, end) = frame.words;
    let paragraph = scene.words.get(first).map(|w| w.paragraph);
    let mark = |w: &usize| is_quote_mark(scene.text(*w));
    let before = (0..first).rev().find(|w| !mark(w)).filter(|&w| Some(scene.words[w].paragraph) == paragraph);
    let after = (end..scene.words.len()).find(|w| !mark(w)).filter(|&w| Some(scene.words[w].paragraph) == paragraph);
    let ended = before.is_none_or(|w| matches!(scene.text(w), "." | "?" | "!") && !scene.in_quote(w));
    ended && after.is_none_or(|w| scene.is_capital(w) && scene.words[w].leads)
}

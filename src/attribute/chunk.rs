//! Where a noun phrase ends.
use super::mentions::pronoun;
use super::scene::{Scene, Word};
use crate::lexicon::Classes;
use crate::model::Span;
use crate::text::words::Shape;

pub(super) const BREAK: Classes = Classes::AUXILIARY
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::ADVERB)
    .or(Classes::OBJECT_PRONOUN);
pub(super) const ANY_VERB: Classes = Classes::SPEECH.or(Classes::STANCE).or(Classes::VERB);
pub(super) const NOUN: Classes = Classes::HUMAN
    .or(Classes::GROUP)
    .or(Classes::DOCUMENT)
    .or(Classes::CUE_NOUN)
    .or(Classes::RANK)
    .or(Classes::HONORIFIC)
    .or(Classes::ORG_END)
    .or(Classes::TIME);

/// Where the noun phrase that starts at `i` ends; `i` if none starts there.
pub(super) fn chunk_end(scene: &Scene, start: usize) -> usize {
    if scene.words.get(start).is_none_or(ends_any) || begins_none(scene, start) {
        return start;
    }
    let mut i = start;
    let mut determined = false;
    let mut has_noun = false;
    while let Some(word) = scene.words.get(i) {
        if i > start && (word.quote != scene.words[start].quote || word.sentence != scene.words[start].sentence) {
            break;
        }
        let c = word.classes;
        // `Said Mr Reed:`
        let inverted =
            i == start && c.any(Classes::SPEECH) && !c.any(NOUN) && scene.is_capital(i + 1) && scene.starts_sentence(i);
        let plain = inverted || (word.headline && c.any(ANY_VERB.or(BREAK)) && !c.any(NOUN));
        let capital = matches!(word.shape, Shape::Title | Shape::Upper)
            && !plain
            && !(c.any(Classes::NOT_NAME) && scene.starts_sentence(i));
        match word.shape {
            Shape::Possessive => break,
            Shape::Punct => {
                if !joins(scene, start, i) {
                    break;
                }
            }
            Shape::Number => {}
            _ if i > start && pronoun(scene, i).is_some() => break,
            _ if i > start && ends_of_state(scene, i) => has_noun = true,
            _ if c.any(Classes::DETERMINER.or(Classes::POSSESSIVE)) && !(capital && i > start) => {
                if has_noun || (i > start && !c.any(Classes::DETERMINER)) {
                    break;
                }
                determined = true;
            }
            _ if capital && !c.any(BREAK) => has_noun = true,
            _ if determined && !has_noun && scene.text(i) == "then" => {}
            _ if connects(scene, start, i) => {}
            _ if c.any(BREAK) => break,
            _ if c.any(ANY_VERB) && !c.any(NOUN) && !modifies(scene, i, determined || has_noun) => break,
            _ if c.any(ANY_VERB) && !noun_here(scene, i, determined, has_noun) => break,
            _ if scene.text(i).ends_with("ly") => break,
            _ if past_tense_after_name(scene, start, i) || past_tense_after_noun(scene, start, i) => break,
            _ => has_noun = true,
        }
        i += 1;
    }
    while i > start && scene.words[i - 1].shape == Shape::Punct {
        i -= 1;
    }
    let only_function = (start..i).all(|w| {
        let word = &scene.words[w];
        word.shape == Shape::Number
            || (word.classes.any(Classes::DETERMINER.or(Classes::POSSESSIVE)) && !word.classes.any(Classes::HUMAN))
    });
    if only_function && !(i == start + 1 && speaks_alone(scene.text(start))) { start } else { i }
}

/// True for a word that ends every phrase and so begins none, told by its classes alone: most words that begin none.
fn ends_any(word: &Word) -> bool {
    const MAY_BEGIN: Classes = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PARTICLE);
    let c = word.classes;
    match word.shape {
        Shape::Punct | Shape::Possessive => true,
        Shape::Lower => !c.any(MAY_BEGIN) && (c.any(BREAK) || (c.any(ANY_VERB) && !c.any(NOUN))),
        _ => false,
    }
}

/// True for words that only look as if a phrase began with them.
fn begins_none(scene: &Scene, start: usize) -> bool {
    opens_clause(scene, start) || opens_with_verb(scene, start) || tells_of_name(scene, start)
}

/// True for a `that` which opens a clause and determines no noun: `said that the court`, `an admission that soldiers`.
fn opens_clause(scene: &Scene, that: usize) -> bool {
    let next = that + 1;
    if scene.words[that].span.len() != 4 || scene.text(that) != "that" || scene.words.get(next).is_none() {
        return false;
    }
    if scene.is(next, Classes::DETERMINER.or(Classes::POSSESSIVE)) || pronoun(scene, next).is_some() {
        return true;
    }
    let end = chunk_end(scene, next);
    let head = scene.text(end - 1);
    let plural = (head.ends_with('s') && !head.ends_with("ss")) || matches!(head, "people" | "men" | "women");
    end > next && (scene.is_capital(end - 1) || plural)
}

/// True for a verb that opens a sentence before what it governs, and is no name: `Led by Mr Reed`, `Given his past`.
fn opens_with_verb(scene: &Scene, i: usize) -> bool {
    scene.starts_sentence(i)
        && scene.is(i, ANY_VERB)
        && !scene.is(i, NOUN)
        && scene.is(i + 1, Classes::PREPOSITION.or(Classes::DETERMINER).or(Classes::POSSESSIVE))
        && !scene.lexicon.names.is_first(scene.text(i))
}

/// An unknown word in -ed straight behind a name is what somebody did, and begins no phrase: `Reed resisted:`.
fn tells_of_name(scene: &Scene, i: usize) -> bool {
    let word = &scene.words[i];
    word.shape == Shape::Lower
        && word.classes == Classes::default()
        && word.span.len() > 4
        && i > 0
        && scene.is_capital(i - 1)
        && !scene.in_quote(i - 1)
        && scene.text(i).ends_with("ed")
        && !scene.text(i).contains('-')
}

/// An unknown word in -ed behind a noun is a verb if an object follows: `the proposal prompted a debate`.
fn past_tense_after_noun(scene: &Scene, start: usize, i: usize) -> bool {
    let word = scene.text(i);
    let ends = word.len() > 4 && word.ends_with("ed") && scene.words[i].classes == Classes::default();
    let object = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::OBJECT_PRONOUN);
    let named = || scene.is_capital(i + 1) && scene.words.get(i + 2).is_some_and(|w| w.shape == Shape::Possessive);
    ends && i > start + 1 && (scene.is(i + 1, object) || named())
}

/// True for the last word of `head of state`.
fn ends_of_state(scene: &Scene, i: usize) -> bool {
    scene.words[i].span.len() == 5 && scene.text(i) == "state" && scene.text(i - 1) == "of"
}

/// True for a word that stands for somebody without a noun: `Many said`.
fn speaks_alone(word: &str) -> bool {
    let words = ["some", "many", "others", "one", "another", "several", "both", "few"];
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// An unknown word straight behind a name is a verb if it ends in -ed, if an object follows (`Reed mends the`), or if
/// the name is a full one and no noun can follow (`Ana Reed beamed at`).
fn past_tense_after_name(scene: &Scene, start: usize, i: usize) -> bool {
    if i == start || !scene.is_capital(i - 1) || scene.words[i].classes != Classes::default() {
        return false;
    }
    let word = scene.text(i);
    let behind_name = !word.contains('-');
    let object_follows = scene.is(i + 1, Classes::DETERMINER.or(Classes::POSSESSIVE));
    let end_follows = scene.is(i + 1, BREAK.or(Classes::TIME)) || scene.in_quote(i + 1);
    let full_name = i > start + 1 && scene.is_capital(i - 2) && scene.lexicon.names.is_first(scene.text(i - 2));
    behind_name && ((word.len() > 4 && word.ends_with("ed")) || object_follows || (full_name && end_follows))
}

/// Full stops of abbreviations and initials, and ampersands, stay inside a name.
fn joins(scene: &Scene, start: usize, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|&b| b >= start) else { return false };
    let next_capital = scene.is_capital(i + 1);
    match scene.text(i) {
        "." => {
            let touching = scene.words[before].span.end == scene.words[i].span.start;
            let short = Span::new(scene.words[before].span.start, scene.words[i].span.end).of(scene.body);
            let known = scene.lexicon.words.of(short).any(Classes::ABBREVIATION) || scene.words[before].span.len() == 1;
            touching && known && (next_capital || scene.words.get(i + 1).is_some_and(|w| w.shape != Shape::Punct))
        }
        "&" => scene.is_capital(before) && next_capital,
        // A plural owner inside a name: `the Pilots’ Association`.
        "’" | "'" => {
            scene.is_capital(before)
                && scene.text(before).ends_with('s')
                && scene.words[before].span.end == scene.words[i].span.start
                && next_capital
                && scene.is(i + 1, Classes::ORG_END)
        }
        _ => false,
    }
}

/// `of`, `de`, `van`, `al` between two capitalised words.
fn connects(scene: &Scene, start: usize, i: usize) -> bool {
    if !scene.is(i, Classes::PARTICLE.or(Classes::PREPOSITION)) {
        return false;
    }
    let word = scene.text(i);
    let particle = scene.is(i, Classes::PARTICLE) && scene.words[i].shape == Shape::Lower;
    let of = word == "of" && i > start && scene.is_capital(i - 1) && !scene.is(i - 1, Classes::HUMAN.or(Classes::RANK));
    // A place behind a person is no part of the name: `Prime Minister Ana Reed of Norland`.
    let title = Classes::HUMAN.or(Classes::RANK).or(Classes::HONORIFIC);
    let person = of
        && i > start + 1
        && ((start..i - 1).any(|w| scene.is(w, title) && !scene.is(w, Classes::ORG_END))
            || (scene.is_capital(i - 2) && scene.lexicon.names.is_first(scene.text(i - 2))));
    let of = of && !person;
    let chief = word == "of"
        && i > start
        && (scene.is(i - 1, Classes::RANK))
        && scene.text(i + 1).eq_ignore_ascii_case("state");
    let after = scene.is_capital(i + 1) || (particle && scene.is(i + 1, Classes::PARTICLE) && scene.is_capital(i + 2));
    chief
        || ((particle || of) && after && (i == start || scene.is_capital(i - 1) || scene.is(i - 1, Classes::PARTICLE)))
}

/// True if a verb's form serves as an adjective: `the retired general`, `newly elected officials`.
fn modifies(scene: &Scene, i: usize, inside: bool) -> bool {
    let form = scene.text(i);
    let adjective = form.ends_with("ed") || form.ends_with("ing") || form.ends_with("en");
    let Some(next) = scene.words.get(i + 1) else { return false };
    let nominal = next.classes.any(NOUN)
        || (next.shape == Shape::Lower && next.classes == Classes::default() && !scene.text(i + 1).ends_with("ly"));
    inside
        && adjective
        && nominal
        && !next.classes.any(BREAK.or(Classes::DETERMINER).or(Classes::POSSESSIVE))
        && starts_with_determiner(scene, i)
}

fn starts_with_determiner(scene: &Scene, i: usize) -> bool {
    (i.saturating_sub(4)..i).any(|w| scene.is(w, Classes::DETERMINER.or(Classes::POSSESSIVE)))
        || scene.is(i + 1, Classes::HUMAN)
}

/// True if a word that may be a verb or a noun (`report`, `call`, `claims`) is a noun at its place.
fn noun_here(scene: &Scene, i: usize, determined: bool, has_noun: bool) -> bool {
    let c = scene.words[i].classes;
    if c.any(Classes::PARTICIPLE) && !c.any(NOUN) {
        return determined;
    }
    if scene.is_capital(i) && !scene.starts_sentence(i) {
        return true;
    }
    if has_noun && c.any(Classes::SPEECH.or(Classes::STANCE)) {
        return determined && scene.is(i + 1, ANY_VERB.or(Classes::AUXILIARY)) && !scene.is(i + 1, Classes::DETERMINER);
    }
    determined
        || c.any(Classes::HUMAN.or(Classes::GROUP))
        || i == 0
        || !scene.is(i - 1, Classes::AUXILIARY.or(Classes::ADVERB))
}

//! Relations so plain that nothing else counts: a signature behind the words, the agent of a passive, whose words the
//! text says they are.
use super::clauses::{Clauses, SPEAKERS, Strength};
use super::features::Frame;
use super::marked::is_quote_mark;
use super::mentions::Form;
use super::scene::Scene;
use crate::lexicon::Classes;

/// Most words of a signature.
const SIGNATURE: usize = 14;
/// Most words between the verb of a clause and the words it gives to somebody.
const NEAR: usize = 6;

/// The mention that plainly speaks, if one does.
pub(super) fn speaker(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    signature(scene, clauses, frame)
        .or_else(|| agent(scene, clauses, frame))
        .or_else(|| in_words_of(scene, clauses, frame))
        .or_else(|| quoted_as_saying(scene, frame))
        .or_else(|| label(scene, clauses, frame))
        .or_else(|| before_colon(scene, clauses, frame))
        .or_else(|| said_before_comma(scene, clauses, frame))
        .or_else(|| said_behind(scene, clauses, frame))
        .or_else(|| said_of_itself(scene, clauses, frame))
        .or_else(|| calls_it(scene, clauses, frame))
        .or_else(|| document(scene, clauses, frame))
}

/// `“…” — Ana Reed, harbourmaster`, on the same line or on the next, with no verb of its own.
fn signature(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let end = frame.words.1;
    let dash = (end..end + 4).find(|&w| !is_quote_mark(scene.text(w)) && !scene.is_mark(w, '.'))?;
    if !["—", "–", "-", "―", "--", "~"].contains(&scene.text(dash)) || scene.in_quote(dash) {
        return None;
    }
    let name = (dash + 1..dash + 3).find(|&w| !scene.is_punct(w))?;
    let mention = clauses.mention_of(name)?;
    let found = &clauses.mentions[mention];
    let person = found.form == Form::Name || found.classes.any(Classes::HUMAN);
    let paragraph = scene.words.get(dash)?.paragraph;
    let verb = Classes::SPEECH.or(Classes::STANCE).or(Classes::VERB).or(Classes::AUXILIARY);
    let rest =
        || (found.end..name + SIGNATURE).take_while(|&w| scene.words.get(w).is_some_and(|x| x.paragraph == paragraph));
    let ends = scene.words.get(name + SIGNATURE).is_none_or(|w| w.paragraph != paragraph);
    let silent = rest().all(|w| !scene.is(w, verb) && !scene.in_quote(w));
    (person && ends && silent && found.first == name).then_some(mention)
}

/// `was called “a rogue” by Mr Reed`, `was described by Mr Reed as “a rogue”`.
fn agent(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let (first, end) = frame.words;
    let verb = frame.left.last()?;
    let agent = verb.behind?;
    let place = clauses.mentions[agent].first;
    let passive = verb.patient.is_some() || scene.is_mark(verb.word.wrapping_sub(1), ',');
    let by = (end..end + 3).find(|&w| !is_quote_mark(scene.text(w)))?;
    let behind = scene.text(by) == "by" && place == by + 1 && first.saturating_sub(verb.word) < NEAR;
    let link = |w: usize| {
        scene.is_punct(w) || matches!(scene.text(w), "as" | "that" | "to" | "be" | "being" | "a" | "an" | "the")
    };
    let before =
        scene.text(place.wrapping_sub(1)) == "by" && (clauses.mentions[agent].end..first).all(link) && place < first;
    (passive && verb.strength >= Strength::Stance && (behind || before)).then_some(agent)
}

/// `in the words of Mr Reed, “…”`.
fn in_words_of(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let first = frame.words.0;
    let from = frame.sentence.0.max(first.saturating_sub(2 * NEAR));
    let of = (from + 3..first).find(|&w| {
        scene.text(w) == "of"
            && scene.text(w - 1) == "words"
            && scene.text(w - 2) == "the"
            && scene.text(w - 3).eq_ignore_ascii_case("in")
    })?;
    clauses.mention_of(of + 1).filter(|&m| (clauses.mentions[m].end..first).all(|w| scene.is_punct(w)))
}

/// `quoted Mr Reed as saying`: the last to speak before the words.
fn quoted_as_saying(scene: &Scene, frame: &Frame) -> Option<usize> {
    let verb = frame.left.iter().rev().find(|v| v.strength == Strength::Speech)?;
    let saying = verb.participle && verb.word > 0 && scene.text(verb.word - 1) == "as";
    verb.subject.filter(|_| saying && frame.words.0.saturating_sub(verb.word) < 4 * NEAR)
}

/// The mark right before the quotation, its own opening mark aside.
fn mark_before(scene: &Scene, first: usize) -> Option<usize> {
    (first.saturating_sub(3)..first).rev().find(|&w| !is_quote_mark(scene.text(w))).filter(|&w| scene.is_punct(w))
}

/// `Ana Reed: “…”` where a sentence begins, at the start of a line or behind another's words.
fn label(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let colon = mark_before(scene, frame.words.0).filter(|&w| scene.is_mark(w, ':'))?;
    let mention = clauses.mention_of(colon.checked_sub(1)?)?;
    let found = &clauses.mentions[mention];
    let behind_words =
        || (found.first.saturating_sub(2)..found.first).any(|w| scene.in_quote(w)) && scene.is_punct(found.first - 1);
    let opens = scene.starts_sentence(found.first) || behind_words();
    (found.form == Form::Name && found.end == colon && opens).then_some(mention)
}

/// `Mr Reed resisted: “…”`: whoever does the one thing that the sentence tells before the colon.
fn before_colon(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let colon = mark_before(scene, frame.words.0).filter(|&w| scene.is_mark(w, ':'))?;
    let [verb] = frame.left.as_slice() else { return None };
    let subject = verb.subject?;
    let found = &clauses.mentions[subject];
    let speaks = matches!(found.form, Form::Name | Form::He | Form::She) && !found.classes.any(Classes::ORG_END);
    let short = colon.saturating_sub(verb.word) < NEAR && clauses.sums.between(verb.word, colon).mentions == 0;
    (speaks && short && scene.starts_sentence(found.first)).then_some(subject)
}

/// `when somebody shouted, “…,” Mr Reed laughed`: the verb of speaking stands right before the words.
fn said_before_comma(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let mark = mark_before(scene, frame.words.0).filter(|&w| scene.is_mark(w, ',') || scene.is_mark(w, ':'))?;
    let verb = frame.left.last().filter(|v| v.word + 1 == mark && v.strength == Strength::Speech && !v.participle)?;
    let finite = scene.text(verb.word.wrapping_sub(1)) != "to";
    let speaks = |s: &usize| {
        let m = &clauses.mentions[*s];
        let led = m.definite || scene.is(m.first, Classes::DETERMINER);
        matches!(m.form, Form::Name | Form::He | Form::She) || (m.classes.any(SPEAKERS) && led)
    };
    verb.subject.filter(|s| finite && speaks(s))
}

/// `The islands need “more boats”, a minister has said`: the words end the clause that was said, and nobody says or
/// holds anything in it.
fn said_behind(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let end = frame.words.1;
    let ends = scene.drafts[frame.quote].span.of(scene.body).ends_with(',');
    let comma = if ends { end.checked_sub(1) } else { (end..end + 3).find(|&w| scene.is_mark(w, ',')) }?;
    let subject =
        (comma + 1..comma + 3).find(|&w| !is_quote_mark(scene.text(w))).and_then(|w| clauses.mention_of(w))?;
    let verb = frame.right.first().filter(|v| v.strength == Strength::Speech && !v.participle)?;
    let silent = !frame.left.is_empty() && frame.left.iter().all(|v| v.strength == Strength::Other);
    let between = verb.word.checked_sub(clauses.mentions[subject].end)?;
    (verb.subject == Some(subject) && silent && between < NEAR).then_some(subject)
}

/// `the goats (“my colleagues”, Hanna Veit calls them)`: the words stand before the clause that gives them.
fn calls_it(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let end = frame.words.1;
    let comma = (end..end + 3).find(|&w| scene.is_mark(w, ','))?;
    let subject = clauses.mention_of(comma + 1)?;
    let verb = clauses.mentions[subject].end;
    let calls = matches!(scene.text(verb), "calls" | "called" | "call");
    let object = matches!(scene.text(verb + 1), "it" | "them" | "him" | "her" | "this" | "that");
    (calls && object && scene.is_punct(verb + 2)).then_some(subject)
}

/// `“Count the nests.” Hedgewatch said it had “no view”`: the name that opens the sentence says something of itself.
fn said_of_itself(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let at = frame.left.iter().rposition(|v| v.strength == Strength::Speech && !v.participle)?;
    let verb = frame.left[at];
    let subject = verb.subject?;
    let found = &clauses.mentions[subject];
    let opens = scene.starts_sentence(found.first) || (found.first > 0 && is_quote_mark(scene.text(found.first - 1)));
    let itself = clauses.mention_of(verb.word + 1).map(|m| (m, clauses.mentions[m].form));
    let (own, _) = itself.filter(|(_, form)| matches!(form, Form::It | Form::They | Form::He | Form::She))?;
    let plain = frame.left[at + 1..].iter().all(|v| v.subject == Some(own) && v.strength == Strength::Other);
    let near = frame.words.0.saturating_sub(verb.word) < 2 * NEAR;
    (opens && plain && near && found.form == Form::Name && found.end == verb.word).then_some(subject)
}

/// `Mr Reed's letter, which called it “…”`: the document speaks.
fn document(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let verb = frame.left.last().filter(|v| v.strength >= Strength::Stance)?;
    let which = verb.subject.filter(|&s| clauses.mentions[s].form == Form::Who)?;
    let place = clauses.mentions[which].first;
    let written = place > 1 && scene.is(place - 2, Classes::DOCUMENT) && scene.is_mark(place - 1, ',');
    (written && frame.words.0.saturating_sub(verb.word) < NEAR).then_some(which)
}

/// The subject of a clause of its own that goes on with `saying`: `but Mr Reed walked out, saying it was “…”`.
pub(super) fn saying(scene: &Scene, clauses: &Clauses, frame: &Frame) -> Option<usize> {
    let verb = frame.left.iter().rev().find(|v| v.strength == Strength::Speech)?;
    let behind_comma = verb.participle && verb.word > 0 && scene.is_mark(verb.word - 1, ',');
    let clause = |s: &usize| {
        let before = clauses.mentions[*s].first.wrapping_sub(1);
        matches!(scene.text(before), "but" | "and" | "while")
    };
    verb.subject.filter(|s| behind_comma && clause(s) && frame.words.0.saturating_sub(verb.word) < 2 * NEAR)
}

/// How plainly the mention `m` is tied to the quotation: 3 for the subject of its own clause, 2 for the owner of the
/// noun that introduces it, 1 for whom somebody quotes *as saying*, else 0.
pub(super) fn tie(scene: &Scene, clauses: &Clauses, frame: &Frame, m: usize) -> f32 {
    let first = frame.words.0;
    let mention = &clauses.mentions[m];
    if mention.end > first {
        return 0.0;
    }
    let last = frame.left.last().filter(|v| v.strength >= Strength::Stance && first.saturating_sub(v.word) <= NEAR);
    if let Some(verb) = last.filter(|v| v.subject == Some(m)) {
        let quoted = (frame.sentence.0..mention.first).any(|w| scene.in_quote(w));
        let as_saying = verb.participle && scene.text(verb.word.wrapping_sub(1)) == "as";
        return if as_saying {
            1.0
        } else if quoted {
            3.0
        } else {
            0.5
        };
    }
    let noun = mention.end + 1;
    let owns = mention.possessive && noun < first && first - noun < 12 && scene.is(noun, Classes::CUE_NOUN);
    let verbs = || clauses.verbs_in(noun + 1, first).iter().any(|v| v.strength == Strength::Speech);
    if owns && matches!(scene.text(noun + 1), "that" | "of" | "to" | "about" | ":" | "as") && !verbs() {
        2.0
    } else {
        0.0
    }
}

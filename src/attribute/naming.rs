//! The name inside a noun phrase.
use super::chunk::{ANY_VERB, BREAK, NOUN};
use super::mentions::{Form, Mention};
use super::scene::Scene;
use crate::lexicon::Classes;
use crate::model::Span;
use crate::text::words::Shape;

/// The name in the phrase: the capitalised words at its end, after titles and roles.
pub(super) fn name_inside(scene: &Scene, first: usize, end: usize) -> Option<(usize, usize)> {
    let is_name_word = |w: usize| {
        let word = &scene.words[w];
        let capital = matches!(word.shape, Shape::Title | Shape::Upper);
        let at_start = scene.starts_sentence(w);
        capital
            && !(word.headline && word.classes.any(ANY_VERB.or(BREAK)) && !word.classes.any(NOUN))
            && !(at_start
                && word.classes.any(
                    Classes::NOT_NAME
                        .or(Classes::DETERMINER)
                        .or(Classes::ADVERB)
                        .or(Classes::PREPOSITION)
                        .or(Classes::CONJUNCTION),
                ))
            && !word.classes.any(Classes::DETERMINER.or(Classes::AUXILIARY))
            && (!word.classes.any(Classes::TIME) || first_name_here(scene, w))
            || (word.classes.any(Classes::PARTICLE) && word.shape == Shape::Lower)
            || word.shape == Shape::Punct
            || (scene.text(w) == "of" && w > first)
    };
    // The last run of name words; it must reach the end of the phrase, a lower-case head aside ("Clinton supporters").
    if !is_name_word(end - 1) {
        return None;
    }
    let mut start = end;
    while start > first && is_name_word(start - 1) {
        start -= 1;
    }
    let lone_start =
        start + 1 == end && scene.starts_sentence(start) && scene.words[start].classes != Classes::default();
    if lone_start && !scene.words[start].classes.any(Classes::HONORIFIC) {
        return None;
    }
    // Titles and roles, in capitals or not, stand before the name.
    let title = Classes::RANK.or(Classes::HUMAN).or(Classes::HONORIFIC);
    let last_title = (start..end).rev().find(|&w| {
        scene.is(w, title) && !scene.is(w, Classes::ORG_END) && !matches!(scene.text(w + 1), "’" | "'")
            || (scene.is_mark(w, '.') && w > start && scene.is(w - 1, title))
    });
    if let Some(t) = last_title {
        let of_state = scene.text(t + 1) == "of" && scene.text(t + 2).eq_ignore_ascii_case("state");
        let next = if of_state { t + 3 } else { t + 1 };
        let called = is_first_name(scene, t) && t == start && next + 1 == end && end - start == 2;
        if next < end && !called {
            start = next;
        } else if !called && (start..end).all(|w| !scene.is(w, Classes::ORG_END)) || scene.is(end - 1, title) {
            return role_only(scene, start, end);
        }
    }
    while start < end && (scene.is_punct(start) || matches!(scene.text(start), "of")) {
        start += 1;
    }
    (start < end && (start..end).any(|w| scene.is_capital(w))).then_some((start, end))
}

/// A month that is a first name before a surname: `April Dunne`.
fn first_name_here(scene: &Scene, word: usize) -> bool {
    let next = word + 1;
    scene.lexicon.names.is_first(scene.text(word)) && scene.is_capital(next) && !scene.is(next, Classes::TIME)
}

/// A title that is a first name as well, without an article: `Duke Marlow`.
fn is_first_name(scene: &Scene, word: usize) -> bool {
    let titled = scene.is(word, Classes::RANK.or(Classes::HONORIFIC));
    let article = word > 0 && scene.is(word - 1, Classes::DETERMINER);
    !titled && !article && scene.lexicon.names.is_first(scene.text(word))
}

/// A phrase in capitals that ends in a title is a role ("the Transport Secretary"), unless a first name opens it
/// ("Charles Officer").
fn role_only(scene: &Scene, start: usize, end: usize) -> Option<(usize, usize)> {
    let named =
        end - start == 2 && scene.lexicon.names.is_first(scene.text(start)) && !scene.is(end - 1, Classes::HUMAN);
    named.then_some((start, end))
}

/// An office and the name behind it, as one mention: `Minister of Education Ana Reed`, `head of the Tern Trust Jo Bell`.
/// The name begins at a first name or an honorific inside the second phrase.
pub(super) fn office_and_name(scene: &Scene, title: &Mention, named: &Mention) -> Option<Mention> {
    let (start, end) = named.name?;
    let office =
        title.form == Form::Nominal && title.classes.any(Classes::HUMAN.or(Classes::RANK)) && !title.possessive;
    let of = matches!(scene.text(title.end), "of" | "for") && (title.end + 1 == named.first);
    if !office || !of || scene.in_quote(title.first) != scene.in_quote(named.first) {
        return None;
    }
    let honorific = (named.first + 1..start).any(|w| scene.is(w, Classes::HONORIFIC)) && scene.is_capital(named.first);
    let first_name = (start + 1..end.saturating_sub(1))
        .find(|&w| scene.lexicon.names.is_first(scene.text(w)) && scene.is_capital(w + 1));
    let body_end = (named.first + 1..end.saturating_sub(2)).find(|&w| scene.is(w, Classes::ORG_END)).map(|w| w + 1);
    let first_name = first_name.or(body_end);
    let name_start = if honorific { start } else { first_name? };
    Some(Mention {
        end: named.end,
        name: Some((name_start, end)),
        classes: title.classes,
        form: Form::Name,
        possessive: named.possessive,
        span: Span::new(title.span.start, named.span.end),
        ..title.clone()
    })
}

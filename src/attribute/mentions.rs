//! Finds the noun phrases that can speak: pronouns, names, and nouns for people, bodies and documents.
//!
//! A light chunker: a noun phrase is a run of determiners, adjectives, nouns and capitalised words that no verb,
//! preposition or conjunction interrupts. Words the tables do not know count as nouns.
use super::scene::Scene;
use crate::lexicon::Classes;
use crate::model::Span;
use crate::text::words::Shape;

/// What a mention looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    He,
    She,
    They,
    First,
    It,
    /// The relative pronoun of a person or body: `Mr Reed, who said`.
    Who,
    /// Holds a name.
    Name,
    /// A noun phrase without a name.
    Nominal,
}

/// A noun phrase.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// First word and one past the last.
    pub first: usize,
    pub end: usize,
    /// The words of the name inside, titles left out.
    pub name: Option<(usize, usize)>,
    /// The classes of its words before the name, or of its head.
    pub classes: Classes,
    pub form: Form,
    /// A possessive ending follows: `Mr Trump’s`.
    pub possessive: bool,
    /// Starts with the, this, that or a possessive.
    pub definite: bool,
    /// Head is a plural noun, or several people.
    pub plural: bool,
    /// Bytes in the body.
    pub span: Span,
    /// A possessor stands right before: `Ukraine’s` Volodymyr Zelensky.
    pub owner: Option<usize>,
}

impl Mention {
    /// The last word: of the name if there is one.
    pub fn head(&self) -> usize {
        self.name.map_or(self.end, |(_, e)| e) - 1
    }
}

const BREAK: Classes = Classes::AUXILIARY
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::ADVERB)
    .or(Classes::OBJECT_PRONOUN);
const ANY_VERB: Classes = Classes::SPEECH.or(Classes::STANCE).or(Classes::VERB);
const NOUN: Classes = Classes::HUMAN
    .or(Classes::GROUP)
    .or(Classes::DOCUMENT)
    .or(Classes::CUE_NOUN)
    .or(Classes::RANK)
    .or(Classes::HONORIFIC)
    .or(Classes::ORG_END)
    .or(Classes::TIME);
const PRONOUN: Classes = Classes::HE.or(Classes::SHE).or(Classes::THEY).or(Classes::FIRST_PERSON).or(Classes::IT);

/// All mentions of the scene in order.
pub(crate) fn mentions(scene: &Scene) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(scene.words.len() / 5);
    let mut i = 0;
    while i < scene.words.len() {
        if let Some(form) = pronoun(scene, i).or_else(|| relative(scene, &out, i)) {
            out.push(single(scene, i, form));
            i += 1;
            continue;
        }
        let end = chunk_end(scene, i);
        if end == i {
            i += 1;
            continue;
        }
        let owner = possessive(scene, i).filter(|_| end > i + 1);
        if let Some(form) = owner {
            out.push(Mention { possessive: true, ..single(scene, i, form) });
            i += 1;
        }
        let mut mention = describe(scene, i, end);
        mention.owner =
            out.len().checked_sub(1).filter(|&o| out[o].possessive && (owner.is_some() || out[o].end + 1 == i));
        if owner.is_some() {
            mention.span.start = scene.words[i - 1].span.start;
            mention.definite = true;
        }
        let office = out.last().and_then(|title| office_and_name(scene, title, &mention));
        match office {
            Some(joined) => *out.last_mut().unwrap_or(&mut mention) = joined,
            None => out.push(mention),
        }
        i = end;
    }
    out
}

fn pronoun(scene: &Scene, i: usize) -> Option<Form> {
    let word = &scene.words[i];
    if !word.classes.any(PRONOUN) || (word.shape == Shape::Upper && scene.text(i) != "I") {
        return None;
    }
    let c = word.classes;
    Some(match () {
        _ if c.any(Classes::HE) => Form::He,
        _ if c.any(Classes::SHE) => Form::She,
        _ if c.any(Classes::THEY) => Form::They,
        _ if c.any(Classes::FIRST_PERSON) => Form::First,
        _ => Form::It,
    })
}

/// An office and the name behind it, as one mention: `Minister of Education Ana Reed`, `head of the Tern Trust Jo Bell`.
/// The name begins at a first name or an honorific inside the second phrase.
fn office_and_name(scene: &Scene, title: &Mention, named: &Mention) -> Option<Mention> {
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

/// `his`, `her`, `their` before a noun: the words of a remark or post belong to somebody.
fn possessive(scene: &Scene, i: usize) -> Option<Form> {
    match scene.text(i) {
        "his" | "His" => Some(Form::He),
        "her" | "Her" => Some(Form::She),
        "their" | "Their" => Some(Form::They),
        _ => None,
    }
}

/// `who` or `which` straight behind a mention.
fn relative(scene: &Scene, before: &[Mention], i: usize) -> Option<Form> {
    let last = before.last()?;
    let comma = usize::from(scene.is_mark(i.checked_sub(1)?, ','));
    let near = last.end + comma == i || (comma == 1 && i < last.end + 12);
    (matches!(scene.text(i), "who" | "which")
        && near
        && !scene.in_quote(i)
        && (last.form == Form::Name || last.form == Form::Nominal))
        .then_some(Form::Who)
}

fn single(scene: &Scene, i: usize, form: Form) -> Mention {
    Mention {
        first: i,
        end: i + 1,
        name: None,
        classes: scene.words[i].classes,
        form,
        possessive: false,
        definite: true,
        plural: form == Form::They,
        span: scene.words[i].span,
        owner: None,
    }
}

/// Where the noun phrase that starts at `i` ends; `i` if none starts there.
fn chunk_end(scene: &Scene, start: usize) -> usize {
    let mut i = start;
    let mut determined = false;
    let mut has_noun = false;
    while let Some(word) = scene.words.get(i) {
        if i > start && (word.quote != scene.words[start].quote || word.sentence != scene.words[start].sentence) {
            break;
        }
        let c = word.classes;
        let plain = word.headline && c.any(ANY_VERB.or(BREAK)) && !c.any(NOUN);
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
            Shape::Number if i > start || determined => {}
            Shape::Number => {}
            _ if i > start && pronoun(scene, i).is_some() => break,
            _ if i > start && scene.text(i) == "state" && scene.text(i - 1) == "of" => has_noun = true,
            _ if c.any(Classes::DETERMINER.or(Classes::POSSESSIVE)) && !(capital && i > start) => {
                if has_noun || (i > start && !c.any(Classes::DETERMINER)) {
                    break;
                }
                determined = true;
            }
            _ if capital && !c.any(BREAK) => has_noun = true,
            _ if connects(scene, start, i) => {}
            _ if c.any(BREAK) => break,
            _ if c.any(ANY_VERB) && !c.any(NOUN) && !modifies(scene, i, determined || has_noun) => break,
            _ if c.any(ANY_VERB) && !noun_here(scene, i, determined, has_noun) => break,
            _ if scene.text(i).ends_with("ly") => break,
            _ if past_tense_after_name(scene, start, i) => break,
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
    let speaks_alone = i == start + 1
        && matches!(
            scene.text(start).to_ascii_lowercase().as_str(),
            "some" | "many" | "others" | "one" | "another" | "several" | "both" | "few"
        );
    if only_function && !speaks_alone { start } else { i }
}

/// An unknown word in -ed straight behind a name is a verb: `Ms Reed restricted`.
fn past_tense_after_name(scene: &Scene, start: usize, i: usize) -> bool {
    let word = scene.text(i);
    i > start
        && scene.is_capital(i - 1)
        && scene.words[i].classes == Classes::default()
        && word.len() > 4
        && word.ends_with("ed")
        && !word.contains('-')
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
        _ => false,
    }
}

/// `of`, `de`, `van`, `al` between two capitalised words.
fn connects(scene: &Scene, start: usize, i: usize) -> bool {
    let word = scene.text(i);
    let particle = scene.is(i, Classes::PARTICLE) && scene.words[i].shape == Shape::Lower;
    let of = word == "of" && i > start && scene.is_capital(i - 1) && !scene.is(i - 1, Classes::HUMAN.or(Classes::RANK));
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

fn describe(scene: &Scene, first: usize, end: usize) -> Mention {
    let name = name_inside(scene, first, end);
    let form = if name.is_some() { Form::Name } else { Form::Nominal };
    let all = |from: usize, to: usize| (from..to).fold(Classes::default(), |c, w| c.or(scene.words[w].classes));
    let classes = match name {
        Some((n, e)) => all(first, n).or(Classes(scene.words[e - 1].classes.0 & Classes::ORG_END.0)),
        None => {
            let mut head = scene.words[end - 1].classes;
            if !head.any(Classes::HUMAN.or(Classes::GROUP).or(Classes::DOCUMENT)) && all(first, end).any(Classes::RANK)
            {
                head = head.or(Classes::RANK);
            }
            head
        }
    };
    let first_word = &scene.words[first];
    let definite = first_word.classes.any(Classes::POSSESSIVE)
        || matches!(scene.text(first).to_ascii_lowercase().as_str(), "the" | "this" | "that" | "these" | "those");
    let head = scene.text(end - 1);
    let plural = name.is_none()
        && ((head.len() > 3 && head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("us"))
            || matches!(
                head,
                "people"
                    | "men"
                    | "women"
                    | "children"
                    | "many"
                    | "some"
                    | "others"
                    | "both"
                    | "police"
                    | "several"
                    | "few"
            ));
    Mention {
        first,
        end,
        name,
        classes,
        form,
        possessive: scene.words.get(end).is_some_and(|w| {
            w.shape == Shape::Possessive
                || (matches!(scene.text(end), "'" | "’")
                    && scene.text(end - 1).ends_with('s')
                    && w.span.start == scene.words[end - 1].span.end
                    && scene.words.get(end + 1).is_some_and(|n| n.shape != Shape::Punct))
        }),
        definite,
        plural,
        span: Span::new(first_word.span.start, scene.words[end - 1].span.end),
        owner: None,
    }
}

/// The name in the phrase: the capitalised words at its end, after titles and roles.
fn name_inside(scene: &Scene, first: usize, end: usize) -> Option<(usize, usize)> {
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
            && !word.classes.any(Classes::TIME.or(Classes::DETERMINER).or(Classes::AUXILIARY))
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
        scene.is(w, title) && !scene.is(w, Classes::ORG_END)
            || (scene.is_mark(w, '.') && w > start && scene.is(w - 1, title))
    });
    if let Some(t) = last_title {
        let of_state = scene.text(t + 1) == "of" && scene.text(t + 2).eq_ignore_ascii_case("state");
        let next = if of_state { t + 3 } else { t + 1 };
        if next < end {
            start = next;
        } else if (start..end).all(|w| !scene.is(w, Classes::ORG_END)) || scene.is(end - 1, title) {
            return role_only(scene, start, end);
        }
    }
    while start < end && (scene.is_punct(start) || matches!(scene.text(start), "of")) {
        start += 1;
    }
    (start < end && (start..end).any(|w| scene.is_capital(w))).then_some((start, end))
}

/// A phrase in capitals that ends in a title is a role ("the Transport Secretary"), unless a first name opens it
/// ("Charles Officer").
fn role_only(scene: &Scene, start: usize, end: usize) -> Option<(usize, usize)> {
    let named =
        end - start == 2 && scene.lexicon.names.is_first(scene.text(start)) && !scene.is(end - 1, Classes::HUMAN);
    named.then_some((start, end))
}

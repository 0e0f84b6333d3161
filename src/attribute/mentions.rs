//! Finds the noun phrases that can speak: pronouns, names, and nouns for people, bodies and documents.
//!
//! A light chunker: a noun phrase is a run of determiners, adjectives, nouns and capitalised words that no verb,
//! preposition or conjunction interrupts. Words the tables do not know count as nouns.
use super::chunk::chunk_end;
use super::naming::{name_inside, office_and_name};
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

const PRONOUN: Classes = Classes::HE.or(Classes::SHE).or(Classes::THEY).or(Classes::FIRST_PERSON).or(Classes::IT);

/// All mentions of the scene in order.
pub(crate) fn mentions(scene: &Scene) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(scene.words.len() / 5);
    let mut i = 0;
    while i < scene.words.len() {
        if matches!(scene.words[i].shape, Shape::Punct | Shape::Possessive) {
            i += 1;
            continue;
        }
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

pub(super) fn pronoun(scene: &Scene, i: usize) -> Option<Form> {
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

/// `his`, `her`, `their` before a noun: the words of a remark or post belong to somebody.
fn possessive(scene: &Scene, i: usize) -> Option<Form> {
    if !scene.is(i, Classes::POSSESSIVE) {
        return None;
    }
    match scene.text(i) {
        "his" | "His" => Some(Form::He),
        "her" | "Her" => Some(Form::She),
        "their" | "Their" => Some(Form::They),
        _ => None,
    }
}

/// `who` or `which` straight behind a mention.
fn relative(scene: &Scene, before: &[Mention], i: usize) -> Option<Form> {
    if !matches!(scene.text(i), "who" | "which") {
        return None;
    }
    let last = before.last()?;
    let comma = usize::from(scene.is_mark(i.checked_sub(1)?, ','));
    let near = last.end + comma == i || (comma == 1 && i < last.end + 12);
    (near && !scene.in_quote(i) && (last.form == Form::Name || last.form == Form::Nominal)).then_some(Form::Who)
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
        || ["the", "this", "that", "these", "those"].iter().any(|w| scene.text(first).eq_ignore_ascii_case(w));
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
    let span = Span::new(first_word.span.start, scene.words[end - 1].span.end);
    Mention {
        first,
        end,
        name,
        classes,
        form,
        possessive: scene.words.get(end).is_some_and(|w| {
            w.shape == Shape::Possessive
                || (w.shape == Shape::Punct
                    && matches!(scene.text(end), "'" | "’")
                    && scene.text(end - 1).ends_with('s')
                    && w.span.start == scene.words[end - 1].span.end
                    && scene.words.get(end + 1).is_some_and(|n| n.shape != Shape::Punct))
        }),
        definite,
        plural,
        span,
        owner: None,
    }
}

/// True if the mention is a day or a month, or the name of a place.
pub(super) fn is_time_or_place(scene: &Scene, mention: &Mention) -> bool {
    let (first, last) = (&scene.words[mention.first], &scene.words[mention.end - 1]);
    let named = first.shape != Shape::Lower || scene.text(mention.first) == "the";
    let place = || scene.lexicon.places.is_place(Span::new(first.span.start, last.span.end).of(scene.body));
    scene.is(mention.head(), Classes::TIME) || (named && place())
}

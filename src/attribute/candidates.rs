//! The candidates for each quotation's speaker.
use super::clauses::Clauses;
use super::entities::Entities;
use super::features::{Frame, Previous, features};
use super::mentions::mentions;
use super::scene::Scene;
use super::trees::Row;
use crate::lexicon::Lexicon;
use crate::model::{Draft, Segments, Span};

pub use super::features::NAMES;

/// Most candidates looked at before, and behind, a quotation.
const BEFORE: usize = 14;
const BEHIND: usize = 6;
/// Most mentions on either side that are looked at, those inside quotations counted.
const REACH: usize = 400;
/// How many paragraphs back a speaker may stand.
const PARAGRAPHS_BACK: u32 = 3;

/// A mention that may be the speaker, with its features in the order of [`NAMES`].
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index of the mention.
    pub mention: usize,
    /// The mention in the body, in bytes.
    pub span: Span,
    /// Its name alone, if it has one.
    pub name: Option<Span>,
    /// The values of the features.
    pub features: Row,
}

/// Chooses among the candidates of a quotation (its index, the candidates): the one that speaks, or nobody.
pub type Chooser<'a> = &'a mut dyn FnMut(usize, &[Candidate]) -> Option<usize>;

/// Lays out a body and asks `choose` for the speaker of each quotation in turn; later quotations see what was chosen
/// for earlier ones. Inference and training both walk an article this way.
pub fn walk(body: &str, segments: &Segments, drafts: &[Draft], lexicon: &Lexicon, choose: Chooser) {
    let scene = Scene::new(body, segments, drafts, lexicon);
    let clauses = Clauses::new(&scene, mentions(&scene));
    let entities = Entities::new(&scene, &clauses.mentions);
    let mut previous = Previous::default();
    for quote in 0..drafts.len() {
        let frame = Frame::new(&scene, &clauses, quote);
        let found = candidates(&scene, &clauses, &entities, &frame, previous);
        let chosen = choose(quote, &found).and_then(|c| found.get(c));
        if let Some(c) = chosen {
            previous = Previous { mention: Some(c.mention), entity: entities.of_mention[c.mention] };
        }
    }
}

/// The candidates of one quotation, nearest first on each side.
pub(crate) fn candidates(
    scene: &Scene,
    clauses: &Clauses,
    entities: &Entities,
    frame: &Frame,
    previous: Previous,
) -> Vec<Candidate> {
    let (first, end) = frame.words;
    let Some(start) = scene.words.get(first) else { return Vec::new() };
    let last_paragraph = scene.words.get(end.saturating_sub(1)).map_or(start.paragraph, |w| w.paragraph);
    let split = clauses.mentions.partition_point(|m| m.first < first);
    let usable = |m: &usize| !scene.in_quote(clauses.mentions[*m].first);
    let mut picked: Vec<usize> = (0..split)
        .rev()
        .take(REACH)
        .filter(usable)
        .take_while(|&m| scene.words[clauses.mentions[m].first].paragraph + PARAGRAPHS_BACK >= start.paragraph)
        .take(BEFORE)
        .collect();
    let behind = (split..clauses.mentions.len())
        .take(REACH)
        .filter(usable)
        .filter(|&m| clauses.mentions[m].first >= end)
        .take_while(|&m| scene.words[clauses.mentions[m].first].paragraph == last_paragraph)
        .take(BEHIND);
    picked.extend(behind);
    for m in [previous.mention, frame.left.first().and_then(|v| v.subject)].into_iter().flatten() {
        if !picked.contains(&m) && !scene.in_quote(clauses.mentions[m].first) {
            picked.push(m);
        }
    }
    let distance = |m: usize| {
        let mention = &clauses.mentions[m];
        if mention.first >= end { mention.first - end } else { first.saturating_sub(mention.end) }
    };
    picked.sort_by_key(|&m| distance(m));
    picked
        .iter()
        .enumerate()
        .map(|(rank, &m)| {
            let mention = &clauses.mentions[m];
            let name = mention.name.map(|(a, b)| Span::new(scene.words[a].span.start, scene.words[b - 1].span.end));
            Candidate {
                mention: m,
                span: mention.span,
                name,
                features: features(scene, clauses, entities, frame, (m, rank), previous),
            }
        })
        .collect()
}

//! The candidates for each quotation's speaker.
use super::clauses::{Clauses, Strength};
use super::entities::Entities;
use super::features::{Frame, OWN, Previous, features, own};
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
    let mut candidates = Candidates::new(&scene, &clauses);
    let mut previous = Previous::default();
    for quote in 0..drafts.len() {
        let frame = Frame::new(&scene, &clauses, quote);
        let found = candidates.of(&entities, &frame, previous);
        let chosen = choose(quote, &found).and_then(|c| found.get(c));
        if let Some(c) = chosen {
            previous = Previous { mention: Some(c.mention), entity: entities.of_mention[c.mention] };
        }
    }
}

/// Mentions whose own features are remembered: as many as stand near a quotation, since the next one mostly stands
/// among the same ones.
const NEAR: usize = 64;

/// Gathers the candidates of one quotation after the other.
pub(crate) struct Candidates<'s> {
    scene: &'s Scene<'s>,
    clauses: &'s Clauses,
    /// The own features of mentions, each in the place of its index.
    own: Vec<(usize, [f32; OWN])>,
}

impl<'s> Candidates<'s> {
    pub fn new(scene: &'s Scene<'s>, clauses: &'s Clauses) -> Self {
        Candidates { scene, clauses, own: vec![(usize::MAX, [0.0; OWN]); NEAR] }
    }

    /// The candidates of one quotation, nearest first on each side.
    pub fn of(&mut self, entities: &Entities, frame: &Frame, previous: Previous) -> Vec<Candidate> {
        let (scene, clauses) = (self.scene, self.clauses);
        let mentions = near(scene, clauses, frame, previous);
        let candidate = |(rank, &m): (usize, &usize)| {
            let mention = &clauses.mentions[m];
            let name = mention.name.map(|(a, b)| Span::new(scene.words[a].span.start, scene.words[b - 1].span.end));
            let known = &mut self.own[m % NEAR];
            if known.0 != m {
                *known = (m, own(scene, clauses, m));
            }
            let features = features((scene, clauses, entities), frame, (m, rank), previous, &known.1);
            Candidate { mention: m, span: mention.span, name, features }
        };
        mentions.iter().enumerate().map(candidate).collect()
    }
}

/// The mentions that may speak a quotation, the nearest first.
fn near(scene: &Scene, clauses: &Clauses, frame: &Frame, previous: Previous) -> Vec<usize> {
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
    let reports = frame.right.iter().filter(|v| v.strength == Strength::Speech).flat_map(|v| [v.subject, v.behind]);
    let extra = [previous.mention, frame.left.first().and_then(|v| v.subject)];
    for m in extra.into_iter().chain(reports.take(4)).flatten() {
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
}

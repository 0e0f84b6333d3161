//! Whether a stretch in marks is a mere term: a logistic loss over all stretches the annotation knows.
use super::boost::{Settings, Table, boost};
use crate::annotated::{Gold, Offsets};
use crate::attribute::{Trees, term_rows};
use crate::lexicon::Lexicon;
use crate::model::Span;
use crate::{quotes, segment};

/// The settings that cross-validation on the training articles chose.
pub const SETTINGS: Settings =
    Settings { trees: 150, depth: 4, rate: 0.08, least: 3.0, ridge: 3.0, examples: 0.6, features: 0.4 };

/// One stretch: its article, its features, and whether it is a term.
pub type Row = (usize, Vec<f32>, bool);

/// All stretches that the annotation calls a quotation or a term. `speaker` gives for an article the trees that choose
/// its speakers.
pub fn rows<'t>(articles: &[Gold], lexicon: &Lexicon, speaker: impl Fn(usize) -> &'t Trees) -> Vec<Row> {
    let mut out = Vec::new();
    for (article, gold) in articles.iter().enumerate() {
        let offsets = Offsets::new(&gold.text);
        let segments = segment::segment(&gold.text);
        let drafts = quotes::find(&gold.text, &segments);
        let said: Vec<Span> =
            gold.quotes.iter().filter(|q| q.is_segment()).map(|q| offsets.span(q.start, q.end)).collect();
        let terms: Vec<Span> = gold.unattributed.iter().map(|q| offsets.span(q.start, q.end)).collect();
        let rows = term_rows(&gold.text, &segments, &drafts, lexicon, speaker(article));
        for (draft, row) in drafts.iter().zip(rows) {
            let hit = |spans: &[Span]| spans.iter().any(|s| draft.spans.iter().any(|d| d.overlaps(s)));
            match (hit(&said), hit(&terms)) {
                (true, _) => out.push((article, row, false)),
                (false, true) => out.push((article, row, true)),
                _ => {}
            }
        }
    }
    out
}

/// Learns from `rows`.
pub fn learn(rows: &[&Row], settings: &Settings) -> Trees {
    let table = Table::new(&rows.iter().map(|r| r.1.clone()).collect::<Vec<_>>());
    boost(&table, settings, &vec![1; rows.len()], |scores| {
        scores
            .iter()
            .zip(rows)
            .map(|(s, r)| {
                let p = 1.0 / (1.0 + (-s).exp());
                (p - if r.2 { 1.0 } else { 0.0 }, (p * (1.0 - p)).max(1e-4))
            })
            .collect()
    })
}

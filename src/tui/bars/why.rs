//! One line on why the current quotation has its speaker; `w` says more.
use super::super::canvas::Canvas;
use super::super::panes::quotes::who;
use super::super::state::State;
use super::super::theme::Face;
use crate::model::Kind;
use ratatui::layout::Rect;

/// Draws the line.
pub fn draw(state: &State, canvas: &mut Canvas, at: Rect) {
    let Some((article, quote)) = state.article().zip(state.quote()) else { return };
    let (name, face) = who(state, article, quote);
    let glyphs = canvas.theme.glyphs;
    let belief = match quote.kind {
        Kind::Term => String::new(),
        _ if quote.canonical.is_none() && quote.speaker.is_none() => String::new(),
        _ => format!("{:.2}", quote.confidence),
    };
    let right = format!("{}  {belief}", quote.kind.name());
    let end = canvas.right((at.right() - 1, at.y), at.width / 3, right.trim_end(), Face::Faint);
    let mut pieces = vec![(" why  ", Face::Key), (name.as_str(), face)];
    let steps: Vec<&str> = quote.evidence.steps.iter().map(|s| s.what.as_ref()).collect();
    let chain = format!("  {}", steps.join(glyphs.from));
    if !steps.is_empty() {
        pieces.push((&chain, Face::Text));
    }
    canvas.line((at.x, at.y), end.saturating_sub(at.x + 2), &pieces);
}

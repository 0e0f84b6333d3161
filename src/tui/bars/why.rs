//! Why the current quotation has its speaker: in one line, or beside it where there is room for more; `w` says all.
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::keymap::Place;
use super::super::overlays::room;
use super::super::overlays::why::{brief, put};
use super::super::panes::quotes::who;
use super::super::state::State;
use super::super::theme::Face;
use crate::model::{Article, Kind, Quote};
use ratatui::layout::Rect;

/// Draws the line, or the box.
pub fn draw(state: &State, canvas: &mut Canvas, at: Rect) {
    if at.height > 1 {
        return beside(state, canvas, at);
    }
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
    let chain = format!("  {}", chain(article, quote, &name, glyphs.from));
    pieces.push((&chain, Face::Text));
    canvas.line((at.x, at.y), end.saturating_sub(at.x + 2), &pieces);
}

/// The box under the quotations.
fn beside(state: &State, canvas: &mut Canvas, area: Rect) {
    let key = |action: Action| state.keymap.label(Place::Browse, action).unwrap_or_default();
    let note = format!("{} more  {} elsewhere", key(Action::Why), key(Action::Echoes));
    canvas.frame(area, "Why", &note, false);
    let at = room(area);
    put(canvas, at, brief(state, usize::from(at.width)).iter());
}

/// The first reason, and from mention to mention what it rests on: `subject of “said”: “he” ← “his team”`.
fn chain(article: &Article, quote: &Quote, name: &str, from: &str) -> String {
    let steps = &quote.evidence.steps;
    let Some(first) = steps.first() else { return String::new() };
    // What had been found before the reader said who it was speaks for somebody else.
    if article.made.corrected.contains(&quote.span) {
        return first.what.to_string();
    }
    let mut mentions: Vec<String> = Vec::new();
    for span in steps.iter().filter_map(|s| s.span) {
        let words = format!("“{}”", span.of(&article.body).split_whitespace().collect::<Vec<_>>().join(" "));
        if mentions.last() != Some(&words) {
            mentions.push(words);
        }
    }
    // One mention that is the name itself says nothing new.
    if mentions.is_empty() || mentions == [format!("“{name}”")] {
        return steps.iter().map(|s| s.what.as_ref()).collect::<Vec<_>>().join(from);
    }
    format!("{}: {}", first.what, mentions.join(from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Span, Step};

    #[test]
    fn the_chain_names_the_mentions() {
        let body = "Ada Quayle spoke. She said: “Yes.”";
        let at = |words: &str| body.find(words).map(|i| Span::new(i, i + words.len()));
        let step = |what: &'static str, words: &str| Step { what: what.into(), span: at(words) };
        let article = Article { body: body.into(), ..Default::default() };
        let of = |steps: Vec<Step>| {
            let quote = Quote {
                span: at("Yes.").unwrap(),
                spans: Vec::new(),
                kind: Kind::Direct,
                speaker: None,
                canonical: None,
                how: "test".into(),
                confidence: 1.0,
                cue: None,
                evidence: Evidence { steps, ..Default::default() },
            };
            chain(&article, &quote, "Ada Quayle", " <- ")
        };
        let steps = vec![step("subject of “said”", "She"), step("refers back to", "Ada Quayle")];
        assert_eq!(of(steps), "subject of “said”: “She” <- “Ada Quayle”");
        assert_eq!(of(vec![step("subject of “said”", "Ada Quayle")]), "subject of “said”");
        assert_eq!(of(vec![step("named in the title", "nobody")]), "named in the title");
        assert_eq!(of(Vec::new()), "");
    }
}

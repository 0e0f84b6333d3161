//! What cleaning made of the article, block by block: what it left out and by which rule, and what the reader gave back
//! or left out. A key turns each of them round.
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::keymap::Place;
use super::super::panes::body::label;
use super::super::panes::{count, number};
use super::super::state::State;
use super::super::theme::Face;
use super::super::window::Window;
use super::super::wrap::wrap;
use super::room;
use crate::model::{Article, Span};
use ratatui::layout::Rect;

/// The open list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cleaning {
    /// The highlighted block.
    pub window: Window,
}

/// A block of the text as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in that text.
    pub text: Span,
    /// What it is, and the rule that left it out; nothing if the reader gave it back.
    pub why: Option<(&'static str, String)>,
}

/// The blocks of `article` in the order of its text.
pub fn blocks(article: &Article) -> Vec<Block> {
    let out = article.removed.iter().map(|r| Block { text: r.text, why: Some((label(r.label), r.rule.clone())) });
    let back = article.made.given_back.iter().map(|s| Block { text: *s, why: None });
    let mut blocks: Vec<Block> = out.chain(back).collect();
    blocks.sort_by_key(|b| b.text);
    blocks
}

/// Blocks that fit above the text of the highlighted one.
pub fn rows(area: Rect) -> usize {
    let height = usize::from(room(area).height);
    height.saturating_sub((height / 2).max(3)).max(1)
}

/// Draws the box.
pub fn draw(state: &State, cleaning: &Cleaning, canvas: &mut Canvas, area: Rect) {
    let blocks = state.article().map_or(Vec::new(), |a| blocks(a));
    canvas.frame(area, "What cleaning left out", &count(blocks.len(), "block"), true);
    let at = room(area);
    let Some((article, current)) = state.article().zip(blocks.get(cleaning.window.selected)) else {
        let text = "Nothing was left out here. In the body v selects words, and - leaves them out.";
        for (line, y) in wrap(text, usize::from(at.width)).iter().zip(at.y..at.bottom()) {
            canvas.text((at.x, y), at.width, line.of(text), Face::Faint);
        }
        return;
    };
    let shown = blocks.iter().enumerate().skip(cleaning.window.top).take(rows(area));
    let mut below = at.y;
    for ((i, block), y) in shown.zip(at.y..at.bottom()) {
        row(canvas, Rect { y, height: 1, ..at }, (article, block));
        if i == cleaning.window.selected {
            canvas.text((at.x, y), 1, ">", Face::Text);
            canvas.lay(Rect { y, height: 1, ..at }, Face::Selected);
        }
        below = y + 2;
    }
    let rest = Rect { y: below, height: at.bottom().saturating_sub(below), ..at };
    whole(state, canvas, rest, (article, current));
}

/// `plea   43  Support local reporting: …`
fn row(canvas: &mut Canvas, at: Rect, (article, block): (&Article, &Block)) {
    const KIND: u16 = 18;
    let words = block.text.of(&article.text);
    let (kind, face) = match &block.why {
        Some((kind, _)) => (*kind, Face::Removed),
        None => ("given back by you", Face::Made),
    };
    canvas.text((at.x + 2, at.y), KIND, kind, face);
    let end = canvas.right((at.right(), at.y), 9, &number(words.chars().count()), Face::Faint);
    let x = at.x + 2 + KIND + 1;
    let first: String = words.chars().take(usize::from(at.width) * 2).collect();
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    canvas.text((x, at.y), end.saturating_sub(x + 2), &line, Face::Text);
}

/// The text of the highlighted block, as far as it fits, and what a key makes of it.
fn whole(state: &State, canvas: &mut Canvas, at: Rect, (article, block): (&Article, &Block)) {
    let key = state.keymap.label(Place::Overlay, Action::Accept).unwrap_or_default();
    let (said, does) = match &block.why {
        Some((_, rule)) => (format!("left out by the rule {rule}"), " gives it back to the article"),
        None => ("part of the article, as you want it".to_string(), " leaves it out again"),
    };
    let lines: [&[(&str, Face)]; 2] =
        [&[(said.as_str(), Face::Faint)], &[(key.as_str(), Face::Key), (does, Face::Faint)]];
    for (line, y) in lines.into_iter().zip(at.y..at.bottom()) {
        canvas.line((at.x, y), at.width, line);
    }
    let face = if block.why.is_some() { Face::Removed } else { Face::Text };
    let text = block.text.of(&article.text);
    let mut y = at.y + 3;
    for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
        for span in wrap(line, usize::from(at.width)) {
            if y >= at.bottom() {
                return;
            }
            canvas.text((at.x, y), at.width, span.of(line), face);
            y += 1;
        }
    }
}

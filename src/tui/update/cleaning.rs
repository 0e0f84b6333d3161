//! Overruling what cleaning made of the article: a block is given back, words are left out.
use super::super::effect::Effect;
use super::super::mending::{Making, shortened};
use super::super::overlays::Overlay;
use super::super::overlays::cleaning::{Cleaning, blocks, rows};
use super::super::state::State;
use super::overlay;
use crate::library::{Act, Mark};
use crate::model::{Article, Span};
use std::sync::Arc;

/// Opens the list of blocks at the first one that stands where the reader reads.
pub fn open(state: &mut State) {
    let mut list = Cleaning::default();
    if let Some(article) = state.article() {
        let blocks = blocks(article);
        let at = article.edits.to_text(state.body.page.place(article, state.body.top));
        let first = if state.body.top == 0 { 0 } else { blocks.partition_point(|b| b.text.end < at) };
        list.window.selected = first.min(blocks.len().saturating_sub(1));
    }
    let all = state.article().map_or(0, |a| blocks(a).len());
    let area = Overlay::Cleaning(list).area(state.size);
    list.window.keep(all, rows(area));
    overlay::over(state, Overlay::Cleaning(list));
}

/// Gives the highlighted block back, or leaves it out again.
pub fn turn(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Cleaning(list)) = &state.overlay else { return Vec::new() };
    let Some(article) = state.article().cloned() else { return Vec::new() };
    let Some(block) = blocks(&article).into_iter().nth(list.window.selected) else { return Vec::new() };
    make(Mark::of_text(&article, block.text, Act::Cleaning { out: block.why.is_none() }))
}

/// Leaves the words at `span` of the body out.
pub fn leave_out(article: &Arc<Article>, span: Span) -> Vec<Effect> {
    make(Mark::leaving_out(article, span))
}

fn make(mark: Mark) -> Vec<Effect> {
    let words = shortened(mark.target.as_ref().map_or("", |target| &target.words));
    let out = mark.act == Act::Cleaning { out: true };
    if words.is_empty() {
        return Vec::new();
    }
    let said = match out {
        true => format!("kept: “{words}” is left out"),
        false => format!("kept: “{words}” belongs to the article"),
    };
    vec![Effect::Make(Making::Marks(vec![mark], said))]
}

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
    make(&article, block.text, block.why.is_none())
}

/// Leaves the words at `span` of the body out.
pub fn leave_out(article: &Arc<Article>, span: Span) -> Vec<Effect> {
    let span = whole_paragraphs(&article.body, span);
    make(article, article.edits.span_to_text(span), true)
}

fn make(article: &Arc<Article>, text: Span, out: bool) -> Vec<Effect> {
    let words = shortened(text.of(&article.text));
    if words.is_empty() {
        return Vec::new();
    }
    let said = match out {
        true => format!("kept: “{words}” is left out"),
        false => format!("kept: “{words}” belongs to the article"),
    };
    vec![Effect::Make(Making::Marks(vec![Mark::of_text(article, text, Act::Cleaning { out })], said))]
}

/// `span` with the quotation marks and brackets around it, where nothing else is left of a paragraph.
fn whole_paragraphs(body: &str, span: Span) -> Span {
    let bare = |text: &str| text.chars().all(|c| !c.is_alphanumeric());
    let start = body.get(..span.start).map_or(0, |b| b.rfind('\n').map_or(0, |i| i + 1));
    let end = body.get(span.end..).map_or(body.len(), |b| b.find('\n').map_or(body.len(), |i| span.end + i));
    let before = Span::new(start, span.start).of(body);
    let after = Span::new(span.end, end).of(body);
    Span::new(if bare(before) { start } else { span.start }, if bare(after) { end } else { span.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lonely_marks_are_left_behind() {
        let body = "One.\n\n“Read more (here).”\n\nSee “this” too.";
        let of = |words: &str| {
            let at = body.find(words).unwrap();
            whole_paragraphs(body, Span::new(at, at + words.len())).of(body)
        };
        assert_eq!(of("Read more (here"), "“Read more (here).”");
        assert_eq!(of("this"), "this");
        assert_eq!(of("One."), "One.");
    }
}

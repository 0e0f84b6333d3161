//! Selecting words of the body: for a quotation that was missed, for other ends of one, or to copy them.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::mending::{Making, shortened};
use super::super::overlays::speakers::Purpose;
use super::super::page::Mode;
use super::super::picked::{Passage, word_at, word_from};
use super::super::state::State;
use super::{browse, cleaning, line, moving, picker, settle, taking};
use crate::library::{Act, Mark};
use crate::model::Article;
use std::sync::Arc;

/// Begins at the current quotation if it can be seen, with all of its words (`whole`) or its first; else at the top.
pub fn begin(state: &mut State, whole: bool) {
    let Some(article) = state.article().cloned() else { return };
    state.body.mode = Mode::Clean;
    browse::focus(state, Pane::Body);
    settle(state);
    let rows = state.body_rows();
    let shown = |at: usize| {
        let line = moving::line_of(state, &article, at);
        state.body.top <= line && line < state.body.top + rows
    };
    let quote = state.quote().map(|q| q.span).filter(|s| whole || shown(s.start));
    let top = state.body.page.place(&article, state.body.top);
    let start = quote.map_or(top, |s| s.start);
    let end = quote.filter(|_| whole).map_or(start, |s| s.end.saturating_sub(1).max(s.start));
    state.passage = Some(Passage { anchor: start, at: end, begun: whole });
    reveal(state, &article);
}

/// Selects from one byte of the body to another: the mouse does it.
pub fn drag(state: &mut State, anchor: usize, at: usize) {
    state.passage = Some(Passage { anchor, at, begun: true });
}

fn reveal(state: &mut State, article: &Arc<Article>) {
    if let Some(passage) = state.passage {
        moving::reveal(state, article, word_at(&article.body, passage.at));
    }
}

/// Does `action` while words are being selected.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let Some((mut passage, article)) = state.passage.zip(state.article().cloned()) else {
        state.passage = None;
        return Vec::new();
    };
    let half = (state.body_rows() / 2).max(1) as isize;
    let body = article.body.as_str();
    match action {
        Action::Left => passage.to(word_from(body, passage.at, -1).start),
        Action::Right => passage.to(word_from(body, passage.at, 1).start),
        Action::Down => passage.to(line_from(state, &article, passage.at, 1)),
        Action::Up => passage.to(line_from(state, &article, passage.at, -1)),
        Action::HalfDown => passage.to(line_from(state, &article, passage.at, half)),
        Action::HalfUp => passage.to(line_from(state, &article, passage.at, -half)),
        Action::LineStart | Action::LineEnd => {
            let line = moving::line_of(state, &article, passage.at);
            let span = state.body.page.lines.get(line).map(|l| l.span).unwrap_or_default();
            let last = span.end.saturating_sub(1).max(span.start);
            passage.to(if action == Action::LineStart { span.start } else { last });
        }
        Action::Passage => passage = Passage { anchor: passage.at, begun: true, ..passage },
        Action::SwapEnds => (passage.anchor, passage.at) = (passage.at, passage.anchor),
        Action::Paragraph => passage = whole(body, passage),
        Action::LeaveOut => {
            state.passage = None;
            return cleaning::leave_out(&article, passage.span(body));
        }
        Action::CopyWords => {
            state.passage = None;
            return taking::copy(state, passage.span(body).of(body));
        }
        Action::Echoes => {
            state.passage = None;
            let words = passage.span(body).of(body).split_whitespace().collect::<Vec<_>>().join(" ");
            let plain: String = words.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect();
            return line::ask(state, &format!("\"{plain}\""));
        }
        Action::Accept | Action::Correct => return take(state, &article, passage),
        Action::Cancel => {
            state.passage = None;
            return Vec::new();
        }
        _ => return Vec::new(),
    }
    state.passage = Some(passage);
    reveal(state, &article);
    Vec::new()
}

/// The paragraphs that the selected words stand in.
fn whole(body: &str, passage: Passage) -> Passage {
    let span = passage.span(body);
    let start = body.get(..span.start).and_then(|b| b.rfind('\n')).map_or(0, |i| i + 1);
    let end = body.get(span.end..).and_then(|b| b.find('\n')).map_or(body.len(), |i| span.end + i);
    let last = body.get(..end).and_then(|b| b.char_indices().next_back()).map_or(start, |(i, _)| i);
    Passage { anchor: start, at: last.max(start), begun: true }
}

/// The byte as far into the text line that is `by` lines on as `at` is into its own.
fn line_from(state: &State, article: &Article, at: usize, by: isize) -> usize {
    let lines = &state.body.page.lines;
    let now = moving::line_of(state, article, at);
    let into = at.saturating_sub(lines.get(now).map_or(0, |l| l.span.start));
    let step = by.signum();
    let (mut line, mut left, mut found) = (now, by.abs(), None);
    while left > 0 {
        let Some(next) = line.checked_add_signed(step) else { break };
        let Some(there) = lines.get(next) else { break };
        line = next;
        if there.kind == super::super::page::LineKind::Kept {
            found = Some(there.span);
            left -= 1;
        }
    }
    found.map_or(at, |span| (span.start + into).min(span.end.saturating_sub(1)).max(span.start))
}

/// The selected words become the current quotation's, if they share any, else a new quotation, whose speaker is asked.
fn take(state: &mut State, article: &Arc<Article>, passage: Passage) -> Vec<Effect> {
    state.passage = None;
    let span = passage.span(&article.body);
    let words = shortened(span.of(&article.body));
    if words.is_empty() {
        return Vec::new();
    }
    // The current one, if it shares any of the words, else another that does.
    let near = state.quote().into_iter().chain(&article.quotes).find(|q| q.span.overlaps(&span));
    let Some(quote) = near else {
        return picker::open(state, Purpose::New(article.clone(), span));
    };
    if quote.span == span {
        state.notice = Some("these are its ends already".to_string());
        return Vec::new();
    }
    let mark = Mark::about(article, quote, Act::Bounds { to: article.edits.span_to_text(span) });
    vec![Effect::Make(Making::Marks(vec![mark], format!("kept: the quotation is “{words}”")))]
}

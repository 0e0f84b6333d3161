//! Keys in the boxes in which a quotation is judged: why it has its speaker, and correcting it.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::overlays::{Overlay, mend, prompt, speakers, why};
use super::super::state::State;
use super::{cleaning, mending, moving, overlay, passage, picker, prompting, review, taking};
use crate::library::Act;

/// Opens the box for the current quotation, or in the list for the article.
pub fn open(state: &mut State) {
    let article = state.focus == Pane::Articles;
    if !article && state.picked.is_empty() && state.quote().is_none() {
        state.notice = Some("there is no quotation here; v selects words that were missed".to_string());
        return;
    }
    overlay::over(state, Overlay::Mend(mend::Mend { article, ..Default::default() }));
}

/// Does `action` in one of the boxes.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let (article, reviews) = match &state.overlay {
        Some(Overlay::Mend(mend)) => (mend.article, mend.review.is_some()),
        _ => (false, false),
    };
    match action {
        Action::Cancel if reviews => return review::end(state),
        Action::Cancel => state.overlay = state.under.pop(),
        Action::Undo | Action::Redo => return mending::turn(action),
        Action::Star => return mending::star(state),
        Action::Cleaning if article => cleaning::open(state),
        Action::Note => prompting::open(state, prompt::What::Note, ""),
        Action::Day => {
            let day = state.article().and_then(|a| a.date).map_or(String::new(), |d| d.to_string());
            prompting::open(state, prompt::What::Day, &day);
        }
        Action::Title => {
            let title = state.article().and_then(|a| a.title.clone()).unwrap_or_default();
            prompting::open(state, prompt::What::Title, &title);
        }
        Action::NotQuote if article => return mending::no_articles(state),
        _ if article => {}
        Action::Why if matches!(state.overlay, Some(Overlay::Why(_))) => state.overlay = state.under.pop(),
        Action::Why => overlay::over(state, Overlay::Why(why::Why::default())),
        Action::Correct if matches!(state.overlay, Some(Overlay::Mend(_))) => state.overlay = state.under.pop(),
        Action::Correct => state.overlay = Some(Overlay::Mend(mend::Mend::default())),
        Action::CopyJson => return taking::act(state, action),
        Action::NextQuote | Action::PreviousQuote if reviews => {
            return review::skip(state, action == Action::NextQuote);
        }
        Action::NextQuote => moving::quotes(state, 1),
        Action::PreviousQuote => moving::quotes(state, -1),
        _ if state.quote().is_none() && state.picked.is_empty() => {}
        Action::Confirm => return mending::judge(state, Act::Verified),
        Action::Nobody => return mending::judge(state, Act::Speaker { name: None }),
        Action::NotQuote => return mending::judge(state, Act::NotQuote),
        Action::OtherName => return picker::open(state, speakers::Purpose::Said),
        Action::Ends => {
            (state.overlay, state.under) = (None, Vec::new());
            passage::begin(state, true);
        }
        Action::Alike => match &mut state.overlay {
            Some(Overlay::Mend(mend)) => mend.alike = !mend.alike,
            _ => state.overlay = Some(Overlay::Mend(mend::Mend { alike: true, ..Default::default() })),
        },
        other => return overlay::step(state, other),
    }
    Vec::new()
}

/// A digit: the candidate with this number said it.
pub fn digit(state: &mut State, digit: char) -> Vec<Effect> {
    let number = digit.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
    let judged = !matches!(&state.overlay, Some(Overlay::Mend(mend)) if mend.article);
    let Some((article, quote)) = state.article().zip(state.quote()).filter(|_| judged) else { return Vec::new() };
    match number.and_then(|n| mend::candidates(article, quote).into_iter().nth(n)) {
        Some(candidate) => mending::judge(state, Act::Speaker { name: Some(candidate.name) }),
        None => Vec::new(),
    }
}

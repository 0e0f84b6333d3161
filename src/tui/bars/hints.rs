//! The hint line: the keys that matter here, built from the keymap so that it never lies.
use super::super::action::Action;
use super::super::canvas::Canvas;
use super::super::layout::Pane;
use super::super::overlays::Overlay;
use super::super::overlays::speakers::Purpose;
use super::super::page::Mode;
use super::super::state::State;
use super::super::theme::Face;
use crate::text::display;
use ratatui::layout::Rect;

type Hint = (Action, &'static str);

/// Draws the line: what fits, whole hints only, the help always.
pub fn draw(state: &State, canvas: &mut Canvas, at: Rect) {
    let place = state.place();
    let mut x = at.x + 1;
    if !state.pending.is_empty() {
        // The choices stand in a box over the panes.
        let key = state.keymap.label(place, Action::Back).unwrap_or_default();
        hint(canvas, (x, at.y), at.right(), (&key, "gives the first key up"));
        return;
    }
    let help = state.keymap.label(place, Action::Help).unwrap_or_default();
    let reserve = (display::width(&help) + 7) as u16;
    for (action, word) in hints(state) {
        let Some(key) = state.keymap.label(place, *action) else { continue };
        let word = if word.is_empty() { action.short() } else { word };
        x = hint(canvas, (x, at.y), at.right().saturating_sub(reserve), (&key, word));
    }
    if !matches!(state.overlay, Some(Overlay::Help(_))) {
        hint(canvas, (at.right().saturating_sub(reserve) + 1, at.y), at.right(), (&help, "help"));
    }
}

/// Draws one hint if all of it fits before `right`; returns where the next one goes.
fn hint(canvas: &mut Canvas, (x, y): (u16, u16), right: u16, (key, word): (&str, &str)) -> u16 {
    let width = (display::width(key) + 1 + display::width(word)) as u16;
    if x + width > right {
        return x;
    }
    canvas.line((x, y), width, &[(key, Face::Key), (" ", Face::Text), (word, Face::Faint)]);
    x + width + 2
}

/// The hints for where the keys are, most useful first. An empty word stands for the action's own.
fn hints(state: &State) -> &'static [Hint] {
    use Action as A;
    match &state.overlay {
        Some(overlay) => of_box(overlay),
        None if state.passage.is_some_and(|p| !p.begun) => &[
            (A::Passage, "begin here"),
            (A::Right, "word"),
            (A::Down, "line"),
            (A::LineStart, "start"),
            (A::Paragraph, ""),
            (A::CopyWords, "copy"),
            (A::Cancel, "cancel"),
        ],
        None if state.passage.is_some() => &[
            (A::Right, "word"),
            (A::Down, "line"),
            (A::SwapEnds, ""),
            (A::Correct, "keep as quotation"),
            (A::LeaveOut, ""),
            (A::Echoes, "elsewhere"),
            (A::CopyWords, "copy"),
            (A::Cancel, "cancel"),
        ],
        None if state.find.before.is_some() => {
            &[(A::Accept, "keep"), (A::Cancel, "cancel"), (A::DeleteToStart, "clear")]
        }
        None if state.query.editing() => &[
            (A::Accept, "keep"),
            (A::Add, "complete"),
            (A::Cancel, "cancel"),
            (A::RowUp, "last query"),
            (A::DeleteToStart, "clear"),
        ],
        None if state.focus == Pane::Body && state.body.mode == Mode::Removed => &REMOVED,
        None => browse(state.focus),
    }
}

/// The hints for a box over the panes.
fn of_box(overlay: &Overlay) -> &'static [Hint] {
    use Action as A;
    match overlay {
        Overlay::Speakers(picker) => match picker.purpose {
            Purpose::Query => &PICKER,
            _ => &[(A::Accept, "take it"), (A::RowDown, "next"), (A::Cancel, "cancel")],
        },
        Overlay::Prompt(_) => &[(A::Accept, "do it"), (A::Cancel, "cancel")],
        Overlay::Dates(_) => &[(A::Accept, "take it"), (A::Add, "calendar"), (A::Cancel, "cancel")],
        Overlay::Palette(_) => &[(A::Accept, "run"), (A::RowDown, "next"), (A::Cancel, "close")],
        Overlay::Help(_) => &[(A::RowDown, "down"), (A::RowUp, "up"), (A::Cancel, "close")],
        Overlay::Why(_) => &[
            (A::Confirm, "it is right"),
            (A::Correct, "correct"),
            (A::NextQuote, "next quote"),
            (A::RowDown, "down"),
            (A::Cancel, "close"),
        ],
        Overlay::Mend(mend) if mend.review.is_some() => &REVIEW,
        Overlay::Mend(mend) if mend.article => &[(A::Undo, ""), (A::Cancel, "close")],
        Overlay::Mend(_) => &[(A::Why, ""), (A::NextQuote, "next quote"), (A::Undo, ""), (A::Cancel, "close")],
        Overlay::Echoes(_) | Overlay::Stories(_) => {
            &[(A::Accept, "go there"), (A::RowDown, "down"), (A::Cancel, "close")]
        }
        Overlay::Compare(_) => &[(A::RowDown, "down"), (A::CopyQuote, "copy both"), (A::Cancel, "close")],
        Overlay::Cleaning(_) => {
            &[(A::Accept, "give back or leave out"), (A::RowDown, "next"), (A::Undo, ""), (A::Cancel, "close")]
        }
        Overlay::Facets(_) => {
            &[(A::Accept, "in or out"), (A::Exclude, "leave out"), (A::RowDown, "next"), (A::Cancel, "close")]
        }
        Overlay::Problems(_) => &[(A::RowDown, "down"), (A::LinesDown, ""), (A::Cancel, "close")],
    }
}

const REVIEW: [Hint; 8] = [
    (Action::Confirm, "right"),
    (Action::OtherName, ""),
    (Action::NotQuote, ""),
    (Action::NextQuote, "skip"),
    (Action::PreviousQuote, "go back"),
    (Action::Undo, ""),
    (Action::Why, ""),
    (Action::Cancel, "stop"),
];

const PICKER: [Hint; 7] = [
    (Action::Accept, "only"),
    (Action::Add, "add"),
    (Action::Exclude, "exclude"),
    (Action::MergeNames, "merge"),
    (Action::RenameName, "rename"),
    (Action::SplitName, "split"),
    (Action::Cancel, "cancel"),
];

fn browse(pane: Pane) -> &'static [Hint] {
    match pane {
        Pane::Articles => &ARTICLES,
        Pane::Body => &BODY,
        Pane::Quotes => &QUOTES,
        Pane::Speakers => &SPEAKERS,
        Pane::Timeline => &TIMELINE,
    }
}

const ARTICLES: [Hint; 11] = [
    (Action::Enter, "read"),
    (Action::Query, "search"),
    (Action::Speakers, ""),
    (Action::Dates, ""),
    (Action::Facets, ""),
    (Action::Timeline, ""),
    (Action::Compare, ""),
    (Action::NextPane, ""),
    (Action::Zoom, ""),
    (Action::Palette, ""),
    (Action::Back, "quit"),
];

const BODY: [Hint; 11] = [
    (Action::Enter, "to quote"),
    (Action::NextQuote, "next quote"),
    (Action::NextHit, "next hit"),
    (Action::Why, ""),
    (Action::Removed, ""),
    (Action::Raw, ""),
    (Action::Query, "find"),
    (Action::Speakers, ""),
    (Action::Zoom, ""),
    (Action::Palette, ""),
    (Action::Back, "back"),
];

const REMOVED: [Hint; 5] = [
    (Action::Correct, "give back"),
    (Action::Removed, "hide again"),
    (Action::Raw, ""),
    (Action::NextQuote, "next quote"),
    (Action::Back, "back"),
];

const QUOTES: [Hint; 12] = [
    (Action::Enter, "to its place"),
    (Action::Why, ""),
    (Action::Correct, ""),
    (Action::AllQuotes, ""),
    (Action::NextHit, "next hit"),
    (Action::CopyQuote, ""),
    (Action::Speakers, ""),
    (Action::Dates, ""),
    (Action::Query, "search"),
    (Action::Zoom, ""),
    (Action::Palette, ""),
    (Action::Back, "back"),
];

const SPEAKERS: [Hint; 8] = [
    (Action::Enter, "only this one"),
    (Action::Select, "add"),
    (Action::Correct, "merge, rename"),
    (Action::Compare, ""),
    (Action::Query, "filter"),
    (Action::NextPane, ""),
    (Action::Zoom, ""),
    (Action::Back, "back"),
];

const TIMELINE: [Hint; 9] = [
    (Action::Enter, "these days"),
    (Action::Passage, "brush"),
    (Action::NextHit, "next bar"),
    (Action::Echoes, "busiest day"),
    (Action::TimelineIn, ""),
    (Action::TimelineOut, ""),
    (Action::Compare, "by speaker"),
    (Action::Timeline, "close"),
    (Action::Back, "back"),
];

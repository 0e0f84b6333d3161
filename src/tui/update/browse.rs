//! Keys in the three panes.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::page::Mode;
use super::super::state::State;
use super::{find, judging, line, mending, moving, overlay, passage, review, taking};

/// Does `action`.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Enter => enter(state),
        Action::Left => pane(state, -1, false),
        Action::Right => pane(state, 1, false),
        Action::NextPane => pane(state, 1, true),
        Action::PreviousPane => pane(state, -1, true),
        Action::PaneArticles => focus(state, Pane::Articles),
        Action::PaneBody => focus(state, Pane::Body),
        Action::PaneQuotes => focus(state, Pane::Quotes),
        Action::ScrollDown => moving::scroll(state, 3),
        Action::ScrollUp => moving::scroll(state, -3),
        Action::NextQuote => quote(state, true),
        Action::PreviousQuote => quote(state, false),
        Action::NextHit => moving::hit(state, true),
        Action::PreviousHit => moving::hit(state, false),
        Action::Removed => mode(state, Mode::Removed),
        Action::Raw => mode(state, Mode::Raw),
        Action::Zoom => state.zoom = !state.zoom,
        Action::Query if state.focus == Pane::Body => find::begin(state),
        Action::Query => line::begin(state),
        Action::ClearQuery => return line::ask(state, ""),
        Action::QueryBack => return line::history(state, false),
        Action::QueryForward => return line::history(state, true),
        Action::CopyQuote
        | Action::CopyWords
        | Action::CopyCitation
        | Action::CopyBibtex
        | Action::CopyJson
        | Action::CopyAddress
        | Action::CopyPath
        | Action::OpenSource
        | Action::EditSource => return taking::act(state, action),
        Action::Correct => judging::open(state),
        Action::Review => return review::begin(state),
        Action::Passage => passage::begin(state, false),
        Action::Select if state.focus == Pane::Body => step(state, Action::PageDown),
        Action::Select => mending::pick(state),
        Action::SelectAll => mending::pick_all(state),
        Action::Star => return mending::star(state),
        Action::Undo | Action::Redo => return mending::turn(action),
        Action::Back => return back(state),
        // Esc once too often must not end the program.
        Action::Cancel => return back(state).into_iter().filter(|effect| *effect != Effect::Quit).collect(),
        Action::Speakers
        | Action::Dates
        | Action::Why
        | Action::Echoes
        | Action::Problems
        | Action::Palette
        | Action::Pipe
        | Action::Tag
        | Action::Note
        | Action::Export => {
            return overlay::open(state, action);
        }
        other => step(state, other),
    }
    Vec::new()
}

/// The actions that move by so many rows or lines, in whichever pane has the keys.
fn step(state: &mut State, action: Action) {
    let page = match state.focus {
        Pane::Articles => moving::list_rows(state),
        Pane::Body => state.body_rows().saturating_sub(1),
        Pane::Quotes => 4,
    };
    let page = page.max(1) as isize;
    let half = (page / 2).max(1);
    let by = match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::HalfDown => half,
        Action::HalfUp => -half,
        Action::PageDown => page,
        Action::PageUp => -page,
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        _ => return,
    };
    match state.focus {
        Pane::Articles => moving::articles(state, by),
        Pane::Body => moving::scroll(state, by),
        Pane::Quotes => moving::quotes(state, by),
    }
}

fn quote(state: &mut State, forward: bool) {
    match state.focus {
        Pane::Articles => moving::articles(state, if forward { 1 } else { -1 }),
        _ => moving::quote_from_body(state, forward),
    }
}

/// From an article to its body, from a quotation to its place in the body, and from there back to the quotation.
fn enter(state: &mut State) {
    match state.focus {
        Pane::Articles => focus(state, Pane::Body),
        Pane::Quotes => {
            let index = state.quotes.selected;
            focus(state, Pane::Body);
            moving::quote(state, index);
        }
        Pane::Body => {
            let rows = state.body_rows();
            let top = state.body.top;
            let shown = |q: &Option<usize>| q.is_some();
            let current = state.article().zip(state.quote()).map(|(a, q)| moving::line_of(state, a, q.span.start));
            let visible = current.is_some_and(|l| top <= l && l < top + rows);
            if !visible
                && let Some(Some(index)) = (top..top + rows).map(|l| moving::quote_on_line(state, l)).find(shown)
            {
                state.quotes.selected = index;
            }
            focus(state, Pane::Quotes);
        }
    }
}

/// Gives the keys to `pane`.
pub fn focus(state: &mut State, pane: Pane) {
    state.focus = pane;
    if pane != Pane::Body {
        state.upper = pane;
    }
}

fn pane(state: &mut State, by: isize, round: bool) {
    let count = Pane::ALL.len() as isize;
    let to = state.focus as isize + by;
    let to = if round { to.rem_euclid(count) } else { to.clamp(0, count - 1) };
    if let Some(pane) = Pane::ALL.get(to as usize) {
        focus(state, *pane);
    }
}

fn mode(state: &mut State, mode: Mode) {
    state.body.mode = if state.body.mode == mode { Mode::Clean } else { mode };
}

/// `q` and Esc: out of the zoom, out of a wrong query, back to the list, out of the program (Esc stops at the list).
fn back(state: &mut State) -> Vec<Effect> {
    if state.zoom {
        state.zoom = false;
    } else if !state.picked.is_empty() {
        state.picked.clear();
    } else if state.query.error.is_some() {
        let good = state.query.good.line().to_string();
        return line::ask(state, &good);
    } else if state.body.mode != Mode::Clean {
        state.body.mode = Mode::Clean;
    } else if state.find.query.is_some() {
        find::forget(state);
    } else if state.focus != Pane::Articles {
        focus(state, Pane::Articles);
    } else {
        return vec![Effect::Quit];
    }
    Vec::new()
}

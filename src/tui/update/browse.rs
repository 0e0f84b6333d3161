//! Keys in the three panes.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::keymap::Place;
use super::super::layout::Pane;
use super::super::page::Mode;
use super::super::state::State;
use super::{
    cleaning, comparing, facets, find, judging, line, mending, moving, overlay, passage, people, review, taking,
    timeline,
};

/// Does `action`.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let special = match state.focus {
        Pane::Timeline => timeline::act(state, action),
        Pane::Speakers => people::act(state, action),
        _ => None,
    };
    if let Some(effects) = special {
        return effects;
    }
    match action {
        Action::Enter => enter(state),
        Action::NextQuote => quote(state, true),
        Action::PreviousQuote => quote(state, false),
        Action::NextHit => moving::hit(state, true),
        Action::PreviousHit => moving::hit(state, false),
        Action::Removed => mode(state, Mode::Removed),
        Action::Raw => mode(state, Mode::Raw),
        Action::Zoom => state.zoom = !state.zoom,
        Action::Query if state.focus == Pane::Body => find::begin(state),
        Action::Query => line::begin(state),
        Action::ClearQuery => return line::clear(state),
        Action::QueryBack => return line::history(state, false),
        Action::QueryForward => return line::history(state, true),
        Action::Compare => return comparing::open(state),
        Action::Facets => facets::open(state),
        Action::Print => return taking::print(state),
        Action::Sort => return line::sort(state),
        _ if taking::ACTIONS.contains(&action) => return taking::act(state, action),
        Action::Timeline => return timeline::toggle(state),
        Action::Correct if state.focus == Pane::Body && state.body.mode == Mode::Removed => cleaning::open(state),
        Action::Correct => judging::open(state),
        Action::Cleaning => cleaning::open(state),
        Action::Review => return review::begin(state),
        Action::Passage if matches!(state.focus, Pane::Articles | Pane::Quotes) => mending::range(state),
        Action::Passage => passage::begin(state, false),
        Action::AllQuotes => all_quotes(state),
        Action::PaneQuotes if state.focus == Pane::Quotes => all_quotes(state),
        Action::Select if state.focus == Pane::Body => step(state, Action::PageDown),
        Action::Select => mending::pick(state),
        Action::SelectAll => mending::pick_all(state),
        Action::Star => return mending::star(state),
        Action::Undo | Action::Redo => return mending::turn(action),
        Action::Back => return back(state),
        // Esc once too often must not end the program.
        Action::Cancel => return back(state).into_iter().filter(|effect| *effect != Effect::Quit).collect(),
        _ if overlay::OPENS.contains(&action) => return overlay::open(state, action),
        other => {
            if !arrange(state, other) {
                step(state, other);
            }
        }
    }
    Vec::new()
}

/// True if `action` moves in the list of articles and does nothing else.
pub fn walks(state: &State, place: Place, action: Action) -> bool {
    use Action as A;
    let moves =
        matches!(action, A::Down | A::Up | A::HalfDown | A::HalfUp | A::PageDown | A::PageUp | A::Top | A::Bottom);
    place == Place::Browse && state.focus == Pane::Articles && moves
}

/// Goes to another pane, or gives panes another size; false if `action` does neither.
fn arrange(state: &mut State, action: Action) -> bool {
    match action {
        Action::Left => beside(state, -1),
        Action::Right => beside(state, 1),
        Action::NextPane => pane(state, 1),
        Action::PreviousPane => pane(state, -1),
        Action::PaneArticles => focus(state, Pane::Articles),
        Action::PaneBody => focus(state, Pane::Body),
        Action::PaneQuotes => focus(state, Pane::Quotes),
        Action::PaneSpeakers => focus(state, Pane::Speakers),
        Action::PaneTimeline => focus(state, Pane::Timeline),
        Action::TimelineIn => timeline::zoom(state, true),
        Action::TimelineOut => timeline::zoom(state, false),
        Action::Wider => resize(state, 4),
        Action::Narrower => resize(state, -4),
        _ => return false,
    }
    true
}

/// The actions that move by so many rows or lines, in whichever pane has the keys.
fn step(state: &mut State, action: Action) {
    if let Action::ScrollDown | Action::ScrollUp = action {
        return moving::scroll(state, if action == Action::ScrollDown { 3 } else { -3 });
    }
    let page = match state.focus {
        Pane::Articles => moving::list_rows(state),
        Pane::Body => state.body_rows().saturating_sub(1),
        Pane::Quotes => 4,
        Pane::Speakers | Pane::Timeline => 10,
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
        Pane::Speakers => people::step(state, by),
        Pane::Timeline => {}
    }
}

/// All quotations that are found as one list, or those of the article again.
fn all_quotes(state: &mut State) {
    state.listed.on = !state.listed.on || state.focus != Pane::Quotes;
    focus(state, Pane::Quotes);
}

fn quote(state: &mut State, forward: bool) {
    match state.focus {
        Pane::Articles => moving::articles(state, if forward { 1 } else { -1 }),
        Pane::Quotes if state.listed.on => moving::listed_article(state, forward),
        Pane::Quotes => moving::speaker(state, forward),
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
        Pane::Speakers | Pane::Timeline => {}
    }
}

/// Gives the keys to `pane`.
pub fn focus(state: &mut State, pane: Pane) {
    if state.focus != pane {
        state.before = state.focus;
    }
    let comes = pane == Pane::Timeline && state.focus != Pane::Timeline;
    state.focus = pane;
    if pane != Pane::Body {
        state.upper = pane;
    }
    // Where its pane is, and so how long its bars are, is only known now.
    if comes {
        timeline::to_article(state);
    }
}

/// To the next or previous pane by number.
fn pane(state: &mut State, by: isize) {
    let to = (state.focus as isize + by).rem_euclid(Pane::ALL.len() as isize);
    if let Some(pane) = Pane::ALL.get(to as usize) {
        focus(state, *pane);
    }
}

/// To the pane on the left or on the right. On a narrow screen the three that matter most stand side by side in mind.
fn beside(state: &mut State, by: isize) {
    let layout = state.layout().unwrap_or_default();
    let speakers = layout.pane(Pane::Speakers).is_some();
    let there: Vec<Pane> = Pane::BESIDE.into_iter().filter(|p| *p != Pane::Speakers || speakers).collect();
    let now = there.iter().position(|p| *p == state.focus).unwrap_or(0);
    let to = now.saturating_add_signed(by).min(there.len() - 1);
    if let Some(pane) = there.get(to) {
        focus(state, *pane);
    }
}

/// Moves the border of the pane with the keys.
fn resize(state: &mut State, by: i16) {
    let narrow = state.size.0 < super::super::layout::WIDE;
    let sizes = &mut state.sizes;
    let (size, by) = match state.focus {
        _ if narrow && state.focus == Pane::Body => (&mut sizes.upper, -by / 2),
        _ if narrow => (&mut sizes.upper, by / 2),
        Pane::Articles => (&mut sizes.list, by),
        Pane::Quotes => (&mut sizes.quotes, by),
        Pane::Speakers if state.size.0 >= super::super::layout::WIDEST => (&mut sizes.speakers, by),
        Pane::Speakers => (&mut sizes.list, by),
        Pane::Timeline => (&mut sizes.timeline, by / 2),
        // The body gets what both of its neighbours give.
        Pane::Body => {
            sizes.list = (sizes.list - by / 2).clamp(-200, 200);
            (&mut sizes.quotes, -by / 2)
        }
    };
    *size = (*size + by).clamp(-200, 200);
}

fn mode(state: &mut State, mode: Mode) {
    state.body.mode = if state.body.mode == mode { Mode::Clean } else { mode };
}

/// `q` and Esc: out of the zoom, out of a wrong query, back to the list, out of the program (Esc stops at the list).
fn back(state: &mut State) -> Vec<Effect> {
    if state.zoom {
        state.zoom = false;
    } else if !state.picked.is_empty() || state.picked.begun() {
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

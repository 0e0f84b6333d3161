//! Keys in the boxes over the panes.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::found::Seek;
use super::super::input::Input;
use super::super::keymap::Place;
use super::super::layout::Pane;
use super::super::overlays::{
    Overlay, cleaning as cleaned, compare, dates, echoes, facets as parted, help, palette, problems, prompt, speakers,
    stories, why,
};
use super::super::state::State;
use super::super::window::Window;
use super::picker::ask_latest;
use super::{cleaning, comparing, dating, facets, judging, line, mending, moving, picker, prompting};
use crate::model::ContentHash;
use ratatui::layout::{Position, Rect};

/// The actions that open a box of their own.
pub const OPENS: [Action; 11] = [
    Action::Speakers,
    Action::Dates,
    Action::Why,
    Action::Echoes,
    Action::Problems,
    Action::Palette,
    Action::Pipe,
    Action::Tag,
    Action::Note,
    Action::SaveView,
    Action::Export,
];

/// Opens the box that `action` names.
pub fn open(state: &mut State, action: Action) -> Vec<Effect> {
    let before = state.query.input.text().to_string();
    match action {
        Action::Speakers => return picker::open(state, speakers::Purpose::Query),
        Action::Dates => {
            state.overlay = Some(Overlay::Dates(dates::Dates { input: Input::default(), calendar: None, before }))
        }
        Action::Why => state.overlay = Some(Overlay::Why(why::Why::default())),
        Action::Echoes if state.focus == Pane::Articles => same_stories(state),
        Action::Echoes => match echoes::none(state) {
            Some(said) => state.notice = Some(said.to_string()),
            None => state.overlay = Some(Overlay::Echoes(echoes::Echoes::default())),
        },
        Action::Problems => state.overlay = Some(Overlay::Problems(problems::Problems::default())),
        Action::Palette => state.overlay = Some(Overlay::Palette(palette::Palette::new())),
        Action::Pipe => prompting::open(state, prompt::What::Command, ""),
        Action::Export => prompting::open(state, prompt::What::File, "quotations.csv"),
        Action::Tag => prompting::open(state, prompt::What::Tag, ""),
        Action::SaveView => prompting::open(state, prompt::What::View, ""),
        Action::Note => prompting::open(state, prompt::What::Note, ""),
        _ => {}
    }
    Vec::new()
}

/// Opens the help for the keys of `place`.
pub fn open_help(state: &mut State, place: Place) -> Vec<Effect> {
    over(state, Overlay::Help(help::Help { filter: Input::default(), top: 0, place }));
    Vec::new()
}

/// Opens a box over the one that is open, which comes back afterwards.
pub fn over(state: &mut State, new: Overlay) {
    state.under.extend(state.overlay.replace(new));
}

/// Does `action` in the open box.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let place = state.place();
    let Some(mut overlay) = state.overlay.take() else { return Vec::new() };
    if matches!(overlay, Overlay::Dates(_)) {
        state.overlay = Some(overlay);
        match dating::act(state, action) {
            Some(effects) => return effects,
            None => overlay = state.overlay.take().unwrap_or(Overlay::Problems(problems::Problems::default())),
        }
    }
    if let (Some(edit), Some(input)) = (line::edit_of(action), overlay.input()) {
        input.edit(edit);
        state.overlay = Some(overlay);
        return typed(state);
    }
    if let Some(does) = with_the_box_open(&overlay, place, action) {
        state.overlay = Some(overlay);
        return does(state, action);
    }
    if let (Overlay::Echoes(list), Action::Accept) = (&overlay, action) {
        let echoes = state.echoes.clone();
        if let Some((article, quote)) = echoes::place(state, &echoes, list.window.selected) {
            go_to(state, article.hash, quote);
        }
        return Vec::new();
    }
    if let (Overlay::Stories(list), Action::Accept) = (&overlay, action) {
        if let Some(story) = list.all.get(list.window.selected) {
            go_to(state, story.article.hash, story.quote);
        }
        return Vec::new();
    }
    if action == Action::Cancel || (place == Place::Overlay && action == Action::Accept) {
        return close(state, &overlay);
    }
    match &overlay {
        Overlay::Dates(_) if action == Action::Accept => {
            line::remember(state);
            return Vec::new();
        }
        Overlay::Prompt(prompt) if action == Action::Accept => return prompting::accept(state, prompt.clone()),
        Overlay::Palette(palette) if action == Action::Accept => {
            if let Some(worker) = palette.failure() {
                return vec![Effect::Fail(worker)];
            }
            if let Some((prompt, _)) = palette.asking() {
                return prompting::accept(state, prompt);
            }
            let Some(action) = palette.action() else {
                state.overlay = Some(overlay);
                return Vec::new();
            };
            return super::act(state, Place::Browse, action);
        }
        _ => {}
    }
    state.overlay = Some(overlay);
    step(state, action)
}

/// What is done while the box stays open, for whoever does it to find it there.
fn with_the_box_open(overlay: &Overlay, place: Place, action: Action) -> Option<fn(&mut State, Action) -> Vec<Effect>> {
    Some(match (overlay, action) {
        _ if place == Place::Judge => judging::act,
        (Overlay::Speakers(_), _) if picker::CHOICES.contains(&action) => picker::choose,
        (Overlay::Cleaning(_), Action::Accept) => |state, _| cleaning::turn(state),
        (Overlay::Facets(_), Action::Accept) => |state, _| facets::turn(state),
        (Overlay::Facets(_), Action::Exclude) => |state, _| facets::exclude(state),
        (Overlay::Compare(_), Action::CopyQuote) => |state, _| comparing::copy(state),
        (_, Action::Undo | Action::Redo) if place == Place::Overlay => |_, action| mending::turn(action),
        _ => return None,
    })
}

/// Opens the list of articles that have the quotations of the selected one.
fn same_stories(state: &mut State) {
    let all = state.article().map(|article| state.echoes.stories(article)).unwrap_or_default();
    if all.is_empty() {
        state.notice = Some(stories::none(state).to_string());
    } else {
        state.overlay = Some(Overlay::Stories(stories::Stories { all, window: Window::default() }));
    }
}

/// Goes to quotation `quote` of that article, if the query finds it.
fn go_to(state: &mut State, article: ContentHash, quote: usize) {
    let Some(index) = state.found.rows.iter().position(|r| r.article.hash == article) else {
        state.seek = Some(Seek::Quote(article, quote));
        return;
    };
    let by = index as isize - state.list.selected as isize;
    moving::articles(state, by);
    super::settle(state);
    moving::quote(state, quote);
}

/// Puts the query back as it was before a picker was opened, if nothing was taken, and shows the box under this one.
fn close(state: &mut State, overlay: &Overlay) -> Vec<Effect> {
    state.overlay = state.under.pop();
    let before = match overlay {
        Overlay::Speakers(picker) if matches!(picker.purpose, speakers::Purpose::Query) => &picker.before,
        Overlay::Dates(dates) => &dates.before,
        // What was narrowed stays; the query before is a step back.
        Overlay::Facets(_) => {
            line::remember(state);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    if state.query.input.text() == before {
        return Vec::new();
    }
    state.query.input = Input::new(before);
    line::search_back(state)
}

/// Moves in the open box.
pub fn step(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(area) = state.overlay.as_ref().map(|o| o.area(state.size)) else { return Vec::new() };
    let page = |rows: usize| rows.saturating_sub(1).max(1) as isize;
    let by = |rows: usize| match action {
        Action::RowDown => 1,
        Action::RowUp => -1,
        Action::LinesDown => page(rows),
        Action::LinesUp => -page(rows),
        _ => 0,
    };
    let Some(mut overlay) = state.overlay.take() else { return Vec::new() };
    if let (Overlay::Why(_), Action::NextQuote | Action::PreviousQuote) = (&overlay, action) {
        moving::quotes(state, if action == Action::NextQuote { 1 } else { -1 });
    }
    let (all, rows) = extent(state, &overlay, area);
    let by = by(rows);
    match &mut overlay {
        Overlay::Help(help::Help { top, .. })
        | Overlay::Why(why::Why { top, .. })
        | Overlay::Compare(compare::Compare { top, .. }) => {
            *top = top.saturating_add_signed(by).min(all.saturating_sub(rows));
        }
        Overlay::Problems(problems::Problems { window, .. })
        | Overlay::Echoes(echoes::Echoes { window, .. })
        | Overlay::Stories(stories::Stories { window, .. })
        | Overlay::Cleaning(cleaned::Cleaning { window, .. })
        | Overlay::Facets(parted::List { window, .. })
        | Overlay::Palette(palette::Palette { window, .. }) => window.step(by, all, rows),
        Overlay::Speakers(picker) => {
            picker.window.step(by, all, rows);
            state.overlay = Some(overlay);
            return ask_latest(state);
        }
        Overlay::Dates(_) | Overlay::Mend(_) | Overlay::Prompt(_) => {}
    }
    state.overlay = Some(overlay);
    Vec::new()
}

/// How many rows or lines the box has, and how many of them fit.
fn extent(state: &State, overlay: &Overlay, area: Rect) -> (usize, usize) {
    match overlay {
        Overlay::Help(help) => {
            let cols = super::super::overlays::room(area).width;
            (help::entries(state, help, cols).len(), help::rows(area))
        }
        Overlay::Why(_) => {
            let cols = usize::from(super::super::overlays::room(area).width);
            (why::lines(state, cols).len(), why::rows(area))
        }
        Overlay::Compare(compare) => (compare::lines(compare, area).len(), compare::rows(compare, area)),
        Overlay::Problems(_) => (state.reading.problems.len(), problems::rows(area)),
        Overlay::Echoes(_) => (echoes::count(state), echoes::rows(area)),
        Overlay::Stories(list) => (list.all.len(), stories::rows(area)),
        Overlay::Cleaning(_) => (state.article().map_or(0, |a| cleaned::blocks(a).len()), cleaned::rows(area)),
        Overlay::Facets(_) => (crate::tui::facets::parts(state).len(), parted::rows(area)),
        Overlay::Palette(palette) => (palette.shown.len(), palette::rows(area)),
        Overlay::Speakers(picker) => (picker.shown.len(), speakers::rows(area)),
        Overlay::Dates(_) | Overlay::Mend(_) | Overlay::Prompt(_) => (0, 0),
    }
}

/// Puts text into the line of the open box.
pub fn insert(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(effects) = dating::typed(state, text) {
        return effects;
    }
    if let Some(input) = state.overlay.as_mut().and_then(Overlay::input) {
        input.insert(text);
    }
    typed(state)
}

/// The line of the open box has changed.
fn typed(state: &mut State) -> Vec<Effect> {
    match state.overlay.as_mut() {
        Some(Overlay::Help(help)) => help.top = 0,
        Some(Overlay::Prompt(prompt)) => prompt.wrong = None,
        Some(Overlay::Palette(palette)) => palette.narrow(),
        Some(Overlay::Speakers(picker)) => {
            picker.narrow();
            return ask_latest(state);
        }
        Some(Overlay::Dates(_)) => return dating::follow(state),
        _ => {}
    }
    Vec::new()
}

/// The mouse over a box: the wheel moves in it, a click beside it closes it, as Esc does.
pub fn mouse(state: &mut State, at: Position, wheel: isize) -> Vec<Effect> {
    let Some(area) = state.overlay.as_ref().map(|o| o.area(state.size)) else { return Vec::new() };
    match wheel {
        0 if !area.contains(at) => act(state, Action::Cancel),
        0 => Vec::new(),
        1 => step(state, Action::RowDown),
        _ => step(state, Action::RowUp),
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers;
    use super::*;

    #[test]
    fn a_box_that_is_not_open_takes_nothing() {
        let mut state = State::new((80, 24), super::super::super::keymap::Keymap::builtin(), "");
        assert_eq!(act(&mut state, Action::Accept), Vec::new());
        assert_eq!(insert(&mut state, "x"), Vec::new());
        assert_eq!(answers::ask_again(&mut state), vec![Effect::Search(1, String::new())]);
    }
}

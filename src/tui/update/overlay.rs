//! Keys in the boxes over the panes.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::found::Seek;
use super::super::input::Input;
use super::super::keymap::Place;
use super::super::overlays::{Overlay, compare, dates, echoes, help, palette, problems, prompt, speakers, why};
use super::super::state::State;
use super::picker::ask_latest;
use super::{cleaning, comparing, dating, judging, line, mending, moving, picker, prompting};
use ratatui::layout::Position;

/// Opens the box that `action` names.
pub fn open(state: &mut State, action: Action) -> Vec<Effect> {
    let before = state.query.input.text().to_string();
    match action {
        Action::Speakers => return picker::open(state, speakers::Purpose::Query),
        Action::Dates => {
            state.overlay = Some(Overlay::Dates(dates::Dates { input: Input::default(), calendar: None, before }))
        }
        Action::Why => state.overlay = Some(Overlay::Why(why::Why::default())),
        Action::Echoes => state.overlay = Some(Overlay::Echoes(echoes::Echoes::default())),
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
    if place == Place::Judge {
        state.overlay = Some(overlay);
        return judging::act(state, action);
    }
    if let (Overlay::Echoes(list), Action::Accept) = (&overlay, action) {
        go_to(state, list.window.selected);
        return Vec::new();
    }
    if let (Overlay::Cleaning(_), Action::Accept) = (&overlay, action) {
        state.overlay = Some(overlay);
        return cleaning::turn(state);
    }
    if let (Place::Overlay, Action::Undo | Action::Redo) = (place, action) {
        state.overlay = Some(overlay);
        return mending::turn(action);
    }
    if let (Overlay::Compare(_), Action::CopyQuote) = (&overlay, action) {
        state.overlay = Some(overlay);
        return comparing::copy(state);
    }
    if action == Action::Cancel || (place == Place::Overlay && action == Action::Accept) {
        return close(state, &overlay);
    }
    match &overlay {
        Overlay::Speakers(_) if picker::CHOICES.contains(&action) => {
            state.overlay = Some(overlay);
            return picker::choose(state, action);
        }
        Overlay::Dates(_) if action == Action::Accept => {
            line::remember(state);
            return Vec::new();
        }
        Overlay::Prompt(prompt) if action == Action::Accept => return prompting::accept(state, prompt.clone()),
        Overlay::Palette(palette) if action == Action::Accept => {
            if let Some(worker) = palette.failure() {
                return vec![Effect::Fail(worker)];
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

/// Goes to the place `row` of the open family, if the query finds its article.
fn go_to(state: &mut State, row: usize) {
    let echoes = state.echoes.clone();
    let Some((article, quote)) = echoes::place(state, &echoes, row) else { return };
    let Some(index) = state.found.rows.iter().position(|r| r.article.hash == article.hash) else {
        state.seek = Some(Seek::Quote(article.hash, quote));
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
        _ => return Vec::new(),
    };
    if state.query.input.text() == before {
        return Vec::new();
    }
    state.query.input = Input::new(before);
    line::search(state)
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
    match state.overlay.take() {
        Some(Overlay::Help(mut help)) => {
            let (all, rows) = (help::entries(state, &help).len(), help::rows(area));
            help.top = help.top.saturating_add_signed(by(rows)).min(all.saturating_sub(rows));
            state.overlay = Some(Overlay::Help(help));
        }
        Some(Overlay::Why(mut why)) => {
            match action {
                Action::NextQuote => moving::quotes(state, 1),
                Action::PreviousQuote => moving::quotes(state, -1),
                _ => {}
            }
            let cols = usize::from(super::super::overlays::room(area).width);
            let (all, rows) = (why::lines(state, cols).len(), why::rows(area));
            why.top = why.top.saturating_add_signed(by(rows)).min(all.saturating_sub(rows));
            state.overlay = Some(Overlay::Why(why));
        }
        Some(Overlay::Problems(mut list)) => {
            let rows = problems::rows(area);
            list.window.step(by(rows), state.reading.problems.len(), rows);
            state.overlay = Some(Overlay::Problems(list));
        }
        Some(Overlay::Echoes(mut list)) => {
            let rows = echoes::rows(area);
            list.window.step(by(rows), echoes::count(state), rows);
            state.overlay = Some(Overlay::Echoes(list));
        }
        Some(Overlay::Compare(mut compare)) => {
            let (all, rows) = (compare::lines(&compare, area).len(), compare::rows(area));
            compare.top = compare.top.saturating_add_signed(by(rows)).min(all.saturating_sub(rows));
            state.overlay = Some(Overlay::Compare(compare));
        }
        Some(Overlay::Cleaning(list)) => {
            state.overlay = Some(Overlay::Cleaning(list));
            cleaning::step(state, by(cleaning::page(area)));
        }
        Some(Overlay::Palette(mut palette)) => {
            let rows = palette::rows(area);
            palette.window.step(by(rows), palette.shown.len(), rows);
            state.overlay = Some(Overlay::Palette(palette));
        }
        Some(Overlay::Speakers(mut picker)) => {
            let rows = speakers::rows(area);
            picker.window.step(by(rows), picker.shown.len(), rows);
            state.overlay = Some(Overlay::Speakers(picker));
            return ask_latest(state);
        }
        other => state.overlay = other,
    }
    Vec::new()
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

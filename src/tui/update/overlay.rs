//! Keys in the boxes over the panes.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::input::Input;
use super::super::keymap::Place;
use super::super::overlays::{Overlay, dates, echoes, help, palette, problems, prompt, speakers, why};
use super::super::state::State;
use super::super::take::Taking;
use super::{line, moving};
use crate::library::SpeakerRow;
use crate::query::{Field, edit};
use ratatui::layout::Position;

/// Opens the box that `action` names.
pub fn open(state: &mut State, action: Action) -> Vec<Effect> {
    let before = state.query.input.text().to_string();
    match action {
        Action::Speakers => return open_speakers(state, before),
        Action::Dates => state.overlay = Some(Overlay::Dates(dates::Dates { input: Input::default(), before })),
        Action::Why => state.overlay = Some(Overlay::Why(why::Why::default())),
        Action::Echoes => state.overlay = Some(Overlay::Echoes(echoes::Echoes::default())),
        Action::Problems => state.overlay = Some(Overlay::Problems(problems::Problems::default())),
        Action::Palette => state.overlay = Some(Overlay::Palette(palette::Palette::new())),
        Action::Pipe => state.overlay = Some(Overlay::Prompt(prompt::Prompt::new(prompt::What::Command))),
        Action::Export => state.overlay = Some(Overlay::Prompt(prompt::Prompt::new(prompt::What::File))),
        _ => {}
    }
    Vec::new()
}

/// Opens the help for the keys of `place`.
pub fn open_help(state: &mut State, place: Place) -> Vec<Effect> {
    state.overlay = Some(Overlay::Help(help::Help { filter: Input::default(), top: 0, place }));
    Vec::new()
}

fn open_speakers(state: &mut State, before: String) -> Vec<Effect> {
    let line = edit::without(state.query.good.line(), &[Field::Speaker]);
    let picker = speakers::Picker { line: line.clone(), before, ..Default::default() };
    state.overlay = Some(Overlay::Speakers(Box::new(picker)));
    vec![Effect::Speakers(state.generation, line)]
}

/// Does `action` in the open box.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let place = state.place();
    let Some(mut overlay) = state.overlay.take() else { return Vec::new() };
    if let (Some(edit), Some(input)) = (line::edit_of(action), overlay.input()) {
        input.edit(edit);
        state.overlay = Some(overlay);
        return typed(state);
    }
    if let (Overlay::Echoes(list), Action::Accept) = (&overlay, action) {
        go_to(state, list.window.selected);
        return Vec::new();
    }
    if action == Action::Cancel || (place == Place::Overlay && action == Action::Accept) {
        return close(state, &overlay);
    }
    match &overlay {
        Overlay::Speakers(_) if matches!(action, Action::Accept | Action::Add | Action::Exclude) => {
            return choose(state, overlay, action);
        }
        Overlay::Dates(_) if action == Action::Accept => {
            line::remember(state);
            return Vec::new();
        }
        Overlay::Prompt(_) if action == Action::Accept => return take(state, overlay),
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

/// Takes what was found where the prompt says, or says what is wrong with that.
fn take(state: &mut State, overlay: Overlay) -> Vec<Effect> {
    let Overlay::Prompt(mut prompt) = overlay else { return Vec::new() };
    match prompt.target() {
        Ok(target) => {
            let query = state.query.good.line().to_string();
            vec![Effect::Take(Box::new(Taking { rows: state.found.rows.clone(), query, target }))]
        }
        Err(wrong) => {
            prompt.wrong = Some(wrong);
            state.overlay = Some(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}

/// Goes to the place `row` of the open family, if the query finds its article.
fn go_to(state: &mut State, row: usize) {
    let echoes = state.echoes.clone();
    let Some((article, quote)) = echoes::place(state, &echoes, row) else { return };
    let Some(index) = state.found.rows.iter().position(|r| r.article.hash == article.hash) else {
        state.notice = Some("the query does not find that article; gc empties the query".to_string());
        return;
    };
    let by = index as isize - state.list.selected as isize;
    moving::articles(state, by);
    super::settle(state);
    moving::quote(state, quote);
}

/// Puts the query back as it was before a picker was opened, if nothing was taken.
fn close(state: &mut State, overlay: &Overlay) -> Vec<Effect> {
    let before = match overlay {
        Overlay::Speakers(picker) => &picker.before,
        Overlay::Dates(dates) => &dates.before,
        _ => return Vec::new(),
    };
    if state.query.input.text() == before {
        return Vec::new();
    }
    state.query.input = Input::new(before);
    line::search(state)
}

/// Enter, Tab and Alt-minus in the speaker picker: only this one (or what was chosen), one more, without.
fn choose(state: &mut State, overlay: Overlay, action: Action) -> Vec<Effect> {
    let Overlay::Speakers(mut picker) = overlay else { return Vec::new() };
    let name = picker.speaker().map(|s| s.name.clone());
    if action == Action::Accept {
        if picker.chosen {
            line::remember(state);
            return Vec::new();
        }
        return match name {
            Some(name) => {
                let new = edit::with_speaker(&picker.line, &name);
                line::ask(state, &new)
            }
            None => Vec::new(),
        };
    }
    let Some(name) = name else {
        state.overlay = Some(Overlay::Speakers(picker));
        return Vec::new();
    };
    picker.chosen = true;
    state.overlay = Some(Overlay::Speakers(picker));
    let old = state.query.input.text();
    let new = match action {
        Action::Add => edit::toggle_speaker(old, &name),
        _ => edit::without_speaker(old, &name),
    };
    state.query.input = Input::new(&new);
    line::search(state)
}

/// Moves in the open box.
fn step(state: &mut State, action: Action) -> Vec<Effect> {
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
        Some(Overlay::Dates(dates)) => {
            let line = dates.line();
            state.query.input = Input::new(&line);
            return line::search(state);
        }
        _ => {}
    }
    Vec::new()
}

/// The speakers were counted.
pub fn speakers(state: &mut State, generation: u64, rows: Vec<SpeakerRow>) -> Vec<Effect> {
    let Some(Overlay::Speakers(picker)) = state.overlay.as_mut() else { return Vec::new() };
    if generation < state.generation && picker.counted && !state.waiting {
        return Vec::new();
    }
    let name = picker.speaker().map(|s| s.name.clone());
    picker.rows = rows;
    picker.counted = true;
    let window = picker.window;
    picker.narrow();
    let same = name.and_then(|n| picker.shown.iter().position(|i| picker.rows.get(*i).is_some_and(|r| r.name == n)));
    if let Some(index) = same {
        picker.window.selected = index;
        picker.window.top = window.top.min(index);
    }
    ask_latest(state)
}

/// The newest quotations of a speaker have come.
pub fn latest(state: &mut State, name: &str, quotes: Vec<(String, String)>) -> Vec<Effect> {
    if let Some(Overlay::Speakers(picker)) = state.overlay.as_mut() {
        picker.latest = quotes;
        picker.latest_of = name.to_string();
    }
    Vec::new()
}

/// Asks for the newest quotations of the highlighted speaker, unless they are there.
fn ask_latest(state: &State) -> Vec<Effect> {
    match &state.overlay {
        Some(Overlay::Speakers(picker)) => match picker.speaker() {
            Some(row) if row.name != picker.latest_of => {
                vec![Effect::Latest(row.name.clone(), picker.line.clone())]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
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

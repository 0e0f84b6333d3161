//! The date prompt and its calendar: what is typed or chosen is in the query at once.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::input::Input;
use super::super::overlays::Overlay;
use super::super::overlays::calendar::Calendar;
use super::super::overlays::dates::Dates;
use super::super::state::State;
use super::line;

fn prompt(state: &mut State) -> Option<&mut Dates> {
    if let Some(Overlay::Dates(dates)) = &mut state.overlay { Some(dates) } else { None }
}

/// Does `action` in the calendar; `None` if it has not the keys, or if the prompt does that.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let fresh = Calendar::new(state);
    let dates = prompt(state)?;
    if action == Action::Add {
        dates.calendar = if dates.calendar.is_some() { None } else { Some(fresh) };
        return Some(chosen(state));
    }
    let calendar = dates.calendar.as_mut()?;
    match action {
        Action::CharLeft => calendar.days(-1),
        Action::CharRight => calendar.days(1),
        Action::RowUp => calendar.days(-7),
        Action::RowDown => calendar.days(7),
        Action::LinesUp => calendar.months(-1),
        Action::LinesDown => calendar.months(1),
        Action::WordLeft => calendar.months(-12),
        Action::WordRight => calendar.months(12),
        _ => return None,
    }
    Some(chosen(state))
}

/// A letter in the calendar: the space begins a range or gives it up, the letters of the panes move, others do nothing.
pub fn typed(state: &mut State, text: &str) -> Option<Vec<Effect>> {
    let calendar = prompt(state)?.calendar.as_mut()?;
    match text {
        " " | "v" => calendar.from = if calendar.from.is_some() { None } else { Some(calendar.day) },
        "h" => calendar.days(-1),
        "l" => calendar.days(1),
        "k" => calendar.days(-7),
        "j" => calendar.days(7),
        _ => {}
    }
    Some(chosen(state))
}

/// The chosen days are what is typed.
fn chosen(state: &mut State) -> Vec<Effect> {
    if let Some(dates) = prompt(state)
        && let Some(calendar) = &dates.calendar
    {
        dates.input = Input::new(&calendar.text());
    }
    follow(state)
}

/// The query has the dates that are typed.
pub fn follow(state: &mut State) -> Vec<Effect> {
    let Some(new) = prompt(state).map(|dates| dates.line()) else { return Vec::new() };
    state.query.input = Input::new(&new);
    line::search(state)
}

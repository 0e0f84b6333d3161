//! What happens next: a message changes the state and says what is to be done outside. Nothing here draws, waits or
//! opens a file.
mod answers;
mod browse;
mod cleaning;
mod comparing;
mod dating;
mod facets;
mod find;
mod judging;
mod line;
mod mending;
mod mouse;
mod moving;
mod overlay;
mod passage;
mod people;
mod picker;
mod prompting;
mod review;
mod settle;
mod taking;
mod timeline;

use settle::catch_up;
pub use settle::settle;

use super::action::Action;
use super::effect::Effect;
use super::key::Key;
use super::keymap::{Meaning, Place};
use super::message::Msg;
use super::state::State;
use crossterm::event::{KeyEvent, KeyEventKind};

/// Brings `state` up to date with `msg` and returns what is to be done.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    if !leaves_behind(&msg) {
        catch_up(state);
    }
    let mut effects = match msg {
        Msg::Key(event) => key(state, &event),
        Msg::Paste(text) => line::paste(state, &text),
        Msg::Mouse(event) => mouse::mouse(state, &event),
        Msg::Resize(w, h) => {
            state.size = (w, h);
            vec![Effect::Redraw]
        }
        Msg::Rested => Vec::new(),
        Msg::Made(made) => mending::made(state, *made),
        Msg::Echoes(echoes) => {
            state.echoes = echoes;
            Vec::new()
        }
        Msg::Changed => {
            state.library += 1;
            state.asked_outlets = false;
            answers::ask_again(state)
        }
        Msg::Begun => answers::begun(state),
        Msg::Progress(progress) => {
            state.reading.progress = progress;
            Vec::new()
        }
        Msg::Recleaned(count) => {
            state.reading.recleaned += count;
            Vec::new()
        }
        Msg::Problem(problem) => answers::problem(state, problem),
        Msg::Done(summary) => answers::done(state, &summary),
        Msg::Say(text) => say(state, text),
        Msg::Failed(text) => say(state, format!("a part of the program failed and was stopped: {text}")),
        Msg::Pause => vec![Effect::Suspend],
        Msg::Resumed => vec![Effect::Redraw],
        Msg::Signal(_) | Msg::Gone => vec![Effect::Quit],
        answer => answered(state, answer),
    };
    settle(state);
    effects.extend(answers::seek(state));
    effects.extend(answers::near_an_end(state));
    effects.extend(timeline::ask(state));
    effects.extend(facets::ask(state));
    effects.extend(line::knowledge(state));
    effects
}

/// True if what the list has walked past may stay on the screen: keys say so themselves, and counts are about no
/// article.
fn leaves_behind(msg: &Msg) -> bool {
    let walks_on = matches!(msg, Msg::Key(_) | Msg::More(..) | Msg::Earlier(..) | Msg::Placed(..));
    let counts = matches!(msg, Msg::Counted(..) | Msg::People(..) | Msg::Timeline(..) | Msg::Facets(..));
    walks_on || counts || matches!(msg, Msg::Outlets(_) | Msg::Progress(_))
}

/// Takes what the library answered.
fn answered(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Found(generation, found) => answers::found(state, generation, *found),
        Msg::More(generation, rows, more) => answers::more(state, generation, rows, more),
        Msg::Earlier(generation, rows, more) => answers::earlier(state, generation, rows, more),
        Msg::Placed(generation, offset) => answers::placed(state, generation, offset),
        Msg::Counted(generation, counts) => answers::counted(state, generation, counts),
        Msg::Speakers(generation, rows) => picker::speakers(state, generation, rows),
        Msg::People(_, speakers) => people::counted(state, speakers),
        Msg::Timeline(generation, counted) => {
            timeline::counted(state, generation, counted);
            Vec::new()
        }
        Msg::Facets(generation, all, groups) => {
            facets::counted(state, generation, all, groups);
            Vec::new()
        }
        Msg::Outlets(outlets) => {
            state.outlets = outlets;
            Vec::new()
        }
        Msg::Compared(both) => {
            comparing::compared(state, both);
            Vec::new()
        }
        Msg::Latest(name, quotes) => picker::latest(state, &name, quotes),
        _ => Vec::new(),
    }
}

fn say(state: &mut State, text: String) -> Vec<Effect> {
    state.notice = Some(text);
    Vec::new()
}

/// Finds out what a key means here and does it. Only presses and repeats count: Windows reports releases too.
fn key(state: &mut State, event: &KeyEvent) -> Vec<Effect> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    state.notice = None;
    state.reading.recleaned = 0;
    let key = Key::of(event);
    let place = state.place();
    let before = std::mem::take(&mut state.pending);
    match state.keymap.meaning(place, &before, key) {
        Meaning::Does(action) if browse::walks(state, place, action) => walk(state, action),
        Meaning::Does(action) => {
            catch_up(state);
            act(state, place, action)
        }
        Meaning::Prefix => {
            state.pending = before;
            state.pending.push(key);
            Vec::new()
        }
        Meaning::Nothing => match (place, key.typed()) {
            (Place::Line, Some(c)) => line::insert(state, &c.to_string()),
            (Place::Judge, Some(c)) => judging::digit(state, c),
            _ => Vec::new(),
        },
    }
}

/// Moves in the list of articles: what shows the article follows at once, or when the reader rests.
fn walk(state: &mut State, action: Action) -> Vec<Effect> {
    let before = state.list.selected;
    let mut effects = browse::act(state, action);
    if state.follows_at_rest && state.list.selected != before {
        state.behind = true;
        effects.push(Effect::Rest);
    }
    effects
}

/// Does `action`, in the place where its key was pressed.
pub fn act(state: &mut State, place: Place, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Rescan => return answers::rescan(state),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Mouse => {
            state.mouse = !state.mouse;
            let now = if state.mouse { "the mouse is ours" } else { "the mouse is the terminal's: select with it" };
            state.notice = Some(now.to_string());
            return vec![Effect::Mouse(state.mouse)];
        }
        Action::Help if !matches!(state.overlay, Some(super::overlays::Overlay::Help(_))) => {
            return overlay::open_help(state, place);
        }
        _ => {}
    }
    match place {
        Place::Browse => browse::act(state, action),
        Place::Passage => passage::act(state, action),
        _ if state.overlay.is_some() => overlay::act(state, action),
        _ if state.find.before.is_some() => find::act(state, action),
        _ => line::act(state, action),
    }
}

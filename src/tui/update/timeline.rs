//! Keys in the timeline: moving from bar to bar, brushing a range that the lists follow at once, longer and shorter bars.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::input::Input;
use super::super::layout::Pane;
use super::super::overlays::Overlay;
use super::super::panes::timeline::{Plot, area, plot};
use super::super::state::State;
use super::super::timeline::{Bar, Counted};
use super::{browse, line};
use crate::library::Bucket;
use crate::query::edit;
use ratatui::layout::{Position, Rect};

/// Asks for what the timeline and the speakers need, if they are shown and what they have is old.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let Some(layout) = state.layout().filter(|_| !state.waiting && state.generation > 0) else { return Vec::new() };
    let mut effects = Vec::new();
    // A date that is still chosen must not take the other days away.
    let choosing = matches!(state.overlay, Some(Overlay::Dates(_))) || state.timeline.brush.is_some();
    let shown = layout.strip.is_some() || layout.pane(Pane::Timeline).is_some();
    if shown && state.timeline.of != state.generation && !choosing {
        state.timeline.of = state.generation;
        let line = state.query.good.line().to_string();
        effects.push(Effect::Timeline(state.generation, line, state.timeline.split));
    }
    if layout.pane(Pane::Speakers).is_some() {
        effects.extend(super::people::ask(state));
    }
    effects
}

/// Takes what was counted, if it is the newest.
pub fn counted(state: &mut State, generation: u64, counted: Counted) {
    if generation == state.generation && state.timeline.brush.is_none() {
        state.timeline.take(counted);
        let bars = plot_of(state).bars;
        // Whoever comes to the timeline comes to the newest bar.
        let newest = bars.iter().rposition(|b| b.start.is_some()).unwrap_or(0);
        let cursor = if state.focus == Pane::Timeline { state.timeline.cursor } else { newest };
        state.timeline.cursor = cursor.min(bars.len().saturating_sub(1));
    }
}

/// Goes to the timeline, and back.
pub fn toggle(state: &mut State) -> Vec<Effect> {
    if state.focus == Pane::Timeline {
        let effects = cancel(state).unwrap_or_default();
        let before = if state.before == Pane::Timeline { Pane::Articles } else { state.before };
        browse::focus(state, before);
        return effects;
    }
    browse::focus(state, Pane::Timeline);
    Vec::new()
}

/// Goes to the bar of the article that is read.
pub fn to_article(state: &mut State) {
    let Some(day) = state.article().map(|a| a.date) else { return };
    let at = |b: &Bar| b.start.is_some() == day.is_some() && b.start <= day;
    if let Some(bar) = plot_of(state).bars.iter().rposition(at) {
        state.timeline.cursor = bar;
    }
}

fn inside(state: &State) -> Option<Rect> {
    state.layout()?.inside(Pane::Timeline).map(area)
}

fn plot_of(state: &State) -> Plot {
    plot(state, inside(state).map_or(80, |r| r.width))
}

/// Does `action` while the timeline has the keys; `None` if it does nothing special here.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let bars = plot_of(state).bars;
    let last = bars.len().saturating_sub(1);
    let now = state.timeline.cursor.min(last);
    let filled = |i: &usize| bars.get(*i).is_some_and(|b| b.count > 0);
    let to = match action {
        Action::Left | Action::Up => now.saturating_sub(1),
        Action::Right | Action::Down => (now + 1).min(last),
        Action::HalfUp | Action::PageUp => now.saturating_sub(10),
        Action::HalfDown | Action::PageDown => (now + 10).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        Action::NextHit | Action::NextQuote => (now + 1..=last).find(filled).unwrap_or(now),
        Action::PreviousHit | Action::PreviousQuote => (0..now).rev().find(filled).unwrap_or(now),
        Action::Echoes => return Some(busiest(state)),
        Action::Passage | Action::Select => return Some(brush(state, now)),
        Action::Enter => return Some(apply(state)),
        Action::Cancel | Action::Back => return cancel(state),
        Action::Compare => {
            state.timeline.split = !state.timeline.split;
            state.timeline.of = 0;
            return Some(Vec::new());
        }
        Action::CopyQuote => return Some(copy(state)),
        _ => return None,
    };
    Some(go(state, to))
}

/// Goes to the day on which most was said, whatever the bars stood for; with a brush in hand to the highest bar.
fn busiest(state: &mut State) -> Vec<Effect> {
    if state.timeline.brush.is_none() {
        state.timeline.bucket = Some(Bucket::Day);
    }
    let bars = plot_of(state).bars;
    let Some(at) = (0..bars.len()).rev().max_by_key(|i| bars.get(*i).map_or(0, dated)) else { return Vec::new() };
    go(state, at)
}

/// Quotations of a bar that has a date.
fn dated(bar: &Bar) -> u64 {
    if bar.start.is_some() { bar.count } else { 0 }
}

fn go(state: &mut State, to: usize) -> Vec<Effect> {
    state.timeline.cursor = to;
    if state.timeline.brush.is_some() { follow(state) } else { Vec::new() }
}

/// Begins to brush, or takes what is brushed.
fn brush(state: &mut State, now: usize) -> Vec<Effect> {
    if state.timeline.brush.is_some() {
        return apply(state);
    }
    state.timeline.brush = Some((now, state.query.input.text().to_string()));
    follow(state)
}

/// The query with the brushed days, or the highlighted ones.
fn line_of(state: &State) -> Option<String> {
    let bars = plot_of(state).bars;
    let (from, to) = state.timeline.range();
    let chosen = bars.get(from..=to.min(bars.len().saturating_sub(1)))?;
    let base = state.timeline.brush.as_ref().map_or(state.query.input.text(), |(_, line)| line);
    let (first, last) = (chosen.iter().find_map(|b| b.start), chosen.iter().rev().find_map(|b| b.end));
    let undated = chosen.iter().any(|b| b.start.is_none());
    match (first, last) {
        (Some(_), Some(_)) => Some(edit::with_dates(base, first, last, undated)),
        _ if undated => Some(edit::with_date_words(base, "none")),
        _ => None,
    }
}

/// The lists follow the brush; the bars stay as they were.
fn follow(state: &mut State) -> Vec<Effect> {
    let Some(line) = line_of(state) else { return Vec::new() };
    state.query.input = Input::new(&line);
    line::search(state)
}

fn apply(state: &mut State) -> Vec<Effect> {
    let Some(line) = line_of(state) else { return Vec::new() };
    state.timeline.brush = None;
    state.timeline.cursor = 0;
    state.timeline.of = 0;
    line::ask(state, &line)
}

/// Gives the brush up and puts the query back; nothing if there is no brush.
fn cancel(state: &mut State) -> Option<Vec<Effect>> {
    let (_, before) = state.timeline.brush.take()?;
    state.timeline.of = 0;
    state.query.input = Input::new(&before);
    Some(line::search_back(state))
}

/// Longer or shorter bars, with the highlighted day still in view.
pub fn zoom(state: &mut State, shorter: bool) {
    let plot = plot_of(state);
    let Some(now) = plot.bucket.and_then(|b| Bucket::ALL.iter().position(|(_, bucket)| *bucket == b)) else { return };
    let to = now.checked_add_signed(if shorter { -1 } else { 1 });
    let Some((name, bucket)) = to.and_then(|i| Bucket::ALL.get(i)) else {
        state.notice = Some(if shorter { "days are the shortest" } else { "years are the longest" }.to_string());
        return;
    };
    let day = plot.bars.get(state.timeline.cursor).and_then(|b| b.start);
    state.timeline.bucket = Some(*bucket);
    // A brush counts bars: they are others now.
    let begun = state.timeline.brush.take();
    let bars = state.timeline.bars(*bucket);
    let at = bars.iter().rposition(|b| b.start.is_some_and(|s| day.is_some_and(|d| s <= d)));
    state.timeline.cursor = at.unwrap_or(bars.len().saturating_sub(1));
    if let Some((_, line)) = begun {
        state.timeline.brush = Some((state.timeline.cursor, line));
    }
    state.notice = Some(format!("the timeline is by {name}"));
}

/// The bars as lines of day and count.
fn copy(state: &mut State) -> Vec<Effect> {
    let bars = plot_of(state).bars;
    let day = |b: &Bar| b.start.map_or("undated".to_string(), |d| d.to_string());
    let lines: Vec<String> = bars.iter().map(|b| format!("{}\t{}", day(b), b.count)).collect();
    state.notice = Some(format!("copied: {} bars, a line each", bars.len()));
    vec![Effect::Copy(lines.join("\n"))]
}

/// A click selects a bar, drawing over bars brushes them.
pub fn mouse(state: &mut State, at: Position, drag: bool) -> Vec<Effect> {
    let Some(inside) = inside(state) else { return Vec::new() };
    let Some(index) = plot_of(state).at(at.x.saturating_sub(inside.x)) else { return Vec::new() };
    if !drag {
        let effects = cancel(state).unwrap_or_default();
        state.timeline.cursor = index;
        return effects;
    }
    if state.timeline.brush.is_none() {
        state.timeline.brush = Some((state.timeline.cursor, state.query.input.text().to_string()));
    }
    go(state, index)
}

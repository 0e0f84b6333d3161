//! The status line: where the article came from, how far the reading is, or a message.
use super::super::canvas::Canvas;
use super::super::panes::body::named;
use super::super::panes::{count, number};
use super::super::state::State;
use super::super::theme::Face;
use crate::ingest::Progress;
use crate::text::display;
use ratatui::layout::{Position, Rect};

/// Draws the line.
pub fn draw(state: &State, canvas: &mut Canvas, at: Rect) {
    let reading = &state.reading;
    if state.find.before.is_some() {
        return find(state, canvas, Rect { x: at.x + 1, width: at.width.saturating_sub(2), ..at });
    }
    let mut right = right(state, canvas, usize::from(at.width) * 2 / 3);
    // What the reader has just done comes before what is always there.
    let notice = state.notice.as_deref().map_or(0, display::width);
    if notice + display::width(&right) + 4 > usize::from(at.width) && notice > 0 {
        right.clear();
    }
    let end = canvas.right((at.right() - 1, at.y), at.width * 2 / 3, &right, Face::Faint);
    let room = end.saturating_sub(at.x + 2);
    if let Some(notice) = &state.notice {
        canvas.text((at.x + 1, at.y), room, notice, Face::Notice);
        return;
    }
    let left = match state.article() {
        Some(article) if reading.finished || !state.banner.is_empty() => match article.line {
            Some(line) => format!("{}:{line}", article.source),
            None => article.source.clone(),
        },
        Some(article) => article.source.clone(),
        None => String::new(),
    };
    canvas.text((at.x + 1, at.y), room, &left, Face::Faint);
}

/// The line in which one types what to find in the body, and how often it is there.
fn find(state: &State, canvas: &mut Canvas, at: Rect) {
    let places = match (&state.find.query, state.body.hits.len()) {
        (None, _) => String::new(),
        (Some(_), 0) if at.width >= 76 => "not in this article; Enter looks in the next".to_string(),
        (Some(_), 0) => "not here".to_string(),
        (Some(_), n) => count(n, "place"),
    };
    let end = canvas.right((at.right(), at.y), at.width * 2 / 3, &places, Face::Faint);
    let x = at.x + canvas.line((at.x, at.y), at.width, &[("find:", Face::Faint), (" ", Face::Text)]);
    let cols = end.saturating_sub(x + 2);
    let (_, shown, column) = state.find.input.view(usize::from(cols));
    canvas.text((x, at.y), cols, &shown, Face::Query);
    canvas.cursor = Some(Position::new(x + column as u16, at.y));
}

/// What is always told, in so many columns: the last parts matter least.
fn right(state: &State, canvas: &Canvas, cols: usize) -> String {
    let reading = &state.reading;
    let mut parts = Vec::new();
    if !state.banner.is_empty() {
        parts.push(state.banner.clone());
    }
    if !reading.finished {
        parts.push(progress(&reading.progress, state.still, canvas));
    }
    if !reading.problems.is_empty() {
        parts.push(count(reading.problems.len(), "problem"));
    }
    if !state.mouse {
        parts.push("mouse off".to_string());
    }
    if let Some(path) = state.last.first().filter(|_| state.sample) {
        parts.push(format!("before: whosaid {}", named(path)));
    }
    if reading.recleaned > 0 {
        parts.push(format!("{} cleaned again", number(reading.recleaned)));
    }
    let dot = canvas.theme.glyphs.dot;
    while parts.len() > 1 && display::width(&parts.join(dot)) > cols {
        parts.pop();
    }
    parts.join(dot)
}

/// `reading 1,240 of 18,000 files ━━━───── 12 s left`
fn progress(p: &Progress, still: bool, canvas: &Canvas) -> String {
    if p.total == 0 {
        return "reading".to_string();
    }
    if p.counting {
        return format!("reading {} files, counting", number(p.done));
    }
    if still {
        // Nothing that runs: how much there is, and that it is being read.
        return format!("reading {}", count(p.total, "file"));
    }
    const STEPS: usize = 10;
    let full = (p.done * STEPS / p.total).min(STEPS);
    let [on, off] = canvas.theme.glyphs.bar;
    let bar = format!("{}{}", on.repeat(full), off.repeat(STEPS - full));
    let left = match p.left.map(|d| d.as_secs()) {
        Some(s) if s >= 120 => format!(" {} min left", s.div_ceil(60)),
        Some(0) | None => String::new(),
        Some(s) => format!(" {s} s left"),
    };
    format!("reading {} of {} {bar}{left}", number(p.done), count(p.total, "file"))
}

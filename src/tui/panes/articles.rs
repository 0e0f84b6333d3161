//! The list of articles: day, outlet, how many of its quotations answer the query, and what it is called.
use super::super::canvas::Canvas;
use super::super::found::Row;
use super::super::layout::{Pane, inside};
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::{count, focused, number};
use crate::text::display;
use ratatui::layout::Rect;

/// From this inner width on an article takes one line.
const ONE_LINE: u16 = 64;

/// Lines that an article takes.
pub fn height(inside: Rect) -> usize {
    match (inside.width, inside.height) {
        (ONE_LINE.., _) => 1,
        (_, 0..=11) => 2,
        (_, 12..=19) => 3,
        _ => 4,
    }
}

/// Articles that fit.
pub fn rows(inside: Rect) -> usize {
    let line_of_hidden = usize::from(inside.height > 6);
    ((usize::from(inside.height) - line_of_hidden.min(usize::from(inside.height))) / height(inside)).max(1)
}

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas, area: Rect) {
    let found = &state.found;
    let note = match found.rows.len() {
        0 => String::new(),
        _ => {
            let place = found.place(state.list.selected).map_or("…".to_string(), number);
            format!("{place}/{}{}", number(found.articles), found.or_more())
        }
    };
    let focus = focused(state, Pane::Articles);
    canvas.frame(area, "1 Articles", &note, focus);
    let inside = inside(area);
    let tall = height(inside) as u16;
    let visible = found.rows.iter().enumerate().skip(state.list.top).take(rows(inside));
    for ((i, row), n) in visible.zip(0u16..) {
        let at =
            Rect { y: inside.y + n * tall, height: tall.saturating_sub(1).max(1 + u16::from(tall == 2)), ..inside };
        if tall == 1 {
            one_line(state, row, canvas, at);
        } else {
            two_lines(state, row, canvas, at);
        }
        let picked = state.picked.holds(&row.article, None);
        if picked {
            canvas.text((at.x, at.y), 1, "+", Face::Made);
        }
        if i == state.list.selected {
            canvas.text((at.x, at.y), 1, if picked { "+" } else { ">" }, Face::Text);
            canvas.lay(at, if focus { Face::Selected } else { Face::SelectedAway });
        }
    }
    if found.rows.is_empty() {
        empty(state, canvas, inside);
    } else if inside.height > 6 {
        hidden(state, canvas, inside);
    }
}

fn day(row: &Row) -> String {
    row.article.date.map_or("undated".to_string(), |d| d.to_string())
}

fn counts(state: &State, row: &Row) -> String {
    let all = row.article.quotes.len();
    if state.found.picks_quotes { format!("{} of {all}", row.quotes.len()) } else { all.to_string() }
}

/// The outlet. Where there is little room, the article of its name is what can be missed.
fn outlet(row: &Row, cols: u16) -> &str {
    let outlet = row.article.outlet.as_deref().unwrap_or("");
    let fits = display::width(outlet) <= usize::from(cols);
    outlet.strip_prefix("The ").filter(|_| !fits).unwrap_or(outlet)
}

/// The star of an article that has one, before column `right`; the column where what is before it ends.
fn star(row: &Row, canvas: &mut Canvas, right: u16, y: u16) -> u16 {
    let star = canvas.theme.glyphs.star;
    if row.article.made.has_star() { canvas.right((right.saturating_sub(1), y), 3, star, Face::Made) } else { right }
}

fn two_lines(state: &State, row: &Row, canvas: &mut Canvas, at: Rect) {
    let right = at.right().saturating_sub(1);
    let end = canvas.right((right, at.y), at.width / 2, &counts(state, row), Face::Faint);
    let end = star(row, canvas, end, at.y);
    let room = end.saturating_sub(at.x + 2);
    let day = format!("{:<10}  ", day(row));
    let outlet = outlet(row, room.saturating_sub(12));
    canvas.line((at.x + 1, at.y), room, &[(&day, Face::Date), (outlet, Face::Faint)]);
    let (x, cols) = (at.x + 1, at.width.saturating_sub(2));
    label(row, canvas, Rect { x, y: at.y + 1, width: cols, height: at.height.saturating_sub(1) });
}

fn one_line(state: &State, row: &Row, canvas: &mut Canvas, at: Rect) {
    let right = at.right().saturating_sub(1);
    let end = canvas.right((right, at.y), 12, &counts(state, row), Face::Faint);
    let end = star(row, canvas, end, at.y);
    canvas.text((at.x + 1, at.y), 10, &day(row), Face::Date);
    let outlet_cols = if at.width > 90 { 16 } else { 11 };
    canvas.text((at.x + 13, at.y), outlet_cols, outlet(row, outlet_cols), Face::Faint);
    let x = at.x + 15 + outlet_cols;
    label(row, canvas, Rect { x, width: end.saturating_sub(x + 2), ..at });
}

/// The title, or the start of the text marked as such, on as many lines as there are.
fn label(row: &Row, canvas: &mut Canvas, at: Rect) {
    let (text, lede) = row.article.label();
    let (mark, face) = if lede { (canvas.theme.glyphs.lede, Face::Lede) } else { ("", Face::Headline) };
    let text = format!("{mark}{text}");
    let lines = wrap(&text, usize::from(at.width));
    let last = usize::from(at.height).saturating_sub(1);
    for ((i, line), y) in lines.iter().enumerate().zip(at.y..at.bottom()) {
        // The last line takes the rest, so that what does not fit is seen to be cut.
        let shown = if i == last { text.get(line.start..).unwrap_or("") } else { line.of(&text) };
        canvas.text((at.x, y), at.width, shown, face);
    }
    if lede && at.height > 0 {
        let cols = crate::text::display::width(mark.trim_end()) as u16;
        canvas.text((at.x, at.y), cols, mark.trim_end(), Face::Faint);
    }
}

/// The last line: what the query hides, so that nothing is hidden silently.
fn hidden(state: &State, canvas: &mut Canvas, inside: Rect) {
    let found = &state.found;
    let articles = found.articles_in_all.saturating_sub(found.articles);
    if articles == 0 || !found.exact {
        return;
    }
    let undated = match found.undated_hidden {
        0 => String::new(),
        n if n == articles => ", undated".to_string(),
        n => format!(", {} undated", number(n)),
    };
    let text = format!("hidden by the query: {}{undated}", number(articles));
    canvas.text((inside.x + 1, inside.bottom() - 1), inside.width.saturating_sub(2), &text, Face::Faint);
}

/// What to say when there is no article to show.
fn empty(state: &State, canvas: &mut Canvas, inside: Rect) {
    let (found, reading) = (&state.found, &state.reading);
    let mut lines = Vec::new();
    if found.articles_in_all > 0 {
        lines.push(("No article answers the query.".to_string(), Face::Text));
        if found.undated_hidden > 0 {
            lines
                .push((format!("{} hidden by its dates.", count(found.undated_hidden, "undated article")), Face::Text));
        }
        for (term, without) in &found.without {
            lines.push((format!("without {term}: {}", number(*without)), Face::Faint));
        }
        if let Some(key) =
            state.keymap.label(super::super::keymap::Place::Browse, super::super::action::Action::ClearQuery)
        {
            lines.push((format!("{key} empties the query"), Face::Faint));
        }
    } else if !reading.finished || state.waiting {
        lines.push(("Reading…".to_string(), Face::Faint));
    } else {
        lines.push(("No article was found here.".to_string(), Face::Text));
        if !reading.problems.is_empty() {
            lines.push((format!("{}: :problems", count(reading.problems.len(), "problem")), Face::Doubt));
        }
        lines.push(("whosaid FOLDER reads .txt, .md and .jsonl".to_string(), Face::Faint));
    }
    let mut y = inside.y + u16::from(inside.height > 4);
    for (text, face) in lines {
        let cols = usize::from(inside.width.saturating_sub(2));
        for span in wrap(&text, cols) {
            if y < inside.bottom() {
                canvas.text((inside.x + 1, y), inside.width.saturating_sub(2), span.of(&text), face);
            }
            y += 1;
        }
    }
}

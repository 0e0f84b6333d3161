//! The date prompt: a range in words, taken into the query as it is typed.
use super::super::canvas::Canvas;
use super::super::input::Input;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::calendar::{self, Calendar};
use super::{room, typed};
use crate::query::{Field, edit};
use crate::tui::state::State;
use ratatui::layout::Rect;

/// The open prompt.
#[derive(Clone, Debug)]
pub struct Dates {
    /// What is typed.
    pub input: Input,
    /// The calendar, once it has the keys.
    pub calendar: Option<Calendar>,
    /// The query when the prompt was opened: Esc goes back to it.
    pub before: String,
}

const EXAMPLES: [(&str, &str); 7] = [
    ("2025-08..2025-11", "from August to the end of November"),
    ("after 2025-08", "from 1 August on"),
    ("before 2025-11-24", "until 23 November"),
    ("2025-11-23", "that day; 2025-11 that month"),
    ("last week", "or yesterday, 3 months"),
    ("none", "undated articles only"),
    ("", "nothing: any date"),
];

impl Dates {
    /// The query with the dates that are typed in place of its own.
    pub fn line(&self) -> String {
        let typed = self.input.text().trim();
        let plain = edit::with_date_words(&self.before, "");
        for (word, field) in [("after ", Field::After), ("since ", Field::After), ("before ", Field::Before)] {
            if let Some(rest) = typed.strip_prefix(word).filter(|rest| !rest.trim().is_empty()) {
                return edit::set(&plain, field, rest.trim());
            }
        }
        edit::with_date_words(&self.before, typed)
    }
}

/// Draws the box.
pub fn draw(state: &State, dates: &Dates, canvas: &mut Canvas, area: Rect) {
    canvas.frame(area, "Dates", "", true);
    let at = room(area);
    typed(canvas, Rect { height: 1, ..at }, "dates:", &dates.input);
    let month = Rect { y: at.y + 2, height: calendar::ROWS.min(at.height.saturating_sub(2)), ..at };
    match &dates.calendar {
        Some(chosen) => {
            canvas.cursor = None;
            calendar::draw(state, chosen, canvas, month);
            let text = "arrows day and week, PgUp PgDn month, Space begins a range, Tab types again";
            note(canvas, Rect { y: month.bottom(), height: at.bottom().saturating_sub(month.bottom()), ..at }, text);
        }
        None => {
            for ((typed, text), y) in EXAMPLES.into_iter().zip(at.y + 2..at.bottom()) {
                canvas.text((at.x + 2, y), 18, typed, Face::Key);
                canvas.text((at.x + 21, y), at.width.saturating_sub(21), text, Face::Faint);
            }
            if at.height >= 11 {
                let text = "Tab chooses in a calendar. The date is the one printed in the article, never guessed.";
                note(canvas, Rect { y: at.y + 10, height: at.height - 10, ..at }, text);
            }
        }
    }
}

/// A few words below, on as many lines as they need.
fn note(canvas: &mut Canvas, at: Rect, text: &str) {
    for (span, y) in wrap(text, usize::from(at.width)).into_iter().zip(at.y..at.bottom()) {
        canvas.text((at.x, y), at.width, span.of(text), Face::Faint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_one_visible_query() {
        let line =
            |typed: &str| Dates { input: Input::new(typed), calendar: None, before: "peace on:2025".into() }.line();
        assert_eq!(line("2025-08..2025-11"), "peace date:2025-08..2025-11");
        assert_eq!(line("after 2025-08"), "peace after:2025-08");
        assert_eq!(line("none"), "peace date:none");
        assert_eq!(line(""), "peace");
    }
}

//! A month of days in the date prompt: the days on which something was said stand out, arrows choose.
use super::super::canvas::Canvas;
use super::super::state::State;
use super::super::theme::Face;
use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::layout::Rect;

/// The chosen day, and where a range began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The day with the keys.
    pub day: NaiveDate,
    /// The other end of the range, if there is one.
    pub from: Option<NaiveDate>,
}

impl Calendar {
    /// A calendar that begins on the newest day on which something was said, else today.
    pub fn new(state: &State) -> Calendar {
        let newest = state.timeline.counted.days.keys().flatten().next_back().copied();
        Calendar { day: newest.unwrap_or_else(|| chrono::Local::now().date_naive()), from: None }
    }

    /// Moves by so many days.
    pub fn days(&mut self, by: i64) {
        let days = Days::new(by.unsigned_abs());
        let to = if by < 0 { self.day.checked_sub_days(days) } else { self.day.checked_add_days(days) };
        self.day = to.filter(in_reach).unwrap_or(self.day);
    }

    /// Moves by so many months.
    pub fn months(&mut self, by: i32) {
        let months = Months::new(by.unsigned_abs());
        let to = if by < 0 { self.day.checked_sub_months(months) } else { self.day.checked_add_months(months) };
        self.day = to.filter(in_reach).unwrap_or(self.day);
    }

    /// The chosen days as the prompt and the query have them.
    pub fn text(&self) -> String {
        let from = self.from.unwrap_or(self.day);
        match (from.min(self.day), from.max(self.day)) {
            (a, b) if a == b => a.to_string(),
            (a, b) => format!("{a}..{b}"),
        }
    }

    fn holds(&self, day: NaiveDate) -> bool {
        let from = self.from.unwrap_or(self.day);
        from.min(self.day) <= day && day <= from.max(self.day)
    }
}

/// Years of four digits: others cannot be typed.
fn in_reach(day: &NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

/// Lines of the calendar.
pub const ROWS: u16 = 8;
/// Columns of a month.
const COLS: u16 = 29;

/// Draws the month of the day with the keys, and the ones before and after as far as there is room.
pub fn draw(state: &State, calendar: &Calendar, canvas: &mut Canvas, at: Rect) {
    let Some(month) = calendar.day.with_day(1) else { return };
    let shown = (at.width / COLS).max(1);
    for n in 0..shown {
        // The newest month stands on the right.
        let back = Months::new(u32::from(shown - 1 - n));
        let Some(first) = month.checked_sub_months(back) else { continue };
        one(state, calendar, canvas, (Rect { x: at.x + n * COLS, width: COLS.min(at.width), ..at }, first));
    }
}

fn one(state: &State, calendar: &Calendar, canvas: &mut Canvas, (at, first): (Rect, NaiveDate)) {
    let title = first.format("%Y-%m").to_string();
    canvas.text((at.x, at.y), at.width, &title, Face::Headline);
    canvas.text((at.x, at.y + 1), at.width, "Mon Tue Wed Thu Fri Sat Sun", Face::Faint);
    let counts = &state.timeline.counted.days;
    for day in first.iter_days().take_while(|d| d.month() == first.month()) {
        let column = day.weekday().num_days_from_monday() as u16;
        let row = (day.day0() as u16 + first.weekday().num_days_from_monday() as u16) / 7;
        let (x, y) = (at.x + 4 * column, at.y + 2 + row);
        if y >= at.bottom() || x + 3 > at.right() {
            continue;
        }
        // Days on which something was said can be told without colour.
        let said = counts.get(&Some(day)).copied().unwrap_or(0) > 0;
        let text = format!("{:>2}{}", day.day(), if said { canvas.theme.glyphs.hit } else { " " });
        canvas.text((x, y), 3, &text, if said { Face::Date } else { Face::Faint });
        if calendar.holds(day) {
            canvas.lay(Rect::new(x, y, 3, 1), if day == calendar.day { Face::HitCurrent } else { Face::Hit });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_ranges() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let mut c = Calendar { day: day(2025, 3, 31), from: None };
        c.months(-1);
        assert_eq!(c.text(), "2025-02-28");
        c.days(1);
        assert_eq!(c.text(), "2025-03-01");
        c.from = Some(day(2025, 3, 9));
        assert_eq!(c.text(), "2025-03-01..2025-03-09");
        assert!(c.holds(day(2025, 3, 5)) && !c.holds(day(2025, 3, 10)));
        c.day = day(9999, 12, 31);
        c.days(1);
        c.months(1);
        assert_eq!(c.day, day(9999, 12, 31));
    }
}

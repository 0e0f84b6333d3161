//! The boxes over the panes, one file each: what it holds, and how it is drawn.
pub mod calendar;
pub mod cleaning;
pub mod compare;
pub mod dates;
pub mod echoes;
pub mod facets;
pub mod help;
pub mod mend;
pub mod palette;
pub mod problems;
pub mod prompt;
pub mod speakers;
pub mod stories;
pub mod why;

use super::canvas::Canvas;
use super::input::Input;
use super::state::State;
use super::theme::Face;
use ratatui::layout::{Position, Rect};

/// A box over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The help.
    Help(help::Help),
    /// The speaker picker.
    Speakers(Box<speakers::Picker>),
    /// The date prompt.
    Dates(dates::Dates),
    /// Why the current quotation has its speaker.
    Why(why::Why),
    /// Where else the words of the current quotation stand.
    Echoes(echoes::Echoes),
    /// Which articles have the quotations of the selected one.
    Stories(stories::Stories),
    /// What could not be read.
    Problems(problems::Problems),
    /// The command palette.
    Palette(palette::Palette),
    /// Two speakers side by side.
    Compare(compare::Compare),
    /// Judging a quotation or an article.
    Mend(mend::Mend),
    /// What cleaning left out.
    Cleaning(cleaning::Cleaning),
    /// What the result divides into.
    Facets(facets::List),
    /// A line to type.
    Prompt(prompt::Prompt),
}

impl Overlay {
    /// True if letters go into a line of it.
    pub fn types(&self) -> bool {
        matches!(
            self,
            Overlay::Help(_) | Overlay::Speakers(_) | Overlay::Dates(_) | Overlay::Palette(_) | Overlay::Prompt(_)
        )
    }

    /// The line that is being typed.
    pub fn input(&mut self) -> Option<&mut Input> {
        match self {
            Overlay::Help(help) => Some(&mut help.filter),
            Overlay::Speakers(picker) => Some(&mut picker.filter),
            Overlay::Dates(dates) => Some(&mut dates.input),
            Overlay::Palette(palette) => Some(&mut palette.input),
            Overlay::Prompt(prompt) => Some(&mut prompt.input),
            _ => None,
        }
    }

    /// The most columns and rows that it makes use of.
    fn wish(&self) -> (u16, u16) {
        match self {
            Overlay::Help(_) => (96, 60),
            Overlay::Speakers(_) => (90, 32),
            Overlay::Dates(_) => (94, 14),
            Overlay::Why(_) => (86, 30),
            Overlay::Compare(_) => (160, 50),
            Overlay::Echoes(_) => (110, 30),
            Overlay::Stories(list) => (100, (list.all.len() * 2 + 4).clamp(6, 30) as u16),
            Overlay::Problems(_) => (110, 30),
            Overlay::Cleaning(_) => (90, 26),
            Overlay::Facets(list) => (66, list.parts.clamp(3, 40) as u16 + 2),
            Overlay::Palette(_) => (84, 27),
            Overlay::Mend(mend) if mend.article => (76, 12),
            Overlay::Mend(_) => (86, 24),
            Overlay::Prompt(_) => (76, 10),
        }
    }

    /// Where it lies on a screen of this size: under the query line, which it changes before the reader's eyes.
    pub fn area(&self, (w, h): (u16, u16)) -> Rect {
        let (wish_w, wish_h) = self.wish();
        // A strip of the panes that is too narrow to say anything is covered, too.
        let width = if wish_w + STRIP > w { w } else { wish_w };
        let room = h.saturating_sub(3);
        let height = wish_h.min(room);
        Rect::new((w - width) / 2, 1 + (room - height) / 3, width, height)
    }
}

/// The fewest columns beside a box, left and right together.
const STRIP: u16 = 8;

/// Draws the open box.
pub fn draw(state: &State, canvas: &mut Canvas) {
    let Some(overlay) = &state.overlay else { return };
    let area = overlay.area(state.size);
    canvas.clear(area);
    match overlay {
        Overlay::Help(help) => help::draw(state, help, canvas, area),
        Overlay::Speakers(picker) => speakers::draw(state, picker, canvas, area),
        Overlay::Dates(dates) => dates::draw(state, dates, canvas, area),
        Overlay::Why(why) => why::draw(state, why, canvas, area),
        Overlay::Echoes(echoes) => echoes::draw(state, echoes, canvas, area),
        Overlay::Stories(stories) => stories::draw(state, stories, canvas, area),
        Overlay::Problems(problems) => problems::draw(state, problems, canvas, area),
        Overlay::Cleaning(list) => cleaning::draw(state, list, canvas, area),
        Overlay::Facets(list) => facets::draw(state, list, canvas, area),
        Overlay::Palette(palette) => palette::draw(palette, canvas, area),
        Overlay::Compare(compare) => compare::draw(state, compare, canvas, area),
        Overlay::Mend(mend) => mend::draw(state, mend, canvas, area),
        Overlay::Prompt(prompt) => prompt::draw(state, prompt, canvas, area),
    }
}

/// The inside of a box, with a margin on both sides.
pub fn room(area: Rect) -> Rect {
    let inside = super::layout::inside(area);
    Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
}

/// Draws a line that is being typed, after `label`.
fn typed(canvas: &mut Canvas, at: Rect, label: &str, input: &Input) {
    let x = at.x + canvas.line((at.x, at.y), at.width, &[(label, Face::Faint), (" ", Face::Text)]);
    let cols = at.right().saturating_sub(x + 1);
    let (_, shown, column) = input.view(usize::from(cols));
    canvas.text((x, at.y), cols, &shown, Face::Query);
    canvas.cursor = Some(Position::new(x + column as u16, at.y));
}

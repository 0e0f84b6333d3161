//! Putting text on the screen: sanitised, cut to fit, with a face. Everything that is drawn goes through here.
use super::theme::{Face, Theme};
use crate::text::display;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// The cells to draw on, and how things look.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// How things look.
    pub theme: &'a Theme,
    /// Where the cursor of a line that is being typed stands.
    pub cursor: Option<Position>,
}

impl Canvas<'_> {
    /// Draws `text` from `(x, y)` in at most `cols` columns and returns how many it took.
    pub fn text(&mut self, (x, y): (u16, u16), cols: u16, text: &str, face: Face) -> u16 {
        let shown = display::truncate(text, usize::from(cols));
        let cut = self.theme.glyphs.cut;
        let shown = if cut != "…" && shown.contains('…') { shown.replace('…', cut).into() } else { shown };
        let inside = self.buffer.area.contains(Position::new(x, y));
        if !inside || cols == 0 {
            return 0;
        }
        let style = self.theme.style(face);
        let right = self.buffer.area.right().min(x.saturating_add(cols));
        let mut at = x;
        for piece in display::pieces(&shown) {
            let mut chars = piece.symbol.chars();
            match (chars.next(), chars.next(), self.buffer.cell_mut((at, y))) {
                // Most signs by far: no rule of wide or joined ones has to be asked.
                (Some(sign), None, Some(cell)) if piece.width == 1 => {
                    cell.set_char(sign).set_style(style);
                    at += 1;
                }
                _ => (at, _) = self.buffer.set_stringn(at, y, &piece.symbol, usize::from(right - at), style),
            }
            if at >= right {
                break;
            }
        }
        at.saturating_sub(x)
    }

    /// Draws `text` so that it ends before column `right`, if it fits in `cols`; returns the column where it starts.
    pub fn right(&mut self, (right, y): (u16, u16), cols: u16, text: &str, face: Face) -> u16 {
        let width = display::width(text);
        if width > usize::from(cols) {
            return right;
        }
        let x = right.saturating_sub(width as u16);
        self.text((x, y), cols, text, face);
        x
    }

    /// Draws pieces one after the other from `(x, y)` in at most `cols` columns and returns how many they took.
    pub fn line(&mut self, (x, y): (u16, u16), cols: u16, pieces: &[(&str, Face)]) -> u16 {
        let mut used = 0;
        for (text, face) in pieces {
            used += self.text((x.saturating_add(used), y), cols.saturating_sub(used), text, *face);
        }
        used
    }

    /// Lays a face over what is drawn in `area`.
    pub fn lay(&mut self, area: Rect, face: Face) {
        let area = area.intersection(self.buffer.area);
        let style = self.theme.style(face);
        // Turned round, every colour would be a patch of its own ground.
        if style.add_modifier.contains(Modifier::REVERSED) {
            self.buffer.set_style(area, Style::new().fg(Color::Reset).bg(Color::Reset));
        }
        self.buffer.set_style(area, style);
    }

    /// Empties `area`.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.halve((area.left(), y));
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        self.buffer.set_style(area, self.theme.style(Face::Text));
    }

    /// Makes room for something in column `x`: a wide sign that begins before it would cover it.
    fn halve(&mut self, (x, y): (u16, u16)) {
        let before = x.checked_sub(1).and_then(|x| self.buffer.cell_mut((x, y)));
        if let Some(cell) = before.filter(|cell| display::width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }

    /// Draws a frame with a title on the left and a note on the right of its upper edge. A note that does not fit
    /// beside the title is left out.
    pub fn frame(&mut self, area: Rect, title: &str, note: &str, focus: bool) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let glyphs = self.theme.glyphs;
        let [tl, tr, bl, br, across, down] = if focus { glyphs.frame_focus } else { glyphs.frame };
        let face = if focus { Face::BorderFocus } else { Face::Border };
        let across = across.repeat(usize::from(area.width - 2));
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for (y, a, b) in [(area.y, tl, tr), (bottom, bl, br)] {
            self.text((area.x, y), 1, a, face);
            self.text((area.x + 1, y), area.width - 2, &across, face);
            self.text((right, y), 1, b, face);
        }
        for y in area.y + 1..bottom {
            self.text((area.x, y), 1, down, face);
            self.text((right, y), 1, down, face);
        }
        let face = if focus { Face::TitleFocus } else { Face::Title };
        let room = area.width.saturating_sub(4);
        let note_cols = display::width(note) as u16 + 2;
        let with_note = !note.is_empty() && display::width(title) as u16 + note_cols + 2 < room;
        let title_room = if with_note { room - note_cols } else { room };
        if title_room > 2 && !title.is_empty() {
            let shown = format!(" {} ", display::truncate(title, usize::from(title_room.saturating_sub(2))));
            self.text((area.x + 2, area.y), title_room, &shown, face);
        }
        if with_note {
            self.right((right - 1, area.y), note_cols, &format!(" {note} "), face);
        }
    }
}

//! Writing cells to the terminal with few bytes: the cursor is moved only where it is not already, and of a style only
//! what changes is said. Over a slow line every byte is seen.
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// What the terminal writes with now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Ink = Ink { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// Each modifier with the number that sets it and the one that takes it away; the second takes both of the first two.
const MODIFIERS: [(Modifier, u8, u8); 8] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What stands on the screen, as far as it is plain: one letter of ASCII in one column.
#[derive(Clone, Debug, Default)]
pub struct Pen {
    rows: Vec<Vec<Option<(char, Ink)>>>,
    /// What stands where nothing was drawn: a blank, once the screen was emptied.
    empty: Option<(char, Ink)>,
}

/// The most letters that are written again to reach a place: moving the cursor takes more bytes than that.
const GAP: u16 = 5;

impl Pen {
    /// The screen was emptied.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.empty = Some((' ', PLAIN));
    }

    /// The bytes that draw `cells`, each with its column and row, and leave the terminal's own style behind.
    pub fn written<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> String {
        let mut out = String::new();
        let mut ink = PLAIN;
        let mut last: Option<(u16, u16)> = None;
        let mut sure = false;
        for (x, y, cell) in cells {
            let near = last.filter(|(lx, ly)| *ly == y && *lx < x).map(|(lx, _)| lx + 1);
            // After a sign that terminals take for more or fewer columns the place is told anew, as soon as it can be.
            let near = near.filter(|from| *from == x || sure);
            match near.and_then(|from| self.between(from..x, y, ink)) {
                Some(letters) => out.push_str(&letters),
                None => {
                    let _ = write!(out, "\x1b[{};{}H", y + 1, x + 1);
                }
            }
            last = Some((x, y));
            sure = cell.symbol().is_ascii();
            let wanted = Ink { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            change(&mut out, ink, wanted);
            ink = wanted;
            out.push_str(cell.symbol());
            self.note((x, y), cell.symbol(), wanted);
        }
        change(&mut out, ink, PLAIN);
        out
    }

    /// The letters that stand in these columns, if they are few and all of this style.
    fn between(&self, columns: std::ops::Range<u16>, y: u16, ink: Ink) -> Option<String> {
        if columns.is_empty() {
            return Some(String::new());
        }
        if columns.len() > usize::from(GAP) {
            return None;
        }
        let row = self.rows.get(usize::from(y)).map_or(&[][..], Vec::as_slice);
        let there = |x: u16| row.get(usize::from(x)).copied().unwrap_or(self.empty);
        columns.map(|x| there(x).filter(|(_, with)| *with == ink).map(|(letter, _)| letter)).collect()
    }

    /// Remembers what stands there now. Beside a sign that may be wide nothing is known.
    fn note(&mut self, (x, y): (u16, u16), symbol: &str, ink: Ink) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.rows.len() <= y {
            self.rows.resize(y + 1, Vec::new());
        }
        let Some(row) = self.rows.get_mut(y) else { return };
        if row.len() <= x + 1 {
            row.resize(x + 2, self.empty);
        }
        let plain = match symbol.as_bytes() {
            [byte] if (0x20..0x7f).contains(byte) => Some((char::from(*byte), ink)),
            _ => None,
        };
        if plain.is_none()
            && let Some(beside) = row.get_mut(x + 1)
        {
            *beside = None;
        }
        if let Some(cell) = row.get_mut(x) {
            *cell = plain;
        }
    }
}

/// The shorter of two ways from one style to another: by what changes, or anew. Reversing stands alone: some terminals
/// lose it among others.
fn change(out: &mut String, from: Ink, to: Ink) {
    if from == to {
        return;
    }
    let turned = Modifier::REVERSED;
    let without = Ink { modifier: to.modifier - turned, ..to };
    let kept = Ink { modifier: from.modifier - (turned & to.modifier), ..from };
    let (step, anew) = (steps(kept, without), steps(PLAIN, without));
    let begins_anew = step.len() > anew.len() + 2;
    if begins_anew {
        let _ = write!(out, "\x1b[0{}{anew}m", if anew.is_empty() { "" } else { ";" });
    } else if !step.is_empty() {
        let _ = write!(out, "\x1b[{step}m");
    }
    if to.modifier.contains(turned) && (begins_anew || !from.modifier.contains(turned)) {
        out.push_str("\x1b[7m");
    }
}

/// The numbers that lead from one style to another.
fn steps(from: Ink, to: Ink) -> String {
    let mut out: Vec<String> = Vec::new();
    let (mut gone, mut new) = (from.modifier - to.modifier, to.modifier - from.modifier);
    if gone.intersects(Modifier::BOLD | Modifier::DIM) {
        // One number takes both away: what is to stay is set again.
        new |= to.modifier & (Modifier::BOLD | Modifier::DIM);
        out.push("22".to_owned());
        gone -= Modifier::BOLD | Modifier::DIM;
    }
    out.extend(MODIFIERS.iter().filter(|(m, ..)| gone.contains(*m)).map(|(_, _, off)| off.to_string()));
    out.extend(MODIFIERS.iter().filter(|(m, ..)| new.contains(*m)).map(|(_, on, _)| on.to_string()));
    out.extend((from.fg != to.fg).then(|| colour(to.fg, 30)));
    out.extend((from.bg != to.bg).then(|| colour(to.bg, 40)));
    out.join(";")
}

/// The numbers of a colour; `base` is 30 for what is written and 40 for what is behind it.
fn colour(colour: Color, base: u8) -> String {
    let bright = base + 60;
    let plain = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
    };
    plain.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn drawn(cells: &[(u16, u16, &str, Style)]) -> String {
        let made: Vec<(u16, u16, Cell)> = cells
            .iter()
            .map(|(x, y, symbol, style)| {
                let mut cell = Cell::default();
                cell.set_symbol(symbol).set_style(*style);
                (*x, *y, cell)
            })
            .collect();
        Pen::default().written(made.iter().map(|(x, y, cell)| (*x, *y, cell)))
    }

    #[test]
    fn a_few_letters_that_stand_there_already_are_shorter_than_a_move() {
        let mut pen = Pen::default();
        let mut draw = |cells: &[(u16, &str, Style)]| {
            let made = |(x, symbol, style): &(u16, &str, Style)| {
                let mut cell = Cell::default();
                cell.set_symbol(symbol).set_style(*style);
                (*x, cell)
            };
            let made: Vec<(u16, Cell)> = cells.iter().map(made).collect();
            pen.written(made.iter().map(|(x, cell)| (*x, 0, cell)))
        };
        let plain = Style::new();
        assert_eq!(draw(&[(0, "a", plain), (1, "b", plain), (2, "日", plain)]), "\x1b[1;1Hab日");
        assert_eq!(draw(&[(4, "e", plain)]), "\x1b[1;5He");
        assert_eq!(draw(&[(0, "x", plain), (2, "c", plain)]), "\x1b[1;1Hxbc", "the b stands there");
        assert_eq!(draw(&[(0, "y", plain), (4, "f", plain)]), "\x1b[1;1Hy\x1b[1;5Hf", "beside a wide sign");
        let bold = Style::new().bold();
        assert_eq!(draw(&[(0, "z", bold), (2, "d", bold)]).matches('H').count(), 2, "not in another style");
        assert_eq!(draw(&[(10, "k", plain), (13, "l", plain)]).matches('H').count(), 2, "nobody knows what is there");
        pen.clear();
        let made = ["k", "l"].map(Cell::new);
        let written = pen.written([(10, 0, &made[0]), (13, 0, &made[1])].into_iter());
        assert_eq!(written, "\x1b[1;11Hk  l", "an emptied screen is blank");
    }

    #[test]
    fn the_cursor_moves_only_where_it_is_not() {
        let plain = Style::new();
        assert_eq!(drawn(&[(0, 0, "a", plain), (1, 0, "b", plain), (3, 0, "c", plain)]), "\x1b[1;1Hab\x1b[1;4Hc");
        assert_eq!(drawn(&[(0, 0, "日", plain), (2, 0, "b", plain)]), "\x1b[1;1H日\x1b[1;3Hb", "whatever its width");
        assert_eq!(drawn(&[]), "");
    }

    #[test]
    fn of_a_style_only_what_changes_is_said() {
        let (red, bold) = (Style::new().red(), Style::new().red().bold());
        assert_eq!(
            drawn(&[(0, 0, "a", red), (1, 0, "b", bold), (2, 0, "c", red)]),
            "\x1b[1;1H\x1b[31ma\x1b[1mb\x1b[22mc\x1b[39m"
        );
        let both = Style::new().bold().dim();
        assert_eq!(drawn(&[(0, 0, "a", both), (1, 0, "b", both.not_bold())]), "\x1b[1;1H\x1b[1;2ma\x1b[0;2mb\x1b[22m");
        let far = Style::new().fg(Color::Indexed(153)).bg(Color::Rgb(1, 2, 3)).underlined().reversed();
        assert_eq!(drawn(&[(0, 0, "a", far)]), "\x1b[1;1H\x1b[4;38;5;153;48;2;1;2;3m\x1b[7ma\x1b[0m");
        assert_eq!(drawn(&[(0, 0, "a", far), (1, 0, "b", Style::new().italic())]).matches("\x1b[0;3m").count(), 1);
    }
}

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
/// What shows on a blank, too.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// The bytes of a picture as they grow, and where they leave the cursor and the style.
struct Stroke {
    out: String,
    ink: Ink,
    /// The column and row of the cursor.
    at: Option<(u16, u16)>,
    /// False after a sign that terminals take for more or fewer columns: then only the next column follows it.
    sure: bool,
}

impl Pen {
    /// The screen was emptied.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.empty = Some((' ', PLAIN));
    }

    /// The bytes that draw `cells`, each with its column and row, and leave the terminal's own style behind.
    pub fn written<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> String {
        let cells: Vec<_> = cells.collect();
        let mut stroke = Stroke { out: String::new(), ink: PLAIN, at: None, sure: false };
        let mut rest = cells.as_slice();
        while let Some(&(x, y, cell)) = rest.first() {
            let follows =
                |i: &usize| rest.get(*i).is_some_and(|(nx, ny, c)| (*nx, *ny) == (x + *i as u16, y) && blank(c));
            let blanks = (0..rest.len()).take_while(follows).count();
            let reaches_on = rest.get(blanks).is_some_and(|(nx, ny, _)| (*nx, *ny) == (x + blanks as u16, y));
            self.go(&mut stroke, (x, y));
            let drawn = if erases(blanks, reaches_on) {
                stroke.erase(blanks);
                blanks
            } else {
                stroke.put(cell, (x, y));
                1
            };
            for (x, y, cell) in rest.iter().take(drawn) {
                self.note((*x, *y), cell);
            }
            rest = rest.get(drawn..).unwrap_or(&[]);
        }
        change(&mut stroke.out, stroke.ink, PLAIN);
        stroke.out
    }

    /// Moves the cursor there in the fewest bytes: over letters that are written once more, along the line, or anew.
    fn go(&self, stroke: &mut Stroke, (x, y): (u16, u16)) {
        if stroke.at == Some((x, y)) {
            return;
        }
        let anew = if x == 0 { format!("\x1b[{}H", y + 1) } else { format!("\x1b[{};{}H", y + 1, x + 1) };
        let way = match stroke.at {
            Some((from, row)) if row == y && stroke.sure => {
                let again = self.between(from..x, y, stroke.ink);
                let on = (from < x)
                    .then(|| format!("\x1b[{}C", if x - from == 1 { String::new() } else { (x - from).to_string() }));
                let column = Some(format!("\x1b[{}G", x + 1));
                [again, on, column].into_iter().flatten().min_by_key(String::len).unwrap_or(anew)
            }
            _ => anew,
        };
        stroke.out.push_str(&way);
        (stroke.at, stroke.sure) = (Some((x, y)), true);
    }

    /// The letters that stand in these columns, if they are few and can be written in this style.
    fn between(&self, columns: std::ops::Range<u16>, y: u16, ink: Ink) -> Option<String> {
        if columns.is_empty() || columns.len() > usize::from(GAP) {
            return None;
        }
        let row = self.rows.get(usize::from(y)).map_or(&[][..], Vec::as_slice);
        let there = |x: u16| row.get(usize::from(x)).copied().unwrap_or(self.empty);
        let same = |with: Ink, letter: char| with == ink || (letter == ' ' && with == PLAIN && ink.is_bare());
        columns.map(|x| there(x).filter(|(letter, with)| same(*with, *letter)).map(|(letter, _)| letter)).collect()
    }

    /// Remembers what stands there now. Beside a sign that may be wide nothing is known.
    fn note(&mut self, (x, y): (u16, u16), cell: &Cell) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.rows.len() <= y {
            self.rows.resize(y + 1, Vec::new());
        }
        let Some(row) = self.rows.get_mut(y) else { return };
        if row.len() <= x + 1 {
            row.resize(x + 2, self.empty);
        }
        let plain = match cell.symbol().as_bytes() {
            b" " if blank(cell) => Some((' ', PLAIN)),
            [byte] if (0x20..0x7f).contains(byte) => Some((char::from(*byte), Ink::of(cell))),
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

impl Ink {
    fn of(cell: &Cell) -> Ink {
        Ink { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// True if a blank in this style looks like the empty screen.
    fn is_bare(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(SEEN_ON_BLANKS)
    }
}

/// True if the cell looks like the empty screen, whatever its letters would be like.
fn blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Ink::of(cell).is_bare()
}

/// True if so many blanks are erased in fewer bytes than they are written: erasing leaves the cursor where it was, and
/// what follows at once has to be reached.
fn erases(blanks: usize, reaches_on: bool) -> bool {
    let digits = blanks.to_string().len();
    blanks > (3 + digits) * if reaches_on { 2 } else { 1 }
}

impl Stroke {
    /// Takes a style, as far as it is another one.
    fn take(&mut self, ink: Ink) {
        change(&mut self.out, self.ink, ink);
        self.ink = ink;
    }

    fn erase(&mut self, blanks: usize) {
        if !self.ink.is_bare() {
            self.take(PLAIN);
        }
        let _ = write!(self.out, "\x1b[{blanks}X");
    }

    fn put(&mut self, cell: &Cell, (x, y): (u16, u16)) {
        // A blank needs no colour of its own.
        if !(blank(cell) && self.ink.is_bare()) {
            self.take(if blank(cell) { PLAIN } else { Ink::of(cell) });
        }
        self.out.push_str(cell.symbol());
        (self.at, self.sure) = (Some((x + 1, y)), cell.symbol().is_ascii());
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
mod tests;

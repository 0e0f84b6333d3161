//! The last gate before the terminal: every cell passes here, and none with anything but harmless text.
use super::pen::Pen;
use crate::text::display;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::borrow::Cow;
use std::io::{self, Write};

/// A terminal behind the gate.
pub struct Gate<W: Write> {
    inner: CrosstermBackend<W>,
    pen: Pen,
}

impl<W: Write> Gate<W> {
    /// A gate before the terminal that `writer` writes to.
    pub fn new(writer: W) -> Self {
        Gate { inner: CrosstermBackend::new(writer), pen: Pen::default() }
    }

    /// Writes bytes of our own past the gate: switches of the terminal, never text.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn command(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)?;
        Write::flush(&mut self.inner)
    }

    /// As [`Gate::command`], but they go with what follows.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }
}

impl<W: Write> Backend for Gate<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let safe: Vec<(u16, u16, Cow<'a, Cell>)> = content
            .map(|(x, y, cell)| match display::cell(cell.symbol()) {
                Cow::Borrowed(_) => (x, y, Cow::Borrowed(cell)),
                Cow::Owned(symbol) => {
                    let mut other = cell.clone();
                    other.set_symbol(&symbol);
                    (x, y, Cow::Owned(other))
                }
            })
            .collect();
        let bytes = self.pen.written(safe.iter().map(|(x, y, cell)| (*x, *y, cell.as_ref())));
        self.inner.write_all(bytes.as_bytes())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    /// An error is left to the next picture: `Terminal` prints one when it is dropped, and a print to a terminal that
    /// is gone is a panic.
    fn show_cursor(&mut self) -> io::Result<()> {
        let _ = self.inner.show_cursor();
        Ok(())
    }

    /// Not asked of the terminal: it would have to answer among the keys, and every picture sets the cursor anyway.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.pen.clear();
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.pen.clear();
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_raw_passes_even_if_it_stands_in_a_cell() {
        let mut out = Vec::new();
        let tower = format!("a{}", "\u{301}".repeat(100_000));
        let cells: Vec<Cell> = ["\x1b]0;x\x07", "\u{202E}", "\u{9b}", "\u{200B}", tower.as_str(), "ok"]
            .into_iter()
            .map(|s| {
                let mut cell = Cell::default();
                cell.set_symbol(s);
                cell
            })
            .collect();
        let mut gate = Gate::new(&mut out);
        gate.draw(cells.iter().zip(0u16..).map(|(c, x)| (x * 3, 0, c))).unwrap();
        Backend::flush(&mut gate).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.len() < 200, "{} bytes", text.len());
        assert!(
            text.contains("ok") && !text.contains("]0") && !text.contains(['\u{202E}', '\u{9b}', '\u{200B}', '\u{7}'])
        );
    }
}

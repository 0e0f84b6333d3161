//! What stands on the terminal, and what is drawn next: only the difference is written.
use super::gate::Gate;
use super::keymap::Place;
use super::layout::{Layout, Pane};
use super::state::State;
use super::theme::Theme;
use super::view;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::{self, Write};

/// Begin and end of a picture that the terminal shows at once.
const SYNC: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

/// A terminal and the picture on it.
pub(super) struct Screen<W: Write> {
    gate: Gate<W>,
    /// What stands there.
    shown: Buffer,
    /// What is drawn next; its cells are left from the picture before.
    next: Buffer,
    /// True if the cursor is to be seen, once that is known.
    cursor: Option<bool>,
    /// True if nothing is known of what stands there.
    anew: bool,
    /// Where the panes were, if nothing lay over them and the list had the keys: from there the reader may walk on.
    walks: Option<Layout>,
}

impl<W: Write> Screen<W> {
    /// A screen on the terminal that `writer` writes to.
    pub(super) fn new(writer: W) -> Screen<W> {
        let (shown, next) = (Buffer::default(), Buffer::default());
        Screen { gate: Gate::new(writer), shown, next, cursor: None, anew: true, walks: None }
    }

    /// The next picture is written whole: somebody else may have written to the terminal.
    pub(super) fn forget(&mut self) {
        self.anew = true;
    }

    /// True if what stands there is what `state` has left behind.
    pub(super) fn stands(&self, state: &State) -> bool {
        !self.anew && self.walks.is_some() && self.walks == state.layout()
    }

    /// Writes a switch of the terminal, never text.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub(super) fn command(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.gate.command(bytes)
    }

    /// Draws `state`.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub(super) fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        let area = Rect::new(0, 0, state.size.0, state.size.1);
        self.gate.write(SYNC.0)?;
        if self.anew || self.shown.area != area {
            (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
            self.gate.clear()?;
            (self.anew, self.cursor) = (false, None);
        }
        if state.behind {
            self.next.content.clone_from_slice(&self.shown.content);
        }
        let cursor = view::draw(state, theme, &mut self.next);
        self.gate.draw(self.shown.diff_iter(&self.next))?;
        std::mem::swap(&mut self.shown, &mut self.next);
        let free = state.place() == Place::Browse && state.pending.is_empty();
        self.walks = state.layout().filter(|_| free && state.focus == Pane::Articles);
        if self.cursor.replace(cursor.is_some()) != Some(cursor.is_some()) {
            if cursor.is_some() { self.gate.show_cursor()? } else { self.gate.hide_cursor()? }
        }
        if let Some(cursor) = cursor {
            self.gate.set_cursor_position(cursor)?;
        }
        self.gate.write(SYNC.1)?;
        Backend::flush(&mut self.gate)
    }
}

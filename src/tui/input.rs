//! A line of text that is being edited: the query, a filter, a date.
use crate::text::display;
use std::borrow::Cow;

/// The most characters that a line holds; what is pasted beyond is cut.
pub const MOST: usize = 1_000;

/// A line and the place in it where the next character goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    at: usize,
}

/// One change of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// One character left.
    Left,
    /// One character right.
    Right,
    /// To the start of the word.
    WordLeft,
    /// Past the end of the word.
    WordRight,
    /// To the start of the line.
    Home,
    /// To the end of the line.
    End,
    /// Delete the character before.
    Backspace,
    /// Delete the character under the cursor.
    Delete,
    /// Delete the word before.
    WordBack,
    /// Delete to the start of the line.
    ToStart,
    /// Delete to the end of the line.
    ToEnd,
}

impl Input {
    /// A line with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut input = Input::default();
        input.insert(text);
        input
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte before which the next character goes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Puts the cursor before the byte `at`, or at the end if there is no such place.
    pub fn go(&mut self, at: usize) {
        self.at = if self.text.is_char_boundary(at) { at } else { self.text.len() };
    }

    /// Puts `text` in: line breaks and tabs become spaces, other controls are dropped, and what does not fit in
    /// `MOST` characters is cut.
    pub fn insert(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text.chars().count());
        let clean = text.replace("\r\n", " ");
        let clean: String = clean
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .take(room)
            .collect();
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
    }

    /// Replaces the whole line.
    pub fn set(&mut self, text: &str) {
        *self = Input::new(text);
    }

    /// Makes one change.
    pub fn edit(&mut self, edit: Edit) {
        let (before, after) = self.text.split_at(self.at);
        let left = before.char_indices().next_back().map_or(0, |(i, _)| i);
        let right = after.chars().next().map_or(self.at, |c| self.at + c.len_utf8());
        let word_left = word_start(before);
        let word_right = self.at + word_end(after);
        match edit {
            Edit::Left => self.at = left,
            Edit::Right => self.at = right,
            Edit::WordLeft => self.at = word_left,
            Edit::WordRight => self.at = word_right,
            Edit::Home => self.at = 0,
            Edit::End => self.at = self.text.len(),
            Edit::Backspace => self.cut(left, self.at),
            Edit::Delete => self.cut(self.at, right),
            Edit::WordBack => self.cut(word_left, self.at),
            Edit::ToStart => self.cut(0, self.at),
            Edit::ToEnd => self.cut(self.at, self.text.len()),
        }
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.at = start;
    }

    /// The part of the line that fits in `cols` columns with the cursor in it: the byte where it starts, its text as
    /// shown, and the column of the cursor.
    pub fn view(&self, cols: usize) -> (usize, Cow<'_, str>, usize) {
        let mut start = 0;
        let cursor = |start: usize| display::width(self.text.get(start..self.at).unwrap_or(""));
        if cursor(0) >= cols {
            let over = cursor(0) + 1 - cols;
            let mut gone = 0;
            for piece in display::pieces(&self.text) {
                start = piece.at;
                if gone >= over {
                    break;
                }
                gone += piece.width;
            }
        }
        let shown = self.text.get(start..).unwrap_or("");
        (start, display::sanitise(shown), cursor(start))
    }
}

fn word_start(before: &str) -> usize {
    let trimmed = before.trim_end();
    trimmed.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8())
}

fn word_end(after: &str) -> usize {
    let skip = after.len() - after.trim_start().len();
    let rest = after.get(skip..).unwrap_or("");
    skip + rest.find(char::is_whitespace).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edits: &[Edit]) -> (String, usize) {
        let mut input = Input::new(text);
        edits.iter().for_each(|e| input.edit(*e));
        (input.text.clone(), input.at)
    }

    #[test]
    fn words_and_ends() {
        assert_eq!(after("one two", &[Edit::WordBack]), ("one ".into(), 4));
        assert_eq!(after("one two ", &[Edit::WordLeft]), ("one two ".into(), 4));
        assert_eq!(after("é", &[Edit::Left, Edit::Delete]), (String::new(), 0));
        assert_eq!(after("ab", &[Edit::Home, Edit::WordRight, Edit::ToStart]), (String::new(), 0));
        assert_eq!(after("ab", &[Edit::Left, Edit::ToEnd]), ("a".into(), 1));
        assert_eq!(after("", &[Edit::Backspace, Edit::Delete, Edit::WordLeft]), (String::new(), 0));
    }

    #[test]
    fn what_is_pasted_becomes_one_line_of_bounded_length() {
        let mut input = Input::default();
        input.insert("a\r\nb\tc\x1b[201~d");
        assert_eq!(input.text(), "a b c[201~d");
        input.insert(&"x".repeat(1_000_000));
        assert_eq!(input.text().chars().count(), MOST);
    }

    #[test]
    fn the_cursor_stays_in_view() {
        let input = Input::new("a rather long line that does not fit");
        let (start, shown, column) = input.view(10);
        assert!(start > 0 && column < 10, "{start} {column}");
        assert!(shown.ends_with("not fit"));
        assert_eq!(Input::new("ab").view(10), (0, "ab".into(), 2));
    }
}

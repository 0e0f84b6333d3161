//! JSON, as one array or one object a line.
use super::{Record, Rows};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// Writes rows as JSON.
pub(super) struct Json<'o> {
    out: &'o mut dyn Write,
    array: bool,
    count: usize,
}

impl<'o> Json<'o> {
    pub(super) fn array(out: &'o mut dyn Write) -> Self {
        Json { out, array: true, count: 0 }
    }

    pub(super) fn lines(out: &'o mut dyn Write) -> Self {
        Json { out, array: false, count: 0 }
    }
}

impl Rows for Json<'_> {
    fn row(&mut self, record: Record) -> io::Result<()> {
        let before = match (self.array, self.count) {
            (false, _) => "",
            (true, 0) => "[\n",
            (true, _) => ",\n",
        };
        self.count += 1;
        let after = if self.array { "" } else { "\n" };
        write!(self.out, "{before}{}{after}", line(&record)?)
    }

    fn finish(&mut self) -> io::Result<()> {
        match (self.array, self.count) {
            (false, _) => Ok(()),
            (true, 0) => self.out.write_all(b"[]\n"),
            (true, _) => self.out.write_all(b"\n]\n"),
        }
    }
}

/// `value` on one line. Characters that could steer a terminal or turn its text around are written as escapes, which
/// changes nothing for a program that reads them.
pub(super) fn line(value: &impl Serialize) -> io::Result<String> {
    let mut bytes = Vec::new();
    write(&mut bytes, value)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// Writes what [`line()`] gives, without holding it as a whole.
pub(super) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut pieces = BufWriter::with_capacity(PIECE, Escaping(out));
    serde_json::to_writer(&mut pieces, value)?;
    pieces.flush()
}

/// How much is looked through at a time, in bytes.
const PIECE: usize = 1 << 15;

/// Escapes what is written through it. JSON is written in pieces that end between characters, and a buffer passes
/// whole pieces on.
struct Escaping<'o>(&'o mut dyn Write);

impl Write for Escaping<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(piece).map_err(io::Error::other)?;
        self.0.write_all(escaped(text).as_bytes())?;
        Ok(piece.len())
    }

    /// Nothing: what lies behind is flushed by whoever it belongs to, not for every line.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn escaped(json: &str) -> Cow<'_, str> {
    // Nearly all bytes are ASCII, and nearly no article has such a character: bytes are looked at first.
    let starts = |(at, byte): (usize, &u8)| *byte == 0x7f || (*byte >= 0xc2 && json[at..].starts_with(steers));
    if !json.as_bytes().iter().enumerate().any(starts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if steers(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Control characters that JSON lets stand, and those that turn text around or have no width. Joiners, which emoji
/// and several scripts need, are harmless to a terminal but escaped too: nothing is lost.
fn steers(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_escaped_and_comes_back() {
        let hostile = "a\u{1b}]52;c;x\u{7} \u{9b}2J \u{202e}b \u{e0041} é “q” \u{7f}";
        let json = line(&hostile).unwrap();
        assert!(json.chars().all(|c| !c.is_control() && !steers(c)), "{json}");
        assert!(json.contains("é “q”"), "letters and marks stay as they are");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
        assert_eq!(line(&"a\u{7f}").unwrap(), "\"a\\u007f\"");
    }
}

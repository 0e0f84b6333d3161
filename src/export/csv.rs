//! Comma-separated values. A cell that a spreadsheet would run as a formula gets an apostrophe in front.
use super::{Look, Record, Rows};
use crate::text::display;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes rows as CSV.
pub(super) struct Csv<'o> {
    writer: csv::Writer<&'o mut dyn Write>,
    terminal: bool,
    started: bool,
}

impl<'o> Csv<'o> {
    pub(super) fn new(out: &'o mut dyn Write, look: Look) -> Self {
        Csv { writer: csv::Writer::from_writer(out), terminal: look.columns.is_some(), started: false }
    }
}

impl Rows for Csv<'_> {
    fn row(&mut self, record: Record) -> io::Result<()> {
        if !self.started {
            self.started = true;
            self.writer.write_record(record.cells.iter().map(|(name, _)| *name)).map_err(unwrap)?;
        }
        let terminal = self.terminal;
        let cells = record.cells.iter().map(|(_, cell)| {
            let words = cell.words();
            let safe = defused(&words);
            if terminal { display::sanitise(&safe).into_owned() } else { safe.into_owned() }
        });
        self.writer.write_record(cells).map_err(unwrap)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the output itself: the caller must see a broken pipe as one.
fn unwrap(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// `cell` with an apostrophe in front if a spreadsheet would take it for a formula. Wide forms of the signs count,
/// and so does white space before them.
fn defused(cell: &str) -> Cow<'_, str> {
    let live = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let first = cell.chars().next();
    let behind = cell.trim_start().chars().next();
    if first.is_some_and(live) || behind.is_some_and(live) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Format, rows};
    use super::*;

    #[test]
    fn formulas_are_defused_and_cells_quoted() {
        let mut out = Vec::new();
        let cells = ["=1+1", "+a", "-b", "@c", "\td", "\re", " =f", "＝g", "a=b", "it's", "x,\"y\"\nz", ""];
        let mut writer = rows(Format::Csv, Look::default(), &mut out);
        for cell in cells {
            let record = Record { cells: vec![("words", Cell::Text(cell.into()))], shown: Vec::new() };
            writer.row(record).unwrap();
        }
        writer.finish().unwrap();
        drop(writer);
        let mut reader = csv::Reader::from_reader(&out[..]);
        let back: Vec<String> = reader.records().map(|r| r.unwrap().get(0).unwrap().to_owned()).collect();
        assert_eq!(
            back,
            ["'=1+1", "'+a", "'-b", "'@c", "'\td", "'\re", "' =f", "'＝g", "a=b", "it's", "x,\"y\"\nz", ""]
        );
    }
}

//! Aligned columns for people, one row a line. Whatever the input holds, nothing that steers a terminal comes out.
use super::{Look, Record, Rows};
use crate::text::display;
use std::io::{self, Write};

/// Widest column but the last.
const WIDEST: usize = 32;
/// Rows that are looked at before the widths are settled; more would make a reader wait.
const SETTLE: usize = 500;
/// Narrowest last column.
const NARROWEST: usize = 20;

/// Writes rows as aligned text.
pub(super) struct Text<'o> {
    out: &'o mut dyn Write,
    look: Look,
    waiting: Vec<Record>,
    widths: Vec<usize>,
    settled: bool,
}

impl<'o> Text<'o> {
    pub(super) fn new(out: &'o mut dyn Write, look: Look) -> Self {
        Text { out, look, waiting: Vec::new(), widths: Vec::new(), settled: false }
    }

    /// Settles the widths by the rows that wait, and writes these. A terminal gets headings.
    fn settle(&mut self) -> io::Result<()> {
        self.settled = true;
        let Some(first) = self.waiting.first() else { return Ok(()) };
        let headings: Vec<(&'static str, String)> =
            first.shown.iter().map(|(name, _)| (*name, name.to_uppercase())).collect();
        let columns = headings.len();
        self.widths = vec![0; columns];
        let terminal = self.look.columns.is_some();
        let heading = terminal.then_some(&headings);
        for shown in self.waiting.iter().map(|r| &r.shown).chain(heading) {
            for (width, (_, words)) in self.widths.iter_mut().zip(shown) {
                *width = (*width).max(display::width(words).min(WIDEST));
            }
        }
        if terminal {
            self.write(&headings, true)?;
        }
        for record in std::mem::take(&mut self.waiting) {
            self.write(&record.shown, false)?;
        }
        Ok(())
    }

    fn write(&mut self, shown: &[(&'static str, String)], heading: bool) -> io::Result<()> {
        let last = shown.len().saturating_sub(1);
        let mut line = String::new();
        let mut used = 0;
        for (i, (name, words)) in shown.iter().enumerate() {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let room = match (i == last, self.look.columns) {
                (false, _) => self.widths.get(i).copied().unwrap_or(WIDEST),
                (true, Some(columns)) => columns.saturating_sub(used).max(NARROWEST),
                (true, None) => usize::MAX,
            };
            let cell = if room == usize::MAX { display::sanitise(&words) } else { display::truncate(&words, room) };
            let bold = self.look.colour && (heading || *name == "speaker");
            line.push_str(if bold { "\x1b[1m" } else { "" });
            line.push_str(&cell);
            line.push_str(if bold { "\x1b[0m" } else { "" });
            if i != last {
                line.extend(std::iter::repeat_n(' ', room.saturating_sub(display::width(&cell)) + 2));
            }
            used = room.saturating_add(used).saturating_add(2);
        }
        writeln!(self.out, "{}", line.trim_end())
    }
}

impl Rows for Text<'_> {
    fn row(&mut self, record: Record) -> io::Result<()> {
        if self.settled {
            return self.write(&record.shown, false);
        }
        self.waiting.push(record);
        if self.waiting.len() >= SETTLE { self.settle() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.settled { Ok(()) } else { self.settle() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, rows};
    use super::*;

    fn written(look: Look, table: &[[&str; 2]]) -> String {
        let mut out = Vec::new();
        let mut writer = rows(Format::Text, look, &mut out);
        for [who, words] in table {
            let shown = vec![("speaker", (*who).to_owned()), ("quotation", (*words).to_owned())];
            writer.row(Record { cells: Vec::new(), shown }).unwrap();
        }
        writer.finish().unwrap();
        drop(writer);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_stand_under_each_other() {
        let table = [["Bo", "“yes”"], ["Ádám 日本", "“no\nand no”"]];
        assert_eq!(written(Look::default(), &table), "Bo         “yes”\nÁdám 日本  “no and no”\n");
        let look = Look { columns: Some(30), colour: false };
        let long = [["Bo", "“a very long quotation goes on and on”"]];
        assert_eq!(written(look, &long), "SPEAKER  QUOTATION\nBo       “a very long quotati…\n");
        let look = Look { columns: Some(30), colour: true };
        assert!(written(look, &table).contains("\x1b[1mBo\x1b[0m"));
        assert_eq!(written(look, &[]), "");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let out = written(Look::default(), &[["a\u{1b}[2J\u{202e}b", "\u{9b}31m\u{7}\tc"]]);
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
        assert!(!out.contains('\u{202e}'));
    }
}

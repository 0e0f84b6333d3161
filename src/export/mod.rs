//! Writing what was found: the JSON of `extract`, and rows of quotations, articles or speakers as text, JSON, JSON
//! lines or CSV. One file per format; nothing here opens a file.
pub mod cite;
mod csv;
pub mod document;
pub mod explain;
pub mod extract;
mod json;
mod record;
pub mod svg;
mod text;

pub use record::{Cell, Record, article_record, quote_record};

use serde::Serialize;
use std::io::{self, Write};

/// How rows are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people.
    #[default]
    Text,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a line of names.
    Csv,
}

/// What the output can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; `None` where the output is no terminal, which gets whole lines.
    pub columns: Option<usize>,
    /// True to use colours and bold letters.
    pub colour: bool,
}

/// Takes rows and writes them.
pub trait Rows {
    /// Writes a row, or keeps it until it can be written.
    ///
    /// # Errors
    /// What the output says.
    fn row(&mut self, record: Record) -> io::Result<()>;

    /// Writes what is left.
    ///
    /// # Errors
    /// What the output says.
    fn finish(&mut self) -> io::Result<()>;
}

/// `value` as JSON on one line, in which nothing steers a terminal.
///
/// # Errors
/// If `value` cannot be written as JSON.
pub fn json_line(value: &impl Serialize) -> io::Result<String> {
    json::line(value)
}

/// A writer of rows in `format` to `out`.
pub fn rows<'o>(format: Format, look: Look, out: &'o mut dyn Write) -> Box<dyn Rows + 'o> {
    match format {
        Format::Text => Box::new(text::Text::new(out, look)),
        Format::Json => Box::new(json::Json::array(out)),
        Format::Jsonl => Box::new(json::Json::lines(out)),
        Format::Csv => Box::new(csv::Csv::new(out, look)),
    }
}

//! From bytes to articles: one file per format, all named in [`FORMATS`]. Nothing here opens a file.
mod json;
mod later;
mod plain;

use crate::error::Problem;
use crate::model::RawArticle;

/// Longest article that is read, in bytes: what is longer is no article.
pub const MAX_ARTICLE: usize = 20 << 20;

/// The bytes of a file, or a run of whole lines of it, and where they come from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Path or URL, as the user would write it.
    pub path: &'a str,
    /// Name of the file, with its extension.
    pub name: &'a str,
    /// Folder of the file.
    pub folder: &'a str,
    /// Number of the first line in the file, from 1.
    pub first_line: usize,
    /// The bytes.
    pub bytes: &'a [u8],
}

impl Input<'_> {
    /// A problem with this input as a whole.
    fn problem(&self, reason: impl Into<String>) -> Problem {
        Problem::new(self.path, None, reason)
    }
}

/// Takes what a format finds, in the order of the input.
pub type Out<'o> = dyn FnMut(Result<RawArticle, Problem>) + 'o;

/// A kind of file that holds articles.
pub trait Format: Sync {
    /// The name that `--input-format` takes.
    fn name(&self) -> &'static str;
    /// Extensions without the dot, in lower case.
    fn extensions(&self) -> &'static [&'static str];
    /// True if the first bytes can be nothing else.
    fn sniff(&self, name: &str, head: &[u8]) -> bool;
    /// True if any run of whole lines can be read by itself.
    fn by_line(&self) -> bool {
        false
    }
    /// False if the format is recognised but not read yet.
    fn supported(&self) -> bool {
        true
    }
    /// Reads the articles of `input` and hands each, or the reason why it could not be read, to `out`.
    fn read(&self, input: &Input, out: &mut Out);
}

/// Every format, in the order in which they are tried.
pub static FORMATS: &[&dyn Format] = &[
    &json::Jsonl,
    &later::GZIP,
    &later::ZIP,
    &later::PDF,
    &later::SQLITE,
    &later::WARC,
    &later::HTML,
    &later::FEED,
    &later::JSON,
    &later::CSV,
    &later::MAIL,
    &later::OFFICE,
    &later::PARQUET,
    &plain::Plain,
];

/// The format of a file called `name` that begins with `head` (a few kilobytes): by its first bytes, else by its
/// extension, else plain text.
///
/// ```
/// assert_eq!(whosaid::read::detect("a.txt", b"It rained.").name(), "text");
/// assert_eq!(whosaid::read::detect("a.txt", b"{\"id\":1,\"text\":\"It rained.\"}").name(), "jsonl");
/// ```
pub fn detect(name: &str, head: &[u8]) -> &'static dyn Format {
    let head = head.get(..head.len().min(4096)).unwrap_or(head);
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let by_extension = || FORMATS.iter().find(|f| f.extensions().contains(&extension.as_str()));
    let found = FORMATS.iter().find(|f| f.sniff(name, head)).or_else(by_extension);
    found.map_or(&plain::Plain, |f| *f)
}

/// The format called `name`, if there is one.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().find(|f| f.name() == name).copied()
}

/// The articles of `input`, read as `format` or as what it looks like.
///
/// # Errors
/// Each item that could not be read is a [`Problem`] in its place; the others are not affected.
pub fn articles(input: &Input, format: Option<&'static dyn Format>) -> Vec<Result<RawArticle, Problem>> {
    let mut found = Vec::new();
    let format = format.unwrap_or_else(|| detect(input.name, input.bytes));
    format.read(input, &mut |item| found.push(item));
    found
}

/// The first bytes after white space and a byte order mark.
fn trimmed(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_unique() {
        let mut seen = std::collections::HashSet::new();
        for format in FORMATS {
            assert!(seen.insert(format.name()), "two formats are called {}", format.name());
            for extension in format.extensions() {
                assert!(seen.insert(*extension) || *extension == format.name(), "two formats claim .{extension}");
            }
            assert_eq!(by_name(format.name()).map(|f| f.name()), Some(format.name()));
        }
        assert!(by_name("carrier pigeon").is_none());
    }

    #[test]
    fn what_a_file_is() {
        for (name, head, want) in [
            ("a.txt", &b"Rain fell."[..], "text"),
            ("a", b"", "text"),
            ("a.md", b"# Rain", "text"),
            ("a.log", b"Rain fell.", "text"),
            ("a.jsonl", b"not json", "jsonl"),
            ("a.txt", b"\xef\xbb\xbf {\"text\":\"x\"}\n", "jsonl"),
            ("a.json", b"{\"text\":\"x\"}\n", "jsonl"),
            ("a.json", b"{\n  \"articles\": [\n", "json"),
            ("a.json", b"[{\"text\":1}]", "json"),
            ("a.txt", b"[pause] Rain fell.", "text"),
            ("a.txt", b"<!DOCTYPE html><p>", "html"),
            ("a.rss", b"<?xml version='1.0'?><rss>", "feed"),
            ("a.xml", b"<?xml version='1.0'?><rss>", "feed"),
            ("a.csv", b"title,text", "csv"),
            ("a.txt", b"%PDF-1.7", "pdf"),
            ("a.jsonl.gz", b"\x1f\x8b\x08", "gzip"),
            ("a.docx", b"PK\x03\x04", "office"),
            ("a.zip", b"PK\x03\x04", "zip"),
            ("a.warc", b"WARC/1.0\r\n", "warc"),
            ("a.eml", b"From: x", "mail"),
        ] {
            assert_eq!(detect(name, head).name(), want, "{name}");
        }
    }
}

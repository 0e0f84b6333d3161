//! Formats that are recognised and not read yet: each says so, and what can be done now.
use super::{Format, Input, Out, trimmed};

/// A format that comes later.
pub(super) struct Later {
    name: &'static str,
    extensions: &'static [&'static str],
    /// First bytes, in lower case.
    magic: &'static [&'static [u8]],
    /// What to do until then.
    now: &'static str,
}

const CONVERT: &str = "save the articles as plain text or as JSON lines with a \"text\" field";

const fn later(
    name: &'static str,
    extensions: &'static [&'static str],
    magic: &'static [&'static [u8]],
    now: &'static str,
) -> Later {
    Later { name, extensions, magic, now }
}

pub(super) static GZIP: Later = later("gzip", &["gz", "tgz"], &[b"\x1f\x8b"], "unpack it with gunzip first");
pub(super) static ZIP: Later = later("zip", &["zip", "epub"], &[b"pk\x03\x04"], "unpack it first");
pub(super) static PDF: Later = later("pdf", &["pdf"], &[b"%pdf-"], "turn it into text with pdftotext first");
pub(super) static SQLITE: Later =
    later("sqlite", &["db", "sqlite", "sqlite3"], &[b"sqlite format 3"], "export the articles as JSON lines");
pub(super) static WARC: Later = later("warc", &["warc"], &[b"warc/1."], CONVERT);
pub(super) static HTML: Later = later(
    "html",
    &["html", "htm", "xhtml", "mhtml", "mht"],
    &[b"<!doctype html", b"<html", b"<head", b"<body"],
    "save the article as plain text",
);
pub(super) static FEED: Later =
    later("feed", &["rss", "atom", "xml", "rdf"], &[b"<?xml", b"<rss", b"<feed", b"<rdf:rdf"], CONVERT);
pub(super) static JSON: Later =
    later("json", &["json"], &[b"[{"], "write one object a line, each with a \"text\" field: jq -c '.[]'");
pub(super) static CSV: Later =
    later("csv", &["csv", "tsv"], &[], "export the rows as JSON lines with a \"text\" field");
pub(super) static MAIL: Later = later("mail", &["eml", "mbox"], &[], "save the message as plain text");
pub(super) static OFFICE: Later = later(
    "office",
    &["docx", "doc", "odt", "rtf"],
    &[b"{\\rtf", b"\xd0\xcf\x11\xe0"],
    "save the document as plain text",
);
pub(super) static PARQUET: Later = later("parquet", &["parquet"], &[b"par1"], "export the rows as JSON lines");

impl Format for Later {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn sniff(&self, name: &str, head: &[u8]) -> bool {
        let head = trimmed(head);
        // A docx is a zip inside: its name tells them apart.
        let office = self.name == "zip" && OFFICE.extensions.iter().any(|e| name.to_ascii_lowercase().ends_with(e));
        !office && self.magic.iter().any(|m| head.get(..m.len()).is_some_and(|h| h.eq_ignore_ascii_case(m)))
    }

    fn supported(&self) -> bool {
        false
    }

    fn read(&self, input: &Input, out: &mut Out) {
        out(Err(input.problem(format!("{} files are not read yet; for now, {}", self.name, self.now))));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, articles, by_name};
    use super::*;

    #[test]
    fn says_what_to_do() {
        let input = Input { path: "a.pdf", name: "a.pdf", folder: "", first_line: 1, bytes: b"%PDF-1.4" };
        let found = articles(&input, None);
        let problem = found[0].as_ref().unwrap_err();
        assert_eq!(problem.reason, "pdf files are not read yet; for now, turn it into text with pdftotext first");
        assert!(!by_name("pdf").unwrap().supported());
        assert!(!HTML.sniff("a.txt", b"<3 is a heart"));
    }
}

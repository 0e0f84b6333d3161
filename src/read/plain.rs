//! Plain text and Markdown: one article a file.
use super::{Format, Input, MAX_ARTICLE, Out};
use crate::error::Problem;
use crate::model::{DateFrom, RawArticle};
use crate::text::{days, decode};

/// `.txt` and `.md`, and whatever else is text.
pub(super) struct Plain;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "md", "markdown"]
    }

    fn sniff(&self, _name: &str, _head: &[u8]) -> bool {
        false
    }

    fn read(&self, input: &Input, out: &mut Out) {
        out(article(input));
    }
}

fn article(input: &Input) -> Result<RawArticle, Problem> {
    if input.bytes.len() > MAX_ARTICLE {
        return Err(input.problem(format!("the file is larger than {} MB: no single article is", MAX_ARTICLE >> 20)));
    }
    let decoded = decode(input.bytes);
    if decoded.text.trim().is_empty() {
        return Err(input.problem("the file is empty"));
    }
    if binary(&decoded.text) {
        return Err(input.problem("this is not text: more than a tenth of it are control characters"));
    }
    let date = days::in_name(input.name);
    Ok(RawArticle {
        id: input.name.to_string(),
        source: input.path.to_string(),
        folder: input.folder.to_string(),
        text: decoded.text,
        date,
        date_from: if date.is_some() { DateFrom::Filename } else { DateFrom::None },
        ..RawArticle::default()
    })
}

/// More than 10 % control characters (or bytes that could not be decoded) in the first part of the text.
fn binary(text: &str) -> bool {
    let (mut all, mut bad) = (0usize, 0usize);
    for c in text.chars().take(64 * 1024) {
        all += 1;
        let control = c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}');
        bad += usize::from(control || c == '\u{fffd}');
    }
    bad * 10 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Result<RawArticle, String> {
        article(&Input { path: "news/a", name, folder: "news", first_line: 1, bytes }).map_err(|p| p.to_string())
    }

    #[test]
    fn a_text_is_its_bytes() {
        let a = read("2025-01-02 rain.txt", "Rain\u{a0}fell.\r\n".as_bytes()).unwrap();
        assert_eq!((a.text.as_str(), a.id.as_str()), ("Rain\u{a0}fell.\r\n", "2025-01-02 rain.txt"));
        assert_eq!((a.date.map(|d| d.to_string()).as_deref(), a.date_from), (Some("2025-01-02"), DateFrom::Filename));
        assert_eq!(read("rain.txt", b"Rain.").unwrap().date_from, DateFrom::None);
    }

    #[test]
    fn what_is_no_article() {
        assert_eq!(read("a.txt", b" \n\t").unwrap_err(), "news/a: the file is empty");
        assert!(read("a.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0").unwrap_err().contains("not text"));
        assert!(read("a.txt", &vec![b'a'; MAX_ARTICLE + 1]).unwrap_err().contains("larger than 20 MB"));
        assert!(read("a.txt", b"One stray \0 zero does not make a text binary.").is_ok());
    }
}

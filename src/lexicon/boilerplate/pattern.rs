//! Regexes of the tables, compiled when a paragraph first needs them.
//!
//! Each has two forms with one meaning. That of `regex-lite` is made in a twentieth of the time, and all of them are
//! tied to the start or the end of a paragraph, so that most searches end after a few letters: it serves the start of
//! the program and a few articles. A pattern that is asked for again and again changes to that of `regex`, which is
//! slow to make and quick to search.
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A regex that is compiled on its first use.
pub(super) struct Pattern {
    source: String,
    any_case: bool,
    uses: AtomicUsize,
    light: OnceLock<regex_lite::Regex>,
    heavy: OnceLock<regex::Regex>,
}

/// From this use on the quicker search has paid for its making.
const OFTEN: usize = 500;

impl Pattern {
    /// The regex at the start of a paragraph, in any case.
    pub fn start(start: &str) -> Pattern {
        let source = format!("^(?:{})", plain(start));
        Pattern::new(source, true)
    }

    /// A credit at the end of a line: in parentheses, after a name and a slash, or after the word for it.
    pub fn credit(agencies: &[String]) -> Pattern {
        let mut agencies: Vec<String> = agencies.iter().map(|a| regex_lite::escape(a)).collect();
        agencies.sort_by_key(|a| std::cmp::Reverse(a.len()));
        let agency = format!("(?:{})", agencies.join("|"));
        // The letters of Latin, Greek and Cyrillic.
        let name = r"[A-ZÀ-ÞĀ-ɏͰ-ӿ][A-Za-zÀ-ɏͰ-ӿ.’'-]*(?: [A-Za-zÀ-ɏͰ-ӿ.’'-]+){0,3}";
        let via = format!("{agency}(?: ?(?:/|via) ?{agency})*");
        let tail = format!(r"(?:/{name}| Photo)?");
        let source = format!(
            r"(?:\((?:{name} ?/ ?){{0,2}}{via}{tail}\)|(?:^| ){name}/{via}|(?:Photograph|Photo|Picture|Credit|Image)s?(?: by)?: ?(?:{name} ?/ ?)?(?:{via}|{name}))\s*$"
        );
        Pattern::new(source, false)
    }

    fn new(source: String, any_case: bool) -> Pattern {
        let (light, heavy) = (OnceLock::new(), OnceLock::new());
        Pattern { source, any_case, uses: AtomicUsize::new(0), light, heavy }
    }

    /// True if it matches `text`.
    pub fn is_match(&self, text: &str) -> bool {
        if self.uses.fetch_add(1, Ordering::Relaxed) < OFTEN { self.lightly(text) } else { self.heavily(text) }
    }

    fn lightly(&self, text: &str) -> bool {
        let made = || regex_lite::RegexBuilder::new(&self.source).case_insensitive(self.any_case).build();
        self.light.get_or_init(|| made().expect("the rules compile: a test builds them")).is_match(text)
    }

    fn heavily(&self, text: &str) -> bool {
        // Word boundaries are those of ASCII, as in the other form; others would slow it down at every curly mark.
        let source = self.source.replace(r"\b", r"(?-u:\b)");
        let made = || regex::RegexBuilder::new(&source).case_insensitive(self.any_case).build();
        self.heavy.get_or_init(|| made().expect("the rules compile: a test builds them")).is_match(text)
    }

    /// True if both forms give the same answer.
    #[cfg(test)]
    pub fn agrees(&self, text: &str) -> bool {
        self.lightly(text) == self.heavily(text)
    }
}

/// `pattern` with its classes, which would be those of ASCII, widened to what stands in these texts: Latin letters.
fn plain(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        in_class = (in_class || c == '[') && c != ']';
        let class = if c == '\\' { chars.next() } else { None };
        match (class, in_class) {
            (Some('w'), true) => out.push_str(WORD),
            (Some('w'), false) => out.extend(["[", WORD, "]"]),
            (Some('W'), false) => out.extend(["[^", WORD, "]"]),
            (Some('s'), true) => out.push_str(BLANK),
            (Some('s'), false) => out.extend(["[", BLANK, "]"]),
            (Some('S'), false) => out.extend(["[^", BLANK, "]"]),
            (Some(other), _) => out.extend(['\\', other]),
            (None, _) => out.push(c),
        }
    }
    out
}

const WORD: &str = "0-9A-Za-z_À-ɏ";
const BLANK: &str = r" \n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_latin() {
        assert_eq!(plain(r"\W\[[\w.]\s\S"), r"[^0-9A-Za-z_À-ɏ]\[[0-9A-Za-z_À-ɏ.][ \n][^ \n]");
    }
}

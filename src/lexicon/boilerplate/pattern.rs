//! Regexes of the tables, compiled when a paragraph first needs them: all of them together cost a tenth of a second.
use regex::{Regex, RegexBuilder};
use std::sync::OnceLock;

/// A regex that is compiled on its first use.
pub(super) struct Pattern {
    source: String,
    any_case: bool,
    made: OnceLock<Regex>,
}

impl Pattern {
    /// The regex at the start of a paragraph, in any case. Word boundaries are those of ASCII: others would slow it
    /// down at every curly mark.
    pub fn start(start: &str) -> Pattern {
        let source = format!("^(?:{})", plain(&start.replace(r"\b", r"(?-u:\b)")));
        Pattern { source, any_case: true, made: OnceLock::new() }
    }

    /// A credit at the end of a line: in parentheses, after a name and a slash, or after the word for it.
    pub fn credit(agencies: &[String]) -> Pattern {
        let mut agencies: Vec<String> = agencies.iter().map(|a| regex::escape(a)).collect();
        agencies.sort_by_key(|a| std::cmp::Reverse(a.len()));
        let agency = format!("(?:{})", agencies.join("|"));
        // The letters of Latin, Greek and Cyrillic: all letters there are would take ten times as long to compile.
        let name = r"[A-ZÀ-ÞĀ-ɏͰ-ӿ][A-Za-zÀ-ɏͰ-ӿ.’'-]*(?: [A-Za-zÀ-ɏͰ-ӿ.’'-]+){0,3}";
        let via = format!("{agency}(?: ?(?:/|via) ?{agency})*");
        let tail = format!(r"(?:/{name}| Photo)?");
        let source = format!(
            r"(?:\((?:{name} ?/ ?){{0,2}}{via}{tail}\)|(?:^| ){name}/{via}|(?:Photograph|Photo|Picture|Credit|Image)s?(?: by)?: ?(?:{name} ?/ ?)?(?:{via}|{name}))\s*$"
        );
        Pattern { source, any_case: false, made: OnceLock::new() }
    }

    /// True if it matches `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_match(text)
    }

    /// The regex itself.
    pub fn regex(&self) -> &Regex {
        self.made.get_or_init(|| {
            let made = RegexBuilder::new(&self.source).case_insensitive(self.any_case).build();
            made.expect("the rules compile: a test builds them")
        })
    }
}

/// `pattern` with the classes of Unicode narrowed to what stands in these texts, Latin letters and blanks: all of
/// Unicode takes several times as long to compile.
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
    fn classes_are_narrowed() {
        assert_eq!(plain(r"\W\[[\w.]\s\S"), r"[^0-9A-Za-z_À-ɏ]\[[0-9A-Za-z_À-ɏ.][ \n][^ \n]");
    }
}

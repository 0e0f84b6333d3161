//! Regular expressions, within bounds: time is linear in the text whatever the expression, and memory is limited.
use crate::text::fold::fold;
use regex::{Regex, RegexBuilder};

/// Most bytes of memory that an expression may take.
const MOST: usize = 1 << 20;

/// A regular expression on folded text: case and accents make no difference.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Pattern {
    /// Reads `source`.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(source: &str) -> Result<Pattern, String> {
        let mut plain = String::with_capacity(source.len());
        // Signs of the expression are ASCII; letters beyond are as the text has them.
        source.chars().for_each(|c| if c.is_ascii() { plain.push(c) } else { plain += &fold(&c.to_string()) });
        let built = RegexBuilder::new(&plain).case_insensitive(true).size_limit(MOST).dfa_size_limit(MOST).build();
        let regex = built.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "this expression is too large".to_owned(),
            error => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or("").trim_start_matches("error: ");
                format!("this is no regular expression: {last}")
            }
        })?;
        Ok(Pattern { source: source.to_owned(), regex })
    }

    /// True if it matches somewhere in `folded`, a folded text.
    pub fn found_in(&self, folded: &str) -> bool {
        self.regex.is_match(folded)
    }

    /// The first match at or after the byte `from`; an empty one does not count.
    pub(super) fn next(&self, folded: &str, from: usize) -> Option<(usize, usize)> {
        let hay = folded.get(from..)?;
        self.regex.find_iter(hay).find(|m| !m.is_empty()).map(|m| (from + m.start(), from + m.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_and_reasons() {
        let found = |source: &str, hay: &str| Pattern::new(source).unwrap().found_in(&fold(hay));
        assert!(
            found("ceasefire (deal|plan)", "The Ceasefire PLAN") && found("é+t", "Étude") && !found("^plan", "a plan")
        );
        assert!(Pattern::new("(a").unwrap_err().contains("no regular expression: unclosed group"));
        assert_eq!(Pattern::new(r"\pL{9000}").unwrap_err(), "this expression is too large");
        let start = std::time::Instant::now();
        assert!(!found("(a+)+$", &format!("{}b", "a".repeat(20_000))));
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "time is linear");
    }
}

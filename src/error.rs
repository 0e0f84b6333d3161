//! What can go wrong with an input, as plain data: one bad file or record never stops a run.
use std::fmt;

/// A file or record that could not be used, with the reason in words a reader can act on.
///
/// ```
/// let p = whosaid::error::Problem::new("news/a.txt", None, "the file is empty");
/// assert_eq!(p.to_string(), "news/a.txt: the file is empty");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path or URL of the input, as the user would write it. May hold hostile characters: sanitise when printing.
    pub path: String,
    /// Line of the record, counted from 1, where the input has records.
    pub line: Option<usize>,
    /// What is wrong and, where there is one, what to do next.
    pub reason: String,
}

impl Problem {
    /// A problem with `path`, at `line` if the input has lines, for `reason`.
    pub fn new(path: impl Into<String>, line: Option<usize>, reason: impl Into<String>) -> Self {
        Problem { path: path.into(), line, reason: reason.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{}: {}", self.path, line, self.reason),
            None => write!(f, "{}: {}", self.path, self.reason),
        }
    }
}

//! A hit with some words around it, on one line.
use super::Query;

/// Bytes to show before and after a hit, about.
const AROUND: usize = 40;

impl Query {
    /// The first place in `body` that the words of the query find, with what stands around it; nothing if it asks for no
    /// words or none stand there.
    ///
    /// ```
    /// use whosaid::query::Query;
    /// let body = "The night ferry will not sail this winter, nor will the day ferry, as far as anybody knows.";
    /// let snippet = Query::parse("winter")?.snippet(body);
    /// assert_eq!(snippet.as_deref(), Some("The night ferry will not sail this winter, nor will the day ferry, as far as…"));
    /// assert_eq!(Query::parse("speaker:quayle")?.snippet(body), None);
    /// # Ok::<(), whosaid::query::QueryError>(())
    /// ```
    pub fn snippet(&self, body: &str) -> Option<String> {
        let hit = self.hits(body).into_iter().next()?;
        let before = body.get(..hit.start)?;
        let after = body.get(hit.end..)?;
        // Whole words; a text without spaces is cut where it must be.
        let from = border(before, before.len().saturating_sub(AROUND));
        let start = match from {
            0 => 0,
            from => before.get(from..)?.find(char::is_whitespace).map_or(from, |at| from + at),
        };
        let to = border(after, AROUND);
        let end = match to {
            to if to >= after.len() => after.len(),
            to => after.get(..to)?.rfind(char::is_whitespace).unwrap_or(to),
        };
        let words = body.get(start..hit.end + end)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = |is: bool| if is { "…" } else { "" };
        Some(format!("{}{words}{}", cut(start > 0), cut(end < after.len())))
    }
}

/// The border of a character at or after `at`.
fn border(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_cut_between_words_and_never_inside_a_character() {
        let snippet = |line: &str, body: &str| Query::parse(line).unwrap().snippet(body);
        assert_eq!(snippet("rain", "Rain.").as_deref(), Some("Rain."));
        assert_eq!(snippet("rain", "Snow."), None);
        assert_eq!(snippet("", "Rain."), None);
        let long = format!("{}雨{}", "日".repeat(60), "本".repeat(60));
        let found = snippet("雨", &long).unwrap();
        assert!(found.starts_with("…日") && found.ends_with("本…") && found.contains('雨'), "{found}");
        assert_eq!(snippet("b", "a\n\n“b”\tc").as_deref(), Some("a “b” c"));
    }
}

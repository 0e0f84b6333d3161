//! What the text index sees. We fold and divide into words ourselves: the index gets words with spaces between, and a
//! mark of its own where a paragraph ends, so that no phrase crosses. In a script without spaces every character is a
//! word, and a word that is searched is a row of them.
use super::words::{Column, Expr};
use crate::query::Needle;
use crate::text::fold::{fold, is_unspaced, is_word};

/// Stands between paragraphs. No word can be equal to it.
pub(super) const BREAK: &str = "\u{b6}";

/// Calls `out` with every word of `text`, folded, and with [`BREAK`] where a paragraph ends.
pub(super) fn tokens(text: &str, out: &mut dyn FnMut(&str)) {
    let folded = fold(text);
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        split(rest.get(..word).unwrap_or(""), out);
        rest = rest.get(word..).unwrap_or("");
        let gap = rest.find(is_word).unwrap_or(rest.len());
        if rest.get(..gap).unwrap_or("").contains("\n\n") {
            out(BREAK);
        }
        rest = rest.get(gap..).unwrap_or("");
    }
}

/// Calls `out` with a word; with the characters of one of a script without spaces.
fn split(word: &str, out: &mut dyn FnMut(&str)) {
    if word.is_ascii() {
        if !word.is_empty() {
            out(word);
        }
        return;
    }
    let mut start = 0;
    for (at, c) in word.char_indices().filter(|(_, c)| is_unspaced(*c)) {
        let end = at + c.len_utf8();
        for part in [word.get(start..at), word.get(at..end)].into_iter().flatten().filter(|part| !part.is_empty()) {
            out(part);
        }
        start = end;
    }
    let rest = word.get(start..).unwrap_or("");
    if !rest.is_empty() {
        out(rest);
    }
}

/// The needle as a question to the index; `None` if it holds no word.
pub(super) fn phrase(needle: &Needle, column: Column) -> Option<Expr> {
    let mut words = Vec::new();
    needle.words().iter().for_each(|w| split(w, &mut |word| words.push(word.to_owned())));
    (!words.is_empty()).then(|| Expr::Words { words, prefix: needle.is_prefix(), column })
}

/// A word as a question to the index.
pub(super) fn word(word: &str, column: Column) -> Option<Expr> {
    phrase(&Needle::new(word)?, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokens(text, &mut |word| out.push(word.to_owned()));
        out
    }

    #[test]
    fn words_paragraphs_and_scripts() {
        assert_eq!(all("Été’s cease-fire.\n \n\n“No”"), ["ete", "s", "cease", "fire", BREAK, "no"]);
        assert_eq!(all("abc和平def 2"), ["abc", "和", "平", "def", "2"]);
        assert_eq!(all(" \n\n "), [BREAK]);
        let words = |typed| match phrase(&Needle::new(typed).unwrap(), Column::Body) {
            Some(Expr::Words { words, prefix, .. }) => (words.join(" "), prefix),
            _ => Default::default(),
        };
        assert_eq!(words("Just peac*"), ("just peac".to_owned(), true));
        assert_eq!(words("和平"), ("和 平".to_owned(), false));
        assert_eq!(phrase(&Needle::new("*").unwrap(), Column::Both), None);
    }
}

//! What the text index sees. We fold and divide into words ourselves: the index gets words with spaces between, and a
//! mark of its own where a paragraph ends, so that no phrase crosses. In a script without spaces every character is a
//! word, and a word that is searched is a row of them.
use crate::query::Needle;
use crate::text::fold::{fold, is_unspaced, is_word};

/// Stands between paragraphs. No word can be equal to it.
const BREAK: &str = "\u{b6}";

/// The words of `text` for the index.
pub(super) fn indexed(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len() + folded.len() / 8);
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        push(rest.get(..word).unwrap_or(""), &mut out);
        rest = rest.get(word..).unwrap_or("");
        let gap = rest.find(is_word).unwrap_or(rest.len());
        if rest.get(..gap).unwrap_or("").contains("\n\n") {
            out.push_str(BREAK);
            out.push(' ');
        }
        rest = rest.get(gap..).unwrap_or("");
    }
    out
}

/// Appends a word; one of a script without spaces as its characters.
fn push(word: &str, out: &mut String) {
    let mut inside = false;
    for c in word.chars() {
        if is_unspaced(c) && inside {
            out.push(' ');
        }
        out.push(c);
        inside = !is_unspaced(c);
        if !inside {
            out.push(' ');
        }
    }
    if inside {
        out.push(' ');
    }
}

/// The needle as an expression of the index; `None` if it holds no word.
pub(super) fn phrase(needle: &Needle) -> Option<String> {
    let mut words = String::new();
    needle.words().iter().for_each(|w| push(w, &mut words));
    let words = words.trim_end();
    let star = if needle.is_prefix() { " *" } else { "" };
    (!words.is_empty()).then(|| format!("\"{words}\"{star}"))
}

/// A word as an expression of the index.
pub(super) fn word(word: &str) -> Option<String> {
    Needle::new(word).as_ref().and_then(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_paragraphs_and_scripts() {
        assert_eq!(indexed("Été’s cease-fire.\n \n\n“No”"), "ete s cease fire \u{b6} no ");
        assert_eq!(indexed("abc和平def 2"), "abc 和 平 def 2 ");
        assert_eq!(indexed(" \n\n "), "\u{b6} ");
        assert_eq!(phrase(&Needle::new("Just peac*").unwrap()).as_deref(), Some("\"just peac\" *"));
        assert_eq!(phrase(&Needle::new("和平").unwrap()).as_deref(), Some("\"和 平\""));
        assert_eq!(phrase(&Needle::new("*").unwrap()), None);
    }
}

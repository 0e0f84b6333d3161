//! What looks like a quotation, or introduces one, is left alone by all but the surest rules.
use crate::lexicon::Boilerplate;

/// Shortest stretch between marks that counts as quoted, in bytes: shorter ones are names and terms.
const QUOTED: usize = 12;

/// True if `paragraph` begins with an opening mark, holds a longer quoted stretch, or ends in a colon that introduces
/// what somebody said.
pub(super) fn protects(paragraph: &str, table: &Boilerplate) -> bool {
    paragraph.starts_with(['“', '"', '„', '«', '‘'])
        || quoted(paragraph)
        || (paragraph.trim_end().ends_with(':') && introduces(paragraph, table))
}

/// True if a stretch between quotation marks is long enough to be somebody's words.
pub(super) fn quoted(paragraph: &str) -> bool {
    for (open, close) in [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»'), ('‘', '’')] {
        let mut rest = paragraph;
        while let Some((_, after)) = rest.split_once(open) {
            // An unclosed mark is closed by the next paragraph.
            let (inside, left) = after.split_once(close).unwrap_or((after, ""));
            let words = open != '‘' || (inside.contains(' ') && !left.starts_with(char::is_alphanumeric));
            if inside.len() >= QUOTED && words {
                return true;
            }
            rest = left;
        }
    }
    false
}

fn introduces(paragraph: &str, table: &Boilerplate) -> bool {
    let words = paragraph.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).any(|w| table.introduces(&w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn what_is_protected() {
        let table = &Lexicon::builtin().boilerplate;
        for line in [
            "“And so it went on",
            "\"Yes.\"",
            "She called it “a very sad day for us”",
            "He was asked \"who pays for this?\" and left",
            "The mayor told reporters: ‘There is no money left for it’",
            "More from Ms Ash:",
            "The Eastport Herald reported:",
            "It ends in the middle: “We were never told",
        ] {
            assert!(protects(line, table), "{line}");
        }
        for line in
            ["The ‘Gull’ and the “Tern”", "Related stories:", "It’s the company’s fault and nobody’s", "Read more"]
        {
            assert!(!protects(line, table), "{line}");
        }
    }
}

//! Divides a text into tokens: words, numbers and single punctuation marks, in one linear pass.
use crate::model::Span;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `word`
    Lower,
    /// `Word`, `McConnell`, `al-Amr` is [`Shape::Lower`]
    Title,
    /// `WORD`, `U.S.`; a single capital is [`Shape::Title`]
    Upper,
    /// `24`, `2nd`, `1,000`
    Number,
    /// `’s`, `'s`: the possessive, cut off its word
    Possessive,
    /// One punctuation mark or symbol
    Punct,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
}

/// True for the characters that serve as an apostrophe inside a word.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// The tokens of `text` in order. A word keeps its inner hyphens, apostrophes and the full stops of initials
/// (`U.S.`, `D.C.`); a possessive ending is a token of its own.
///
/// ```
/// use whosaid::text::words::tokens;
/// let text = "Mr Trump’s U.S. envoy";
/// let words: Vec<&str> = tokens(text).iter().map(|t| t.span.of(text)).collect();
/// assert_eq!(words, ["Mr", "Trump", "’s", "U.S.", "envoy"]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte == b' ' {
            at += 1;
            continue;
        }
        if let Some(token) = plain_word(text.as_bytes(), at) {
            at = token.span.end;
            out.push(token);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if c.is_alphanumeric() || matches!(c, '@' | '#') {
            at = word(text, at, &mut out);
        } else {
            let end = at + c.len_utf8();
            out.push(Token { span: Span::new(at, end), shape: Shape::Punct });
            at = end;
        }
    }
    out
}

const SMALL: u8 = 1;

/// What a byte is: a small letter, a capital, a digit, or 0 for anything else.
const LATIN: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => 2,
            b'0'..=b'9' => 4,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// The word that starts at `start`, if it is of Latin letters and digits alone and what follows cannot belong to it:
/// nearly every word, told by its bytes.
fn plain_word(bytes: &[u8], start: usize) -> Option<Token> {
    let rest = bytes.get(start..)?;
    let first = *rest.first()?;
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let mut seen = 0;
    let mut len = 0;
    while let Some(kind) = rest.get(len).map(|b| LATIN[usize::from(*b)]).filter(|kind| *kind != 0) {
        seen |= kind;
        len += 1;
    }
    let digits = rest[len - 1].is_ascii_digit() && rest.get(len + 1).is_some_and(u8::is_ascii_digit);
    let ends = match rest.get(len) {
        None | Some(b' ' | b'\n' | b';' | b'?' | b'!' | b'"' | b')' | b'(' | b'/') => true,
        Some(b',' | b':') => !digits,
        Some(b'.') => len > 1 && !digits,
        Some(_) => false,
    };
    let shape = match first {
        b'0'..=b'9' => Shape::Number,
        b'a'..=b'z' => Shape::Lower,
        _ if seen & SMALL != 0 || rest[1..len].iter().all(u8::is_ascii_digit) => Shape::Title,
        _ => Shape::Upper,
    };
    ends.then_some(Token { span: Span::new(start, start + len), shape })
}

/// Reads the word that starts at `start`, pushes it (and its possessive ending) and returns where it ends.
fn word(text: &str, start: usize, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut cut = None;
    let mut dotted = false;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let at = start + i;
        let next = chars.peek().map(|&(_, n)| n);
        let joins = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || c == '_' || (at == start && matches!(c, '@' | '#')) {
            end = at + c.len_utf8();
        } else if is_apostrophe(c) && joins {
            if ends_possessive(text, at + c.len_utf8()) {
                cut = Some(at);
                break;
            }
        } else if (matches!(c, '-' | '‑') && joins) || (matches!(c, ',' | ':') && digits_around(bytes, at)) {
        } else if c == '.' && (digits_around(bytes, at) || initial(text, start, at, joins || dotted)) {
            dotted |= text[start..at].chars().all(char::is_alphabetic);
            end = at + 1;
        } else {
            break;
        }
    }
    let end = end.max(start + text[start..].chars().next().map_or(1, char::len_utf8));
    out.push(Token { span: Span::new(start, end), shape: shape(&text[start..end]) });
    let Some(cut) = cut else { return end };
    let tail = cut + text[cut..].chars().next().map_or(1, char::len_utf8) + 1;
    out.push(Token { span: Span::new(cut, tail), shape: Shape::Possessive });
    tail
}

/// True if the one letter at `at` is `s` and the word ends with it.
fn ends_possessive(text: &str, at: usize) -> bool {
    let mut chars = text[at..].chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(|c| c.is_alphanumeric() || c == '-')
}

fn digits_around(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// True if the full stop at `at` closes one letter of an abbreviation such as `U.S.` or `a.m.`, begun at `start`.
fn initial(text: &str, start: usize, at: usize, more: bool) -> bool {
    let piece = text[start..at].rsplit('.').next().unwrap_or("");
    let mut chars = piece.chars();
    let single = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    single && (more || piece.chars().all(char::is_uppercase))
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let first = chars.next().unwrap_or(' ');
    if first.is_numeric() {
        return Shape::Number;
    }
    let first = if matches!(first, '@' | '#') { 'A' } else { first };
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = word.chars().any(char::is_lowercase);
    if lower || letters == 1 { Shape::Title } else { Shape::Upper }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let got: Vec<&str> = tokens(text).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(got.join("|"), expected, "{text}");
    }

    #[test]
    fn words() {
        check("He said: “No.”", "He|said|:|“|No|.|”");
        check("the one-on-one talks", "the|one-on-one|talks");
        check("don’t, O'Brien's", "don’t|,|O'Brien|'s");
        check("the leaders’ plan", "the|leaders|’|plan");
        check("J. K. Smith of U.S.", "J.|K.|Smith|of|U.S.");
        check("It ends. Next", "It|ends|.|Next");
        check("1,000 at 2.5 and 10:30 a.m. on 3,", "1,000|at|2.5|and|10:30|a.m.|on|3|,");
        check("@leader wrote #now", "@leader|wrote|#now");
        check("‘I am’", "‘|I|am|’");
        check("''Yes,'' he", "'|'|Yes|,|'|'|he");
    }

    #[test]
    fn shapes() {
        let s = |w: &str| tokens(w)[0].shape;
        assert_eq!(s("Zoë"), Shape::Title);
        assert_eq!(s("NATO"), Shape::Upper);
        assert_eq!(s("U.S."), Shape::Upper);
        assert_eq!(s("J."), Shape::Title);
        assert_eq!(s("al-Amr"), Shape::Lower);
        assert_eq!(s("28-point"), Shape::Number);
    }
}

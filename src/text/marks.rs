//! Quotation marks: which characters they are, and whether one opens or closes at its place.

/// The family of a quotation mark: an opening mark is closed by one of its own family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// `“ ”`, `"`, `„ “`, `''`, and two backticks: outlets mix them within one quotation.
    Double,
    /// `‘ ’`, `'`
    Single,
    /// `« »`
    Guillemet,
}

/// What a mark does at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// It opens a quotation.
    Open,
    /// It closes one.
    Close,
    /// Its shape and place allow both.
    Either,
}

/// A quotation mark in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte of the mark.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its family.
    pub family: Family,
    /// What it can do here.
    pub side: Side,
    /// True for a single mark that may as well be an apostrophe: one after a letter.
    pub doubtful: bool,
}

/// All quotation marks of `text`, in order. Apostrophes inside a word are not marks; a single mark at the end of a
/// word is reported as doubtful.
///
/// ```
/// use whosaid::text::marks::{marks, Family, Side};
/// let m = marks("“Don’t,” he said");
/// assert_eq!(m.len(), 2);
/// assert_eq!((m[0].family, m[0].side), (Family::Double, Side::Open));
/// assert_eq!(m[1].side, Side::Close);
/// ```
pub fn marks(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = next_candidate(text.as_bytes(), at) {
        let Some(c) = text[start..].chars().next() else { break };
        let before = text[..start].chars().next_back();
        at = start + c.len_utf8();
        let Some(kind) = Kind::of(c) else { continue };
        let mut end = start + c.len_utf8();
        let mut family = kind.family();
        let twin = matches!(c, '\'' | '`' | '’' | '‘' | '´') && text[end..].starts_with(c) && before != Some(c);
        if twin || (c == '`' && text[end..].starts_with('\'')) {
            end += c.len_utf8();
            family = Family::Double;
        }
        at = end;
        let after = text[end..].chars().next();
        let (side, doubtful) =
            if family == Family::Single { single(c, before, after) } else { (kind.side(before, after, twin), false) };
        let apostrophe = family == Family::Single && inside_word(before, after);
        if !apostrophe {
            out.push(Mark { start, end, family, side, doubtful });
        }
    }
    out
}

/// Bytes that may begin a mark: of straight ones, and of the characters from U+0080, U+2000 and U+FF00 on.
const BEGINS: [bool; 256] = {
    let mut table = [false; 256];
    let all = [b'"', b'\'', b'`', 0xc2, 0xe2, 0xef];
    let mut i = 0;
    while i < all.len() {
        table[all[i] as usize] = true;
        i += 1;
    }
    table
};

/// The first byte from `at` on that may begin a mark.
fn next_candidate(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.iter().position(|b| BEGINS[usize::from(*b)]).map(|i| at + i)
}

enum Kind {
    Left,
    Right,
    Low,
    Straight,
    SingleMark,
    GuillemetLeft,
    GuillemetRight,
}

impl Kind {
    fn of(c: char) -> Option<Kind> {
        Some(match c {
            '“' | '‟' => Kind::Left,
            '”' => Kind::Right,
            '„' => Kind::Low,
            '"' | '＂' => Kind::Straight,
            '‘' | '’' | '\'' | '‚' | '`' | '´' => Kind::SingleMark,
            '«' => Kind::GuillemetLeft,
            '»' => Kind::GuillemetRight,
            _ => return None,
        })
    }

    fn family(&self) -> Family {
        match self {
            Kind::SingleMark => Family::Single,
            Kind::GuillemetLeft | Kind::GuillemetRight => Family::Guillemet,
            _ => Family::Double,
        }
    }

    /// The side of a double mark or guillemet. A curly mark that plainly stands the wrong way round (an opening one
    /// after a word and before a space) is taken for what its place says: scraped text is full of them.
    fn side(&self, before: Option<char>, after: Option<char>, twin: bool) -> Side {
        let opens = opens_here(before, after);
        let closes = closes_here(before, after);
        match self {
            Kind::Left if closes && !opens => Side::Close,
            Kind::Left | Kind::Low | Kind::GuillemetLeft => Side::Open,
            Kind::Right if opens && !closes => Side::Open,
            Kind::Right | Kind::GuillemetRight => Side::Close,
            Kind::SingleMark if !twin && !opens && !closes => Side::Either,
            Kind::Straight | Kind::SingleMark => match (opens, closes) {
                (true, false) => Side::Open,
                (false, true) => Side::Close,
                _ => Side::Either,
            },
        }
    }
}

fn opens_here(before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…' | ':') || is_mark(c)
    });
    free && after.is_some_and(|c| !c.is_whitespace())
}

fn closes_here(before: Option<char>, after: Option<char>) -> bool {
    let held = before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '['));
    held && after.is_none_or(|c| !c.is_alphanumeric())
}

fn is_mark(c: char) -> bool {
    Kind::of(c).is_some()
}

fn inside_word(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// The side of a single mark and whether it may as well be an apostrophe (`the leaders’ plan`, `’90s`).
fn single(c: char, before: Option<char>, after: Option<char>) -> (Side, bool) {
    let opens = opens_here(before, after);
    let closes = closes_here(before, after);
    match (opens, closes) {
        (true, false) if c == '’' => (Side::Open, true),
        (true, false) => (Side::Open, c == '\'' && after.is_some_and(char::is_numeric)),
        (false, true) => (Side::Close, before.is_some_and(char::is_alphabetic)),
        _ => (Side::Either, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let got: String = marks(text)
            .iter()
            .map(|m| {
                let side = match m.side {
                    Side::Open => '<',
                    Side::Close => '>',
                    Side::Either => '=',
                };
                format!("{}{}{} ", side, &text[m.start..m.end], if m.doubtful { "?" } else { "" })
            })
            .collect();
        assert_eq!(got.trim(), expected, "{text}");
    }

    #[test]
    fn sides() {
        check("“Yes,” he said.", "<“ >”");
        check("\"Yes,\" he said.", "<\" >\"");
        check("''Yes,'' he said.", "<'' >''");
        check("``Yes,'' he said.", "<`` >''");
        check("«Oui», dit-il", "<« >»");
        check("‘It’s fine,’ she said", "<‘ >’");
        check("the leaders’ plan", ">’?");
        check("don't", "");
        check("He said: “One “two” three.”", "<“ <“ >” >”");
        check("a “half-closed“ mark", "<“ >“");
        check("(\"so\")", "<\" >\"");
        check("said, \" spaced \" he", "=\" =\"");
    }
}

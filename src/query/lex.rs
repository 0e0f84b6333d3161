//! From a line to tokens. Curly quotation marks count as straight ones.
use super::{Field, QueryError};
use crate::model::Span;

/// A value as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub span: Span,
    pub text: String,
    pub quoted: bool,
    /// True for a regular expression between two `/`.
    pub pattern: bool,
    /// The number behind `~`.
    pub near: Option<usize>,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Open,
    Close,
    Or,
    And,
    Not,
    /// A field with its values, or bare words.
    Term(Field, Vec<Raw>),
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub span: Span,
    pub what: What,
}

/// The tokens of `line`.
pub(super) fn tokens(line: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { line, at: 0 };
    let mut out = Vec::new();
    while lexer.skip_space() {
        let start = lexer.at;
        let what = lexer.token()?;
        out.push(Token { span: Span::new(start, lexer.at), what });
    }
    Ok(out)
}

/// True for every double quotation mark that people and their programs type.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// The number behind the last `~`.
fn near(text: &str) -> Option<usize> {
    let (_, number) = text.rsplit_once('~')?;
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| number.parse().unwrap_or(usize::MAX))
}

struct Lexer<'l> {
    line: &'l str,
    at: usize,
}

impl<'l> Lexer<'l> {
    fn rest(&self) -> &'l str {
        self.line.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Skips blanks; false at the end of the line.
    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.line.len()
    }

    fn token(&mut self) -> Result<What, QueryError> {
        let next_is_term = self.rest().chars().nth(1).is_some_and(|c| !c.is_whitespace() && c != ')' && c != '|');
        let single = match self.peek() {
            Some('(') => Some(What::Open),
            Some(')') => Some(What::Close),
            Some('|') => Some(What::Or),
            Some('-' | '!' | '~') if next_is_term => Some(What::Not),
            _ => None,
        };
        if let Some(what) = single {
            self.bump();
            return Ok(what);
        }
        if self.peek().is_some_and(is_mark) {
            return self.term(Field::Words);
        }
        if self.peek() == Some('/') {
            return self.term(Field::Words);
        }
        let word = self.word_ahead();
        match word {
            "OR" => return Ok(self.take(word.len(), What::Or)),
            "AND" => return Ok(self.take(word.len(), What::And)),
            "NOT" => return Ok(self.take(word.len(), What::Not)),
            _ => {}
        }
        match self.field(word)? {
            Some(field) => self.term(field),
            None => self.term(Field::Words),
        }
    }

    fn take(&mut self, len: usize, what: What) -> What {
        self.at += len;
        what
    }

    /// The characters up to a blank, bracket, bar or quotation mark.
    fn word_ahead(&self) -> &'l str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|') || is_mark(c));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or("")
    }

    /// The field that `word` starts with, stepping over its name and colon.
    fn field(&mut self, word: &str) -> Result<Option<Field>, QueryError> {
        let Some((name, after)) = word.split_once(':') else { return Ok(None) };
        // A time of day and an address are words, not fields.
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) || after.starts_with("//") {
            return Ok(None);
        }
        let Some(field) = Field::named(name) else {
            return Err(unknown(name, Span::new(self.at, self.at + name.len() + 1)));
        };
        self.at += name.len() + 1;
        Ok(Some(field))
    }

    /// The values of `field`: one, several with bars between, or a list in brackets.
    fn term(&mut self, field: Field) -> Result<What, QueryError> {
        if field != Field::Words && self.peek() == Some('(') {
            return self.list(field);
        }
        let mut values = vec![self.value(field)?];
        while self.peek() == Some('|') {
            let more = self.rest().chars().nth(1).is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '|'));
            if !more {
                break;
            }
            self.bump();
            values.push(self.value(field)?);
        }
        Ok(What::Term(field, values))
    }

    /// A list in brackets: `(keir starmer|merz)` or `(starmer OR merz)`.
    fn list(&mut self, field: Field) -> Result<What, QueryError> {
        let open = self.at;
        self.bump();
        let mut values: Vec<Raw> = Vec::new();
        let mut fresh = true;
        while self.skip_space() {
            match self.peek() {
                Some(')') => {
                    self.bump();
                    if values.is_empty() {
                        return Err(empty(field, Span::new(open, self.at)));
                    }
                    return Ok(What::Term(field, values));
                }
                Some('|') => {
                    self.bump();
                    fresh = true;
                }
                _ if self.word_ahead() == "OR" => {
                    self.at += 2;
                    fresh = true;
                }
                Some('(') => return Err(error(self.at, self.at + 1, "a list cannot hold another bracket")),
                _ => {
                    let value = self.value(field)?;
                    match values.last_mut().filter(|_| !fresh) {
                        Some(last) => last.join(&value),
                        None => values.push(value),
                    }
                    fresh = false;
                }
            }
        }
        Err(error(open, self.line.len(), "the bracket is not closed: add `)`"))
    }

    /// A phrase in marks, or a word.
    fn value(&mut self, field: Field) -> Result<Raw, QueryError> {
        let start = self.at;
        if let Some(raw) = self.pattern(field) {
            return Ok(raw);
        }
        if !self.peek().is_some_and(is_mark) {
            let mut text = self.word_ahead().to_owned();
            self.at += text.len();
            let span = Span::new(start, self.at);
            let near = near(&text);
            if let Some((word, _)) = text.rsplit_once('~').filter(|_| near.is_some()) {
                text = word.to_owned();
            }
            let raw = Raw { span, text, quoted: false, pattern: false, near };
            return if raw.text.is_empty() { Err(empty(field, span)) } else { Ok(raw) };
        }
        self.bump();
        let rest = self.rest();
        let Some(end) = rest.find(is_mark) else {
            return Err(error(start, self.line.len(), "the quotation mark is not closed: add `\"`"));
        };
        let text = rest.get(..end).unwrap_or("").to_owned();
        self.at += end;
        self.bump();
        let tail = self.word_ahead();
        let near = near(tail).filter(|_| tail.starts_with('~'));
        self.at += near.map_or(0, |_| tail.len());
        Ok(Raw { span: Span::new(start, self.at), text, quoted: true, pattern: false, near })
    }

    /// A regular expression between two `/`, if one begins here and ends. Addresses and paths begin so, too, but have
    /// something behind the second.
    fn pattern(&mut self, field: Field) -> Option<Raw> {
        let searches = matches!(field, Field::Words | Field::Text | Field::Said | Field::Title | Field::As);
        let inside = self.rest().strip_prefix('/').filter(|_| searches)?;
        let mut escaped = false;
        let end = inside.char_indices().find(|(_, c)| {
            let ends = *c == '/' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })?;
        let text = inside.get(..end.0).filter(|t| !t.is_empty())?;
        let after = inside.get(end.0 + 1..)?;
        let rest = after.strip_prefix('i').unwrap_or(after);
        let closed = rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '|'));
        let start = self.at;
        self.at += self.rest().len() - rest.len();
        if !closed {
            self.at = start;
            return None;
        }
        let span = Span::new(start, self.at);
        Some(Raw { span, text: text.to_owned(), quoted: false, pattern: true, near: None })
    }
}

impl Raw {
    /// Joins the next word of the same list item to this one.
    fn join(&mut self, next: &Raw) {
        self.text = format!("{} {}", self.text, next.text);
        self.quoted = true;
        self.span.end = next.span.end;
    }
}

fn error(start: usize, end: usize, reason: &str) -> QueryError {
    QueryError { span: Span::new(start, end), reason: reason.to_owned() }
}

fn empty(field: Field, span: Span) -> QueryError {
    let reason = match field {
        Field::Words => "there is nothing to look for here".to_owned(),
        _ => format!("`{}:` needs a value: {}", field.name(), field.help()),
    };
    QueryError { span, reason }
}

fn unknown(name: &str, span: Span) -> QueryError {
    let lower = name.to_ascii_lowercase();
    let names = Field::ALL.iter().flat_map(|f| f.names());
    let near = names.map(|n| (distance(&lower, n), *n)).min().filter(|(d, n)| *d == 1 || d * 2 < n.len());
    let reason = match near {
        Some((_, n)) => format!("there is no field `{name}:`; did you mean `{n}:`?"),
        None => format!("there is no field `{name}:`; put quotation marks around it to look for the words"),
    };
    QueryError { span, reason }
}

/// The number of letters to change, add or drop to make `a` of `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(40).enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let (diagonal, up) = (pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0));
            left = (diagonal + usize::from(x != *y)).min(up + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits() {
        assert_eq!((distance("speakr", "speaker"), distance("", "as"), distance("said", "said")), (1, 2, 0));
    }

    #[test]
    fn times_and_addresses_are_words() {
        for line in ["10:30", "https://example.org/a"] {
            let tokens = tokens(line).expect(line);
            assert!(matches!(&tokens[..], [Token { what: What::Term(Field::Words, _), .. }]), "{line}");
        }
    }
}

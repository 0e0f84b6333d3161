//! From tokens to a tree: words side by side are AND, which binds closer than OR.
use super::lex::{self, Raw, Token, What};
use super::value::{self, Given};
use super::{Field, Node, Query, QueryError, Term, Value};
use crate::model::Span;
use chrono::NaiveDate;

/// Longest line in bytes: nobody types more, and a program that does gets an answer, not a wait.
const LONGEST: usize = 10_000;
/// Deepest nesting of brackets and negations.
const DEEPEST: usize = 50;

pub(super) fn parse(line: &str, today: NaiveDate) -> Result<Query, QueryError> {
    if line.len() > LONGEST {
        let reason = format!("a query may have {LONGEST} bytes; this one has {}", line.len());
        return Err(QueryError { span: Span::new(0, line.len()), reason });
    }
    let tokens = lex::tokens(line)?;
    let mut query = Query::all();
    query.line = line.to_owned();
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, today, query, end: line.len() };
    let root = parser.or()?;
    if let Some(token) = parser.peek() {
        return Err(fail(token.span, "there is no bracket `(` that this one closes"));
    }
    parser.query.root = root.unwrap_or(Node::All(Vec::new()));
    Ok(parser.query)
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
    today: NaiveDate,
    query: Query,
    end: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, what: &What) -> bool {
        let is = self.peek().is_some_and(|t| t.what == *what);
        self.at += usize::from(is);
        is
    }

    /// `None` where only directives such as `sort:` stand.
    fn or(&mut self) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        nodes.extend(self.and()?);
        while let Some(bar) = self.peek().filter(|t| t.what == What::Or) {
            self.at += 1;
            let started = self.at;
            nodes.extend(self.and()?);
            if started == self.at || started == 1 {
                return Err(fail(bar.span, "OR needs something on both sides"));
            }
        }
        Ok(join(nodes, Node::Any))
    }

    fn and(&mut self) -> Result<Option<Node>, QueryError> {
        let mut nodes = Vec::new();
        let first = self.at;
        while let Some(token) = self.peek() {
            match token.what {
                What::Or | What::Close => break,
                What::And => {
                    self.at += 1;
                    let more = self.peek().is_some_and(|t| !matches!(t.what, What::Or | What::And | What::Close));
                    if self.at == first + 1 || !more {
                        return Err(fail(token.span, "AND needs something on both sides"));
                    }
                }
                _ => nodes.extend(self.unary()?),
            }
        }
        Ok(join(nodes, Node::All))
    }

    fn unary(&mut self) -> Result<Option<Node>, QueryError> {
        let Some(token) = self.peek() else { return Ok(None) };
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(fail(token.span, "the brackets go too deep"));
        }
        self.at += 1;
        let node = match &token.what {
            What::Not => {
                let before = self.query.terms.len();
                let inner = match self.peek().map(|t| &t.what) {
                    None | Some(What::Or | What::And | What::Close) => None,
                    Some(_) => self.unary()?,
                };
                let Some(inner) = inner.filter(|_| self.query.terms.len() > before) else {
                    let to = self.peek().map_or(self.end, |t| t.span.start);
                    return Err(fail(Span::new(token.span.start, to), "there is nothing here to exclude"));
                };
                Some(Node::Not(Box::new(inner)))
            }
            What::Open => {
                let inner = self.or()?;
                if !self.eat(&What::Close) {
                    return Err(fail(Span::new(token.span.start, self.end), "the bracket is not closed: add `)`"));
                }
                inner
            }
            What::Term(field, raws) => self.term(token.span, *field, raws)?,
            What::Or | What::And | What::Close => None,
        };
        self.depth -= 1;
        Ok(node)
    }

    fn term(&mut self, span: Span, field: Field, raws: &[Raw]) -> Result<Option<Node>, QueryError> {
        let mut any = Vec::new();
        for raw in raws {
            match value::read(field, raw, self.today).map_err(|reason| QueryError { span: raw.span, reason })? {
                Given::Test(test) => any.push(Value { text: raw.text.clone(), quoted: raw.quoted, test }),
                Given::Sort(sort) => self.query.sort = sort,
                Given::Limit(limit) => self.query.limit = Some(limit),
                Given::KeepUndated => self.query.undated = true,
            }
        }
        if any.is_empty() {
            return Ok(None);
        }
        self.query.terms.push(Term { span, field, any });
        Ok(Some(Node::Term(self.query.terms.len() - 1)))
    }
}

fn join(mut nodes: Vec<Node>, several: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(several(nodes)),
    }
}

fn fail(span: Span, reason: &str) -> QueryError {
    QueryError { span, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 11, 26).unwrap()
    }

    fn printed(line: &str) -> String {
        match parse(line, day()) {
            Ok(query) => query.to_string(),
            Err(error) => format!("{}..{} {}", error.span.start, error.span.end, error.reason),
        }
    }

    #[test]
    fn what_is_typed_comes_back() {
        for (line, same) in [
            ("a b", "a b"),
            ("a AND b OR c", "(a b) OR c"),
            ("(a OR b) c", "(a OR b) c"),
            ("a|b c", "a|b c"),
            ("speaker:(starmer|merz) !speaker:trump", "speaker:starmer|merz -speaker:trump"),
            ("Speaker:(keir starmer OR merz)", "speaker:\"keir starmer\"|merz"),
            ("“just peace” NOT „war“", "\"just peace\" -\"war\""),
            ("source:bbc limit:5 x sort:-conf date:none+", "outlet:bbc x sort:-conf limit:5 date:none+"),
            ("-(a b)", "-(a b)"),
            ("--a", "--a"),
            ("kind:full|term", "kind:full|term"),
            ("well-known", "well-known"),
            ("\"peace deal\"~5 zelensk~1", "\"peace deal\"~5 zelensk~1"),
            ("/cease(fire|-fire) (deal|plan)/i OR said:/a b/", "/cease(fire|-fire) (deal|plan)/ OR said:/a b/"),
            ("/var/log/x (/a\\/b/|c)", "/var/log/x /a\\/b/|c"),
            ("tag:#war note:* is:starred sort:relevance", "tag:#war note:* is:starred sort:relevance"),
            ("", ""),
        ] {
            assert_eq!(printed(line), same, "{line}");
            assert_eq!(printed(&printed(line)), printed(line), "{line}");
        }
    }

    #[test]
    fn errors_say_where_and_why() {
        for (line, error) in [
            ("x zpeaker:y", "2..10 there is no field `zpeaker:`; did you mean `speaker:`?"),
            ("lang:x", "0..5 there is no field `lang:`; put quotation marks around it to look for the words"),
            ("a \"b c", "2..6 the quotation mark is not closed: add `\"`"),
            ("(a", "0..2 the bracket is not closed: add `)`"),
            ("a)", "1..2 there is no bracket `(` that this one closes"),
            ("a OR", "2..4 OR needs something on both sides"),
            ("OR a", "0..2 OR needs something on both sides"),
            ("AND a", "0..3 AND needs something on both sides"),
            ("NOT", "0..3 there is nothing here to exclude"),
            ("-sort:date", "0..10 there is nothing here to exclude"),
            ("speaker:", "8..8 `speaker:` needs a value: who said it"),
            ("…", "0..3 there is no word in `…`"),
            ("a~3", "0..3 a word may be 1 or 2 letters off: `a~1`"),
            ("\"a\"~3", "0..5 `~` behind quotation marks needs two words between them"),
            ("x /(a/", "2..6 this is no regular expression: unclosed group"),
            ("kind:x", "5..6 `kind:` knows direct, mixed and term"),
            (
                "sort:title",
                "5..10 `sort:` knows date, speaker, conf and relevance, with `-` in front the other way round",
            ),
        ] {
            assert_eq!(printed(line), error, "{line}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        assert!(printed(&"(".repeat(9_000)).ends_with("the brackets go too deep"));
        assert!(printed(&"-".repeat(9_000)).contains("deep"));
        assert!(printed(&"a ".repeat(600_000)).contains("10000 bytes"));
    }
}

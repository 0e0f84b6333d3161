//! The query language: one grammar for screen, command line and export.
//!
//! ```text
//! peace "just and lasting peace"      words and phrases in title or body; all must be there
//! said:"security guarantee*"          only inside quotation marks        text:drone   only in the body
//! speaker:(starmer|merz) -speaker:trump      (a OR b) c      NOT, - and ! exclude
//! about:putin   as:"prime minister"   named in the quotation; how the article named the speaker
//! after:2025-08 before:2025-11-24 on:2025-11-23 date:2025-08..2025-11 date:none date:none+ after:"3 weeks"
//! kind:direct|mixed|term  is:unattributed|low|dup|verified|corrected|starred  conf:<0.6  tag:#x  note:x  note:*
//! outlet:x  title:x  path:x  "peace deal"~5 (near)  harbour~1 (a letter off)  /deal (plan|fire)/ (expression)
//! sort:-date|speaker|conf|relevance  limit:50
//! ```
//!
//! Terms about a quotation (`speaker:`, `as:`, `said:`, `about:`, `kind:`, `is:`, `conf:`) must all hold for the same
//! quotation: those that do are the rows, and an article matches if it has one. All other terms are about the article.
//!
//! ```
//! use whosaid::query::Query;
//! let query = Query::parse("speaker:zelensky -kind:mixed “just peace”")?;
//! assert_eq!(query.to_string(), "speaker:zelensky -kind:mixed \"just peace\"");
//! let error = Query::parse("speakr:zelensky").unwrap_err();
//! assert_eq!(error.reason, "there is no field `speakr:`; did you mean `speaker:`?");
//! # Ok::<(), whosaid::query::QueryError>(())
//! ```
mod ast;
mod date;
pub mod edit;
mod eval;
mod find;
mod lex;
mod name;
mod near;
mod needle;
mod parse;
mod pattern;
mod print;
mod snippet;
mod value;

pub use ast::{Field, LOW};
pub use ast::{Flag, Level, Node, Range, Sort, SortBy, Term, Test, Value};
pub use date::Period;
pub use eval::{Hit, Subject};
pub(crate) use eval::{Whole, named_inside, said, words_key};
pub use find::Finder;
pub(crate) use name::spellings;
pub use name::{NameTest, folded_name, shown};
pub use near::{Fuzzy, Near};
pub use needle::{Needle, Scanner};
pub use pattern::Pattern;

use chrono::NaiveDate;
use std::fmt;

use crate::model::Span;

/// Why a query cannot be read: where in the line, and the reason with what to type instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the line that are wrong.
    pub span: Span,
    /// The reason, in one line.
    pub reason: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for QueryError {}

/// A query that was read. The line it came from stays with it.
#[derive(Clone, Debug)]
pub struct Query {
    line: String,
    root: Node,
    terms: Vec<Term>,
    sort: Sort,
    limit: Option<usize>,
    undated: bool,
}

impl Query {
    /// Reads `line`, with today's date for "yesterday" and its like. Never panics, whatever the line.
    ///
    /// # Errors
    /// What is wrong and where; the caller keeps its last good query.
    pub fn parse(line: &str) -> Result<Query, QueryError> {
        Query::parse_on(line, chrono::Local::now().date_naive())
    }

    /// Reads `line` as if today were `today`.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_on(line: &str, today: NaiveDate) -> Result<Query, QueryError> {
        parse::parse(line, today)
    }

    /// The query that everything matches.
    pub fn all() -> Query {
        Query {
            line: String::new(),
            root: Node::All(Vec::new()),
            terms: Vec::new(),
            sort: Sort::default(),
            limit: None,
            undated: false,
        }
    }

    /// The line as it was typed.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// True if everything matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The tree of conditions; its leaves index [`Query::terms`].
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The conditions, in the order of the line.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// How to order the rows: newest first unless `sort:` says otherwise.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// The number of rows to show, if `limit:` gives one.
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// The same query with all rows.
    pub fn without_limit(&self) -> Query {
        Query { limit: None, ..self.clone() }
    }

    /// True if `date:none+` keeps undated articles in a dated search.
    pub fn keeps_undated(&self) -> bool {
        self.undated
    }

    /// The same query, keeping undated articles as `date:none+` does: for counting what a dated search hides.
    pub fn keeping_undated(&self) -> Query {
        Query { undated: true, ..self.clone() }
    }

    /// True if the query has a condition on the date.
    pub fn is_dated(&self) -> bool {
        self.terms.iter().any(|t| t.field.is_date())
    }

    /// True if quotations of kind *term*, which nobody said, are listed: always, unless the query asks about speakers
    /// or confidence; then only if it says `kind:term`.
    pub fn lists_terms(&self) -> bool {
        let asks = |t: &Term| {
            matches!(t.field, Field::Speaker | Field::As | Field::Is | Field::Conf) && t.level() == Level::Quotation
        };
        let kind = |v: &Value| v.test == Test::Kind(crate::model::Kind::Term);
        !self.terms.iter().any(asks) || self.terms.iter().any(|t| t.any.iter().any(kind))
    }

    /// True if a condition is about quotations.
    pub fn asks_quotations(&self) -> bool {
        self.terms.iter().any(|t| t.level() == Level::Quotation)
    }
}

impl PartialEq for Query {
    /// Two queries are equal if they mean the same: where their terms stood in the line does not count.
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

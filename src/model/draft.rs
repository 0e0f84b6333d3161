use super::{Kind, Span};
use std::borrow::Cow;

/// A stretch between quotation marks before its speaker is known: what the `quotes` stage hands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// First word to last word, marks outside.
    pub span: Span,
    /// Its pieces, one a paragraph, marks outside.
    pub spans: Vec<Span>,
    /// A first guess of the kind.
    pub kind: Kind,
    /// How the span was found.
    pub span_rule: Cow<'static, str>,
    /// True if the closing mark is missing.
    pub unclosed: bool,
}

use super::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a stretch between quotation marks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A sentence or more of somebody's own words.
    Direct,
    /// Somebody's words inside the reporter's own sentence.
    Mixed,
    /// A name, title or scare quote: nobody is quoted.
    Term,
}

impl Kind {
    /// The word of the contract: `direct`, `mixed` or `term`.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Term => "term",
        }
    }
}

/// One link of the chain of reasons, for the reader: `he ← his team ← Ukrainian President Volodymyr Zelensky`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What the link says, in words.
    pub what: Cow<'static, str>,
    /// The place in the body that shows it, in bytes.
    pub span: Option<Span>,
}

/// The candidate that came second.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Name, as resolved as it could be.
    pub name: String,
    /// Its share of the belief, 0 to 1.
    pub score: f32,
    /// Its mention in the body.
    pub span: Span,
}

/// Why we believe it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// How the span was found: `marks`, `paragraphs`, `unclosed`, …
    pub span_rule: Cow<'static, str>,
    /// Cue, mention and the chain of reference, strongest first.
    pub steps: Vec<Step>,
    /// Who else it could have been.
    pub runner_up: Option<RunnerUp>,
}

/// A quotation and its speaker. Spans are bytes of the article's body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// First word to last word, marks outside.
    pub span: Span,
    /// Its pieces, one a paragraph, marks outside; one piece for most.
    pub spans: Vec<Span>,
    /// Direct, mixed or a mere term.
    pub kind: Kind,
    /// The mention of the speaker as written ("he"), if the text names one.
    pub speaker: Option<Span>,
    /// Full name of the person or organisation the mention stands for, if known.
    pub canonical: Option<String>,
    /// Name of the rule that chose the speaker; `none` if there is none.
    pub how: Cow<'static, str>,
    /// Calibrated belief that the speaker is right, 0 to 1.
    pub confidence: f32,
    /// The word that introduces the quotation: "said", "according to".
    pub cue: Option<Span>,
    /// Why.
    pub evidence: Evidence,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    /// A human being with a name.
    Person,
    /// An organisation, country or outlet that speaks.
    Organisation,
    /// A source without a name: "a Downing Street spokesperson".
    Unnamed,
}

/// Somebody (or something) that the article names, with every place where it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The fullest name: "Volodymyr Zelensky".
    pub name: String,
    /// What it is.
    pub kind: PersonKind,
    /// Every mention in the body, pronouns included, in bytes, ascending.
    pub mentions: Vec<Span>,
}

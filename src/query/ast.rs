//! What a query says, as plain data.
use super::{Fuzzy, NameTest, Near, Needle, Pattern, Period};
use crate::model::{Kind, Span};
use std::collections::HashSet;
use std::sync::Arc;

/// Below this confidence an attribution counts as low (`is:low`).
pub const LOW: f32 = 0.6;

/// A node of the tree of conditions.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// All of them; none at all is true.
    All(Vec<Node>),
    /// At least one of them.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// The condition with this index in [`super::Query::terms`].
    Term(usize),
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The article as a whole.
    Article,
    /// One quotation.
    Quotation,
}

macro_rules! fields {
    ($($variant:ident $names:expr, $doc:literal;)*) => {
        /// The fields of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Field { $(#[doc = $doc] $variant,)* }

        impl Field {
            /// Every field, bare words first.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)*];

            /// The name to type, then the aliases; bare words have none.
            pub const fn names(self) -> &'static [&'static str] {
                match self { $(Field::$variant => $names,)* }
            }

            /// What the field asks, for help and completion.
            pub const fn help(self) -> &'static str {
                match self { $(Field::$variant => $doc,)* }
            }
        }
    };
}

fields! {
    Words &[], "words in the title or the body";
    Text &["text"], "words in the body";
    Said &["said"], "words inside the quotation marks";
    Speaker &["speaker"], "who said it";
    As &["as"], "how the article named the speaker";
    About &["about"], "who is named inside the quotation";
    Kind &["kind"], "direct, mixed or term";
    Is &["is"], "unattributed, low, dup, verified, corrected or starred";
    Conf &["conf"], "confidence of the speaker: <0.6, >=0.9, 0.5..0.8";
    After &["after"], "from the first day of this date on";
    Before &["before"], "strictly before this date";
    On &["on"], "on this day, in this month or year";
    Date &["date"], "a range A..B, both included; none: undated; none+: keep undated ones";
    Outlet &["outlet", "source"], "who published it";
    Title &["title"], "words of the title";
    Path &["path"], "part of the path or address, * for anything";
    Tag &["tag"], "a tag of yours, with or without #; * for any";
    Note &["note"], "words of a note of yours; * for any note";
    Sort &["sort"], "date, speaker, conf or relevance; with - in front the other way round";
    Limit &["limit"], "how many rows";
}

impl Field {
    /// The field called `name`, in any case.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|f| f.names().iter().any(|n| n.eq_ignore_ascii_case(name)))
    }

    /// True if `word` is the beginning of a field's name, in any case: it may be half typed.
    ///
    /// ```
    /// use whosaid::query::Field;
    /// assert!(Field::begins("spea") && Field::begins("Speaker") && !Field::begins("") && !Field::begins("spear"));
    /// ```
    pub fn begins(word: &str) -> bool {
        let begins = |name: &&str| name.get(..word.len()).is_some_and(|n| n.eq_ignore_ascii_case(word));
        !word.is_empty() && Field::ALL.iter().flat_map(|f| f.names()).any(begins)
    }

    /// The name to type; empty for bare words.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or("")
    }

    /// What the field is about.
    pub const fn level(self) -> Level {
        match self {
            Field::Said | Field::Speaker | Field::As | Field::About | Field::Kind | Field::Is | Field::Conf => {
                Level::Quotation
            }
            _ => Level::Article,
        }
    }

    /// True for the fields that ask for the day of publication.
    pub const fn is_date(self) -> bool {
        matches!(self, Field::After | Field::Before | Field::On | Field::Date)
    }
}

/// One condition: a field and the values of which one must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Where it stands in the line, field name included.
    pub span: Span,
    /// The field.
    pub field: Field,
    /// One of these must hold.
    pub any: Vec<Value>,
}

/// A value as it was typed, and what it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value without its quotation marks.
    pub text: String,
    /// True if it stood in quotation marks.
    pub quoted: bool,
    /// What it asks.
    pub test: Test,
}

/// What a value asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Words in a row.
    Words(Needle),
    /// A person's name.
    Name(NameTest),
    /// The kind of a quotation.
    Kind(Kind),
    /// A state of a quotation.
    Flag(Flag),
    /// A range of confidence.
    Conf(Range),
    /// A range of days; an open end is `None`.
    Days(Option<Period>),
    /// Words near each other.
    Near(Near),
    /// A word that may be a few letters off.
    Fuzzy(Fuzzy),
    /// A regular expression.
    Pattern(Pattern),
    /// A quotation whose words, by their number, are among these: what `is:dup` means in a library.
    Twice(Arc<HashSet<u64>>),
    /// A tag, folded; empty for any.
    Tag(String),
    /// Pieces that stand in the path in this order, folded.
    Path(Vec<String>),
}

/// States that `is:` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The article names nobody who said it.
    Unattributed,
    /// The speaker's confidence is below [`LOW`].
    Low,
    /// The reader has confirmed the speaker.
    Verified,
    /// The reader has changed it.
    Corrected,
    /// The reader has given the article, or something in it, a star.
    Starred,
    /// The same words stand in the quotation of another article, too.
    Dup,
}

/// A range of confidence, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least value.
    pub min: f32,
    /// Greatest value.
    pub max: f32,
    /// True if `min` and `max` themselves do not belong to it.
    pub open: bool,
}

impl Range {
    /// True if `x` lies inside.
    pub fn contains(&self, x: f32) -> bool {
        if self.open { self.min < x && x < self.max } else { self.min <= x && x <= self.max }
    }
}

/// What to order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Day of publication; undated last.
    #[default]
    Date,
    /// Name of the speaker; unattributed last.
    Speaker,
    /// Confidence of the speaker.
    Conf,
    /// How often the words of the query stand in it, those of the title counted thrice; among the newest only.
    Relevance,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What to order by.
    pub by: SortBy,
    /// True for newest, last or most certain first.
    pub down: bool,
}

impl Default for Sort {
    /// Newest first.
    fn default() -> Self {
        Sort { by: SortBy::Date, down: true }
    }
}

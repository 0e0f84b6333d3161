use super::Span;

/// What the reader has made of an article. It is kept apart from what was read, and put on it when it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The article itself has a star.
    pub starred: bool,
    /// The quotations that have a star of their own, by their place in the body.
    pub stars: Vec<Span>,
    /// The tags of the article and of its stretches, without the leading `#`.
    pub tags: Vec<String>,
    /// The notes on the article and on its stretches.
    pub notes: Vec<String>,
    /// The quotations whose speaker the reader has confirmed, by their place in the body.
    pub verified: Vec<Span>,
    /// The quotations that the reader has changed, by their place in the body.
    pub corrected: Vec<Span>,
    /// What cleaning had left out and the reader gave back, in bytes of the text as it came.
    pub given_back: Vec<Span>,
}

impl Made {
    /// True if the article or one of its quotations has a star.
    pub fn has_star(&self) -> bool {
        self.starred || !self.stars.is_empty()
    }
}

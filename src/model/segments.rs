use super::Span;

/// How a body divides into paragraphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// The paragraphs in order, without the breaks between them.
    pub paragraphs: Vec<Span>,
}

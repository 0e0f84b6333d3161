use super::Span;

/// How a body divides into paragraphs and sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// The paragraphs, without the breaks between them.
    pub paragraphs: Vec<Span>,
    /// The sentences, each inside one paragraph.
    pub sentences: Vec<Span>,
}

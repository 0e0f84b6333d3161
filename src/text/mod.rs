//! Text itself: decoding, folding, words, marks, display. Knows nothing of articles.
pub mod inflect;
pub mod marks;
pub mod words;

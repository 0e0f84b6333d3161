//! Text as bytes and characters: decoding, folding, words, marks, days, and what may reach a terminal.
pub mod days;
pub mod decode;
pub mod inflect;
pub mod marks;
pub mod words;

pub use decode::{Decoded, decode};

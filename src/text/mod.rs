//! Text as bytes and characters: decoding, folding, words, marks, days, offsets, and what may reach a terminal. Knows
//! nothing of articles.
pub mod days;
pub mod decode;
pub mod display;
pub mod fold;
pub mod inflect;
pub mod marks;
mod nearest;
pub mod points;
pub mod words;

pub use decode::{Decoded, decode};
pub use nearest::nearest;

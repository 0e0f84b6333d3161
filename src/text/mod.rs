//! Text as bytes and characters: decoding, folding, words, marks, days, and what may reach a terminal.
pub mod days;
pub mod decode;
pub mod display;
pub mod fold;
pub mod points;

pub use decode::{Decoded, decode};

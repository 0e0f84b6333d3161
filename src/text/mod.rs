//! Characters and words: decoding, folding, marks, and what may reach a terminal.
pub mod fold;

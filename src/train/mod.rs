//! Learns to choose the speaker's mention, to know terms, and how far to believe itself, from annotated articles.
pub mod baseline;
pub mod boost;
pub mod folds;
pub mod isotonic;
pub mod speaker;
pub mod term;

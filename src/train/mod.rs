//! Learns to choose the speaker's mention from annotated articles.
pub mod boost;
pub mod speaker;
pub mod term;

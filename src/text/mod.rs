//! Text and its shapes, before anything is known of news.
pub mod display;

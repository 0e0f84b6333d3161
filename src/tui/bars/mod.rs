//! The lines above and below the panes.
pub mod choices;
pub mod completions;
pub mod hints;
pub mod query;
pub mod status;
pub mod why;

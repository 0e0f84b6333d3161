//! Plain data that the stages hand to each other. No behaviour beyond what the data itself needs.
mod article;
mod draft;
mod edits;
mod hash;
mod made;
mod quote;
mod segments;
mod span;

pub use article::{Article, Clean, DateFrom, Label, RawArticle, Removed};
pub use draft::Draft;
pub use edits::{Edits, Run};
pub use hash::ContentHash;
pub use made::Made;
pub use quote::{Evidence, Kind, Person, PersonKind, Quote, RunnerUp, Step};
pub use segments::Segments;
pub use span::Span;

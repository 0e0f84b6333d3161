//! One test binary: one module per subject.
mod clean;
mod floors;
mod lexicon;
mod program;
mod properties;

//! One test binary: one module per subject.
mod floors;
mod lexicon;
mod program;
mod properties;

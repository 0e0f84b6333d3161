//! One test binary: one module per subject.
mod cases;
mod floors;
mod lexicon;
mod program;
mod properties;

//! One test binary: one module per subject.
mod program;
mod properties;

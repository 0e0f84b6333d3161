//! One test binary: one module per subject.
mod desk;
mod floors;
mod lexicon;
mod monkey;
mod program;
mod properties;
mod screens;
#[cfg(unix)]
mod terminal;

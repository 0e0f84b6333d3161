//! One test binary: one module per subject.
mod annotated;
mod cases;
mod clean;
mod desk;
mod echoes;
mod explain;
mod floors;
mod growth;
mod lexicon;
mod monkey;
mod program;
mod properties;
mod score;
mod screens;
mod seeds;
mod terminal;
mod train;

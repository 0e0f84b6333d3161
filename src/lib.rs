//! **whosaid**: who said what, and when.
//!
//! Bytes come in at the bottom, become articles with quotations by pure functions that cannot fail, rest in a
//! library, are asked by queries, and are drawn by functions that only read.
//!
//! ```text
//! discover   walk(roots)                    -> found file | problem                opens folders
//! read       articles(name, bytes)          -> RawArticle | Problem                bytes only
//! clean      clean(raw, lexicon, repeats)   -> body + edits (text <-> body) + removed blocks, each with its rule
//! segment    segment(body)                  -> paragraphs, sentences
//! quotes     find(body, segments)           -> drafts: spans, kind
//! attribute  attribute(drafts)              -> quotations with speaker, rule, evidence, confidence; people
//! people     registry of all articles       -> one person, many names, with evidence
//! echoes     the same words elsewhere       -> families of quotations
//! library    put / search / facets          in memory, or in a file that lasts; what the reader corrects
//! query      parse(line) -> Query           the same grammar for screen, command line and export
//! tui        draw(&State, &Theme, frame)    reads only
//! ```
//!
//! # The laws
//! A module imports only from lower floors, and siblings on one floor do not import each other (`tests/it/floors.rs`
//! checks it):
//!
//! ```text
//! 7  tui  cli                 only these know ratatui, crossterm or argv
//! 6  ingest                   threads live here and in tui
//! 5  discover library config  the floors that open files
//! 4  pipeline score train
//! 3  read clean segment quotes attribute people echoes query export annotated   pure; stages meet only through model types
//! 2  lexicon                  assets -> typed tables, compiled once
//! 1  text                     decoding, folding, words, marks, offsets, display sanitising
//! 0  model error              plain data
//! ```
//!
//! Inside, spans are byte ranges; code points appear only in the JSON of `extract`. Nothing on floors 0 to 4 opens a
//! file, and nothing there can fail or panic on any input.
#![forbid(unsafe_code)]

pub mod annotated;
pub mod attribute;
pub mod clean;
pub mod cli;
pub mod config;
pub mod discover;
pub mod echoes;
pub mod error;
pub mod export;
pub mod ingest;
pub mod lexicon;
pub mod library;
pub mod model;
pub mod people;
pub mod pipeline;
pub mod query;
pub mod quotes;
pub mod read;
pub mod score;
pub mod segment;
pub mod text;
pub mod train;
pub mod tui;

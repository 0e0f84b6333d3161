//! The arguments of what makes, corrects and plots a library.
use super::{Input, InputFormat, input_format};
use crate::library::Bucket;
use clap::{Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use std::path::PathBuf;

pub(in crate::cli) const INDEX_EXAMPLES: &str = "\
Examples:
  whosaid index news/                            read a folder into your library; then: whosaid
  whosaid index                                  look again at what was read before, for what is new
  whosaid index news/ --library project.whosaid  a library of its own; then: whosaid --library project.whosaid

Files that have not changed are left alone. It may be stopped at any time; run again, it goes on from there.";

pub(in crate::cli) const CORRECT_EXAMPLES: &str = "\
Examples:
  whosaid correct -q 'path:a.txt said:\"long and dry\"' speaker 'Ada Quayle'
  whosaid correct -q 'path:a.txt said:\"long and dry\"' not-quote
  whosaid correct -q 'title:harbour' --each tag ferries
  whosaid correct merge 'Quayle' 'Ada Quayle'    two names, one person
  whosaid correct undo                           and: redo, list, list --orphans

Corrections are lines of a text file beside the library. They hold when the library is made anew, and when a file is
moved or changed as long as the words are still there.";

pub(in crate::cli) const TIMELINE_EXAMPLES: &str = "\
Examples:
  whosaid timeline news/                         quotations over time, in steps that fit
  whosaid timeline news/ -q 'harbour' --bucket month --by speaker
  whosaid timeline --format svg > plot.svg       a picture, of the articles that come with the program";

/// The arguments of `index`.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Index {
    /// Files or folders; none for those of earlier runs
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The file of the library, instead of your own
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// The format of every input, instead of telling by what it looks like
    #[arg(long, value_name = "FORMAT", value_parser = input_format, default_value = "auto")]
    pub input_format: InputFormat,
    /// Make the library anew; the old file is kept beside it under another name
    #[arg(long)]
    pub rebuild: bool,
    /// Go on and read what changes, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
}

/// The arguments of `correct`.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Correct {
    /// Which quotation or article: the query must find one, or see --each
    #[arg(short, long, value_name = "QUERY", default_value = "", allow_hyphen_values = true,
        add = ArgValueCompleter::new(super::super::completion::of_query))]
    pub query: String,
    /// Mean every quotation or article that the query finds
    #[arg(long)]
    pub each: bool,
    /// The file of the library, instead of your own
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    #[command(subcommand)]
    pub change: Change,
}

/// What is corrected.
#[derive(Clone, Debug, Subcommand)]
pub(in crate::cli) enum Change {
    /// Somebody else said it
    Speaker {
        /// The full name
        name: String,
    },
    /// Nobody is known to have said it
    Nobody,
    /// It is no quotation
    NotQuote,
    /// The speaker is right
    Verify,
    /// The day of publication
    Date {
        /// A day such as 2025-11-25, or none
        date: String,
    },
    /// The title
    Title {
        /// The title; empty for none
        title: String,
    },
    /// Give it a star
    Star,
    /// Take the star away
    Unstar,
    /// Give it a tag
    Tag {
        /// The tag
        tag: String,
    },
    /// Take a tag away
    Untag {
        /// The tag
        tag: String,
    },
    /// Write a note
    Note {
        /// The note; empty to take it away
        note: String,
    },
    /// Two names are one person
    Merge {
        /// The name that goes
        from: String,
        /// The name that stays
        into: String,
    },
    /// Somebody has another name
    Rename {
        /// The old name
        from: String,
        /// The new name
        into: String,
    },
    /// A name that was merged or renamed stands for itself again
    Split {
        /// The name
        name: String,
    },
    /// Save a query under a name
    View {
        /// The name
        name: String,
        /// The query; none to forget the view
        query: Option<String>,
    },
    /// Undo the newest correction, or the one with this number
    Undo {
        /// Its number, as `whosaid correct list` shows it
        number: Option<u64>,
    },
    /// Do again what was undone last
    Redo,
    /// List everything that was made, the oldest first
    List {
        /// Only what is about articles that are not there
        #[arg(long)]
        orphans: bool,
    },
}

/// The arguments of `timeline`.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Plot {
    #[command(flatten)]
    pub input: Input,
    /// Which quotations and articles: words, speaker:NAME, after:DATE and more
    #[arg(short, long, value_name = "QUERY", default_value = "", allow_hyphen_values = true,
        add = ArgValueCompleter::new(super::super::completion::of_query))]
    pub query: String,
    /// Ask this library instead of files
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    /// A column for each of the speakers with most quotations
    #[arg(long, value_name = "WHAT", value_enum)]
    pub by: Option<By>,
    /// How many speakers
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub most: usize,
    /// The steps of time: day, week, month, quarter or year
    #[arg(long, value_name = "STEP", value_parser = step)]
    pub bucket: Option<Step>,
    /// The format of the output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Shape,
}

impl Plot {
    /// True if speakers are to be told apart.
    pub(in crate::cli) fn by_speaker(&self) -> bool {
        self.by == Some(By::Speaker)
    }
}

/// What the columns of a plot are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// The speakers with most quotations
    Speaker,
}

/// A step of time.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Step(pub Bucket);

fn step(name: &str) -> Result<Step, String> {
    let found = Bucket::ALL.iter().find(|(n, _)| *n == name);
    found.map(|(_, bucket)| Step(*bucket)).ok_or_else(|| "there are day, week, month, quarter and year".to_owned())
}

/// Output formats of a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Shape {
    /// Bars of letters
    #[default]
    Text,
    /// Tab-separated values
    Tsv,
    /// One JSON array
    Json,
    /// A picture
    Svg,
}

//! The arguments, as clap reads them and as `--help` shows them.
mod lasting;

pub(super) use lasting::{Change, Correct, Index, Plot, Shape};

use super::{explain, score, train};
use crate::export;
use crate::read::{self, Format};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use lasting::{CORRECT_EXAMPLES, INDEX_EXAMPLES, TIMELINE_EXAMPLES};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  whosaid news/                                  browse a folder
  whosaid news/ -q 'speaker:quayle after:2025'   browse what one person said
  whosaid                                        browse the articles that come with the program

Without a terminal, or in a pipe, the quotations are printed instead: see `whosaid help quotes`.
A path that is called like a command needs a ./ before it.

Exit codes: 0 done or found, 1 nothing found, 2 usage or fatal error, 3 done but some input was skipped.";

const QUERIES: &str = "\
Queries:
  peace \"just peace\"          words and phrases in title or body; all of them
  said:\"long and dry\"         only inside quotation marks; text: only in the body
  speaker:quayle  as:chair    who said it; how the article named the speaker
  about:marrow                who is named inside the quotation
  after:2025-08 before:2026 on:2025-06-02 date:2025-08..2025-11 date:none date:none+ after:\"3 weeks\"
  kind:direct|mixed|term  is:unattributed|low|verified|corrected|starred  conf:<0.6  outlet:x  title:x  path:x
  \"peace deal\"~5  harbour~1    near each other; a letter off         /deal (plan|fire)/   an expression
  tag:#ferries  note:*        what you have made of it
  (a OR b) -c                 alternatives and exclusions
  sort:-date  sort:speaker  sort:conf  sort:relevance  limit:20";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  whosaid extract news/                          every article of a folder
  whosaid extract a.txt b.txt                    two files
  whosaid extract --format jsonl - < all.jsonl   JSON lines from standard input
  whosaid extract --raw a.txt                    the text as it is, not cleaned

Offsets count Unicode code points, ends are exclusive, quotation marks lie outside. start, end, spans, speaker_* and
cue_* are places in `text`, the input decoded and nothing else; body_* are places in `body`, the cleaned text.";

const QUOTES_EXAMPLES: &str = "\
Examples:
  whosaid quotes news/ -q 'speaker:quayle'               what one person said
  whosaid quotes news/ -q 'said:harbour' --format csv    a table for a spreadsheet
  whosaid quotes --format jsonl                          the articles that come with the program";

const ARTICLES_EXAMPLES: &str = "\
Examples:
  whosaid articles news/                         newest first, undated last
  whosaid articles news/ -q 'harbour date:none'  undated articles about a harbour";

const SPEAKERS_EXAMPLES: &str = "\
Examples:
  whosaid speakers news/                         who is quoted, how often, from when to when
  whosaid speakers news/ -q 'after:2025-06' --format json";

const ECHOES_EXAMPLES: &str = "\
Examples:
  whosaid echoes news/                           words that are quoted more than once, by whom and when
  whosaid echoes news/ -q 'speaker:quayle'       what one person says and others say too
  whosaid echoes --format csv                    one row for each place, in the articles that come with the program

A family is a block: its words, then every place, the earliest first. same: these words; within: these words in a row
among others; near: at least four fifths of them; {+added+} and [-missing-] words are marked. \"may be\" is a guess: the
words stand under that name in the article behind it.";

const CHECK_EXAMPLES: &str = "\
Examples:
  whosaid check news/                            every file and line that cannot be read, with the reason";

const CONFIG_EXAMPLES: &str = "\
Examples:
  whosaid config path                            where the file is
  whosaid config show                            every setting and every key
  whosaid config check                           is my file in order?";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  whosaid completions bash                       for ~/.local/share/bash-completion/completions/whosaid
  whosaid completions zsh                        for a file _whosaid in your $fpath
  whosaid completions fish                       for ~/.config/fish/completions/whosaid.fish";

/// Who said what, and when: read a folder of news articles clean, with every quotation and its speaker
#[derive(Debug, Parser)]
#[command(name = "whosaid", version, max_term_width = 100, after_long_help = format!("{EXAMPLES}\n\n{QUERIES}"))]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = false)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub ask: Ask,
    #[command(flatten)]
    pub screen: Screen,
}

/// How the interface looks.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Display")]
pub(super) struct Screen {
    /// Theme of the interface: auto, ansi, dark, light, contrast or mono
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw frames and marks in plain ASCII
    #[arg(long)]
    pub ascii: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
    /// Follow the folders: what is new, changed or gone shows at once
    #[arg(long)]
    pub watch: bool,
    /// No screen: lines out and commands in, for speech, braille and terminals that cannot draw
    #[arg(long)]
    pub linear: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print articles with their quotations as JSON, one article a line
    #[command(after_long_help = EXTRACT_EXAMPLES)]
    Extract(Extract),
    /// List quotations with speaker and date
    #[command(after_long_help = format!("{QUOTES_EXAMPLES}\n\n{QUERIES}"))]
    Quotes(Ask),
    /// List articles
    #[command(after_long_help = format!("{ARTICLES_EXAMPLES}\n\n{QUERIES}"))]
    Articles(Ask),
    /// List speakers with the number of their quotations
    #[command(after_long_help = format!("{SPEAKERS_EXAMPLES}\n\n{QUERIES}"))]
    Speakers(Ask),
    /// List words that are quoted more than once: by whom, when, and how they differ
    #[command(after_long_help = format!("{ECHOES_EXAMPLES}\n\n{QUERIES}"))]
    Echoes(Ask),
    /// Count quotations over time
    #[command(after_long_help = format!("{TIMELINE_EXAMPLES}\n\n{QUERIES}"))]
    Timeline(Plot),
    /// Read files into a library that lasts
    #[command(after_long_help = INDEX_EXAMPLES)]
    Index(Index),
    /// Correct speakers, quotations, dates and titles; stars, tags and notes
    #[command(after_long_help = CORRECT_EXAMPLES)]
    Correct(Correct),
    /// List what cannot be read: file, line, reason
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(Input),
    /// Say for each quotation why it has its speaker
    #[command(after_long_help = explain::EXAMPLES)]
    Explain(explain::Explain),
    /// Measure quotations and speakers against annotated articles
    #[command(after_long_help = score::EXAMPLES)]
    Score(score::Score),
    /// Learn the numbers behind the choice of speakers from annotated articles
    #[command(after_long_help = train::EXAMPLES)]
    Train(train::Train),
    /// Browse the articles that come with the program
    Demo(Demo),
    /// Write or check the file of settings
    #[command(after_long_help = CONFIG_EXAMPLES)]
    Config(Config),
    /// Print what makes a shell complete the command line
    #[command(after_long_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of the program or of a command
    Man {
        /// The command
        command: Option<String>,
    },
}

/// What to do with the file of settings.
#[derive(Debug, clap::Args)]
pub(super) struct Config {
    #[command(subcommand)]
    pub what: Setup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(super) enum Setup {
    /// Write a file with every setting and every key, all as they come with the program
    Init,
    /// Print where the file is, or would be
    Path,
    /// Read the file and say what is wrong with it
    Check,
    /// Print every setting and every key, as they come with the program
    Show,
}

/// What to read.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Input {
    /// Files or folders; - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The format of every input, instead of telling by what it looks like
    #[arg(long, value_name = "FORMAT", value_parser = input_format, default_value = "auto")]
    pub input_format: InputFormat,
}

/// `auto`, or a format by its name.
#[derive(Clone, Copy, Default)]
pub(super) struct InputFormat(pub Option<&'static dyn Format>);

impl std::fmt::Debug for InputFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.map_or("auto", |format| format.name()))
    }
}

pub(super) fn input_format(name: &str) -> Result<InputFormat, String> {
    if name == "auto" {
        return Ok(InputFormat(None));
    }
    read::by_name(name).map(|f| InputFormat(Some(f))).ok_or_else(|| {
        let names: Vec<&str> = read::FORMATS.iter().filter(|f| f.supported()).map(|f| f.name()).collect();
        format!("there is no such format; there are auto, {}", names.join(", "))
    })
}

/// What to ask, of what, and how to print it.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Ask {
    #[command(flatten)]
    pub input: Input,
    /// Which quotations and articles: words, speaker:NAME, after:DATE and more
    #[arg(short, long, value_name = "QUERY", default_value = "", allow_hyphen_values = true,
        add = ArgValueCompleter::new(super::completion::of_query))]
    pub query: String,
    /// Ask this library instead of files
    #[arg(long, value_name = "FILE")]
    pub library: Option<PathBuf>,
    #[command(flatten)]
    pub print: Print,
}

/// How to print rows.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Print {
    /// The format of the output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Rows,
    /// Colours and bold letters
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub color: When,
}

/// Output formats of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Rows {
    /// Aligned columns
    #[default]
    Text,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
}

impl From<Rows> for export::Format {
    fn from(rows: Rows) -> Self {
        match rows {
            Rows::Text => export::Format::Text,
            Rows::Json => export::Format::Json,
            Rows::Jsonl => export::Format::Jsonl,
            Rows::Csv => export::Format::Csv,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The arguments of `extract`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Extract {
    /// Files or folders; - for standard input
    #[arg(value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Neither clean nor normalise: body is text
    #[arg(long, action = ArgAction::SetTrue)]
    pub raw: bool,
    /// The format of the input: auto, text, jsonl, …
    #[arg(long, visible_alias = "input-format", value_name = "FORMAT", value_parser = input_format, default_value = "auto")]
    pub format: InputFormat,
}

/// The arguments of `demo`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Demo {
    /// Which quotations and articles: words, speaker:NAME, after:DATE and more
    #[arg(short, long, value_name = "QUERY", default_value = "", allow_hyphen_values = true,
        add = ArgValueCompleter::new(super::completion::of_query))]
    pub query: String,
    #[command(flatten)]
    pub print: Print,
    #[command(flatten)]
    pub screen: Screen,
}

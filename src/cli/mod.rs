//! The command line: raw arguments become checked types once, then each command runs in its own file.
//!
//! Exit codes: 0 done or found; 1 nothing found; 2 usage or fatal error; 3 done, but some input was skipped. A signal
//! ends the program as it ends every other one (128 + its number in a shell); a broken pipe is the reader's way of
//! saying that it has seen enough, and is 0.
mod args;
mod articles;
mod ask;
mod cache;
mod check;
mod completion;
mod correct;
mod echoes;
mod explain;
mod extract;
mod gold;
mod home;
mod index;
mod interface;
mod output;
mod quotes;
mod score;
mod setup;
mod shelf;
mod speakers;
mod timeline;
mod train;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Done, or something was found.
    Done,
    /// Nothing was found.
    Nothing,
    /// Done, but some input was skipped.
    Skipped,
    /// The interface was left with this exit code.
    Left(u8),
}

/// What ends a command before its end.
#[derive(Debug)]
enum Stop {
    /// Nobody reads the output any more.
    Pipe,
    /// What is wrong, for the user.
    Fatal(String),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Stop::Pipe,
            _ => Stop::Fatal(format!("the output cannot be written: {error}")),
        }
    }
}

/// Runs the program with the arguments of the process and returns its exit code.
pub fn main() -> ExitCode {
    // Does nothing unless the shell asks.
    clap_complete::CompleteEnv::with_factory(Args::command).var(completion::VARIABLE).complete();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let end = match args.command {
        None => interface::run(&args.ask, &args.screen),
        Some(Command::Extract(extract)) => extract::run(&extract),
        Some(Command::Quotes(ask)) => quotes::run(&ask),
        Some(Command::Articles(ask)) => articles::run(&ask),
        Some(Command::Speakers(ask)) => speakers::run(&ask),
        Some(Command::Echoes(ask)) => echoes::run(&ask),
        Some(Command::Timeline(plot)) => timeline::run(&plot),
        Some(Command::Index(index)) => index::run(&index),
        Some(Command::Correct(correct)) => correct::run(&correct),
        Some(Command::Check(input)) => check::run(&input),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Score(args)) => score::run(&args),
        Some(Command::Train(args)) => train::run(&args),
        Some(Command::Demo(demo)) => interface::demo(&demo),
        Some(Command::Config(args)) => setup::config(&args),
        Some(Command::Completions { shell }) => setup::completions(shell),
        Some(Command::Man { command }) => setup::man(command.as_deref()),
    };
    match end {
        Ok(End::Done) | Err(Stop::Pipe) => ExitCode::SUCCESS,
        Ok(End::Nothing) => ExitCode::from(1),
        Ok(End::Skipped) => ExitCode::from(3),
        Ok(End::Left(code)) => ExitCode::from(code),
        Err(Stop::Fatal(reason)) => {
            output::note(&format!("whosaid: {reason}"));
            ExitCode::from(2)
        }
    }
}

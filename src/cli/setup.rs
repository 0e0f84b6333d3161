//! `whosaid config`, `completions` and `man`: what one sets up once.
use super::args::{Args, Config, Setup};
use super::{End, Stop, output};
use crate::config::{self, Settings};
use clap::CommandFactory;
use clap_complete::env::Shells;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

/// Runs `config init`, `config path` or `config check`.
pub(super) fn config(args: &Config) -> Result<End, Stop> {
    let path = config::path().ok_or_else(|| Stop::Fatal("there is no home for a file of settings".to_owned()))?;
    let name = path.display().to_string();
    match args.what {
        Setup::Path => say(&name),
        Setup::Check => {
            let settings = Settings::load().map_err(|problem| Stop::Fatal(problem.to_string()))?;
            crate::tui::check(&settings).map_err(|error| Stop::Fatal(format!("{name}: {error}")))?;
            say(&format!("{name}: in order"))
        }
        Setup::Show => print(&config::example()),
        Setup::Init => {
            let failed = |error: std::io::Error| match error.kind() {
                ErrorKind::AlreadyExists => {
                    Stop::Fatal(format!("{name} exists and is left alone; `config show` prints the settings"))
                }
                _ => Stop::Fatal(format!("{name}: {error}")),
            };
            path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed)?;
            let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
            file.write_all(config::example().as_bytes()).map_err(failed)?;
            say(&format!("wrote {name}"))
        }
    }
}

/// Prints what makes the shell complete the command line: it asks the program, which knows the speakers.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<End, Stop> {
    // Ours are for the shells that take a query apart: at colons, or with its quotation marks.
    match shell {
        clap_complete::Shell::Bash => return print(include_str!("../../assets/completions/whosaid.bash")),
        clap_complete::Shell::Zsh => return print(include_str!("../../assets/completions/whosaid.zsh")),
        clap_complete::Shell::Fish => return print(include_str!("../../assets/completions/whosaid.fish")),
        _ => {}
    }
    let name = shell.to_string();
    let shells = Shells::builtins();
    let known = shells.completer(&name).ok_or_else(|| Stop::Fatal(format!("there is nothing for {name}")))?;
    let mut text = Vec::new();
    known.write_registration(super::completion::VARIABLE, "whosaid", "whosaid", "whosaid", &mut text)?;
    print(&String::from_utf8_lossy(&text))
}

/// Prints the manual page: the program's, or a command's.
pub(super) fn man(command: Option<&str>) -> Result<End, Stop> {
    let mut all = Args::command();
    all.build();
    let page = match command {
        None => all,
        Some(name) => {
            let found = all.find_subcommand(name).cloned();
            found
                .ok_or_else(|| Stop::Fatal(format!("there is no command `{}`", crate::text::display::sanitise(name))))?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    print(&String::from_utf8_lossy(&text))
}

fn say(line: &str) -> Result<End, Stop> {
    print(&format!("{}\n", crate::text::display::sanitise(line)))
}

fn print(text: &str) -> Result<End, Stop> {
    let mut out = output::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(End::Done)
}

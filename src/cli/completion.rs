//! What the shell may go on with in a query: fields, and the speakers and outlets of the library that would be asked.
use super::home;
use super::output::counted;
use crate::library::{Cancel, Facet, FacetKey, Library, Mode, Sqlite};
use crate::query::{Field, Query, edit};
use clap_complete::engine::CompletionCandidate;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

/// The variable by which the shell asks; the scripts of `whosaid completions` set it.
pub(super) const VARIABLE: &str = "WHOSAID_COMPLETE";
/// The most values that are offered.
const MOST: usize = 200;
/// How long counting may take: somebody waits at a prompt.
const BUDGET: Duration = Duration::from_millis(300);

/// The ways to go on after `typed`, the query up to the cursor.
pub(super) fn of_query(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let start = typed.rfind(char::is_whitespace).map_or(0, |i| i + 1);
    let (before, word) = typed.split_at(start);
    let names = match word.split_once(':') {
        None => {
            let begins = |f: &&Field| !f.name().is_empty() && f.name().starts_with(word);
            Field::ALL.iter().filter(begins).map(|f| (format!("{}:", f.name()), f.help().to_owned())).collect()
        }
        Some((name, value)) => Field::named(name).map_or(Vec::new(), |field| values(field, value)),
    };
    names.into_iter().map(|(text, help)| candidate(&format!("{before}{text}"), &help)).collect()
}

fn candidate(text: &str, help: &str) -> CompletionCandidate {
    let help = crate::text::display::sanitise(help).into_owned();
    CompletionCandidate::new(OsString::from(text)).help((!help.is_empty()).then(|| help.into()))
}

/// The values of `field` that hold what is typed of them: what is in the library.
fn values(field: Field, typed: &str) -> Vec<(String, String)> {
    let wanted = crate::text::fold::fold(typed.trim_matches('"'));
    let known = match field {
        Field::Speaker | Field::About => speakers(),
        Field::Outlet => outlets(),
        Field::Kind => ["direct", "mixed", "term"].map(|k| (k.to_owned(), String::new())).to_vec(),
        Field::Is => ["unattributed", "low", "dup", "verified", "corrected", "starred"]
            .map(|k| (k.to_owned(), String::new()))
            .to_vec(),
        _ => Vec::new(),
    };
    // What would be more than text at a prompt is not offered.
    let plain = |name: &str| !name.chars().any(|c| c.is_control() || matches!(c, '"' | '\\' | '`' | '$'));
    let fits = |(name, _): &(String, String)| crate::text::fold::fold(name).contains(&wanted) && plain(name);
    let known = known.into_iter().filter(fits).take(MOST);
    known.map(|(name, help)| (format!("{}:{}", field.name(), edit::value(field, &name)), help)).collect()
}

/// The library of the command line that is completed, else the user's own. It is only read.
fn library() -> Option<Sqlite> {
    let args: Vec<OsString> = std::env::args_os().collect();
    let named = args.iter().position(|a| a == "--library").and_then(|i| args.get(i + 1)).map(PathBuf::from);
    let path = home::library(named.as_deref()).ok().filter(|path| path.exists())?;
    Sqlite::open(&path, Mode::Read).ok()
}

fn speakers() -> Vec<(String, String)> {
    let found = library().and_then(|mut library| library.speakers(&Query::all(), &Cancel::default()).ok());
    let rows = found.map(|speakers| speakers.rows).unwrap_or_default();
    rows.into_iter().map(|r| (r.name, counted(r.quotes, "quote"))).collect()
}

fn outlets() -> Vec<(String, String)> {
    let count = |mut library: Sqlite| library.facets(&Query::all(), Facet::Outlet, BUDGET, &Cancel::default()).ok();
    let items = library().and_then(count).map(|counted| counted.items).unwrap_or_default();
    let outlet = |(key, n)| {
        if let FacetKey::Outlet(Some(name)) = key { Some((name, counted(n as usize, "article"))) } else { None }
    };
    items.into_iter().filter_map(outlet).collect()
}

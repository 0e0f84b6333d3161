//! The laws of the house (`src/lib.rs`): imports only from lower floors, files and functions that fit the eye.
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. Modules on one floor do not import each other.
const FLOORS: &[&[&str]] = &[
    &["model", "error"],
    &["text"],
    &["lexicon"],
    &["read", "clean", "segment", "quotes", "attribute", "people", "echoes", "query", "export", "annotated"],
    &["pipeline", "score", "train"],
    &["discover", "library", "config"],
    &["ingest"],
    &["tui", "cli"],
    &["main", "lib"],
];

/// Imports that the floors forbid and that stand for a reason.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("cli", "tui", "the command line without a subcommand opens the interface")];

/// Most lines of a file, and of a function.
const FILE: usize = 400;
const FUNCTION: usize = 60;

struct Source {
    name: String,
    module: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    assert!(paths.len() > 20, "the sources are there: {}", paths.len());
    let source = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("under src").to_string_lossy().replace('\\', "/");
        let module = name.split(['/', '.']).next().unwrap_or_default().to_string();
        Source { module, text: fs::read_to_string(&path).expect("utf-8 source"), name }
    };
    paths.into_iter().map(source).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|end| end == "rs") {
            paths.push(path);
        }
    }
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The modules that `text` imports from its own crate: `use crate::a…`, `use crate::{a, b::c}`, inline `crate::a::f`.
/// Tests at the end of a file may reach anywhere.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = code.get(at + path.len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.extend(word(rest)),
        }
    }
    found
}

/// The first word of every path in a group, up to the brace that closes it.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut found, mut start) = (1, Vec::new(), true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => start = true,
            c if start && c.is_alphabetic() => {
                found.extend(group.get(i..).and_then(word));
                start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).filter(|word| word.starts_with(char::is_lowercase)).map(Into::into)
}

#[test]
fn imports_are_read() {
    let text = "use crate::{model::{Quote, Span}, text};\nuse crate::lexicon;\nfn f() { crate::query::parse() }\n// crate::tui\n";
    assert_eq!(imports(text), ["model", "text", "lexicon", "query"]);
}

#[test]
fn modules_import_only_from_lower_floors() {
    let mut wrong = Vec::new();
    for source in sources() {
        let from = floor(&source.module).unwrap_or_else(|| panic!("{} stands on no floor", source.name));
        for to in imports(&source.text).iter().filter(|to| **to != source.module) {
            let allowed = EXCEPTIONS.iter().any(|(a, b, _)| *a == source.module && b == to);
            match floor(to) {
                Some(below) if below < from || allowed => {}
                Some(_) => wrong.push(format!("{}: imports {to}", source.name)),
                None => wrong.push(format!("{}: {to} stands on no floor", source.name)),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_fit_the_eye() {
    let mut long = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        if lines.len() > FILE {
            long.push(format!("{}: {} lines", source.name, lines.len()));
        }
        for (name, length) in functions(&lines) {
            if length > FUNCTION {
                long.push(format!("{}: fn {name} has {length} lines", source.name));
            }
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// Name and length of every function: from its `fn` line to the closing brace at the same indentation, as rustfmt
/// sets it.
fn functions(lines: &[&str]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        let Some(name) = code.split("fn ").nth(1).and_then(word).filter(|_| starts_function(code)) else { continue };
        let close = format!("{}}}", " ".repeat(indent));
        let end =
            lines.iter().skip(at).position(|line| *line == close || (line.ends_with(';') && at + 1 == lines.len()));
        found.extend(end.map(|length| (name, length + 1)));
    }
    found
}

fn starts_function(code: &str) -> bool {
    ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn ", "pub const fn "]
        .iter()
        .any(|s| code.starts_with(s))
        && !code.ends_with(';')
        && !code.ends_with('}')
}

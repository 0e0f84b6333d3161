//! Quotations leave the program: into a new file, or to a command. Done on a thread of its own, with rows that come from
//! the library, all that the query finds.
use super::found::Row;
use super::panes::count;
use crate::export::{self, Format, Look, cite, document, quote_record};
use crate::text::display::sanitise;
use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Where quotations go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file, by its path and the form that its name asks for.
    File(String, Form),
    /// A command of the shell, which reads JSON lines.
    Command(String),
}

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One of the formats of the command line.
    Rows(Format),
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// BibTeX.
    Bibtex,
    /// CSL-JSON.
    Csl,
}

impl Target {
    /// The file called `name`, in the form that its ending asks for; `~/` is the home of the user.
    ///
    /// # Errors
    /// What is wrong with the name, in words for the reader.
    pub fn file(name: &str) -> Result<Target, String> {
        let ending = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or("");
        let form = match ending {
            "json" if name.ends_with(".csl.json") => Form::Csl,
            "csv" => Form::Rows(Format::Csv),
            "json" => Form::Rows(Format::Json),
            "jsonl" => Form::Rows(Format::Jsonl),
            "txt" => Form::Rows(Format::Text),
            "md" => Form::Markdown,
            "html" => Form::Html,
            "bib" => Form::Bibtex,
            "" => return Err("the name needs an ending: .csv, .json, .jsonl, .md, .html, .bib or .txt".to_string()),
            other => {
                return Err(format!(
                    "no format is called .{}: .csv, .json, .jsonl, .md, .html, .bib, .txt",
                    sanitise(other)
                ));
            }
        };
        Ok(Target::File(name.to_string(), form))
    }
}

/// What is to be taken where.
#[derive(Clone, Debug)]
pub struct Taking {
    /// The articles and their quotations; none if they come from the library.
    pub rows: Vec<Row>,
    /// The query that found them.
    pub query: String,
    /// Where they go.
    pub target: Target,
    /// True if the library is to fetch all rows of the query.
    pub more: bool,
}

/// Two of them are the same if they take the answer to one query to one place.
impl PartialEq for Taking {
    fn eq(&self, other: &Self) -> bool {
        (&self.query, &self.target, self.rows.len()) == (&other.query, &other.target, other.rows.len())
    }
}

impl Eq for Taking {}

/// The rows of a query, one after the other, or why there are no more.
pub type Rows<'r> = dyn Iterator<Item = io::Result<Row>> + Send + 'r;

/// The most of a command's answer that is read, in bytes.
const ANSWER: u64 = 64 << 10;

/// Takes the quotations there and says what came of it, in a line for the reader.
pub fn take(taking: &Taking, rows: &mut Rows) -> String {
    let done = match &taking.target {
        Target::File(name, form) => {
            write_new(name, taking, rows, *form).map(|n| format!("wrote {} to {name}", count(n, "quotation")))
        }
        Target::Command(command) => pipe(command, taking, rows),
    };
    let said = done.unwrap_or_else(|error| match (&taking.target, error.kind()) {
        (Target::File(name, _), io::ErrorKind::AlreadyExists) => {
            format!("{name} exists and is left alone: choose another name")
        }
        (Target::File(name, _), _) => format!("{name} was not written: {error}"),
        (Target::Command(command), _) => format!("{command}: {error}"),
    });
    sanitise(&said).into_owned()
}

/// Writes to a file that must not exist; what was begun is taken away if it fails.
fn write_new(name: &str, taking: &Taking, rows: &mut Rows, form: Form) -> io::Result<usize> {
    let home = std::env::var_os("HOME").unwrap_or_default();
    let path = name.strip_prefix("~/").map_or_else(|| name.into(), |rest| Path::new(&home).join(rest));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
    let written = write(taking, rows, form, &mut file).and_then(|count| file.sync_all().map(|()| count));
    if written.is_err() {
        let _ = std::fs::remove_file(&path);
    }
    written
}

/// Writes all quotations in `form` and returns how many there were.
///
/// # Errors
/// What the output or the rows say.
pub fn write(taking: &Taking, rows: &mut Rows, form: Form, out: &mut dyn Write) -> io::Result<usize> {
    let mut out = io::BufWriter::new(out);
    let mut count = 0;
    if let Form::Rows(format) = form {
        let mut records = export::rows(format, Look::default(), &mut out);
        for row in rows {
            let row = row?;
            for (number, quote) in picked(&row) {
                records.row(quote_record(&row.article, number, quote, &taking.query))?;
                count += 1;
            }
        }
        records.finish()?;
        drop(records);
        return out.flush().map(|()| count);
    }
    if form == Form::Csl {
        let mut items = Vec::new();
        for row in rows {
            let row = row?;
            let quotes: Vec<_> = picked(&row).map(|(_, quote)| quote).collect();
            count += quotes.len();
            items.extend((!quotes.is_empty()).then(|| cite::csl(&row.article, &quotes)));
        }
        serde_json::to_writer_pretty(&mut out, &items)?;
        writeln!(out)?;
        return out.flush().map(|()| count);
    }
    if form == Form::Html {
        out.write_all(document::START.as_bytes())?;
    }
    for row in rows {
        let row = row?;
        let quotes: Vec<_> = picked(&row).map(|(_, quote)| quote).collect();
        count += quotes.len();
        let text = match form {
            _ if quotes.is_empty() => String::new(),
            Form::Html => document::html(&row.article, &quotes),
            Form::Bibtex => quotes.iter().map(|q| cite::bibtex(&row.article, q)).collect(),
            _ => document::markdown(&row.article, &quotes),
        };
        out.write_all(text.as_bytes())?;
    }
    if form == Form::Html {
        out.write_all(document::END.as_bytes())?;
    }
    out.flush().map(|()| count)
}

fn picked(row: &Row) -> impl Iterator<Item = (usize, &crate::model::Quote)> {
    row.quotes.iter().map(|q| *q as usize).filter_map(|q| Some((q, row.article.quotes.get(q)?)))
}

/// Gives JSON lines to a command of the shell and returns the first line that it prints.
fn pipe(command: &str, taking: &Taking, rows: &mut Rows) -> io::Result<String> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let answer = std::thread::scope(|scope| {
        // A command that reads only the first lines closes its input: that is no error.
        let write =
            || stdin.is_some_and(|mut stdin| write(taking, rows, Form::Rows(Format::Jsonl), &mut stdin).is_ok());
        let writer = scope.spawn(write);
        let mut answer = Vec::new();
        let read = stdout.map_or(Ok(0), |out| out.take(ANSWER).read_to_end(&mut answer));
        let _ = writer.join();
        read.map(|_| answer)
    })?;
    let status = child.wait()?;
    let text = String::from_utf8_lossy(&answer);
    let (lines, first) = (text.lines().count(), text.lines().find(|l| !l.trim().is_empty()).unwrap_or(""));
    let more = if lines > 1 { format!(" (and {} more)", count(lines - 1, "line")) } else { String::new() };
    Ok(match (status.success(), first) {
        (true, "") => format!("{command}: done"),
        (true, first) => format!("{command}: {first}{more}"),
        (false, first) => format!("{command} failed ({status}) {first}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Options, Source, collect};
    use std::sync::Arc;

    fn sample() -> Vec<Row> {
        let articles = collect(&[Source::Sample], &Options::default()).0;
        let row = |a: crate::model::Article| Row {
            id: None,
            quotes: (0..a.quotes.len() as u32).collect(),
            article: Arc::new(a),
        };
        articles.into_iter().map(row).collect()
    }

    #[test]
    fn every_form_holds_every_quotation() {
        let rows = sample();
        let quotes: usize = rows.iter().map(|r| r.quotes.len()).sum();
        for (name, mark) in [("a.jsonl", "\n"), ("a.md", "\n> “"), ("a.html", "<blockquote>"), ("a.bib", "\n@article")]
        {
            let target = Target::file(name).expect(name);
            let Target::File(_, form) = target.clone() else { panic!("a file") };
            let mut out = b"\n".to_vec();
            let taking = Taking { rows: Vec::new(), query: String::new(), target, more: true };
            let count = write(&taking, &mut rows.iter().cloned().map(Ok), form, &mut out).expect("memory");
            let text = String::from_utf8(out).expect("text");
            let found = text.matches(mark).count() - usize::from(mark == "\n");
            assert_eq!((found, count), (quotes, quotes), "{name}");
        }
    }

    #[test]
    fn names_say_the_form_and_files_are_never_overwritten() {
        assert!(Target::file("a").is_err_and(|e| e.contains("ending")));
        assert!(Target::file("a.doc").is_err_and(|e| e.contains(".doc")));
        let path = std::env::temp_dir().join(format!("whosaid-take-{}.csv", std::process::id()));
        let target = Target::file(path.to_str().expect("a path")).expect("a form");
        let taking = Taking { rows: Vec::new(), query: "q".into(), target, more: true };
        let take = |more: Option<io::Result<Row>>| take(&taking, &mut sample().into_iter().map(Ok).chain(more));
        let failed = take(Some(Err(io::Error::other("no more"))));
        assert!(failed.contains("was not written: no more") && !path.exists(), "{failed}");
        let (first, second) = (take(None), take(None));
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let _ = std::fs::remove_file(&path);
        assert!(first.starts_with("wrote ") && second.contains("exists"), "{first}; {second}");
        assert!(kept.lines().count() > 20 && kept.starts_with("id,date"), "{kept}");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_gets_lines_and_its_answer_is_told() {
        let ask = |command: &str| {
            let taking = Taking {
                rows: Vec::new(),
                query: String::new(),
                target: Target::Command(command.to_string()),
                more: true,
            };
            take(&taking, &mut sample().into_iter().map(Ok))
        };
        let quotes: usize = sample().iter().map(|r| r.quotes.len()).sum();
        assert_eq!(ask("grep -c '\"speaker\"'"), format!("grep -c '\"speaker\"': {quotes}"));
        assert_eq!(ask("true"), "true: done");
        assert!(ask("exit 3").contains("failed"));
        assert!(
            ask("printf '\\033[31mred\\nx\\n'").contains("␛[31mred (and 1 line more)"),
            "{}",
            ask("printf '\\033[31mred\\nx\\n'")
        );
    }
}

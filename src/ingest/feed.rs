//! Turns sources into jobs: a file to read whole, or a run of whole lines of one that may be of any size.
use super::{Options, Source, sample};
use crate::discover;
use crate::error::Problem;
use crate::read::{self, Format, MAX_ARTICLE};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

/// Bytes of one run of lines: some dozens of articles.
const CHUNK: usize = 256 << 10;
/// Bytes that a format is told by.
pub(super) const HEAD: usize = 4096;
/// Batches of files that the walk may be ahead of the reading. A channel sets aside memory for all of its places when
/// it is made, so there are few of them.
const AHEAD: usize = 1000;
/// Most files of a batch, and how long the first of them may wait for the others.
const BATCH: usize = 100;
const WAIT: Duration = Duration::from_millis(5);

/// What the bytes of a job are and where they come from.
pub(super) struct Origin {
    pub path: String,
    pub name: String,
    pub folder: String,
    pub format: &'static dyn Format,
    /// True for standard input, which takes no part in what repeats.
    pub piped: bool,
}

/// The bytes of a job.
pub(super) enum Load {
    /// All of a file.
    Whole(File, PathBuf),
    /// Bytes that were read already, and the number of their first line.
    Bytes(Cow<'static, [u8]>, usize),
}

/// Something to do for a worker.
pub(super) enum Job {
    Read(Arc<Origin>, Load),
    /// Nothing to read, but something to say.
    Failed(Problem),
    /// A file is done.
    End,
}

/// How many files were found so far.
#[derive(Default)]
pub(super) struct Count {
    pub total: AtomicUsize,
    pub complete: AtomicBool,
}

/// Takes jobs; breaks when nobody wants more.
pub(super) type Sink<'s> = dyn FnMut(Job) -> ControlFlow<()> + 's;

/// Hands the jobs of all sources to `sink`, in order. The walk through folders runs beside it.
pub(super) fn feed(sources: &[Source], options: &Options, count: &Count, sink: &mut Sink) {
    let (tx, rx) = sync_channel(AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let (mut batch, mut sent) = (Vec::new(), None::<Instant>);
            let end = survey(sources, count, &mut |found| {
                batch.push(found);
                // The very first goes at once.
                if batch.len() < BATCH && sent.is_some_and(|s| s.elapsed() < WAIT) {
                    return ControlFlow::Continue(());
                }
                sent = Some(Instant::now());
                match tx.send(std::mem::take(&mut batch)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            if end.is_continue() {
                let _ = tx.send(batch);
            }
            count.complete.store(true, Ordering::Relaxed);
        });
        for found in rx.into_iter().flatten() {
            let more = match found {
                Found::Path(path) => file(&path, options, sink),
                Found::Stdin => stdin(options, sink),
                Found::Sample(name, bytes) => embedded(name, bytes, sink),
                Found::Problem(problem) => sink(Job::Failed(problem)),
            };
            if more.is_break() || sink(Job::End).is_break() {
                return;
            }
        }
    });
}

enum Found {
    Path(PathBuf),
    Stdin,
    Sample(&'static str, &'static [u8]),
    Problem(Problem),
}

fn survey(sources: &[Source], count: &Count, out: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut out = |found| {
        count.total.fetch_add(1, Ordering::Relaxed);
        out(found)
    };
    for source in sources {
        match source {
            Source::Path(path) => {
                let mut each = |item: Result<PathBuf, Problem>| out(item.map_or_else(Found::Problem, Found::Path));
                discover::walk(std::slice::from_ref(path), &mut each)?;
            }
            Source::Stdin => out(Found::Stdin)?,
            Source::Sample => {
                for (name, bytes) in sample::files() {
                    out(Found::Sample(name, bytes))?;
                }
            }
        }
    }
    ControlFlow::Continue(())
}

fn file(path: &Path, options: &Options, sink: &mut Sink) -> ControlFlow<()> {
    let failed = |error: &io::Error| Job::Failed(discover::problem(path, &discover::reason(error)));
    let mut file = match discover::open(path) {
        Ok(file) => file,
        Err(problem) => return sink(Job::Failed(problem)),
    };
    let mut head = Vec::new();
    if let Err(error) = (&mut file).take(HEAD as u64).read_to_end(&mut head) {
        return sink(failed(&error));
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let origin = Arc::new(Origin {
        path: path.to_string_lossy().into_owned(),
        folder: path.parent().unwrap_or(Path::new("")).to_string_lossy().into_owned(),
        format: options.input_format.unwrap_or_else(|| read::detect(&name, &head)),
        name,
        piped: false,
    });
    if head.len() < HEAD || !origin.format.supported() {
        return sink(Job::Read(origin, Load::Bytes(head.into(), 1)));
    }
    if by_line(&origin, &head) {
        return lines(&origin, head, &mut file, sink);
    }
    sink(Job::Read(origin, Load::Whole(file, path.to_path_buf())))
}

fn embedded(name: &'static str, bytes: &'static [u8], sink: &mut Sink) -> ControlFlow<()> {
    let origin = Origin {
        path: format!("{}/{name}", sample::FOLDER),
        name: name.to_owned(),
        folder: sample::FOLDER.to_owned(),
        format: read::detect(name, bytes),
        piped: false,
    };
    sink(Job::Read(Arc::new(origin), Load::Bytes(bytes.into(), 1)))
}

fn stdin(options: &Options, sink: &mut Sink) -> ControlFlow<()> {
    let mut input = io::stdin().lock();
    let failed = |error: &io::Error| Job::Failed(Problem::new("-", None, discover::reason(error)));
    let mut head = Vec::new();
    if let Err(error) = (&mut input).take(HEAD as u64).read_to_end(&mut head) {
        return sink(failed(&error));
    }
    let format = options.input_format.unwrap_or_else(|| read::detect("", &head));
    let origin =
        Arc::new(Origin { path: "-".into(), name: "stdin".into(), folder: String::new(), format, piped: true });
    if by_line(&origin, &head) {
        return lines(&origin, head, &mut input, sink);
    }
    match input.take(MAX_ARTICLE as u64).read_to_end(&mut head) {
        Ok(_) => sink(Job::Read(origin, Load::Bytes(head.into(), 1))),
        Err(error) => sink(failed(&error)),
    }
}

/// True if the input can be read in runs of lines; in UTF-16 a byte is no character.
fn by_line(origin: &Origin, head: &[u8]) -> bool {
    origin.format.by_line() && !matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

/// Hands on `buffer` and what follows in `input`, in runs of whole lines.
fn lines(origin: &Arc<Origin>, mut buffer: Vec<u8>, input: &mut dyn Read, sink: &mut Sink) -> ControlFlow<()> {
    let mut line = 1;
    loop {
        let read = match input.take(CHUNK as u64).read_to_end(&mut buffer) {
            Ok(read) => read,
            Err(error) => {
                return sink(Job::Failed(Problem::new(&*origin.path, Some(line), discover::reason(&error))));
            }
        };
        let end = match buffer.iter().rposition(|&b| b == b'\n') {
            _ if read == 0 => buffer.len(),
            Some(at) => at + 1,
            None if buffer.len() <= MAX_ARTICLE => continue,
            None => {
                let reason = format!("the line is longer than {} MB", MAX_ARTICLE >> 20);
                sink(Job::Failed(Problem::new(&*origin.path, Some(line), reason)))?;
                buffer = skip_line(input);
                line += 1;
                continue;
            }
        };
        if end > 0 {
            let rest = buffer.split_off(end);
            let breaks = buffer.iter().filter(|&&b| b == b'\n').count();
            sink(Job::Read(Arc::clone(origin), Load::Bytes(buffer.into(), line)))?;
            line += breaks;
            buffer = rest;
        }
        if read == 0 {
            return ControlFlow::Continue(());
        }
    }
}

/// Reads on to the end of the line and returns what was read beyond it.
fn skip_line(input: &mut dyn Read) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        chunk.clear();
        match input.take(CHUNK as u64).read_to_end(&mut chunk) {
            Ok(0) | Err(_) => return Vec::new(),
            Ok(_) => {}
        }
        if let Some(at) = chunk.iter().position(|&b| b == b'\n') {
            return chunk.split_off(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(text: &[u8]) -> Vec<(usize, usize)> {
        let format = read::by_name("jsonl").unwrap();
        let origin =
            Arc::new(Origin { path: "a".into(), name: "a".into(), folder: String::new(), format, piped: false });
        let mut out = Vec::new();
        let _ = lines(&origin, Vec::new(), &mut &text[..], &mut |job| {
            match job {
                Job::Read(_, Load::Bytes(bytes, first)) => out.push((first, bytes.len())),
                Job::Failed(problem) => out.push((problem.line.unwrap_or(0), 0)),
                _ => {}
            }
            ControlFlow::Continue(())
        });
        out
    }

    #[test]
    fn runs_end_at_line_breaks_and_lines_are_counted() {
        assert_eq!(chunks(b"a\nb\nc"), [(1, 4), (3, 1)]);
        assert_eq!(chunks(b""), []);
        let long = [vec![b'x'; CHUNK], b"\ny\n".to_vec(), vec![b'z'; CHUNK + 9]].concat();
        assert_eq!(chunks(&long), [(1, CHUNK + 3), (3, CHUNK + 9)]);
    }

    #[test]
    fn a_line_without_end_is_named_and_skipped() {
        let text = [b"a\n".to_vec(), vec![b'x'; MAX_ARTICLE + CHUNK * 2], b"\nlast\n".to_vec()].concat();
        let found = chunks(&text);
        assert_eq!((found.first(), found.get(1), found.last()), (Some(&(1, 2)), Some(&(2, 0)), Some(&(3, 5))));
    }
}

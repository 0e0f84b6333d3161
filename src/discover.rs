//! Finds the files of an input: folders are walked in the order of their names, links are not followed, and only
//! regular files are opened.
use crate::error::Problem;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};

/// Calls `out` for every file under `roots`, in a stable order, and for everything that cannot be one. Hidden files
/// and folders are left out unless they are named. Stops when `out` breaks.
pub fn walk(roots: &[PathBuf], out: &mut dyn FnMut(Result<PathBuf, Problem>) -> ControlFlow<()>) -> ControlFlow<()> {
    // A stack of our own: a thousand nested folders must not use up the thread's.
    let mut stack: Vec<(PathBuf, bool)> = roots.iter().rev().map(|r| (r.clone(), true)).collect();
    while let Some((path, named)) = stack.pop() {
        // A link that somebody typed is meant; one that lies in a folder may lead in circles or out of it.
        let metadata = if named { fs::metadata(&path) } else { fs::symlink_metadata(&path) };
        let kind = match metadata {
            Ok(m) => m.file_type(),
            Err(error) => {
                out(Err(problem(&path, &reason(&error))))?;
                continue;
            }
        };
        if kind.is_dir() {
            match entries(&path) {
                Ok(names) => stack.extend(names.into_iter().rev().map(|p| (p, false))),
                Err(error) => out(Err(problem(&path, &reason(&error))))?,
            }
        } else if kind.is_file() {
            out(Ok(path))?;
        } else {
            out(Err(problem(&path, not_a_file(kind.is_symlink()))))?;
        }
    }
    ControlFlow::Continue(())
}

fn not_a_file(link: bool) -> &'static str {
    if link {
        "this is a symbolic link: name it itself, and it is followed"
    } else {
        "this is no regular file: feed it to standard input and name it -"
    }
}

/// What a folder holds, by name, without hidden entries.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            names.push(entry.path());
        }
    }
    names.sort();
    Ok(names)
}

/// Opens a regular file. What became a pipe or a device since it was found is refused, and cannot make us wait.
///
/// # Errors
/// The reason, with what to do next.
pub fn open(path: &Path) -> Result<File, Problem> {
    let file = options().open(path).map_err(|e| problem(path, &reason(&e)))?;
    let metadata = file.metadata().map_err(|e| problem(path, &reason(&e)))?;
    if metadata.is_file() { Ok(file) } else { Err(problem(path, not_a_file(false))) }
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

/// The whole of `path`, by which what lies there is known however it is written: `news` and `other/../news` are one.
pub fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // Where a link lies on the way only the system knows what is above it.
    let goes_up = absolute.components().any(|part| part == Component::ParentDir);
    if goes_up { fs::canonicalize(&absolute).unwrap_or(absolute) } else { absolute }
}

/// A problem with `path` as the user would write it.
pub fn problem(path: &Path, reason: &str) -> Problem {
    Problem::new(path.to_string_lossy(), None, reason)
}

/// What an error of the system means to somebody who wants to read files.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_however_it_is_written() {
        let scratch = Scratch::new("whole");
        let (news, other) = (scratch.0.join("news"), scratch.0.join("other"));
        fs::create_dir_all(&news).unwrap();
        fs::create_dir_all(&other).unwrap();
        assert_eq!(whole(&other.join("../news")), fs::canonicalize(&news).unwrap());
        assert_eq!(whole(&news), news);
        assert!(whole(Path::new("news")).is_absolute());
        assert!(whole(&scratch.0.join("none/../gone")).ends_with("none/../gone"), "nobody knows where that is");
    }

    /// A folder of its own for one test, gone afterwards.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("whosaid-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Scratch(path)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn found(root: &Path) -> Vec<String> {
        let mut out = Vec::new();
        let _ = walk(&[root.to_path_buf()], &mut |item| {
            let show = |p: &Path| p.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            out.push(item.map_or_else(|p| format!("{}!", show(Path::new(&p.path))), |p| show(&p)));
            ControlFlow::Continue(())
        });
        out
    }

    #[test]
    fn folders_come_in_the_order_of_their_names() {
        let scratch = Scratch::new("order");
        let root = &scratch.0;
        fs::create_dir_all(root.join("b/deep")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        for name in ["c.txt", "b/z.txt", "b/deep/a.txt", "a.txt", ".hidden", ".git/x", "b/a.txt"] {
            fs::write(root.join(name), "x").unwrap();
        }
        assert_eq!(found(root), ["a.txt", "b/a.txt", "b/deep/a.txt", "b/z.txt", "c.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_named_not_followed() {
        let scratch = Scratch::new("links");
        let root = &scratch.0;
        fs::write(root.join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(".", root.join("loop")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", root.join("zero")).unwrap();
        assert_eq!(found(root), ["a.txt", "loop!", "zero!"]);
        assert!(open(&root.join("zero")).unwrap_err().reason.contains("no regular file"));
        assert!(found(&root.join("loop")).contains(&"a.txt".to_owned()), "a link that is named is followed");
    }

    #[test]
    fn what_is_not_there_is_a_problem() {
        let scratch = Scratch::new("gone");
        assert_eq!(found(&scratch.0.join("no")), ["!"]);
        assert!(open(&scratch.0.join("no")).unwrap_err().reason.contains("no such file"));
    }
}

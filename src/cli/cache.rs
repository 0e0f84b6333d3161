//! What was found in folders that were opened in the interface: a library for every set of paths, in the folder for what
//! can be made again. Nobody is asked about it; what nobody has opened for a month goes.
use crate::config;
use crate::discover;
use crate::ingest::Options;
use crate::library::{LibError, Library, Mode, Sqlite};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long a library may lie unopened.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
const ENDING: &str = ".whosaid";

/// The library for `roots`, and its file; nothing where none can be kept.
pub(super) fn open(roots: &[PathBuf], options: &Options) -> Option<(PathBuf, Sqlite)> {
    let folder = config::cache_dir()?;
    let (roots, made) = (of_roots(roots, options), made_by());
    let path = folder.join(format!("{roots}-{made}{ENDING}"));
    let library = open_or_make(&path)?;
    clear(&folder, &roots, &path);
    Some((path, library))
}

/// Opens the library at `path`; a damaged one is thrown away and made anew.
fn open_or_make(path: &Path) -> Option<Sqlite> {
    let usable = |library: Result<Sqlite, LibError>| {
        let mut library = library?;
        library.totals().map(|_| library)
    };
    match usable(Sqlite::open(path, Mode::Create)) {
        Ok(library) => Some(library),
        Err(LibError::Corrupt(_) | LibError::Newer { .. }) => {
            remove(path);
            usable(Sqlite::open(path, Mode::Create)).ok()
        }
        Err(_) => None,
    }
}

/// A name for the paths and the way they are read.
fn of_roots(roots: &[PathBuf], options: &Options) -> String {
    let mut roots: Vec<PathBuf> = roots.iter().map(|root| discover::whole(root)).collect();
    roots.sort();
    roots.dedup();
    let mut hasher = Sha256::new();
    for root in &roots {
        hasher.update(root.as_os_str().as_encoded_bytes());
        hasher.update([0]);
    }
    hasher.update(options.input_format.map_or("", |f| f.name()));
    name(hasher)
}

/// A name for this build of the program: another one may find other things in the same texts.
fn made_by() -> String {
    let mut hasher = Sha256::new();
    hasher.update(env!("CARGO_PKG_VERSION"));
    let program = std::env::current_exe().and_then(fs::metadata);
    if let Ok(program) = program {
        let since = |t: SystemTime| t.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
        hasher.update(program.len().to_le_bytes());
        hasher.update(program.modified().map_or(0, since).to_le_bytes());
    }
    name(hasher)
}

fn name(hasher: Sha256) -> String {
    hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Removes what other builds have made of the same `roots`, and what nobody has opened for long. `mine` stays.
fn clear(folder: &Path, roots: &str, mine: &Path) {
    let _ = File::options().append(true).open(mine).and_then(|f| f.set_modified(SystemTime::now()));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path == mine || !name.ends_with(ENDING) {
            continue;
        }
        let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|m| m.elapsed().ok());
        if name.starts_with(roots) || age.is_some_and(|age| age > KEPT) {
            remove(&path);
        }
    }
}

/// Removes a library. Where it cannot be removed, it stays.
fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let _ = fs::remove_file(name);
    }
}

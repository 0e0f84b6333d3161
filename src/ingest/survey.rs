//! What the files of a library are now, compared with what it knows of them.
use super::Step;
use crate::discover;
use crate::error::Problem;
use crate::library::{Cancel, LibError, Library, Stamp};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What the files are now, compared with what the library knows.
#[derive(Default)]
pub(super) struct Survey {
    pub changed: Vec<(PathBuf, Stamp)>,
    pub unchanged: usize,
    pub gone: Vec<String>,
    /// Files that the library knows.
    pub known: usize,
    pub problems: Vec<Problem>,
}

impl Survey {
    pub fn of(
        roots: &[PathBuf],
        library: &mut dyn Library,
        cancel: &Cancel,
        out: &mut dyn FnMut(Step),
    ) -> Result<Survey, LibError> {
        let mut survey = Survey::default();
        let known: HashMap<String, Stamp> =
            library.files()?.into_iter().map(|k| (k.stamp.path.clone(), k.stamp)).collect();
        survey.known = known.len();
        let mut there: HashSet<String> = HashSet::new();
        let _ = discover::walk(roots, &mut |found| {
            match found.and_then(|path| stamp(&path).map(|stamp| (path, stamp))) {
                Ok((path, stamp)) => {
                    let same = known.get(&stamp.path) == Some(&stamp);
                    if there.insert(stamp.path.clone()) {
                        survey.unchanged += usize::from(same);
                        survey.changed.extend((!same).then_some((path, stamp)));
                    }
                }
                Err(problem) => {
                    out(Step::Problem(problem.clone()));
                    survey.problems.push(problem);
                }
            }
            if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if cancel.is_cancelled() {
            return Ok(Survey::default());
        }
        // What lies in a folder that cannot be read just now is not gone.
        let hidden = |path: &Path| survey.problems.iter().any(|p| path.starts_with(&p.path));
        let under = |path: &Path| roots.iter().any(|root| path.starts_with(root));
        survey.gone = known
            .into_keys()
            .filter(|path| !there.contains(path) && under(Path::new(path)) && !hidden(Path::new(path)))
            .collect();
        survey.gone.sort();
        Ok(survey)
    }
}

fn stamp(path: &Path) -> Result<Stamp, Problem> {
    let metadata = std::fs::metadata(path).map_err(|e| discover::problem(path, &discover::reason(&e)))?;
    let changed = metadata.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos());
    let changed = i64::try_from(changed).unwrap_or(i64::MAX);
    Ok(Stamp { path: path.to_string_lossy().into_owned(), size: metadata.len(), changed })
}

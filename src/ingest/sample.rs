//! The articles that come with the program.
use include_dir::{Dir, include_dir};

static SAMPLE: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/sample");

/// What stands for the folder of the sample in paths.
pub(super) const FOLDER: &str = "sample";

/// Name and bytes of every file of the sample, by name.
pub(super) fn files() -> Vec<(&'static str, &'static [u8])> {
    let name = |f: &include_dir::File<'static>| f.path().file_name().and_then(|n| n.to_str()).unwrap_or("");
    let mut files: Vec<_> = SAMPLE.files().map(|f| (name(f), f.contents())).collect();
    files.sort();
    files
}

/// The names of the sample's files, in order.
pub fn sample_names() -> Vec<&'static str> {
    files().into_iter().map(|(name, _)| name).collect()
}

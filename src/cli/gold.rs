//! Annotated files, for the commands that measure and learn.
use super::Stop;
use super::output::Problems;
use crate::annotated::{Annotated, Gold, Predicted, add_people};
use crate::model::RawArticle;
use crate::read::{self, Input};
use crate::text::decode;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Largest annotated file, in bytes.
const LARGEST: u64 = 1 << 30;

/// Annotated articles with the same articles as `extract --raw` reads them, in one order.
#[derive(Default)]
pub(super) struct Articles {
    pub gold: Vec<Gold>,
    pub raw: Vec<RawArticle>,
    pub problems: Problems,
}

/// Reads annotated articles, and the names that `people` adds to them.
pub(super) fn articles(paths: &[&Path], people: Option<&Path>) -> Result<Articles, Stop> {
    let mut out = Articles::default();
    for path in paths {
        let text = text(path)?;
        let name = path.to_string_lossy();
        let (gold, problems) = Gold::lines(&name, &text);
        problems.iter().for_each(|p| out.problems.tell(p));
        let input = Input { path: &name, name: &name, folder: "", first_line: 1, bytes: text.as_bytes() };
        let raws = read::articles(&input, read::by_name("jsonl")).into_iter().flatten();
        let mut raws: FxHashMap<String, RawArticle> = raws.map(|r| (r.id.clone(), r)).collect();
        for article in gold {
            let raw = raws.remove(&article.id);
            out.raw.push(raw.unwrap_or_else(|| RawArticle {
                id: article.id.clone(),
                text: article.text.clone(),
                ..RawArticle::default()
            }));
            out.gold.push(article);
        }
    }
    if let Some(path) = people {
        let (people, problems) = Annotated::lines(&path.to_string_lossy(), &text(path)?);
        problems.iter().for_each(|p| out.problems.tell(p));
        add_people(&mut out.gold, &people);
    }
    Ok(out)
}

/// Reads what another program, or this one before, has found.
pub(super) fn predictions(path: &Path, problems: &mut Problems) -> Result<Vec<Predicted>, Stop> {
    let (predicted, wrong) = Predicted::lines(&path.to_string_lossy(), &text(path)?);
    wrong.iter().for_each(|p| problems.tell(p));
    Ok(predicted)
}

/// The text of a file, or of standard input for `-`.
fn text(path: &Path) -> Result<String, Stop> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|f| f.take(LARGEST).read_to_end(&mut bytes))
    };
    read.map_err(|e| Stop::Fatal(format!("{}: {e}", path.display())))?;
    if bytes.starts_with(b"\x1f\x8b") {
        return Err(Stop::Fatal(format!("{}: this is compressed; unpack it with gunzip first", path.display())));
    }
    Ok(decode(&bytes).text)
}

//! Looking for damage in the index.
use super::super::super::{ArticleId, Result};
use super::super::packing::Packing;
use super::list::List;
use super::page::{checksum, places};
use super::terms::key;
use super::{gone, runs};
use crate::library::sqlite::tokens::{BREAK, tokens};
use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// What is wrong with the index, one line each. `deep` compares it with all texts.
pub(in super::super) fn check(conn: &Connection, packing: &Packing, deep: bool) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    let orphans: i64 =
        conn.query_row("SELECT count(*) FROM page WHERE run NOT IN (SELECT key FROM run)", [], |r| r.get(0))?;
    problems.extend((orphans > 0).then(|| format!("{orphans} pages of the index of words are nobody's")));
    if !deep {
        return Ok(problems);
    }
    match (of_index(conn), of_texts(conn, packing)) {
        (Err(error), _) => problems.push(format!("the index of words: {error}")),
        (Ok(index), Ok(mut texts)) => {
            let wrong = index.iter().filter(|(id, sum)| texts.remove(id) != Some(**sum)).count();
            problems.extend((wrong > 0).then(|| format!("{wrong} articles are not in the index of words as they are")));
            // An article without a word is in no run.
            let missing = texts.values().filter(|sum| **sum != 0).count();
            problems.extend((missing > 0).then(|| format!("{missing} articles are not in the index of words")));
        }
        // A text that cannot be read is told of where articles are read.
        (_, Err(_)) => {}
    }
    Ok(problems)
}

/// For each article a number for all its words with their places, as the index has them.
fn of_index(conn: &Connection) -> Result<FxHashMap<i64, u64>> {
    let (gone, mut out) = (gone(conn)?, FxHashMap::default());
    for run in runs(conn)? {
        let Some(mut list) = List::whole(conn, run)? else { continue };
        let mut before: Option<Vec<u8>> = None;
        while let Some(mut last) = list.id {
            if before.as_deref().is_some_and(|before| before >= list.word()) {
                return Err(super::super::record::damaged());
            }
            let word = u64::from(checksum(list.word()));
            while let Some(id) = list.id {
                if id < last {
                    return Err(super::super::record::damaged());
                }
                last = id;
                let mut found = Vec::new();
                places(list.places(), &mut found).ok_or_else(super::super::record::damaged)?;
                if gone.get(&id).is_none_or(|upto| *upto < run.id) {
                    let sum = out.entry(id).or_insert(0u64);
                    found.iter().for_each(|place| *sum = sum.wrapping_add(mixed(word, *place)));
                }
                list.next(conn)?;
            }
            before = Some(list.word().to_vec());
            list.next_word(conn)?;
        }
    }
    Ok(out)
}

/// The same, as the texts have them.
fn of_texts(conn: &Connection, packing: &Packing) -> Result<FxHashMap<i64, u64>> {
    let mut out = FxHashMap::default();
    let mut stmt = conn.prepare("SELECT article.id, title, body FROM article JOIN store ON store.id = store")?;
    let mut rows = stmt.query([])?;
    while let Some(row) = rows.next()? {
        let (title, body) = (packing.text(conn, row.get_ref(1)?)?, packing.text(conn, row.get_ref(2)?)?);
        let (mut sum, mut place) = (0u64, 0);
        for (text, in_title) in [(&title, true), (&body, false)] {
            tokens(text, &mut |word| {
                if word != BREAK {
                    let mut bytes = Vec::new();
                    key(word, in_title, &mut bytes);
                    sum = sum.wrapping_add(mixed(u64::from(checksum(&bytes)), place));
                }
                place += 1;
            });
            place += 1;
        }
        out.insert(ArticleId(row.get(0)?).0, sum);
    }
    Ok(out)
}

fn mixed(word: u64, place: u32) -> u64 {
    (word << 32 | u64::from(place))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(31)
        .wrapping_mul(0xff51_afd7_ed55_8ccd)
}

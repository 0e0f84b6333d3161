//! Words that stand in the quotations of several articles. Each article keeps a number for the words of each of its
//! quotations; who asks goes through all of them, which are little.
use super::super::{Cancel, LibError, Result};
use super::record::damaged;
use super::words::checksum;
use crate::model::Article;
use crate::query::words_key;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// Articles between two looks at whether somebody still waits.
const STEP: usize = 1_024;

/// The numbers of `article`, one for each quotation and 0 where there is none, as they are kept.
pub(super) fn encode(article: &Article) -> Vec<u8> {
    let keys = article.quotes.iter().map(|quote| words_key(article, quote).unwrap_or(0));
    let mut bytes: Vec<u8> = keys.flat_map(u64::to_le_bytes).collect();
    bytes.extend_from_slice(&checksum(&bytes).to_le_bytes());
    bytes
}

/// The numbers that are kept so.
pub(super) fn decode(bytes: &[u8]) -> Result<Vec<u64>> {
    let (keys, sum) = bytes.split_last_chunk::<4>().ok_or_else(damaged)?;
    let (keys, rest) = keys.as_chunks::<8>();
    let fits = rest.is_empty() && checksum(keys.as_flattened()).to_le_bytes() == *sum;
    fits.then(|| keys.iter().map(|key| u64::from_le_bytes(*key)).collect()).ok_or_else(damaged)
}

/// The numbers of the article `id`.
pub(super) fn of(conn: &Connection, id: i64) -> Result<Vec<u64>> {
    let mut stmt = conn.prepare_cached("SELECT keys FROM said WHERE id = ?")?;
    let bytes: Option<Vec<u8>> = stmt.query_row([id], |r| r.get(0)).optional()?;
    bytes.map_or(Ok(Vec::new()), |bytes| decode(&bytes))
}

/// The numbers that several articles have.
pub(super) fn find(conn: &Connection, stop: &Cancel) -> Result<HashSet<u64>> {
    let mut stmt = conn.prepare("SELECT keys FROM said")?;
    let mut rows = stmt.query([])?;
    let (mut all, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let mut keys = decode(row.get_ref(0)?.as_blob().unwrap_or(&[]))?;
        keys.sort_unstable();
        keys.dedup();
        all.extend(keys.into_iter().filter(|key| *key > 0));
        count += 1;
        if count % STEP == 0 && stop.is_cancelled() {
            return Err(LibError::Cancelled);
        }
    }
    all.sort_unstable();
    Ok(all.windows(2).filter_map(|pair| pair.first().filter(|key| pair.last() == Some(key)).copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::RawArticle;
    use crate::pipeline::{Repeats, extract};

    #[test]
    fn numbers_are_of_words_and_not_of_marks() {
        let keys = |text: &str| {
            let raw = RawArticle { text: text.into(), ..RawArticle::default() };
            decode(&encode(&extract(&raw, Lexicon::builtin(), &Repeats::default()))).unwrap()
        };
        let [long] = keys("“The boats will stay here,” Ida Mole said.")[..] else { panic!() };
        assert_eq!(keys("Ida Mole said: “the boats will stay here”."), [long]);
        assert_ne!(keys("Ida Mole said: “the boats will leave here”."), [long]);
        assert_eq!(keys("“They stay,” Ida Mole said."), [0], "so few words say little");
        let mut bytes = encode(&Article::default());
        assert_eq!(decode(&bytes).unwrap(), [0u64; 0]);
        bytes[0] ^= 1;
        assert!(decode(&bytes).is_err());
    }
}

//! An article as bytes: the body lies beside it, and of the text only what the body does not have.
use super::super::{LibError, Result};
use super::words::checksum;
use crate::model::{Article, ContentHash, DateFrom, Edits, Person, Quote, Removed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything of an article but the body.
#[derive(Serialize, Deserialize)]
struct Record {
    id: String,
    title: Option<String>,
    source: String,
    line: Option<u32>,
    rest: String,
    edits: Edits,
    removed: Vec<Removed>,
    outlet: Option<String>,
    author: Option<String>,
    url: Option<String>,
    date: Option<NaiveDate>,
    date_from: DateFrom,
    quotes: Vec<Quote>,
    people: Vec<Person>,
}

/// The bytes of `article`, not yet compressed.
pub(super) fn encode(article: &Article) -> Result<Vec<u8>> {
    let record = Record {
        id: article.id.clone(),
        title: article.title.clone(),
        source: article.source.clone(),
        line: article.line.and_then(|l| u32::try_from(l).ok()),
        rest: rest(article),
        edits: article.edits.clone(),
        removed: article.removed.clone(),
        outlet: article.outlet.clone(),
        author: article.author.clone(),
        url: article.url.clone(),
        date: article.date,
        date_from: article.date_from,
        quotes: article.quotes.clone(),
        people: article.people.clone(),
    };
    postcard::to_stdvec(&record).map_err(|e| LibError::Io(e.to_string()))
}

/// The article with these bytes and this body.
pub(super) fn decode(hash: ContentHash, bytes: &[u8], body: String) -> Result<Article> {
    let record: Record = postcard::from_bytes(bytes).map_err(|_| damaged())?;
    let text = text(&record.rest, &record.edits, &body).ok_or_else(damaged)?;
    Ok(Article {
        hash,
        id: record.id,
        source: record.source,
        line: record.line.map(|l| l as usize),
        text,
        body,
        edits: record.edits,
        removed: record.removed,
        title: record.title,
        outlet: record.outlet,
        author: record.author,
        url: record.url,
        date: record.date,
        date_from: record.date_from,
        quotes: record.quotes,
        people: record.people,
        made: Default::default(),
    })
}

/// Stands before bytes with a checksum. Those of older formats begin with their size, which is never so large.
const SEALED: [u8; 4] = [0xff; 4];

/// Any value as compressed bytes with a checksum.
pub(super) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let bytes = postcard::to_stdvec(value).map_err(|e| LibError::Io(e.to_string()))?;
    let bytes = lz4_flex::compress_prepend_size(&bytes);
    Ok([&SEALED, &checksum(&bytes).to_le_bytes(), bytes.as_slice()].concat())
}

/// The value of compressed bytes.
pub(super) fn unpack<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T> {
    let bytes = match bytes.strip_prefix(&SEALED) {
        Some(sealed) => sealed.split_first_chunk::<4>().filter(|(sum, rest)| checksum(rest).to_le_bytes() == **sum),
        None => Some((&[0; 4], bytes)),
    };
    let (_, bytes) = bytes.ok_or_else(damaged)?;
    postcard::from_bytes(&decompress(bytes)?).map_err(|_| damaged())
}

/// What compressed bytes were.
pub(super) fn decompress(bytes: &[u8]) -> Result<Vec<u8>> {
    // The size stands in front. A damaged one must not make us ask for all memory.
    let size = bytes.first_chunk::<4>().map(|size| u32::from_le_bytes(*size)).ok_or_else(damaged)?;
    if size as usize > bytes.len().saturating_mul(255) + 64 {
        return Err(damaged());
    }
    lz4_flex::decompress_size_prepended(bytes).map_err(|_| damaged())
}

pub(super) fn damaged() -> LibError {
    LibError::Corrupt("an article cannot be read".into())
}

/// What of the text the body does not have: everything outside the runs that were copied.
fn rest(article: &Article) -> String {
    let mut out = String::new();
    let mut at = 0;
    for run in article.edits.runs.iter().filter(|r| r.copied) {
        out.push_str(article.text.get(at..run.text.start).unwrap_or(""));
        at = run.text.end;
    }
    out.push_str(article.text.get(at..).unwrap_or(""));
    out
}

/// Puts the text together again.
fn text(rest: &str, edits: &Edits, body: &str) -> Option<String> {
    let mut out = String::with_capacity(rest.len() + body.len());
    let mut at: usize = 0;
    for run in edits.runs.iter().filter(|r| r.copied) {
        let gap = run.text.start.checked_sub(out.len())?;
        out.push_str(rest.get(at..at.checked_add(gap)?)?);
        at += gap;
        out.push_str(body.get(run.body.start..run.body.end)?);
    }
    out.push_str(rest.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::RawArticle;
    use crate::pipeline::{Repeats, extract};

    #[test]
    fn what_goes_in_comes_out() {
        let texts = [
            "date 2025-03-02\n\n“It\u{a0}rains,” Edda Marrow said.\r\n\r\nRead more: Ferries\n\nShe left.   Then “no”, she said.",
            "",
            "Łódź “é\u{301}” — 'a'",
        ];
        for text in texts {
            let raw = RawArticle { id: "a".into(), text: text.into(), line: Some(3), ..RawArticle::default() };
            let article = extract(&raw, Lexicon::builtin(), &Repeats::default());
            let bytes = encode(&article).unwrap();
            let again = decode(article.hash, &bytes, article.body.clone()).unwrap();
            assert_eq!(again, article);
        }
    }

    #[test]
    fn a_value_that_was_changed_is_an_error() {
        let packed = pack(&vec![7u32; 40]).unwrap();
        assert_eq!(unpack::<Vec<u32>>(&packed).unwrap(), [7; 40]);
        assert_eq!(unpack::<Vec<u32>>(&packed[8..]).unwrap(), [7; 40], "as older formats have it");
        for at in 0..packed.len() {
            let mut bad = packed.clone();
            bad[at] ^= 2;
            assert!(unpack::<Vec<u32>>(&bad).is_err(), "changed at {at}");
        }
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        let raw = RawArticle { text: "“It rains,” Edda Marrow said. “Much.”".into(), ..RawArticle::default() };
        let article = extract(&raw, Lexicon::builtin(), &Repeats::default());
        let bytes = encode(&article).unwrap();
        for at in 0..bytes.len() {
            for bit in [1u8, 0x80] {
                let mut bad = bytes.clone();
                bad[at] ^= bit;
                let _ = decode(article.hash, &bad, article.body.clone());
                let _ = decompress(&bad);
            }
            assert!(decode(article.hash, &bytes[..at], article.body.clone()).is_err(), "cut at {at}");
        }
        assert!(decode(article.hash, &[255, 255, 255, 255, 0], String::new()).is_err());
    }
}

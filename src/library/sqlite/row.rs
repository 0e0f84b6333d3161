//! What every article keeps small, for filters and counts: who speaks, how sure, what kind, who is named.
use super::super::Result;
use super::record::damaged;
use super::words::checksum;
use crate::model::{Article, Kind};
use crate::query::named_inside;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

/// Of an article, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Stored {
    pub quotes: Vec<StoredQuote>,
    /// Quotation and name, for every name inside a quotation.
    pub about: Vec<(u32, u32)>,
}

/// Of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredQuote {
    /// Number of how the article names the speaker.
    pub voice: u32,
    /// Number of the person across articles, and 1; 0 if there is none.
    pub person: u32,
    pub confidence: f32,
    pub kind: Kind,
}

impl Stored {
    /// What is kept of `article`; new voices and names get numbers.
    pub fn of(article: &Article, conn: &Connection) -> Result<Stored> {
        let mut stored = Stored::default();
        for (number, quote) in article.quotes.iter().enumerate() {
            let mention = quote.speaker.map_or("", |s| s.of(&article.body));
            let voice = voice(conn, quote.canonical.as_deref().unwrap_or(""), mention)?;
            let (confidence, kind) = (quote.confidence, quote.kind);
            stored.quotes.push(StoredQuote { voice, person: 0, confidence, kind });
            for name in named_inside(article, quote) {
                stored.about.push((u32::try_from(number).unwrap_or(u32::MAX), name_id(conn, name)?));
            }
        }
        Ok(stored)
    }

    /// Its bytes, a checksum behind them.
    pub fn encode(&self) -> Result<Vec<u8>> {
        let mut bytes = postcard::to_stdvec(self).map_err(|_| damaged())?;
        bytes.extend_from_slice(&checksum(&bytes).to_le_bytes());
        Ok(bytes)
    }

    /// The row with these bytes; those of older formats have no checksum.
    pub fn decode(bytes: &[u8]) -> Result<Stored> {
        let (stored, rest) = postcard::take_from_bytes(bytes).map_err(|_| damaged())?;
        let own = bytes.get(..bytes.len() - rest.len()).unwrap_or(&[]);
        let fits = rest.is_empty() || rest == checksum(own).to_le_bytes();
        if fits { Ok(stored) } else { Err(damaged()) }
    }
}

fn voice(conn: &Connection, canonical: &str, mention: &str) -> Result<u32> {
    let find = "SELECT id FROM voice WHERE canonical = ? AND mention = ?";
    let add = "INSERT INTO voice (canonical, mention) VALUES (?, ?) RETURNING id";
    let found = conn.prepare_cached(find)?.query_row(params![canonical, mention], |r| r.get(0));
    match found {
        Err(rusqlite::Error::QueryReturnedNoRows) => {
            Ok(conn.prepare_cached(add)?.query_row(params![canonical, mention], |r| r.get(0))?)
        }
        found => Ok(found?),
    }
}

fn name_id(conn: &Connection, name: &str) -> Result<u32> {
    numbered(conn, ["SELECT id FROM name WHERE name = ?", "INSERT INTO name (name) VALUES (?) RETURNING id"], name)
}

/// The number of an outlet; 0 if it is not known.
pub(super) fn outlet(conn: &Connection, outlet: Option<&str>) -> Result<u32> {
    let Some(outlet) = outlet else { return Ok(0) };
    numbered(
        conn,
        ["SELECT id FROM outlet WHERE name = ?", "INSERT INTO outlet (name) VALUES (?) RETURNING id"],
        outlet,
    )
}

fn numbered(conn: &Connection, [find, add]: [&'static str; 2], text: &str) -> Result<u32> {
    match conn.prepare_cached(find)?.query_row([text], |r| r.get(0)) {
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(conn.prepare_cached(add)?.query_row([text], |r| r.get(0))?),
        found => Ok(found?),
    }
}

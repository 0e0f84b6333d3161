//! Bodies and records, compressed. What the articles of a library have in common is learned once from some hundreds of
//! them, and kept beside them: so each can be read alone, and is hardly larger than among others.
use super::super::{LibError, Result};
use super::record::{damaged, decompress};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{get_dict_id_from_frame, get_frame_content_size};

/// How hard to compress: more takes longer than it gains.
const LEVEL: i32 = 1;
/// Bytes of what was learned, at most, and the samples that it takes.
const LEARNED: usize = 64 << 10;
const SAMPLES: usize = 400;
/// What a library has before it learns.
const ENOUGH: u64 = 1_000;
/// No text is larger than this: a damaged size must not make us ask for all memory.
const LARGEST: u64 = 512 << 20;
/// What the bytes begin with; those of older formats do not.
const MARK: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Compresses, and the other way.
pub(super) struct Packing {
    state: RefCell<State>,
}

struct State {
    /// The number of what was learned; 0 if it is nothing.
    learned: u32,
    pack: Compressor<'static>,
    unpack: Decompressor<'static>,
}

impl State {
    fn new(learned: u32, data: &[u8]) -> Result<State> {
        let mut pack = Compressor::with_dictionary(LEVEL, data).map_err(failed)?;
        pack.set_parameter(zstd::zstd_safe::CParameter::ChecksumFlag(true)).map_err(failed)?;
        Ok(State { learned, pack, unpack: Decompressor::with_dictionary(data).map_err(failed)? })
    }

    /// The state as the file has it.
    fn load(&mut self, conn: &Connection) -> Result<()> {
        let sql = "SELECT id FROM dictionary ORDER BY id DESC LIMIT 1";
        let id: Option<u32> = conn.prepare_cached(sql)?.query_row([], |r| r.get(0)).optional()?;
        if id.unwrap_or(0) == self.learned {
            return Ok(());
        }
        let sql = "SELECT data FROM dictionary WHERE id = ?";
        let data: Option<Vec<u8>> = conn.prepare_cached(sql)?.query_row([id], |r| r.get(0)).optional()?;
        *self = State::new(id.unwrap_or(0), &data.unwrap_or_default())?;
        Ok(())
    }
}

fn failed(error: std::io::Error) -> LibError {
    LibError::Io(error.to_string())
}

impl Packing {
    /// One that has learned nothing.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn new() -> Result<Packing> {
        Ok(Packing { state: RefCell::new(State::new(0, &[])?) })
    }

    /// Brings it in line with the file, before something is written.
    pub fn refresh(&self, conn: &Connection) -> Result<()> {
        self.state.borrow_mut().load(conn)
    }

    /// Learns from `samples` what they have in common, if the library of so many `articles` lacks it.
    pub fn learn(
        &self,
        conn: &Connection,
        articles: u64,
        samples: &dyn Fn(usize) -> Result<Vec<Vec<u8>>>,
    ) -> Result<()> {
        let mut state = self.state.borrow_mut();
        if state.learned > 0 || articles < ENOUGH {
            return Ok(());
        }
        // Too few or too much alike: there is nothing to learn.
        let Ok(data) = zstd::dict::from_samples(&samples(SAMPLES)?, LEARNED) else { return Ok(()) };
        let Some(id) = zstd::zstd_safe::get_dict_id_from_dict(&data) else { return Ok(()) };
        conn.execute("INSERT OR REPLACE INTO dictionary (id, data) VALUES (?, ?)", params![id.get(), data])?;
        *state = State::new(id.get(), &data)?;
        Ok(())
    }

    /// `bytes`, compressed.
    pub fn pack(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.state.borrow_mut().pack.compress(bytes).map_err(failed)
    }

    /// What was compressed.
    pub fn unpack(&self, conn: &Connection, bytes: &[u8]) -> Result<Vec<u8>> {
        if !bytes.starts_with(&MARK) {
            return decompress(bytes);
        }
        let mut state = self.state.borrow_mut();
        let asked = get_dict_id_from_frame(bytes).map_or(0, |id| id.get());
        if asked > 0 && asked != state.learned {
            state.load(conn)?;
        }
        let size = get_frame_content_size(bytes).ok().flatten().filter(|size| *size <= LARGEST).ok_or_else(damaged)?;
        let capacity = usize::try_from(size).map_err(|_| damaged())?;
        state.unpack.decompress(bytes, capacity).map_err(|_| damaged())
    }

    /// The text of a column: compressed, or as it is.
    pub fn text(&self, conn: &Connection, column: ValueRef) -> Result<String> {
        match column {
            ValueRef::Blob(bytes) => String::from_utf8(self.unpack(conn, bytes)?).map_err(|_| damaged()),
            ValueRef::Text(text) => std::str::from_utf8(text).map(str::to_owned).map_err(|_| damaged()),
            ValueRef::Null => Ok(String::new()),
            _ => Err(damaged()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learned_is_needed_and_found() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE dictionary (id INTEGER PRIMARY KEY, data BLOB NOT NULL)").unwrap();
        let text = |n: usize| format!("The harbour master of Saltmere said on day {n} that ferry {} is late. ", n * 7);
        let samples =
            |n: usize| Ok((0..n).map(|i| [text(i), text(i + 1), text(i * 3)].concat().into_bytes()).collect());
        let ours = Packing::new().unwrap();
        let before = ours.pack(text(5_000).as_bytes()).unwrap();
        ours.learn(&conn, 10, &samples).unwrap();
        assert_eq!(ours.pack(text(5_000).as_bytes()).unwrap(), before, "too few articles");
        ours.learn(&conn, ENOUGH, &samples).unwrap();
        let after = ours.pack(text(5_000).as_bytes()).unwrap();
        assert!(after.len() < before.len(), "{} {}", after.len(), before.len());
        let theirs = Packing::new().unwrap();
        for packed in [&before, &after] {
            assert_eq!(theirs.unpack(&conn, packed).unwrap(), text(5_000).into_bytes());
        }
        for at in 0..after.len() {
            let mut bad = after.clone();
            bad[at] ^= 4;
            assert_ne!(theirs.unpack(&conn, &bad).ok(), Some(text(5_001).into_bytes()));
            let cut = theirs.unpack(&conn, &after[..at]);
            assert!(cut.is_err(), "cut at {at}");
        }
        // What was not kept is forgotten.
        conn.execute_batch("DELETE FROM dictionary").unwrap();
        ours.refresh(&conn).unwrap();
        assert_eq!(ours.pack(text(5_000).as_bytes()).unwrap(), before);
    }
}

use super::RawArticle;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The first half of the SHA-256 of what an article says: its text and what its record gives beside it. The path, the
/// id and the line are left out, so that an article is known again when its file is moved or renamed. What a reader
/// corrects is kept under this hash for years, so the recipe never changes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 16]);

impl ContentHash {
    /// The hash of `raw`.
    ///
    /// ```
    /// use whosaid::model::{ContentHash, RawArticle};
    /// let a = RawArticle { text: "Rain fell.".into(), source: "a.txt".into(), ..Default::default() };
    /// let b = RawArticle { source: "b.txt".into(), ..a.clone() };
    /// assert_eq!(ContentHash::of(&a), ContentHash::of(&b));
    /// ```
    pub fn of(raw: &RawArticle) -> ContentHash {
        let mut hasher = Sha256::new();
        let date = raw.date.map(|d| d.to_string());
        let fields = [Some(&raw.text), raw.title.as_ref(), raw.outlet.as_ref(), raw.url.as_ref(), raw.author.as_ref()];
        for field in fields.into_iter().chain([date.as_ref()]) {
            // The length goes in front: two fields must not be able to pass for one.
            let len = field.map_or(u64::MAX, |f| f.len() as u64);
            hasher.update(len.to_le_bytes());
            hasher.update(field.map_or("", String::as_str));
        }
        let digest = hasher.finalize();
        let mut half = [0; 16];
        half.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        ContentHash(half)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ContentHash {
    type Err = String;

    /// Reads what [`ContentHash`] prints: 32 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no content hash: 32 hexadecimal digits");
        let mut hash = [0; 16];
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        for (at, byte) in hash.iter_mut().enumerate() {
            let digits = text.get(at * 2..at * 2 + 2).unwrap_or("");
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(ContentHash(hash))
    }
}

impl Serialize for ContentHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        let raw = |text: &str, title: Option<&str>| RawArticle {
            text: text.into(),
            title: title.map(Into::into),
            ..RawArticle::default()
        };
        let hashes =
            [raw("ab", None), raw("a", Some("b")), raw("ab", Some("")), raw("a", None)].map(|r| ContentHash::of(&r));
        assert!(hashes.iter().enumerate().all(|(i, a)| hashes.iter().skip(i + 1).all(|b| a != b)), "{hashes:?}");
    }

    #[test]
    fn the_recipe_never_changes() {
        let raw = RawArticle { text: "Rain fell.".into(), title: Some("Rain".into()), ..RawArticle::default() };
        let hash = ContentHash::of(&raw);
        assert_eq!(hash.to_string(), "feb826f3040d2422a65241bf3e5068f7");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert!("12".parse::<ContentHash>().is_err() && "é".repeat(16).parse::<ContentHash>().is_err());
    }
}

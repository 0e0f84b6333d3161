//! From bytes to text: decoded, and nothing else. What is done to make it readable belongs to cleaning.
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text and how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding, as the WHATWG spells it: `UTF-8`, `windows-1252`, …
    pub encoding: &'static str,
    /// True if some bytes made no sense in that encoding and became U+FFFD.
    pub replaced: bool,
}

/// Decodes `bytes`: by the byte order mark, else as UTF-8, else as UTF-16 if every other byte is zero, else as UTF-8
/// with a few broken characters, else by the encoding that the bytes look like. Cannot fail.
///
/// ```
/// let d = whosaid::text::decode("\u{feff}caf\u{e9}".as_bytes());
/// assert_eq!((d.text.as_str(), d.encoding), ("caf\u{e9}", "UTF-8"));
/// let d = whosaid::text::decode(b"\x93Never,\x94 she said");
/// assert_eq!((d.text.as_str(), d.encoding), ("\u{201c}Never,\u{201d} she said", "windows-1252"));
/// ```
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(mark..).unwrap_or(&[]));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Some(encoding) = wide(bytes) {
            return decode_as(encoding, bytes);
        }
        return Decoded { text: text.to_string(), encoding: UTF_8.name(), replaced: false };
    }
    let encoding = wide(bytes).unwrap_or_else(|| if mostly_utf8(bytes) { UTF_8 } else { guess(bytes) });
    decode_as(encoding, bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// UTF-16 without a mark: in western text every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let half = head.len() / 2;
    if half < 4 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > half * 6 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 6 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True if the bytes are UTF-8 but for a few: a file that was cut or patched, which any other encoding would garble.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut wide, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    wide > 0 && wide >= broken * 4
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The beginning tells enough, and keeps a large file from being read twice.
    detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, replaced: bool) {
        let got = decode(bytes);
        assert_eq!((got.text.as_str(), got.encoding, got.replaced), (text, encoding, replaced));
    }

    #[test]
    fn by_byte_order_mark() {
        check(b"\xef\xbb\xbfplain", "plain", "UTF-8", false);
        check(b"\xff\xfeO\0K\0", "OK", "UTF-16LE", false);
        check(b"\xfe\xff\0O\0K", "OK", "UTF-16BE", false);
    }

    #[test]
    fn without_a_mark() {
        check(b"", "", "UTF-8", false);
        check("“café”".as_bytes(), "“café”", "UTF-8", false);
        check(b"H\0e\0l\0l\0o\0!\0", "Hello!", "UTF-16LE", false);
        check(b"\0H\0e\0l\0l\0o\0!", "Hello!", "UTF-16BE", false);
        check(b"It\x92s the caf\xe9", "It’s the café", "windows-1252", false);
    }

    #[test]
    fn nothing_is_normalised() {
        check("a\u{a0}b\u{200b}\r\nc\u{85}".as_bytes(), "a\u{a0}b\u{200b}\r\nc\u{85}", "UTF-8", false);
    }

    #[test]
    fn a_cut_file_stays_utf8() {
        let mut bytes = "“One,” she said. “Two,” he said. “Three".as_bytes().to_vec();
        bytes.extend(b"\xe2\x80");
        let got = decode(&bytes);
        assert_eq!((got.encoding, got.replaced), ("UTF-8", true));
        assert!(got.text.starts_with("“One,” she said."));
    }

    #[test]
    fn mostly_zero_bytes_do_not_panic() {
        for len in 0..40 {
            assert!(decode(&vec![0u8; len]).text.len() <= len * 3);
            assert!(!decode(&vec![0xffu8; len + 1]).text.is_empty() || len == 1);
        }
    }
}

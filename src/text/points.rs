//! From bytes to code points, for those who count in characters.

/// Bytes between two counts.
const STEP: usize = 256;

/// Counts the code points before any byte of a text.
///
/// ```
/// use whosaid::text::points::Points;
/// assert_eq!(Points::new("“a”").before(4), 2);
/// ```
pub struct Points<'t> {
    text: &'t str,
    /// Code points before each multiple of [`STEP`]; empty if every byte is one.
    counts: Vec<usize>,
}

impl<'t> Points<'t> {
    /// Goes through `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut sum = 0;
            for block in text.as_bytes().chunks(STEP) {
                counts.push(sum);
                sum += starts(block);
            }
            counts.push(sum);
        }
        Points { text, counts }
    }

    /// The number of code points before the byte `at`; all of them if the text is shorter.
    pub fn before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let Some(&count) = self.counts.get(at / STEP) else { return at };
        count + starts(self.text.as_bytes().get(at / STEP * STEP..at).unwrap_or(&[]))
    }
}

/// Bytes that start a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_counting() {
        for text in ["", "plain".repeat(200).as_str(), "é“日🎉x".repeat(200).as_str()] {
            let points = Points::new(text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(points.before(at), count);
            }
            assert_eq!(points.before(text.len() + 9), text.chars().count());
        }
    }
}

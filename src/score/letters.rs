//! Letters and digits of a text, counted between code points, and spans without the marks around them.

/// A text by its code points.
pub(super) struct Letters {
    chars: Vec<char>,
    /// Letters and digits before each code point.
    before: Vec<usize>,
}

impl Letters {
    pub(super) fn new(text: &str) -> Letters {
        let chars: Vec<char> = text.chars().collect();
        let mut sum = 0;
        let mut before = Vec::with_capacity(chars.len() + 1);
        for c in &chars {
            before.push(sum);
            sum += usize::from(c.is_alphanumeric());
        }
        before.push(sum);
        Letters { chars, before }
    }

    /// Letters and digits in `start..end`.
    pub(super) fn count(&self, start: usize, end: usize) -> usize {
        let at = |i: usize| self.before.get(i.min(self.chars.len())).copied().unwrap_or(0);
        at(end).saturating_sub(at(start))
    }

    /// Letters and digits that two spans share.
    pub(super) fn shared(&self, a: [usize; 2], b: [usize; 2]) -> usize {
        self.count(a[0].max(b[0]), a[1].min(b[1]))
    }

    /// The span without marks, spaces and stops at its ends.
    pub(super) fn trimmed(&self, [start, end]: [usize; 2]) -> [usize; 2] {
        let (mut start, mut end) = (start, end.min(self.chars.len()));
        let strips = |i: usize| self.chars.get(i).is_some_and(|c| STRIPPED.contains(*c));
        while start < end && strips(start) {
            start += 1;
        }
        while end > start && strips(end - 1) {
            end -= 1;
        }
        [start, end]
    }

    /// The words of a span.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        self.chars.get(start.min(end)..end).unwrap_or(&[]).iter().collect()
    }
}

/// What does not count at the ends of a quotation.
const STRIPPED: &str = " \t\n\r\u{a0}\"“”‘’'`„«».,;:!?…–—-()[]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_trims() {
        let letters = Letters::new("“Ab, c.” x");
        assert_eq!((letters.count(0, 99), letters.count(5, 2), letters.shared([0, 3], [2, 9])), (4, 0, 1));
        assert_eq!(letters.trimmed([0, 8]), [1, 6]);
        assert_eq!(letters.text(1, 3), "Ab");
        assert_eq!(letters.text(7, 99), "” x");
    }
}

//! The input in ordinary characters: one kind of line break, one kind of space, nothing invisible.
use super::weave::{Flat, Weave};
use crate::model::Span;
use unicode_normalization::UnicodeNormalization;

/// What a character becomes.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Keep,
    Space,
    Break,
    Drop,
    /// Written with a byte of windows-1252 that was taken for a control character.
    Was(char),
    /// An accent of its own.
    Mark,
}

/// Most accents on one letter that are composed, as in the stream-safe form of Unicode (UAX 15): putting them in order
/// takes time in the square of their number. More are an attack, and are left out.
const MARKS: usize = 30;

/// The characters of windows-1252 at 0x80 to 0x9F; a blank where there is none.
const C1: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// Bytes that can begin a character which is not kept as it is.
const WATCHED: [bool; 256] = watched();

const fn watched() -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i <= 0x20 {
        table[i] = true;
        i += 1;
    }
    let others = [0x7f, 0xc2, 0xcc, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xef, 0xf0, 0xf3];
    let mut i = 0;
    while i < others.len() {
        table[others[i]] = true;
        i += 1;
    }
    table
}

/// `raw` in ordinary characters: no white space at the ends of lines or of the whole, at most one blank line in a row.
pub(super) fn flatten(raw: &str) -> Flat {
    let wide = memchr::memchr_iter(0xc2, raw.as_bytes())
        .any(|i| raw.as_bytes().get(i + 1).is_some_and(|b| matches!(b, 0x80..=0x84 | 0x86..=0x9f)));
    let mut state = State { raw, out: Weave::default(), gap: None, wide };
    let mut at = 0;
    while at < raw.len() {
        let ordinary = ordinary(raw.as_bytes(), at);
        if ordinary > at {
            state.copy(Span::new(at, ordinary));
            at = ordinary;
            continue;
        }
        at = state.step(at);
    }
    state.out.finish()
}

/// Where the stretch that can be copied from `at` on ends: single blanks between other characters belong to it.
fn ordinary(bytes: &[u8], at: usize) -> usize {
    let watched = |i: usize| bytes.get(i).is_none_or(|b| *b < 0x80 && WATCHED[usize::from(*b)]);
    let mut i = at;
    while let Some(b) = bytes.get(i) {
        if WATCHED[usize::from(*b)] {
            match b {
                b' ' if i > at && !watched(i + 1) && !bytes.get(i + 1).is_some_and(|b| WATCHED[usize::from(*b)]) => {}
                0xe2 if plain_e2(bytes, i) => {
                    i += 3;
                    continue;
                }
                _ => break,
            }
        }
        i += 1;
    }
    i
}

/// True for curly marks, dashes, dots and whatever else of U+2000 to U+2FFF is kept: by far the most of it.
fn plain_e2(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(0x80), Some(third)) => (0x90..=0xa7).contains(third) || (0xb0..=0xbf).contains(third),
        (Some(0x81), _) => false,
        (Some(_), Some(_)) => true,
        _ => false,
    }
}

struct State<'a> {
    raw: &'a str,
    out: Weave,
    /// White space that was passed since the last character: where, and how many line breaks.
    gap: Option<(Span, usize)>,
    /// True if the text holds characters of windows-1252 taken for controls, so that U+0085 is an ellipsis.
    wide: bool,
}

impl State<'_> {
    fn copy(&mut self, span: Span) {
        self.close_gap();
        self.out.copy(self.raw, span);
    }

    /// Deals with the one character at `at` and returns where the next begins.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.raw.get(at..).and_then(|r| r.chars().next()) else { return self.raw.len() };
        let span = Span::new(at, at + c.len_utf8());
        match self.class(c) {
            Class::Keep => self.copy(span),
            Class::Drop => {}
            Class::Space => self.widen(span, 0),
            Class::Break => {
                let feed = c == '\r' && self.raw.as_bytes().get(span.end) == Some(&b'\n');
                self.widen(span, usize::from(!feed));
            }
            Class::Was(c) => {
                self.close_gap();
                self.out.put(c.encode_utf8(&mut [0; 4]), span);
            }
            Class::Mark => return self.compose(span),
        }
        span.end
    }

    fn class(&self, c: char) -> Class {
        match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => Class::Break,
            '\u{85}' => {
                if self.wide {
                    Class::Was('…')
                } else {
                    Class::Break
                }
            }
            '\t' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                Class::Space
            }
            '\u{80}'..='\u{9f}' => match C1.get(c as usize - 0x80) {
                Some(' ') | None => Class::Drop,
                Some(was) => Class::Was(*was),
            },
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' => Class::Drop,
            '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => Class::Drop,
            '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}' => Class::Drop,
            '\u{300}'..='\u{36f}' => Class::Mark,
            _ => Class::Keep,
        }
    }

    fn widen(&mut self, span: Span, breaks: usize) {
        let (start, before) = self.gap.map_or((span.start, 0), |(g, n)| (g.start, n));
        self.gap = Some((Span::new(start, span.end), before + breaks));
    }

    fn close_gap(&mut self) {
        let Some((span, breaks)) = self.gap.take() else { return };
        if self.out.text.is_empty() {
            return;
        }
        let piece = match breaks {
            0 => " ",
            1 => "\n",
            _ => "\n\n",
        };
        if span.of(self.raw) == piece { self.out.copy(self.raw, span) } else { self.out.put(piece, span) }
    }

    /// Composes an accent, and all that follow, with the letter before it: each is looked at once.
    fn compose(&mut self, mark: Span) -> usize {
        let base = if self.gap.is_some() { None } else { self.out.take_back() };
        self.close_gap();
        let (mut cluster, start) = base.map_or((String::new(), mark.start), |(text, span)| (text, span.start));
        let (mut end, mut marks) = (mark.start, 0);
        for (i, c) in self.raw.get(mark.start..).unwrap_or("").char_indices() {
            match self.class(c) {
                Class::Mark => {
                    if marks < MARKS {
                        cluster.push(c);
                    }
                    marks += 1;
                    end = mark.start + i + c.len_utf8();
                }
                Class::Drop => {}
                _ => break,
            }
        }
        let composed: String = cluster.nfc().collect();
        let span = Span::new(start, end);
        if span.of(self.raw) == composed {
            self.out.copy(self.raw, span)
        } else {
            self.out.put(&composed, span)
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, want: &str) {
        let flat = flatten(raw);
        assert_eq!(flat.text, want, "{raw:?}");
        assert_eq!(flatten(&flat.text).text, want, "again: {raw:?}");
    }

    #[test]
    fn ordinary_text_is_one_run() {
        let flat = flatten("“One,” she said – twice.\n\nTwo…");
        assert_eq!(flat.edits.runs.len(), 1);
        assert!(flat.edits.runs[0].copied);
    }

    #[test]
    fn white_space() {
        check(" a \u{a0} b\u{2009}c\t\r\n\r\n\r\n d\re\u{2028}f \u{85}g ", "a b c\n\nd\ne\nf\ng");
        check("", "");
        check(" \n\u{a0}", "");
        check("a\n \nb", "a\n\nb");
    }

    #[test]
    fn invisible_characters() {
        check("cease\u{200b}fire co\u{ad}operate \u{202e}abc\u{202c} \u{feff}x\u{0}y", "ceasefire cooperate abc xy");
        check("a\u{e0041}b 👨\u{200d}👩", "ab 👨👩");
    }

    #[test]
    fn windows_characters() {
        check("It\u{92}s \u{93}so\u{94}\u{85} \u{81}no", "It’s “so”… no");
        check("a\u{85}b", "a\nb");
    }

    #[test]
    fn accents() {
        check("cafe\u{301} a\u{200b}\u{301} \u{301}x", "café á \u{301}x");
        let flat = flatten("xe\u{301}y");
        assert_eq!(flat.edits.to_text(1), 1);
        assert_eq!(flat.edits.to_text(3), 4);
        let many = format!("a{}b", "\u{323}\u{301}".repeat(5000));
        let flat = flatten(&many).text;
        // The first two are in the letter.
        assert!(flat.chars().count() <= MARKS + 2 && flat.ends_with('b'), "{}", flat.chars().count());
        assert_eq!(flatten(&flat).text, flat);
    }
}

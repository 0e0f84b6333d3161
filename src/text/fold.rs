//! Folding: how texts are compared when somebody searches. Case, accents, the shape of apostrophes, quotation marks
//! and dashes, and characters without width make no difference; words are never stemmed.
//!
//! ```
//! use whosaid::text::fold::fold;
//! assert_eq!(fold("“Łódź” – it’s\u{200b} ﬁne"), "\"lodz\" - it's fine");
//! ```
use crate::model::Span;
use unicode_normalization::char::decompose_compatible;

/// The folded form of `text`. Text that is plain ASCII takes a fast path.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of `text` to `out`, so that many texts can share one buffer.
pub fn fold_into(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|b| !b.is_ascii() || b == b'`').unwrap_or(rest.len());
        let (ascii, other) = rest.split_at(plain);
        let from = out.len();
        out.push_str(ascii);
        if let Some(copied) = out.get_mut(from..) {
            copied.make_ascii_lowercase();
        }
        let Some(c) = other.chars().next() else { return };
        fold_char(c, &mut |f| out.push(f));
        rest = other.get(c.len_utf8()..).unwrap_or("");
    }
}

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text` the byte where its source character starts; `None` where the two are the same.
    from: Option<Vec<u32>>,
    /// Length of the source in bytes.
    len: usize,
}

/// Folds `text` and keeps the way back.
///
/// ```
/// use whosaid::{model::Span, text::fold::fold_with_map};
/// let folded = fold_with_map("Über Łódź");
/// let at = folded.text.find("lodz").unwrap();
/// assert_eq!(folded.span(at, at + 4).of("Über Łódź"), "Łódź");
/// ```
pub fn fold_with_map(text: &str) -> Folded {
    if text.is_ascii() {
        return Folded { text: fold(text), from: None, len: text.len() };
    }
    let mut out = String::with_capacity(text.len());
    let mut from = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        fold_char(c, &mut |f| {
            out.push(f);
            from.resize(out.len(), at);
        });
    }
    Folded { text: out, from: Some(from), len: text.len() }
}

impl Folded {
    /// The place in the source of the folded byte `at`.
    pub fn source(&self, at: usize) -> usize {
        match &self.from {
            None => at.min(self.len),
            Some(from) => from.get(at).map_or(self.len, |&s| s as usize),
        }
    }

    /// The span of the source that the folded bytes `start..end` came from. A combining mark or a character without
    /// width that follows the last one belongs to it.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.source(start);
        let Some(from) = &self.from else { return Span::new(first, end.clamp(first, self.len)) };
        let Some(&last) = end.checked_sub(1).and_then(|i| from.get(i)) else { return Span::new(first, first) };
        let after = from.get(end..).unwrap_or(&[]).iter().find(|&&s| s > last).map_or(self.len, |&s| s as usize);
        Span::new(first, after.max(first))
    }
}

/// The words of `text`, folded: what a search compares. Hyphens and apostrophes divide words, so that a hyphenated
/// word is found whole (as its parts in a row) and by each part.
///
/// ```
/// use whosaid::text::fold::words;
/// assert_eq!(words("Cease-fire, «Été» 2025"), ["cease", "fire", "ete", "2025"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// True if the folded character `c` is part of a word.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// True if `c` belongs to a script that puts no spaces between words, where no word boundary can be asked for.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Hands the folded characters of `c`, none to several, to `out`.
fn fold_char(c: char, out: &mut dyn FnMut(char)) {
    match c {
        '`' => out('\''),
        c if c.is_ascii() => out(c.to_ascii_lowercase()),
        // Marks go first: several of them have a decomposition (´ is a space with an accent) that says less.
        '\u{2018}'..='\u{201B}' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ˈ' | '′' | '‵' | '＇' | '‹' | '›' => {
            out('\'')
        }
        '\u{201C}'..='\u{201F}' | '«' | '»' | '″' | '〝' | '〞' | '＂' => out('"'),
        '\u{2010}'..='\u{2015}' | '−' | '﹘' | '﹣' | '－' => out('-'),
        c if is_dropped(c) => {}
        c if c.is_whitespace() => out(if is_line_break(c) { '\n' } else { ' ' }),
        c => fold_letter(c, out),
    }
}

/// Folds a character that is not ASCII, no mark and no space: decomposes it, drops its accents, lowers its case.
fn fold_letter(c: char, out: &mut dyn FnMut(char)) {
    decompose_compatible(c, |part| {
        if part != c {
            return fold_char(part, out);
        }
        for low in part.to_lowercase().filter(|&l| !is_dropped(l)) {
            match plain_letters(low) {
                Some(letters) => letters.chars().for_each(&mut *out),
                None => out(low),
            }
        }
    });
}

/// Letters that Unicode does not take apart but that readers type without their stroke or as two.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents, pointing, and what has no width.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}' | '\u{00AD}'
        | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\u{0085}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_accents_make_no_difference() {
        for (a, b) in [
            ("Zelenskyy’s", "zelenskyy's"),
            ("ÉTÉ", "ete"),
            ("e\u{301}te\u{301}", "été"),
            ("cease\u{200b}fire", "ceasefire"),
            ("co\u{ad}operate", "cooperate"),
            ("İstanbul", "istanbul"),
            ("Straße", "STRASSE"),
            ("10\u{a0}000", "10 000"),
            ("war—and—peace", "war-and-peace"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_ne!(fold("peace"), fold("peach"));
    }

    #[test]
    fn other_scripts_stay_words() {
        assert_eq!(words("Київ, 北京 हिन्दी").len(), 4, "Devanagari signs divide, nothing is lost");
        assert_eq!(fold("Київ"), "киів", "the two dots are an accent, in the query as in the text");
    }

    #[test]
    fn spans_map_back_to_whole_characters() {
        let text = "Die Straße, cafe\u{301}s \u{200b}x";
        let folded = fold_with_map(text);
        let of = |word: &str| {
            let at = folded.text.find(word).expect(word);
            folded.span(at, at + word.len()).of(text)
        };
        assert_eq!(of("strasse"), "Straße");
        assert_eq!(of("stras"), "Straß", "half of an expanded letter is the whole letter");
        assert_eq!(of("cafe"), "cafe\u{301}");
        assert_eq!(of("x"), "x");
        assert_eq!(folded.span(folded.text.len(), folded.text.len()).start, text.len());
    }
}

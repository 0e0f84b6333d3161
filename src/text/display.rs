//! What may reach a terminal. Text is stored as it came; it is made harmless here, at the moment it is shown.
//!
//! Controls become pictures (`␛`), bidirectional overrides become visible (`<U+202E>`), characters without a width are
//! dropped, tabs become spaces, and a letter carries at most [`MARKS`] combining marks. Letters of right-to-left
//! scripts are left alone.
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most combining marks that one letter keeps.
pub const MARKS: usize = 4;
/// The most bytes that one cell of a screen may hold.
pub const CELL_BYTES: usize = 32;
/// The most code points that one cell of a screen may hold.
pub const CELL_POINTS: usize = 8;

const TAB: &str = "    ";
/// The narrow signs that voice the katakana before them.
const VOICED: [char; 2] = ['\u{FF9E}', '\u{FF9F}'];

/// `text` on one line, safe to print: what a reader sees instead of controls, overrides and invisible characters.
///
/// ```
/// use whosaid::text::display::sanitise;
/// assert_eq!(sanitise("plain"), "plain");
/// assert_eq!(sanitise("a\x1b[2Jb\u{202E}c\u{200B}d"), "a␛[2Jb<U+202E>cd");
/// ```
pub fn sanitise(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let shown = pieces(text).map(|p| p.symbol).collect::<String>();
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// As [`sanitise`], but line breaks stay line breaks (CRLF and CR too).
///
/// ```
/// assert_eq!(whosaid::text::display::sanitise_lines("a\r\nb\x07"), "a\nb␇");
/// ```
pub fn sanitise_lines(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n') {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.split('\n').map(sanitise).collect::<Vec<_>>().join("\n"))
}

/// Columns that `text` takes once it is sanitised.
///
/// ```
/// assert_eq!(whosaid::text::display::width("a日\u{200B}"), 3);
/// ```
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.len();
    }
    pieces(text).map(|p| p.width).sum()
}

/// `text` sanitised and cut to at most `cols` columns, with an ellipsis where something was cut.
///
/// ```
/// use whosaid::text::display::truncate;
/// assert_eq!(truncate("a long line", 6), "a lon…");
/// assert_eq!(truncate("short", 6), "short");
/// ```
pub fn truncate(text: &str, cols: usize) -> Cow<'_, str> {
    if text.len() <= cols && text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    let mut fits = 0;
    for piece in pieces(text) {
        if used + piece.width > cols {
            out.truncate(fits);
            if cols > 0 {
                out.truncate(out.trim_end().len());
                out.push('…');
            }
            return Cow::Owned(out);
        }
        used += piece.width;
        out.push_str(&piece.symbol);
        if used < cols {
            fits = out.len();
        }
    }
    Cow::Owned(out)
}

/// One user-perceived character as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// The byte of the text where it starts.
    pub at: usize,
    /// What is shown: nothing, a character, or a few (`<U+202E>`).
    pub symbol: Cow<'t, str>,
    /// Columns that it takes.
    pub width: usize,
}

/// The characters of `text` as they are shown, each with its place and width.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// See [`pieces`].
pub struct Pieces<'t> {
    text: &'t str,
    /// The byte where the next one starts.
    at: usize,
}

/// True for what shows as itself in one column and joins nothing beside it: letters of English, the marks that
/// newspapers set, and the lines of our own frames. Nearly all that is drawn is of these.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{C0}'..='\u{FF}' | '\u{2012}'..='\u{2026}' | '\u{2500}'..='\u{259F}')
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let (at, rest) = (self.at, self.text.get(self.at..)?);
        let mut chars = rest.chars();
        let first = chars.next()?;
        // The rules of grapheme clusters are asked only where something else is in sight.
        if is_plain(first) && chars.next().is_none_or(is_plain) {
            self.at += first.len_utf8();
            return Some(Piece { at, symbol: Cow::Borrowed(rest.get(..first.len_utf8())?), width: 1 });
        }
        let grapheme = rest.graphemes(true).next()?;
        self.at += grapheme.len();
        let symbol = show(grapheme);
        let width = symbol.width();
        Some(Piece { at, symbol, width })
    }
}

/// What stands for one grapheme cluster.
fn show(grapheme: &str) -> Cow<'_, str> {
    if calm(grapheme) {
        return Cow::Borrowed(grapheme);
    }
    let mut out = String::new();
    let mut marks = 0;
    for c in grapheme.chars() {
        match instead_of(c) {
            Shown::Itself if c.width() == Some(0) => {
                marks += 1;
                // A mark with nothing before it would sit on the border of the pane.
                if marks <= MARKS && !out.is_empty() {
                    out.push(c);
                }
            }
            Shown::Itself => out.push(c),
            Shown::Nothing => {}
            Shown::Text(text) => out.push_str(&text),
        }
    }
    // Terminals disagree on the width of the narrow voiced marks: `ｶﾞ` becomes `ガ`, which is as wide.
    let voiced = !out.starts_with(VOICED) && out.contains(VOICED);
    let composed: String = match voiced {
        true => out.nfkc().collect(),
        false if is_nfc(&out) => out,
        false => out.nfc().collect(),
    };
    Cow::Owned(narrow(composed))
}

/// True for a cluster that can be shown as it is; the usual case.
fn calm(grapheme: &str) -> bool {
    let mut points = 0;
    let plain = grapheme.chars().all(|c| {
        points += 1;
        matches!(instead_of(c), Shown::Itself)
    });
    plain && (points == 1 && grapheme.width() > 0)
}

/// Terminals disagree on the width of clusters of several wide characters (emoji with a skin tone): where the sum of
/// the parts is not the width of the whole, only the first part is shown.
fn narrow(symbol: String) -> String {
    let sum: usize = symbol.chars().map(|c| c.width().unwrap_or(0)).sum();
    if sum == symbol.as_str().width() {
        return symbol;
    }
    let mut wide = 0;
    symbol
        .chars()
        .filter(|c| {
            wide += usize::from(c.width().unwrap_or(0) > 0);
            c.width() == Some(0) || wide == 1
        })
        .collect()
}

enum Shown {
    Itself,
    Nothing,
    Text(String),
}

/// What stands for `c` on a screen.
fn instead_of(c: char) -> Shown {
    match c {
        ' '..='~' => Shown::Itself,
        '\t' => Shown::Text(TAB.to_string()),
        '\0'..='\u{1f}' => Shown::Text(char::from_u32(0x2400 + u32::from(c)).map(String::from).unwrap_or_default()),
        '\u{7f}' => Shown::Text("␡".to_string()),
        '\u{80}'..='\u{9f}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Shown::Text(format!("<U+{:04X}>", u32::from(c)))
        }
        '\u{2028}' | '\u{2029}' => Shown::Text(" ".to_string()),
        // Half the terminals draw a flag in two columns, half its two letters in a column each, and what is drawn over
        // one of the halves differs: the letters are what all of them can show.
        '\u{1F1E6}'..='\u{1F1FF}' => Shown::Text(letter_of_flag(c).to_string()),
        '\u{FFFE}' | '\u{FFFF}' => Shown::Text("\u{FFFD}".to_string()),
        _ if invisible(c) => Shown::Nothing,
        _ => Shown::Itself,
    }
}

/// The letter that half a flag stands for.
fn letter_of_flag(c: char) -> char {
    u32::from(c).checked_sub(0x1F1E6).and_then(|n| char::from_u32(u32::from('A') + n)).unwrap_or('?')
}

/// Characters of the Unicode classes "format" (Cf) and "default ignorable", beside those shown above.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}'
        | '\u{8E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// The last gate before a terminal: the symbol of one cell, or what stands for it. It lets through only what
/// [`sanitise`] would leave as it is and what fits in [`CELL_BYTES`] and [`CELL_POINTS`].
///
/// ```
/// use whosaid::text::display::cell;
/// assert_eq!(cell("é"), "é");
/// assert_eq!(cell("\u{9b}"), "?");
/// ```
pub fn cell(symbol: &str) -> Cow<'_, str> {
    if symbol.len() == 1 && symbol.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(symbol);
    }
    let small = symbol.len() <= CELL_BYTES && symbol.chars().count() <= CELL_POINTS;
    if small && symbol.chars().all(|c| matches!(instead_of(c), Shown::Itself)) {
        return Cow::Borrowed(symbol);
    }
    // The columns must stay as they were laid out, so a wide cell gets two signs.
    Cow::Owned("?".repeat(symbol.width().clamp(1, 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_its_letters() {
        assert_eq!((sanitise("🇺🇦!").as_ref(), width("🇺🇦"), sanitise("🇬").as_ref()), ("UA!", 2, "G"));
    }

    #[test]
    fn voiced_katakana_are_one_sign_of_the_same_width() {
        assert_eq!((sanitise("ｶﾞ ﾊﾟx").as_ref(), width("ｶﾞ"), width("ガ")), ("ガ パx", 2, 2));
        assert_eq!(sanitise("\u{FF9E}x"), "\u{FF9E}x", "alone it voices nothing");
    }

    #[test]
    fn what_is_plain_stands_alone_in_one_column() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            let twice = format!("{c}{c}");
            assert!(twice.graphemes(true).count() == 2 && c.width() == Some(1), "{c:?}");
            assert_eq!(show(&c.to_string()), c.to_string());
        }
        let pieces: Vec<String> = pieces("–e\u{301}“x”\u{308}").map(|p| p.symbol.into_owned()).collect();
        assert_eq!(pieces, ["–", "é", "“", "x", "”\u{308}"]);
    }

    fn raw(c: char) -> bool {
        !matches!(instead_of(c), Shown::Itself)
    }

    #[test]
    fn no_character_passes_that_is_not_shown_as_itself() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            let shown = sanitise(&text);
            assert!(!shown.chars().any(raw), "U+{:04X} gives {shown:?}", u32::from(c));
            let symbol = c.to_string();
            let gated = cell(&symbol);
            assert!(!gated.chars().any(raw), "U+{:04X} passes the gate", u32::from(c));
        }
    }

    #[test]
    fn what_is_shown_is_stable() {
        for text in ["a\tb", "e\u{301}", "x\u{1b}]0;t\u{7}", "👍🏽 👨\u{200D}👩", "\u{1112}\u{1161}\u{11AB}", "שלום عربي"]
        {
            let once = sanitise(text).into_owned();
            assert_eq!(sanitise(&once), once);
            assert_eq!(width(text), once.width(), "{text:?}");
        }
    }

    #[test]
    fn letters_of_any_script_stay() {
        for text in ["שלום", "مرحبا بالعالم", "Zelenskyy é ü", "日本語", "“so”, ‘he’ – said…", "हिन्दी"]
        {
            assert_eq!(sanitise(text), text);
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("a{}", "\u{301}".repeat(500_000));
        let shown = sanitise(&tower);
        assert!(shown.chars().count() <= 1 + MARKS, "{}", shown.chars().count());
        assert_eq!(width(&tower), 1);
        assert_eq!(cell(&tower), "?");
    }

    #[test]
    fn a_newline_is_a_picture_on_one_line_and_a_break_in_lines() {
        assert_eq!(sanitise("a\nb"), "a␊b");
        assert_eq!(sanitise_lines("a\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn truncation_counts_columns() {
        assert_eq!(truncate("日本語", 6), "日本語");
        assert_eq!(truncate("日本語", 5), "日本…");
        assert_eq!(truncate("日本語", 4), "日…");
        assert_eq!(truncate("ab", 0), "");
        assert_eq!(truncate("end of it", 7), "end of…");
        for cols in 0..12 {
            assert!(width(&truncate("a\u{202E}日本 wide", cols)) <= cols);
        }
    }
}

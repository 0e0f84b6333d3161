//! Breaks a paragraph into lines of at most so many columns, once per article and width.
use crate::model::Span;
use crate::text::display;
use unicode_width::UnicodeWidthChar;

/// The widest a line of reading text gets, in columns.
pub const WIDEST: usize = 72;

/// The lines of one paragraph as spans of its bytes, each at most `cols` columns wide as shown. A line breaks at
/// spaces, after hyphens and dashes, between wide characters, and inside a word only if the word is longer than a line.
///
/// ```
/// use whosaid::tui::wrap;
/// let lines: Vec<&str> = wrap("one two three", 8).iter().map(|s| s.of("one two three")).collect();
/// assert_eq!(lines, ["one two", "three"]);
/// ```
pub fn wrap(text: &str, cols: usize) -> Vec<Span> {
    let cols = cols.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut used = 0;
    // The last place where the line may break: where it ends, where the next one starts, columns up to there.
    let mut gap: Option<(usize, usize, usize)> = None;
    // The one before that, for where no line may begin with what follows.
    let mut earlier = None;
    for piece in display::pieces(text) {
        // Most signs by far: they neither break a line nor keep one from breaking.
        let letter = matches!(piece.symbol.as_bytes(), [byte] if byte.is_ascii_alphanumeric());
        if !letter && closes(&piece.symbol) && gap.is_some_and(|(_, next, _)| next == piece.at) {
            gap = earlier;
        }
        let blank = !letter && piece.symbol.trim().is_empty();
        if used + piece.width > cols && !blank {
            match gap.take() {
                Some((end, next, before)) if next > start => {
                    lines.push(Span::new(start, end));
                    start = next;
                    used = used.saturating_sub(before);
                }
                _ => {
                    lines.push(Span::new(start, piece.at));
                    start = piece.at;
                    used = 0;
                }
            }
        }
        if letter {
            used += 1;
            continue;
        }
        let wide = piece.width > 1 && piece.symbol.chars().next().and_then(|c| c.width()).unwrap_or(0) > 1;
        if wide && piece.at > start && !closes(&piece.symbol) {
            gap = Some((trimmed(text, start, piece.at), piece.at, used));
        }
        used += piece.width;
        if blank || breaks_after(&piece.symbol) || wide {
            let next = text.len().min(piece.at + grapheme_len(text, piece.at));
            let end = if blank { trimmed(text, start, piece.at) } else { next };
            earlier = gap;
            gap = Some((end, next, used));
        }
    }
    if start < text.len() || lines.is_empty() {
        lines.push(Span::new(start, trimmed(text, start, text.len())));
    }
    lines
}

fn breaks_after(symbol: &str) -> bool {
    matches!(symbol, "-" | "–" | "—" | "/")
}

/// True for the marks with which no line begins where words are not divided by spaces.
fn closes(symbol: &str) -> bool {
    matches!(
        symbol,
        "、" | "。" | "，" | "．" | "！" | "？" | "：" | "；" | "」" | "』" | "）" | "】" | "》" | "〉" | "ー"
    )
}

fn trimmed(text: &str, start: usize, end: usize) -> usize {
    start + text.get(start..end).unwrap_or("").trim_end().len()
}

fn grapheme_len(text: &str, at: usize) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let alone = byte(at).is_some_and(|b| (b' '..=b'~').contains(&b)) && byte(at + 1).is_none_or(|b| b.is_ascii());
    if alone {
        return 1;
    }
    text.get(at..).and_then(|rest| rest.graphemes(true).next()).map_or(1, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, cols: usize) -> Vec<&str> {
        wrap(text, cols).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn words_hyphens_and_long_words() {
        assert_eq!(lines("a well-known case", 8), ["a well-", "known", "case"]);
        assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("a    b", 3), ["a", "b"]);
        assert_eq!(lines("exact fit", 9), ["exact fit"]);
    }

    #[test]
    fn wide_characters_count_two_columns_and_break_anywhere() {
        assert_eq!(lines("日本語を", 5), ["日本", "語を"]);
        assert_eq!(lines("ab 日本語", 5), ["ab 日", "本語"]);
        assert_eq!(lines("日本語、画面。", 6), ["日本", "語、画", "面。"], "no line begins with a mark that closes");
        assert_eq!(lines("、、、、", 4), ["、、", "、、"], "where there is nothing else, one does");
    }

    #[test]
    fn no_line_is_too_wide_and_no_text_is_lost() {
        let text =
            "“So,” he said – the well-known\tman\u{202E} of 日本 e\u{301}e\u{301} aaaaaaaaaaaaaaaaaaaaaaaaaaaa b";
        for cols in 8..40 {
            let spans = wrap(text, cols);
            for line in &spans {
                assert!(display::width(line.of(text)) <= cols, "{cols}: {:?}", line.of(text));
            }
            for pair in spans.windows(2) {
                let between = text.get(pair[0].end..pair[1].start).expect("lines ascend");
                assert!(between.trim().is_empty(), "{cols}: lost {between:?}");
            }
        }
    }
}

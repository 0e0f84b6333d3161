//! Pairs the marks of each paragraph.
use super::pairs::{Pair, pairs};
use crate::model::{Segments, Span};
use crate::text::marks::{Family, Mark, Side, marks};

/// A stretch between two marks of one paragraph, or from a mark to the paragraph's end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    /// The words, without marks and outer spaces.
    pub span: Span,
    /// The paragraph, as an index into the segments.
    pub paragraph: usize,
    /// The family of its opening mark.
    pub family: Family,
    /// True if it opens the paragraph.
    pub leads: bool,
    /// True if its paragraph ends before a closing mark.
    pub open: bool,
}

/// The outermost quoted stretches of every paragraph, in order.
pub(super) fn pieces(body: &str, segments: &Segments) -> Vec<Piece> {
    let starts = opening_families(body, segments);
    let mut out = Vec::new();
    let mut carried = false;
    for (paragraph, span) in segments.paragraphs.iter().enumerate() {
        let text = span.of(body);
        let all = marks(text);
        if all.is_empty() || !text.contains(is_mark_char) {
            carried = false;
            continue;
        }
        let next = starts.get(paragraph + 1).copied().flatten();
        let last_close = all.iter().rposition(|m| m.side == Side::Close);
        let scanner = Scanner { text, marks: &all, pairs: pairs(&all), last_close, next, carried };
        let found = scanner.run();
        let open = found.last().is_some_and(|p| p.open);
        carried = open;
        out.extend(found.into_iter().map(|p| Piece {
            span: trimmed(body, Span::new(p.span.start + span.start, p.span.end + span.start)),
            paragraph,
            ..p
        }));
    }
    out.retain(|p| p.span.of(body).contains(char::is_alphanumeric));
    out
}

pub(super) fn is_mark_char(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '«' | '»' | '`' | '‟' | '＂')
}

/// The family of the mark that opens each paragraph, if one does.
fn opening_families(body: &str, segments: &Segments) -> Vec<Option<Family>> {
    segments
        .paragraphs
        .iter()
        .map(|p| {
            let text = p.of(body);
            let head_end = text.char_indices().nth(4).map_or(text.len(), |(i, _)| i);
            marks(&text[..head_end]).first().filter(|m| m.start == 0 && m.side != Side::Close).map(|m| m.family)
        })
        .collect()
}

fn trimmed(body: &str, span: Span) -> Span {
    let text = span.of(body);
    let lead = text.len() - text.trim_start().len();
    Span::new(span.start + lead, span.start + lead + text.trim().len())
}

struct Scanner<'a> {
    text: &'a str,
    marks: &'a [Mark],
    /// What follows each mark.
    pairs: Vec<Pair>,
    /// The last mark that closes.
    last_close: Option<usize>,
    /// The family of the mark that opens the next paragraph.
    next: Option<Family>,
    /// True if the paragraph before left a quotation open.
    carried: bool,
}

impl Scanner<'_> {
    fn run(&self) -> Vec<Piece> {
        let mut out = Vec::new();
        let mut i = 0;
        if let Some(close) = self.unopened() {
            out.push(Piece {
                span: Span::new(0, self.marks[close].start),
                paragraph: 0,
                family: self.marks[close].family,
                leads: true,
                open: false,
            });
            i = close + 1;
        }
        while i < self.marks.len() {
            let mark = self.marks[i];
            let opens = match mark.side {
                Side::Open => true,
                Side::Close => false,
                Side::Either => mark.family != Family::Single,
            };
            if !opens || self.is_clipped(&mark) {
                i += 1;
            } else if let Some(close) = self.close_of(i) {
                out.push(self.piece(mark, self.marks[close].start, false));
                i = close + 1;
            } else if self.may_stay_open(&mark) {
                let (end, open, resume) = self.unclosed(i);
                out.push(self.piece(mark, end, open));
                i = resume;
            } else {
                i += 1;
            }
        }
        out
    }

    /// The mark that closes a quotation of the paragraph before, where this one lacks its opening mark: the first
    /// double mark, if it can only close.
    fn unopened(&self) -> Option<usize> {
        let first = self.marks.iter().position(|m| m.family == Family::Double)?;
        let ends_sentence = self.text[..self.marks[first].start].ends_with(['.', '?', '!', ',', '…']);
        (self.carried && self.marks[first].side == Side::Close && ends_sentence).then_some(first)
    }

    fn piece(&self, mark: Mark, end: usize, open: bool) -> Piece {
        Piece {
            span: Span::new(mark.end, end.max(mark.end)),
            paragraph: 0,
            family: mark.family,
            leads: mark.start == 0,
            open,
        }
    }

    /// The mark that closes the one at `open`.
    fn close_of(&self, open: usize) -> Option<usize> {
        match self.marks[open].family {
            Family::Single => self.close_single(open),
            family => self.close_nested(open, family),
        }
    }

    /// Double marks and guillemets may nest: the close at depth zero wins. A second opening mark that no later
    /// closing mark answers means that the first one was never closed, or closed on the next opening's near side.
    fn close_nested(&self, open: usize, family: Family) -> Option<usize> {
        let pair = self.pairs[open];
        if pair.close.is_some() {
            return pair.close;
        }
        // Marks ran out inside. If the paragraph goes on in the next one, the outer quotation is open; if not, and
        // the inner mark follows a word directly ("he called it “the “plan”"), the one close belongs to both.
        let goes_on = self.next == Some(family) || self.carried;
        if goes_on || pair.depth == 0 { None } else { pair.first_close.filter(|&c| self.inner_is_nested(open, c)) }
    }

    fn inner_is_nested(&self, open: usize, close: usize) -> bool {
        let Some(inner) = self.pairs[open].next_open.filter(|n| *n < close).map(|n| self.marks[n]) else {
            return true;
        };
        let before = self.text[..inner.start].trim_end();
        before.chars().next_back().is_some_and(char::is_alphanumeric) && inner.start > self.marks[open].end + 1
    }

    /// Single marks: the first that cannot be an apostrophe, else the last doubtful one before the next opening.
    fn close_single(&self, open: usize) -> Option<usize> {
        let mut doubtful = None;
        for (i, mark) in self.marks.iter().enumerate().skip(open + 1) {
            match (mark.family, mark.side) {
                (Family::Single, Side::Close) if !mark.doubtful => return Some(i),
                (Family::Single, Side::Close) => {
                    let plural = self.text[..mark.start].ends_with('s') && self.text[mark.end..].starts_with(' ');
                    if !plural {
                        return doubtful.or(Some(i)).filter(|_| !self.marks[open].doubtful || doubtful.is_none());
                    }
                    doubtful.get_or_insert(i);
                }
                (Family::Single, Side::Open) if !mark.doubtful => break,
                _ => {}
            }
        }
        doubtful.filter(|_| !self.marks[open].doubtful)
    }

    /// The first apostrophe of `rock ’n’ roll`.
    fn is_clipped(&self, mark: &Mark) -> bool {
        let rest = self.text.get(mark.end..).unwrap_or("");
        mark.family == Family::Single && rest.starts_with('n') && rest[1..].starts_with(['\'', '’'])
    }

    /// Only a double mark may lack its closing mark, or a single one that opens a paragraph or stands behind a colon,
    /// if the next paragraph opens with one too: a lone single mark is an apostrophe.
    fn may_stay_open(&self, mark: &Mark) -> bool {
        match mark.family {
            Family::Single => {
                let led = mark.start == 0 || self.text[..mark.start].trim_end().ends_with([':', ',']);
                !mark.doubtful && self.next == Some(Family::Single) && led
            }
            _ => mark.side == Side::Open,
        }
    }

    /// Where a quotation without a closing mark ends, whether it is open at the paragraph's end, and the mark to go
    /// on from. It goes on to the end, over inner pairs, if the paragraph opens with it or the next paragraph opens
    /// with a mark; otherwise it ends where the next sentence opens a quotation of its own.
    fn unclosed(&self, open: usize) -> (usize, bool, usize) {
        let mark = self.marks[open];
        let goes_on = self.next == Some(mark.family) || (self.carried && mark.start == 0);
        match self.next_open(open) {
            Some(n) if !goes_on || self.starts_sentence(n) => (self.marks[n].start, false, n),
            _ => (self.text.len(), true, self.marks.len()),
        }
    }

    fn next_open(&self, open: usize) -> Option<usize> {
        match self.marks[open].family {
            Family::Single => {
                let same = |m: &Mark| m.family == Family::Single && m.side == Side::Open;
                self.marks[open + 1..].iter().position(same).map(|n| open + 1 + n)
            }
            _ => self.pairs[open].next_open,
        }
    }

    fn starts_sentence(&self, mark: usize) -> bool {
        let before = self.text[..self.marks[mark].start].trim_end();
        before.ends_with(['.', '?', '!', ',', ':']) && self.last_close.is_some_and(|c| c > mark)
    }
}

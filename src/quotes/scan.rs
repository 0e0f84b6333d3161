//! Pairs the marks of each paragraph.
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
        if !text.contains(is_mark_char) {
            carried = false;
            continue;
        }
        let all = marks(text);
        let next = starts.get(paragraph + 1).copied().flatten();
        let scanner = Scanner { text, marks: &all, next, carried };
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
            if !opens {
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
        let mut depth = 0usize;
        let mut first_close = None;
        for (i, mark) in self.marks.iter().enumerate().skip(open + 1).filter(|(_, m)| m.family == family) {
            match mark.side {
                Side::Open => depth += 1,
                Side::Close | Side::Either if depth == 0 => return Some(i),
                Side::Close | Side::Either => {
                    depth -= 1;
                    first_close.get_or_insert(i);
                }
            }
        }
        // Marks ran out inside. If the paragraph goes on in the next one, the outer quotation is open; if not, and
        // the inner mark follows a word directly ("he called it “the “plan”"), the one close belongs to both.
        let goes_on = self.next == Some(family) || self.carried;
        if goes_on || depth == 0 { None } else { first_close.filter(|&c| self.inner_is_nested(open, c)) }
    }

    fn inner_is_nested(&self, open: usize, close: usize) -> bool {
        let Some(inner) =
            self.marks[open + 1..close].iter().find(|m| m.side == Side::Open && m.family == self.marks[open].family)
        else {
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

    /// Only a double mark, or a single one that opens a paragraph whose successor opens with one too, may lack its
    /// closing mark: a lone single mark is an apostrophe.
    fn may_stay_open(&self, mark: &Mark) -> bool {
        match mark.family {
            Family::Single => !mark.doubtful && self.next == Some(Family::Single) && mark.start == 0,
            _ => mark.side == Side::Open,
        }
    }

    /// Where a quotation without a closing mark ends, whether it is open at the paragraph's end, and the mark to go
    /// on from. It goes on to the end, over inner pairs, if the paragraph opens with it or the next paragraph opens
    /// with a mark; otherwise it ends where the next sentence opens a quotation of its own.
    fn unclosed(&self, open: usize) -> (usize, bool, usize) {
        let mark = self.marks[open];
        let goes_on = self.next == Some(mark.family) || (self.carried && mark.start == 0);
        let next = self.marks[open + 1..].iter().position(|m| m.family == mark.family && m.side == Side::Open);
        match next.map(|n| open + 1 + n) {
            Some(n) if !goes_on || self.starts_sentence(n) => (self.marks[n].start, false, n),
            _ => (self.text.len(), true, self.marks.len()),
        }
    }

    fn starts_sentence(&self, mark: usize) -> bool {
        let before = self.text[..self.marks[mark].start].trim_end();
        before.ends_with(['.', '?', '!', ',', ':']) && self.marks[mark + 1..].iter().any(|m| m.side == Side::Close)
    }
}

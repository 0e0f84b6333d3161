//! The lines of one article at one width: what the body pane scrolls through.
use super::wrap::wrap;
use crate::model::{Article, Span};

/// What the body pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The cleaned body; what was removed is one line that says so.
    #[default]
    Clean,
    /// The cleaned body with the removed text in its place.
    Removed,
    /// The text as it came.
    Raw,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Text that was kept.
    Kept,
    /// Text of the removed block with this index.
    Removed(usize),
    /// A line of ours about the removed blocks `first..last`.
    Note(usize, usize),
    /// Space between paragraphs.
    Blank,
}

/// One line of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Its bytes: of the body if kept (of the text in [`Mode::Raw`]), of the text if removed.
    pub span: Span,
    /// Where it stands in the body (in the text in [`Mode::Raw`]); never descends.
    pub at: usize,
}

/// An article wrapped for a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// What is shown.
    pub mode: Mode,
}

impl Page {
    /// Wraps `article` to `cols` columns.
    pub fn new(article: &Article, mode: Mode, cols: usize) -> Page {
        let lines = match mode {
            Mode::Raw => raw(article, cols),
            Mode::Clean | Mode::Removed => clean(article, mode == Mode::Removed, cols),
        };
        Page { lines, mode }
    }

    /// The text that the spans of kept lines count in.
    pub fn text<'a>(&self, article: &'a Article) -> &'a str {
        if self.mode == Mode::Raw { &article.text } else { &article.body }
    }

    /// A span of the body in the text that the page shows.
    pub fn span(&self, article: &Article, body: Span) -> Span {
        if self.mode == Mode::Raw { article.edits.span_to_text(body) } else { body }
    }

    /// The line that shows the byte `at` of the page's text.
    pub fn line_at(&self, at: usize) -> usize {
        let mut i = self.lines.partition_point(|l| l.at <= at).saturating_sub(1);
        // Notes and blanks share their place with the line that follows or precedes; the text itself is meant.
        while let Some(line) = self.lines.get(i) {
            let kept = line.kind == LineKind::Kept && line.span.start <= at;
            if kept || i == 0 {
                break;
            }
            i -= 1;
        }
        i
    }

    /// The byte at the start of line `index`, in the body whatever the page shows.
    pub fn place(&self, article: &Article, index: usize) -> usize {
        let at = self.lines.get(index).or(self.lines.last()).map_or(0, |l| l.at);
        if self.mode == Mode::Raw { article.edits.to_body(at) } else { at }
    }
}

/// Lines of the cleaned body, with the removed blocks between the paragraphs.
fn clean(article: &Article, show: bool, cols: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut next = 0;
    let mut start = 0;
    for paragraph in article.body.split('\n') {
        let end = start + paragraph.len();
        if !paragraph.trim().is_empty() {
            let due = article.removed.get(next..).unwrap_or(&[]).iter().take_while(|r| r.at <= start).count();
            blocks(article, next..next + due, show, cols, &mut lines);
            next += due;
            gap(&mut lines, start);
            text(paragraph, start, cols, &mut lines);
        }
        start = end + 1;
    }
    blocks(article, next..article.removed.len(), show, cols, &mut lines);
    let whole = article.body.len();
    lines.iter_mut().for_each(|l| l.at = l.at.min(whole));
    lines
}

/// One blank line between what stands there and what follows.
fn gap(lines: &mut Vec<Line>, at: usize) {
    if !lines.is_empty() {
        lines.push(Line { kind: LineKind::Blank, span: Span::new(at, at), at });
    }
}

fn text(paragraph: &str, start: usize, cols: usize, lines: &mut Vec<Line>) {
    for s in wrap(paragraph, cols) {
        let span = Span::new(start + s.start, start + s.end);
        lines.push(Line { kind: LineKind::Kept, span, at: span.start });
    }
}

/// The removed blocks `range`: one line about them, or their text, each under its rule.
fn blocks(article: &Article, range: std::ops::Range<usize>, show: bool, cols: usize, lines: &mut Vec<Line>) {
    let removed = |i: usize| article.removed.get(i);
    let floor = lines.last().map_or(0, |l| l.at);
    let Some(at) = removed(range.start).map(|r| r.at.max(floor)) else { return };
    if range.is_empty() {
        return;
    }
    gap(lines, at);
    if !show {
        let span = Span::new(at, at);
        lines.push(Line { kind: LineKind::Note(range.start, range.end), span, at });
        return;
    }
    for (n, i) in range.enumerate() {
        let Some(block) = removed(i) else { continue };
        if n > 0 {
            lines.push(Line { kind: LineKind::Blank, span: Span::new(at, at), at });
        }
        lines.push(Line { kind: LineKind::Note(i, i + 1), span: Span::new(at, at), at });
        let mut start = block.text.start;
        for line in block.text.of(&article.text).split('\n') {
            if !line.trim().is_empty() {
                for s in wrap(line.trim_end(), cols) {
                    let span = Span::new(start + s.start, start + s.end);
                    lines.push(Line { kind: LineKind::Removed(i), span, at });
                }
            }
            start += line.len() + 1;
        }
    }
}

/// Lines of the text as it came; a line that lies in a removed block is marked.
fn raw(article: &Article, cols: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut next = 0;
    for line in article.text.split('\n') {
        if line.trim().is_empty() {
            lines.push(Line { kind: LineKind::Blank, span: Span::new(start, start), at: start });
        }
        for s in wrap(line.trim_end(), cols).into_iter().filter(|_| !line.trim().is_empty()) {
            let span = Span::new(start + s.start, start + s.end);
            while article.removed.get(next).is_some_and(|r| r.text.end <= span.start) {
                next += 1;
            }
            let inside = article.removed.get(next).is_some_and(|r| r.text.start <= span.start);
            let kind = if inside { LineKind::Removed(next) } else { LineKind::Kept };
            lines.push(Line { kind, span, at: span.start });
        }
        start += line.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edits, Label, Removed, Run};

    fn article() -> Article {
        let text = "date 2025-01-02\n\nOne two three.\n\nGive us money.\n\nFour.\n\nRead more.";
        let at = |needle: &str| text.find(needle).map(|i| Span::new(i, i + needle.len())).unwrap();
        let removed =
            |needle: &str, body: usize| Removed { text: at(needle), at: body, label: Label::Plea, rule: "test".into() };
        let runs = vec![
            Run { text: at("One two three."), body: Span::new(0, 14), copied: true },
            Run { text: at("Four."), body: Span::new(16, 21), copied: true },
        ];
        Article {
            text: text.into(),
            body: "One two three.\n\nFour.".into(),
            edits: Edits { runs },
            removed: vec![removed("date 2025-01-02", 0), removed("Give us money.", 16), removed("Read more.", 21)],
            ..Article::default()
        }
    }

    fn shown(mode: Mode, cols: usize) -> Vec<String> {
        let a = article();
        let page = Page::new(&a, mode, cols);
        let line = |l: &Line| match l.kind {
            LineKind::Kept => l.span.of(page.text(&a)).to_string(),
            LineKind::Removed(i) => format!("~{i} {}", l.span.of(&a.text)),
            LineKind::Note(i, j) => format!("[{i}..{j}]"),
            LineKind::Blank => String::new(),
        };
        page.lines.iter().map(line).collect()
    }

    #[test]
    fn removed_blocks_keep_their_place() {
        let clean = ["[0..1]", "", "One two", "three.", "", "[1..2]", "", "Four.", "", "[2..3]"];
        assert_eq!(shown(Mode::Clean, 10), clean);
        let open = shown(Mode::Removed, 40);
        assert_eq!(open[0..4], ["[0..1]", "~0 date 2025-01-02", "", "One two three."]);
        assert_eq!(open[5..7], ["[1..2]", "~1 Give us money."]);
        let raw = shown(Mode::Raw, 40);
        assert_eq!(raw[0..5], ["~0 date 2025-01-02", "", "One two three.", "", "~1 Give us money."]);
    }

    #[test]
    fn places_are_found_again_in_every_mode() {
        let a = article();
        for mode in [Mode::Clean, Mode::Removed, Mode::Raw] {
            for cols in [5, 10, 40] {
                let page = Page::new(&a, mode, cols);
                assert!(page.lines.windows(2).all(|w| w[0].at <= w[1].at), "{mode:?}");
                let four = page.span(&a, Span::new(16, 20));
                let line = page.lines[page.line_at(four.start)];
                assert_eq!(line.span.of(page.text(&a)), "Four.", "{mode:?} {cols}");
                assert_eq!(page.place(&a, page.line_at(four.start)), 16);
            }
        }
    }
}

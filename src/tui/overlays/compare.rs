//! Two speakers side by side: when they spoke, on one axis of days, and what they said, day by day.
use super::super::canvas::Canvas;
use super::super::panes::{count, number};
use super::super::state::State;
use super::super::theme::Face;
use super::super::timeline::{Counted, Timeline};
use super::super::wrap::wrap;
use super::room;
use crate::library::ArticleId;
use crate::text::display;
use ratatui::layout::Rect;

/// What was said by one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The name.
    pub name: String,
    /// When.
    pub counted: Counted,
    /// The newest quotations: day, words, and where they stand.
    pub quotes: Vec<Said>,
    /// How many of them name the other one.
    pub names_other: usize,
    /// The words that this one uses more than the other, with how often this one and the other use them.
    pub more: Vec<(String, [usize; 2])>,
}

/// What was found out about the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both {
    /// Each of them.
    pub sides: [Side; 2],
    /// What both say in the same words.
    pub shared: Vec<String>,
}

/// A quotation of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The day, or `undated`.
    pub day: String,
    /// The words.
    pub words: String,
    /// The article.
    pub article: ArticleId,
    /// Its kind.
    pub kind: &'static str,
}

/// The open comparison.
#[derive(Clone, Debug, Default)]
pub struct Compare {
    /// The two.
    pub names: [String; 2],
    /// What was found; nothing before the answer.
    pub both: Option<Box<Both>>,
    /// The first visible line of the quotations.
    pub top: usize,
}

/// Lines above the quotations: one less if neither has words of their own.
fn head(compare: &Compare) -> u16 {
    let own = |both: &Both| both.sides.iter().any(|s| !s.more.is_empty());
    8 + u16::from(compare.both.as_deref().is_some_and(own))
}

/// Lines of one quotation.
const LINES: usize = 5;

/// Lines of quotations that fit.
pub fn rows(compare: &Compare, area: Rect) -> usize {
    usize::from(room(area).height.saturating_sub(head(compare))).max(1)
}

/// Columns of each of the two.
fn cols(area: Rect) -> u16 {
    room(area).width.saturating_sub(3) / 2
}

/// A line of the two columns: text and face on the left and on the right.
type Line = [(String, Face); 2];

/// The quotations day by day, the newest day first, undated last.
pub fn lines(compare: &Compare, area: Rect) -> Vec<Line> {
    let Some(Both { sides, shared }) = compare.both.as_deref() else { return Vec::new() };
    let mut days: Vec<&str> = sides.iter().flat_map(|s| s.quotes.iter().map(|q| q.day.as_str())).collect();
    // `undated` is greater than every digit, but comes last.
    days.sort_by(|a, b| (*a == "undated").cmp(&(*b == "undated")).then(b.cmp(a)));
    days.dedup();
    let width = usize::from(cols(area));
    let mut out = Vec::new();
    for day in days {
        let head = (day.to_string(), Face::Date);
        let [left, right] = [0, 1].map(|i| sides.get(i).map_or(Vec::new(), |s| column(s, day, width)));
        out.push([head.clone(), head]);
        let blank = || (String::new(), Face::Text);
        for i in 0..left.len().max(right.len()) {
            out.push([&left, &right].map(|side| side.get(i).cloned().unwrap_or_else(blank)));
        }
        out.push([blank(), blank()]);
    }
    out.extend(wordings(sides, shared, width));
    out
}

/// All the words and phrases of which the head has only the first.
fn wordings(sides: &[Side; 2], shared: &[String], width: usize) -> Vec<Line> {
    let blank = || (String::new(), Face::Text);
    let mut out = Vec::new();
    if !shared.is_empty() {
        out.push([(SHARED.to_string(), Face::Date), blank()]);
        let pairs = shared.chunks(2).map(|pair| {
            [0, 1].map(|i| pair.get(i).map_or_else(blank, |p| (format!(" “{}”", cut(p, width)), Face::Quote)))
        });
        out.extend(pairs);
        out.push([blank(), blank()]);
    }
    let words = [0, 1].map(|i| sides.get(i).map_or("", |s| &*s.name).to_string());
    let lists = [0, 1].map(|i| sides.get(i).map_or(&[][..], |s| &s.more));
    if lists.iter().any(|l| !l.is_empty()) {
        out.push(words.map(|name| (format!("{name} {MORE}"), Face::Date)));
        for n in 0..lists.iter().map(|l| l.len()).max().unwrap_or(0) {
            let word = |(word, [own, other]): &(String, [usize; 2])| (format!(" {word}  {own} : {other}"), Face::Text);
            out.push(lists.map(|l| l.get(n).map_or_else(blank, word)));
        }
    }
    out
}

/// What stands before the phrases that both say, and the words that one says more.
const SHARED: &str = "in the same words";
const MORE: &str = "says more than the other";

fn cut(text: &str, width: usize) -> String {
    display::truncate(text, width.saturating_sub(3).max(1)).into_owned()
}

fn column(side: &Side, day: &str, width: usize) -> Vec<(String, Face)> {
    let mut out = Vec::new();
    for said in side.quotes.iter().filter(|s| s.day == day) {
        let cols = width.saturating_sub(1).max(1);
        for (i, span) in wrap(&said.words, cols).iter().take(LINES).enumerate() {
            // The last line takes the rest, so that what does not fit is seen to be cut.
            let shown = if i + 1 < LINES { span.of(&said.words) } else { said.words.get(span.start..).unwrap_or("") };
            out.push((format!(" {}", display::truncate(shown, cols)), Face::Quote));
        }
    }
    out
}

/// Draws the box.
pub fn draw(state: &State, compare: &Compare, canvas: &mut Canvas, area: Rect) {
    let [a, b] = &compare.names;
    canvas.frame(area, &format!("{a} and {b}"), "", true);
    let at = room(area);
    let Some(Both { sides, shared }) = compare.both.as_deref() else {
        canvas.text((at.x, at.y), at.width, "Counting…", Face::Faint);
        return;
    };
    axis(canvas, at, sides);
    let phrases: Vec<String> = shared.iter().map(|p| format!("“{p}”")).collect();
    let same = if phrases.is_empty() { "nothing of three words or more".to_string() } else { phrases.join(", ") };
    canvas.text((at.x, at.y + 3), at.width, &format!("{SHARED}: {same}"), Face::Faint);
    let cols = cols(area);
    let right = at.x + cols + 3;
    for (x, side) in [at.x, right].into_iter().zip(sides.iter()) {
        canvas.text((x, at.y + 5), cols, &side.name, Face::Speaker);
        let words: Vec<String> = side.more.iter().map(|(w, [own, other])| format!("{w} {own}:{other}")).collect();
        let more = if words.is_empty() { String::new() } else { format!("more: {}", words.join(", ")) };
        let names = format!("names the other in {}", count(side.names_other, "quote"));
        canvas.text((x, at.y + 6), cols, &names, Face::Faint);
        canvas.text((x, at.y + 7), cols, &more, Face::Faint);
    }
    let down = if canvas.theme.glyphs.cut == "…" { "│" } else { "|" };
    for ([a, b], y) in lines(compare, area).iter().skip(compare.top).zip(at.y + head(compare)..at.bottom()) {
        canvas.text((at.x, y), cols, &a.0, a.1);
        canvas.text((at.x + cols + 1, y), 1, down, Face::Border);
        canvas.text((right, y), cols, &b.0, b.1);
    }
    if state.found.more {
        let note = " the newest quotations of each ";
        canvas.right((area.right() - 2, area.bottom() - 1), at.width, note, Face::Faint);
    }
}

/// The bars of both on the same days, one line each.
fn axis(canvas: &mut Canvas, at: Rect, sides: &[Side; 2]) {
    let mut all = Counted { exact: true, ..Default::default() };
    for side in sides {
        for (day, n) in &side.counted.days {
            *all.days.entry(*day).or_default() += n;
        }
        all.speakers.push((side.name.clone(), side.counted.days.clone()));
    }
    let timeline = Timeline { counted: all, ..Default::default() };
    let name = sides.iter().map(|s| display::width(&s.name) as u16).max().unwrap_or(0).clamp(10, 24) + 2;
    let room = at.width.saturating_sub(name + 10);
    let bucket = timeline.bucket(usize::from(room).max(1));
    let bars = timeline.bars(bucket);
    let bars: Vec<_> = bars.iter().filter(|b| b.start.is_some()).collect();
    let most = bars.iter().flat_map(|b| b.by.iter().copied()).max().unwrap_or(0).max(1);
    let wide = (usize::from(room) / bars.len().max(1)).clamp(1, 6) as u16;
    let glyphs = canvas.theme.glyphs;
    for ((i, side), y) in sides.iter().enumerate().zip(at.y..) {
        canvas.text((at.x, y), name - 1, &side.name, Face::Speaker);
        let mut x = at.x + name;
        for bar in bars.iter().skip(bars.len().saturating_sub(usize::from(room / wide))) {
            let n = bar.by.get(i).copied().unwrap_or(0);
            let step = (n * glyphs.steps.len() as u64).div_ceil(most) as usize;
            let sign = step.checked_sub(1).and_then(|s| glyphs.steps.get(s)).copied().unwrap_or(glyphs.none);
            x += canvas.text((x, y), wide, &sign.repeat(usize::from(wide)), Face::Quote);
        }
        let total: u64 = side.counted.days.values().sum();
        canvas.right((at.right(), y), 12, &number(total as usize), Face::Faint);
    }
    let (first, last) = (bars.first().and_then(|b| b.start), bars.last().and_then(|b| b.end));
    if let Some((first, last)) = first.zip(last) {
        let text = format!("{first}..{last}");
        let cols = (bars.len() as u16).saturating_mul(wide).max(display::width(&text) as u16);
        canvas.text((at.x + name, at.y + 2), cols.min(room + 12), &text, Face::Faint);
    }
}

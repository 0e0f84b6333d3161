//! Which other articles have quotations of the selected one: the same story elsewhere, or a copy of it.
use super::super::canvas::Canvas;
use super::super::panes::count;
use super::super::state::State;
use super::super::theme::Face;
use super::super::window::Window;
use super::room;
use crate::library::Story;
use ratatui::layout::Rect;

/// The open list.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    /// The other articles.
    pub all: Vec<Story>,
    /// The highlighted row.
    pub window: Window,
}

/// Articles that fit, two lines each.
pub fn rows(area: Rect) -> usize {
    (usize::from(room(area).height.saturating_sub(2)) / 2).max(1)
}

/// Why there is nothing to show where no other article has quotations of the selected one.
pub fn none(state: &State) -> &'static str {
    match state.article() {
        None => "there is no article here",
        Some(_) if !state.reading.finished => "still reading; the same words are looked for in the end",
        Some(article) if article.quotes.is_empty() => "nobody is quoted here; by its quotations a story is known again",
        Some(_) => "no other article has its quotations",
    }
}

/// Draws the box.
pub fn draw(state: &State, stories: &Stories, canvas: &mut Canvas, area: Rect) {
    canvas.frame(area, "The same story elsewhere", &count(stories.all.len(), "article"), true);
    let at = room(area);
    let (label, quotes) = match state.article() {
        Some(article) => (article.label().0, article.quotes.len()),
        None => return,
    };
    canvas.text((at.x, at.y), at.width, &label, Face::Headline);
    let visible = stories.all.iter().enumerate().skip(stories.window.top).take(rows(area));
    for ((i, story), n) in visible.zip(0u16..) {
        let line = Rect { y: at.y + 2 + 2 * n, height: 1, ..at };
        if line.y + 1 >= at.bottom() {
            break;
        }
        row(canvas, line, story, quotes);
        if i == stories.window.selected {
            canvas.text((line.x, line.y), 1, ">", Face::Text);
            canvas.lay(line, Face::Selected);
        }
    }
}

/// One article: day, outlet, how many of the quotations it has; under it what it is called.
fn row(canvas: &mut Canvas, at: Rect, story: &Story, quotes: usize) {
    let article = &story.article;
    let shared = format!("{} of {}", story.shared, count(quotes, "quotation"));
    let end = canvas.right((at.right(), at.y), at.width / 2, &shared, Face::Kind);
    let day = article.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let day = format!("{day:<10}  ");
    let outlet = article.outlet.as_deref().unwrap_or("");
    canvas.line((at.x + 2, at.y), end.saturating_sub(at.x + 3), &[(&day, Face::Date), (outlet, Face::Faint)]);
    canvas.text((at.x + 4, at.y + 1), at.width.saturating_sub(4), &article.label().0, Face::Text);
}

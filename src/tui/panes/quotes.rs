//! The quotations of the selected article: who, of what kind, the words, and how sure that is.
use super::super::canvas::Canvas;
use super::super::layout::{Pane, inside};
use super::super::overlays::echoes;
use super::super::state::State;
use super::super::theme::Face;
use super::super::wrap::wrap;
use super::focused;
use crate::model::{Article, Kind, PersonKind, Quote, Span};
use crate::query::LOW;
use crate::text::display;
use ratatui::layout::Rect;

/// From this inner width on a quotation takes one line.
const ONE_LINE: u16 = 72;
/// Lines of words shown of one quotation.
const LINES: usize = 3;

/// Lines that each quotation takes in a pane of this inner width.
pub fn heights(article: &Article, width: u16) -> Vec<u16> {
    if width >= ONE_LINE {
        return vec![1; article.quotes.len()];
    }
    article.quotes.iter().map(|q| 2 + lines(article, q, width).len() as u16).collect()
}

/// The words in marks, on one line; no more than is ever shown.
pub fn words(article: &Article, quote: &Quote, most: usize) -> String {
    let mut out = String::from("“");
    for (i, span) in quote.spans.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.extend(span.of(&article.body).chars().take(most));
        if out.len() > 4 * most {
            break;
        }
    }
    out.push('”');
    out.replace('\n', " ")
}

/// The words wrapped for a pane of this inner width, the last line cut if there are more.
fn lines(article: &Article, quote: &Quote, width: u16) -> Vec<String> {
    let cols = usize::from(width.saturating_sub(4)).max(1);
    let text = words(article, quote, cols * (LINES + 1));
    let spans = wrap(&text, cols);
    let shown = |s: &Span| s.of(&text).to_string();
    let mut out: Vec<String> = spans.iter().take(LINES).map(shown).collect();
    if spans.len() > LINES
        && let (Some(last), Some(from)) = (out.last_mut(), spans.get(LINES - 1))
    {
        let rest = text.get(from.start..).unwrap_or("");
        *last = display::truncate(rest, cols).into_owned();
    }
    out
}

/// Draws the pane.
pub fn draw(state: &State, canvas: &mut Canvas, area: Rect) {
    let focus = focused(state, Pane::Quotes);
    let Some(article) = state.article() else {
        canvas.frame(area, "3 Quotes", "", focus);
        return;
    };
    let all = article.quotes.len();
    let note = if all == 0 { String::new() } else { format!("{}/{all}", state.quotes.selected + 1) };
    canvas.frame(area, "3 Quotes", &note, focus);
    let inside = inside(area);
    if all == 0 {
        canvas.text(
            (inside.x + 1, inside.y),
            inside.width.saturating_sub(2),
            "No quotation in this article.",
            Face::Faint,
        );
        return;
    }
    let mut y = inside.y;
    for (i, quote) in article.quotes.iter().enumerate().skip(state.quotes.top) {
        let tall = state.heights.get(i).copied().unwrap_or(1);
        if y >= inside.bottom() {
            break;
        }
        let text_lines = if tall == 1 { 1 } else { tall - 1 };
        let at = Rect { y, height: text_lines.min(inside.bottom() - y), ..inside };
        let item = Item { state, article, quote, index: i };
        if tall == 1 {
            item.one_line(canvas, at)
        } else {
            item.block(canvas, at)
        }
        let picked = state.picked.holds(article, Some(quote.span));
        if picked {
            canvas.text((at.x, at.y), 1, "+", Face::Made);
        }
        if i == state.quotes.selected {
            canvas.text((at.x, at.y), 1, if picked { "+" } else { ">" }, Face::Text);
            canvas.lay(at, if focus { Face::Selected } else { Face::SelectedAway });
        }
        y = y.saturating_add(tall);
    }
}

struct Item<'a> {
    state: &'a State,
    article: &'a Article,
    quote: &'a Quote,
    index: usize,
}

impl Item<'_> {
    /// Who said it, as far as that is known.
    fn who(&self) -> (String, Face) {
        who(self.state, self.article, self.quote)
    }

    /// The kind, after the marks of the same words elsewhere and of doubt.
    fn kind(&self, canvas: &mut Canvas, right: u16, y: u16) -> u16 {
        let kind = self.quote.kind.name();
        let x = canvas.right((right, y), 8, kind, Face::Kind);
        let mark = doubt(self.quote);
        let x = if mark.is_empty() { x } else { canvas.right((x.saturating_sub(1), y), 1, mark, Face::Doubt) };
        let mark = self.made(canvas);
        let x = if mark.is_empty() { x } else { canvas.right((x.saturating_sub(1), y), 3, mark, Face::Made) };
        let x = match self.article.made.stars.contains(&self.quote.span) {
            true => canvas.right((x.saturating_sub(1), y), 3, canvas.theme.glyphs.star, Face::Made),
            false => x,
        };
        match echoes::mark(self.state, self.index) {
            Some(echoes) => canvas.right((x.saturating_sub(1), y), 6, &echoes, Face::Faint),
            None => x,
        }
    }

    /// `you` on what the reader has corrected, a hook on what they have confirmed.
    fn made(&self, canvas: &Canvas) -> &'static str {
        let made = &self.article.made;
        match self.quote.span {
            span if made.corrected.contains(&span) => "you",
            span if made.verified.contains(&span) => canvas.theme.glyphs.verified,
            _ => "",
        }
    }

    /// The mark of a quotation that answers the query, where only some do.
    fn hit(&self, canvas: &mut Canvas, x: u16, y: u16) {
        if self.state.found.picks_quotes && self.state.answers(self.index) {
            let hit = canvas.theme.glyphs.hit;
            canvas.text((x, y), 1, hit, Face::Doubt);
        }
    }

    fn words_face(&self) -> Face {
        if self.quote.kind == Kind::Term { Face::Faint } else { Face::Quote }
    }

    fn one_line(&self, canvas: &mut Canvas, at: Rect) {
        let (who, face) = self.who();
        let cols = (at.width / 5).clamp(12, 24);
        let end = self.kind(canvas, at.right().saturating_sub(1), at.y);
        self.hit(canvas, at.x + 1, at.y);
        canvas.text((at.x + 3, at.y), cols, &fitting(self.article, who, cols), face);
        let x = at.x + 5 + cols;
        let room = end.saturating_sub(x + 2);
        let words = words(self.article, self.quote, usize::from(room) + 1);
        canvas.text((x, at.y), room, &words, self.words_face());
    }

    fn block(&self, canvas: &mut Canvas, at: Rect) {
        let (who, face) = self.who();
        let end = self.kind(canvas, at.right().saturating_sub(1), at.y);
        self.hit(canvas, at.x + 1, at.y);
        let cols = end.saturating_sub(at.x + 4);
        canvas.text((at.x + 3, at.y), cols, &fitting(self.article, who, cols), face);
        for (line, y) in lines(self.article, self.quote, at.width).iter().zip(at.y + 1..at.bottom()) {
            canvas.text((at.x + 3, y), at.width.saturating_sub(4), line, self.words_face());
        }
    }
}

/// Who said `quote`: the name, else the words of the article, else that nobody is named.
pub fn who(state: &State, article: &Article, quote: &Quote) -> (String, Face) {
    match (&quote.canonical, quote.speaker) {
        _ if quote.kind == Kind::Term => ("a name or title".to_string(), Face::Nobody),
        (Some(name), _) => (state.known.name(name).to_string(), Face::Speaker),
        (None, Some(mention)) => (mention.of(&article.body).to_string(), Face::Speaker),
        (None, None) => ("nobody named".to_string(), Face::Nobody),
    }
}

/// `!` where a quotation has no speaker, `?` where its speaker is not sure.
pub fn doubt(quote: &Quote) -> &'static str {
    match quote {
        q if q.kind == Kind::Term => "",
        q if q.canonical.is_none() && q.speaker.is_none() => "!",
        q if q.confidence < LOW => "?",
        _ => "",
    }
}

/// The name, with an initial in place of a person's first names where all of it does not fit.
pub fn fitting(article: &Article, name: String, cols: u16) -> String {
    let person = article.people.iter().any(|p| p.name == name && p.kind == PersonKind::Person);
    if !person || display::width(&name) <= usize::from(cols) {
        return name;
    }
    match (name.chars().next(), name.rsplit_once(' ')) {
        (Some(first), Some((_, last))) => format!("{first}. {last}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Person;

    #[test]
    fn a_person_s_first_names_are_shortened_where_they_must_be() {
        let person = |name: &str, kind| Person { name: name.into(), kind, mentions: Vec::new() };
        let people =
            vec![person("Ada Mary Quayle", PersonKind::Person), person("Harbour Board", PersonKind::Organisation)];
        let article = Article { people, ..Default::default() };
        assert_eq!(fitting(&article, "Ada Mary Quayle".into(), 20), "Ada Mary Quayle");
        assert_eq!(fitting(&article, "Ada Mary Quayle".into(), 10), "A. Quayle");
        assert_eq!(fitting(&article, "Harbour Board".into(), 5), "Harbour Board");
    }
}

//! Where else the words of the current quotation stand: who said them, when, and how they differ.
use super::super::canvas::Canvas;
use super::super::panes::count as count_of;
use super::super::state::State;
use super::super::theme::Face;
use super::super::window::Window;
use super::room;
use crate::echoes::{Family, marked};
use crate::library::{Echo, Echoes as Library};
use crate::model::Article;
use ratatui::layout::Rect;
use std::sync::Arc;

/// The open list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Echoes {
    /// The highlighted row.
    pub window: Window,
}

/// Places that fit, two lines each.
pub fn rows(area: Rect) -> usize {
    (usize::from(room(area).height.saturating_sub(2)) / 2).max(1)
}

/// The places of the current quotation's words.
pub fn count(state: &State) -> usize {
    family(state, &state.echoes).map_or(0, |f| f.members.len())
}

/// Why there are no places to show, if there are none.
pub fn none(state: &State) -> Option<&'static str> {
    match (count(state), state.quote().is_some(), state.reading.finished) {
        (1.., ..) => None,
        (0, false, _) => Some("there is no quotation here"),
        (0, true, true) => Some("nobody else is quoted with these words"),
        (0, true, false) => Some("still reading; the same words are looked for in the end"),
    }
}

/// The mark of quotation `index` of the selected article: `=2` if all of its family have the same words, `~4` if some
/// have nearly the same; the number is that of the places.
pub fn mark(state: &State, index: usize) -> Option<String> {
    let family = state.echoes.family(state.article()?, index)?;
    Some(format!("{}{}", if family.is_exact() { '=' } else { '~' }, family.members.len()))
}

/// The article and the quotation of the place `row`.
pub fn place<'e>(state: &State, echoes: &'e Library, row: usize) -> Option<(&'e Arc<Article>, usize)> {
    let member = family(state, echoes)?.members.get(row)?;
    Some((echoes.place(member)?.0, member.quote))
}

fn family<'e>(state: &State, echoes: &'e Library) -> Option<&'e Family> {
    echoes.family(state.article()?, state.quotes.selected)
}

/// Draws the box.
pub fn draw(state: &State, list: &Echoes, canvas: &mut Canvas, area: Rect) {
    let echoes = &state.echoes;
    let Some(family) = family(state, echoes) else {
        canvas.frame(area, "Also said", "", true);
        let at = room(area);
        canvas.text((at.x, at.y), at.width, none(state).unwrap_or(""), Face::Faint);
        return;
    };
    let note = format!("{}, {}", count_of(family.members.len(), "place"), count_of(echoes.speakers(family), "speaker"));
    canvas.frame(area, "Also said", &note, true);
    let at = room(area);
    canvas.text((at.x, at.y), at.width, &format!("“{}”", echoes.words(family)), Face::Quote);
    let all = echoes.rows(family);
    let visible = all.iter().enumerate().skip(list.window.top).take(rows(area));
    for ((i, row), n) in visible.zip(0u16..) {
        let line = Rect { y: at.y + 2 + 2 * n, height: 1, ..at };
        if line.y + 1 >= at.bottom() {
            break;
        }
        echo(canvas, line, row);
        if i == list.window.selected {
            canvas.text((line.x, line.y), 1, ">", Face::Text);
            canvas.lay(line, Face::Selected);
        }
    }
}

/// One place: day, who, how near; under it the words with their differences marked.
fn echo(canvas: &mut Canvas, at: Rect, row: &Echo) {
    let day = row.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let may_be = row.may_be.as_ref().map_or(String::new(), |m| format!("  may be {} ({})", m.name, m.article));
    let end = canvas.right((at.right(), at.y), 8, row.member.same.name(), Face::Kind);
    let who = if row.who.is_empty() { "nobody named" } else { &row.who };
    let face = if row.named { Face::Speaker } else { Face::Nobody };
    let pieces = [(format!("{day:<10}  "), Face::Date), (who.to_owned(), face), (may_be, Face::Doubt)];
    let pieces: Vec<(&str, Face)> = pieces.iter().map(|(text, face)| (text.as_str(), *face)).collect();
    canvas.line((at.x + 2, at.y), end.saturating_sub(at.x + 3), &pieces);
    canvas.text((at.x + 4, at.y + 1), at.width.saturating_sub(4), &marked(&row.pieces), Face::Text);
}

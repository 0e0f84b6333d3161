//! Correcting, confirming, starring, tagging and noting: from a key to the marks that are kept, and back from what is
//! kept to the screen.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::mending::{Made, Making, shortened};
use super::super::overlays::{Overlay, mend};
use super::super::panes::count;
use super::super::state::State;
use super::review;
use crate::library::{Act, Mark};
use crate::model::{Article, Quote, Span};
use std::sync::Arc;

/// A quotation and the article it stands in.
type Place = (Arc<Article>, Quote);

/// Keeps `marks`, and says `said` once they are kept.
fn keep(state: &mut State, marks: Vec<Mark>, said: String) -> Vec<Effect> {
    if marks.is_empty() {
        state.notice = Some("there is nothing here to do that to".to_string());
        return Vec::new();
    }
    vec![Effect::Make(Making::Marks(marks, said))]
}

/// What is judged: the selected quotations, else the current one, and with `alike` those like it in the article.
fn meant(state: &State, alike: bool) -> Vec<Place> {
    let picked = state.picked.quotations();
    if !picked.is_empty() {
        return picked;
    }
    let Some((article, quote)) = state.article().zip(state.quote()) else { return Vec::new() };
    let others = mend::alike(article, quote).into_iter().filter(|_| alike);
    std::iter::once(quote).chain(others).map(|q| (article.clone(), q.clone())).collect()
}

/// The selected articles, else the current one.
fn meant_articles(state: &State) -> Vec<Arc<Article>> {
    let picked = state.picked.articles();
    if picked.is_empty() { state.article().into_iter().cloned().collect() } else { picked }
}

/// Does `act` to the quotations that are judged.
pub fn judge(state: &mut State, act: Act) -> Vec<Effect> {
    let alike = matches!(&state.overlay, Some(Overlay::Mend(mend)) if mend.alike);
    let places = meant(state, alike);
    let words = places.first().map(|(a, q)| shortened(q.span.of(&a.body))).unwrap_or_default();
    let said = match &act {
        Act::Speaker { name: Some(name) } => format!("kept: {name} said “{words}”"),
        Act::Speaker { name: None } => format!("kept: nobody who is named said “{words}”"),
        Act::NotQuote => format!("kept: “{words}” is no quotation"),
        _ => match places.first().and_then(|(_, q)| q.canonical.as_deref()) {
            Some(name) => format!("confirmed: {name} said “{words}”"),
            None => format!("confirmed: “{words}”"),
        },
    };
    let said = if places.len() > 1 { format!("{said}, and {} more", places.len() - 1) } else { said };
    let marks = places.iter().map(|(article, quote)| Mark::about(article, quote, act.clone())).collect();
    let mut effects = keep(state, marks, said);
    effects.extend(review::judged(state));
    effects
}

/// Does `act` to the articles that are meant; `said` is what to say then.
pub fn of_articles(state: &mut State, act: &Act, said: &str) -> Vec<Effect> {
    let articles = meant_articles(state);
    let said = if articles.len() > 1 { format!("{said}: {}", count(articles.len(), "article")) } else { said.into() };
    keep(state, articles.iter().map(|article| Mark::on(article, act.clone())).collect(), said)
}

/// The articles are none: all of their text is left out, so that nothing of it counts, and a tag finds them.
pub fn no_articles(state: &mut State) -> Vec<Effect> {
    let articles: Vec<Arc<Article>> = meant_articles(state).into_iter().filter(|a| !mend::is_none(a)).collect();
    if articles.is_empty() {
        state.notice = Some("that was said before; undo takes it back".to_string());
        return Vec::new();
    }
    let what = if articles.len() > 1 { format!("{} are", count(articles.len(), "article")) } else { "this is".into() };
    let marks = articles.iter().flat_map(|article| {
        let whole = Span::new(0, article.text.len());
        let tag = Act::Tag { tag: mend::NO_ARTICLE.to_string(), on: true };
        // Whoever undoes it after a restart takes these back one by one: what is seen comes first.
        [Mark::on(article, tag), Mark::of_text(article, whole, Act::Cleaning { out: true })]
    });
    let said = format!("kept: {what} no article; -tag:{} leaves such out of a query", mend::NO_ARTICLE);
    keep(state, marks.collect(), said)
}

/// Gives a star, or takes it away if the current one has it: to articles from the list, else to quotations.
pub fn star(state: &mut State) -> Vec<Effect> {
    let of_quotations = match &state.overlay {
        Some(Overlay::Mend(mend)) => !mend.article,
        _ => matches!(state.focus, Pane::Body | Pane::Quotes),
    };
    let places = if of_quotations { meant(state, false) } else { Vec::new() };
    if let Some((article, quote)) = places.first() {
        let on = !article.made.stars.contains(&quote.span);
        let more = if places.len() > 1 { format!(": {}", count(places.len(), "quotation")) } else { String::new() };
        let said = if on { "a star; is:starred finds it" } else { "no star any more" };
        let marks = places.iter().map(|(a, q)| Mark::about(a, q, Act::Star { on })).collect();
        return keep(state, marks, format!("{said}{more}"));
    }
    let on = !meant_articles(state).first().is_some_and(|a| a.made.starred);
    of_articles(state, &Act::Star { on }, if on { "a star; is:starred finds it" } else { "no star any more" })
}

/// Puts a tag on the articles; `-tag` takes it away.
pub fn tag(state: &mut State, typed: &str) -> Vec<Effect> {
    let on = !typed.starts_with('-');
    let tag = typed.trim_start_matches(['-', '#']).trim().to_string();
    let said = if on { format!("tagged; tag:{tag} finds it") } else { format!("#{tag} is gone") };
    of_articles(state, &Act::Tag { tag, on }, &said)
}

/// Notes something on the article from the list, else on the quotation.
pub fn note(state: &mut State, note: &str) -> Vec<Effect> {
    let act = Act::Note { note: note.to_string() };
    let said = if note.is_empty() { "the note is gone" } else { "noted; note:word finds it" };
    let about = (state.focus != Pane::Articles && state.picked.is_empty()).then(|| state.article().zip(state.quote()));
    match about.flatten() {
        Some((article, quote)) => {
            let mark = Mark::about(article, quote, act);
            keep(state, vec![mark], said.to_string())
        }
        None => of_articles(state, &act, said),
    }
}

/// Something about people and views, and no article.
pub fn of_people(state: &mut State, act: Act, said: String) -> Vec<Effect> {
    keep(state, vec![Mark::of(act)], said)
}

/// Selects the row with the keys, or gives it up; the selection moves on, so that several are quickly selected.
pub fn pick(state: &mut State) {
    let Some(article) = state.article().cloned() else { return };
    match state.focus {
        Pane::Articles => {
            state.picked.toggle(&article, None);
            super::moving::articles(state, 1);
        }
        _ => {
            let Some(span) = state.quote().map(|q| q.span) else { return };
            state.picked.toggle(&article, Some(span));
            super::moving::quotes(state, 1);
        }
    }
    say_picked(state);
}

/// Begins a range of rows, or selects all from its beginning to the row with the keys.
pub fn range(state: &mut State) {
    let Some(article) = state.article().cloned() else { return };
    let quotes = state.focus != Pane::Articles;
    let here = if quotes { state.quote().map(|q| q.span) } else { None };
    if quotes && here.is_none() {
        return;
    }
    let Some((hash, span)) = state.picked.end().filter(|(_, span)| span.is_some() == quotes) else {
        state.picked.begin(&article, here);
        state.notice = Some("from here on; again where it ends".to_string());
        return;
    };
    // In the order of the list: rows, and of each its quotations.
    let row = |hash| state.found.rows.iter().position(|r| r.article.hash == hash);
    let Some(began) = row(hash) else { return };
    let (a, b) = ((began, span), (state.list.selected, here));
    let (from, to) = (a.min(b), a.max(b));
    for (i, row) in state.found.rows.iter().enumerate().take(to.0 + 1).skip(from.0) {
        if !quotes {
            state.picked.add(&row.article, None);
            continue;
        }
        // Across articles those that answer, as they are listed; within one all of them.
        let answers = |n: usize| from.0 == to.0 || row.quotes.contains(&(n as u32));
        for (_, quote) in row.article.quotes.iter().enumerate().filter(|(n, _)| answers(*n)) {
            let place = (i, Some(quote.span));
            if from <= place && place <= to {
                state.picked.add(&row.article, Some(quote.span));
            }
        }
    }
    say_picked(state);
}

/// Selects everything that was found, or gives up what is selected.
pub fn pick_all(state: &mut State) {
    if !state.picked.is_empty() {
        state.picked.clear();
        state.notice = Some("nothing is selected any more".to_string());
        return;
    }
    for row in &state.found.rows {
        if state.focus == Pane::Articles {
            state.picked.add(&row.article, None);
            continue;
        }
        for quote in row.quotes.iter().filter_map(|q| row.article.quotes.get(*q as usize)) {
            state.picked.add(&row.article, Some(quote.span));
        }
    }
    say_picked(state);
}

fn say_picked(state: &mut State) {
    let what = if state.focus == Pane::Articles { "article" } else { "quotation" };
    let more = if state.found.more { ", of what is loaded" } else { "" };
    state.notice = Some(format!("selected: {}{more}", count(state.picked.len(), what)));
}

/// What was made is kept: the articles that it changes take the place of what they were.
pub fn made(state: &mut State, made: Made) -> Vec<Effect> {
    state.notice = Some(made.said);
    state.known = Arc::new(made.known);
    // What is counted is counted again.
    state.timeline.of = 0;
    state.facets.of = 0;
    state.library += 1;
    (state.found.articles_in_all, state.found.quotes_in_all) = (made.totals.articles, made.totals.quotes);
    let current = state.article().cloned();
    let place = current.as_ref().zip(state.quote()).map(|(a, q)| a.edits.span_to_text(q.span));
    for (id, article) in &made.articles {
        state.picked.renew(article);
        let answer = state.query.good.matches(article);
        for row in state.found.rows.iter_mut().filter(|r| r.article.hash == article.hash) {
            let quotes: Vec<u32> = answer.iter().flat_map(|h| &h.quotes).map(|q| *q as u32).collect();
            state.found.quotes = (state.found.quotes + quotes.len()).saturating_sub(row.quotes.len());
            row.quotes = quotes;
            row.article = article.clone();
            row.id = row.id.and(Some(*id));
        }
    }
    if made.articles.is_empty() || current.is_some_and(|old| made.articles.iter().all(|(_, a)| a.hash != old.hash)) {
        return review::made(state);
    }
    let Some(article) = state.article() else { return Vec::new() };
    let of = |q: &Quote| article.edits.span_to_text(q.span);
    let same = place.and_then(|place| article.quotes.iter().position(|q| of(q).overlaps(&place)));
    // What was a quotation and is none any more leaves its place to the next.
    let after = place.map_or(0, |place| article.quotes.partition_point(|q| of(q).start < place.start));
    state.quotes.selected = same.unwrap_or(after).min(article.quotes.len().saturating_sub(1));
    review::made(state)
}

/// Undoes or redoes the newest.
pub fn turn(action: Action) -> Vec<Effect> {
    vec![Effect::Make(if action == Action::Undo { Making::Undo } else { Making::Redo })]
}

//! Lines that are typed into a box: files, commands, tags, notes, titles, days, names.
use super::super::effect::Effect;
use super::super::found::Row;
use super::super::overlays::Overlay;
use super::super::overlays::prompt::{Prompt, What};
use super::super::state::State;
use super::super::take::Taking;
use super::{mending, overlay};
use crate::library::Act;
use crate::model::Article;
use chrono::NaiveDate;
use std::sync::Arc;

/// Opens a prompt that begins with `text`.
pub fn open(state: &mut State, what: What, text: &str) {
    overlay::over(state, Overlay::Prompt(Prompt::new(what, text)));
}

/// Takes what is typed; what is wrong with it is said in the box.
pub fn accept(state: &mut State, mut prompt: Prompt) -> Vec<Effect> {
    let typed = prompt.input.text().trim().to_string();
    match done(state, &prompt, typed) {
        Ok(effects) => effects,
        Err(wrong) => {
            prompt.wrong = Some(wrong);
            state.overlay = Some(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}

fn done(state: &mut State, prompt: &Prompt, typed: String) -> Result<Vec<Effect>, String> {
    let effects = match &prompt.what {
        What::File | What::Command => {
            let target = prompt.target()?;
            let query = state.query.good.line().to_string();
            let picked = picked(state);
            let more = picked.is_empty() && (state.found.more || state.found.before);
            let rows = if picked.is_empty() && !more { state.found.rows.clone() } else { picked };
            if more {
                state.notice = Some("gathering what the query finds".to_string());
            }
            vec![Effect::Take(Box::new(Taking { rows, query, target, more }))]
        }
        What::Tag if typed.trim_start_matches(['-', '#']).trim().is_empty() => return Err("type a tag".to_string()),
        What::Tag => mending::tag(state, &typed),
        What::Note => mending::note(state, &typed),
        What::Title => {
            let title = Some(typed).filter(|t| !t.is_empty());
            mending::of_articles(state, &Act::Title { title }, "kept: the title")
        }
        What::Day => {
            let date = day(&typed)?;
            mending::of_articles(state, &Act::Date { date }, "kept: the day")
        }
        What::Rename(from) if typed.is_empty() || typed == *from => return Err("type another name".to_string()),
        What::Rename(from) => {
            let said = format!("kept: {from} is called {typed}");
            mending::of_people(state, Act::Rename { from: from.clone(), into: typed }, said)
        }
        What::View if typed.trim_start_matches(['-', '@']).is_empty() => return Err("type a name".to_string()),
        What::View => {
            let name = typed.trim_start_matches(['-', '@']).to_string();
            let query = (!typed.starts_with('-')).then(|| state.query.good.line().to_string());
            let said = match query {
                Some(_) => format!("kept: the query is @{name}"),
                None => format!("@{name} is forgotten"),
            };
            mending::of_people(state, Act::View { name, query }, said)
        }
    };
    state.overlay = state.under.pop();
    Ok(effects)
}

/// The selected rows: quotations, or articles with all that the query finds in them.
fn picked(state: &State) -> Vec<Row> {
    let row = |article: &Arc<Article>| {
        let whole = state.picked.holds(article, None);
        let known = state.found.rows.iter().find(|r| r.article.hash == article.hash).filter(|_| whole);
        let mut quotes: Vec<u32> = known.map(|r| r.quotes.clone()).unwrap_or_default();
        let chosen = article.quotes.iter().enumerate().filter(|(_, q)| state.picked.holds(article, Some(q.span)));
        quotes.extend(chosen.map(|(i, _)| i as u32));
        quotes.sort_unstable();
        quotes.dedup();
        Row { id: None, article: article.clone(), quotes }
    };
    state.picked.articles().iter().map(row).collect()
}

fn day(typed: &str) -> Result<Option<NaiveDate>, String> {
    match typed {
        "none" => Ok(None),
        _ => typed.parse().map(Some).map_err(|_| format!("`{typed}` is no day: type 2025-11-25, or none")),
    }
}

//! Lines that are typed into a box: files, commands, tags, notes, titles, days, names.
use super::super::effect::Effect;
use super::super::overlays::Overlay;
use super::super::overlays::prompt::{Prompt, What};
use super::super::state::State;
use super::super::take::Taking;
use super::{mending, overlay};
use crate::library::Act;
use chrono::NaiveDate;

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
            vec![Effect::Take(Box::new(Taking { query, target }))]
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

fn day(typed: &str) -> Result<Option<NaiveDate>, String> {
    match typed {
        "none" => Ok(None),
        _ => typed.parse().map(Some).map_err(|_| format!("`{typed}` is no day: type 2025-11-25, or none")),
    }
}

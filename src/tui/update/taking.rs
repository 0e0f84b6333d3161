//! Taking things along: copies of a quotation, the browser, the editor.
use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::state::State;
use crate::export::{cite, json_line, quote_record};
use crate::model::{Article, Quote};
use crate::text::display::{sanitise, sanitise_lines};

/// The actions that take something along.
pub const ACTIONS: [Action; 9] = [
    Action::CopyQuote,
    Action::CopyWords,
    Action::CopyCitation,
    Action::CopyBibtex,
    Action::CopyJson,
    Action::CopyAddress,
    Action::CopyPath,
    Action::OpenSource,
    Action::EditSource,
];

/// Does `action` with the current quotation or its article.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(article) = state.article().cloned() else { return say(state, "there is no article") };
    match action {
        Action::OpenSource => return open(state, &article),
        Action::EditSource => return edit(state, &article),
        Action::CopyPath => return copy(state, &article.source),
        Action::CopyAddress => {
            return match &article.url {
                Some(url) => copy(state, url),
                None => say(state, "the article has no address; its path: yp"),
            };
        }
        _ => {}
    }
    let number = state.quotes.selected;
    let Some(quote) = article.quotes.get(number) else { return say(state, "the article has no quotation") };
    let text = match action {
        Action::CopyQuote => short(&article, quote),
        Action::CopyCitation => cite::citation(&article, quote),
        Action::CopyBibtex => cite::bibtex(&article, quote),
        Action::CopyJson => {
            json_line(&quote_record(&article, number, quote, state.query.good.line())).unwrap_or_default()
        }
        _ => cite::words(&article, quote),
    };
    copy(state, &text)
}

fn say(state: &mut State, text: &str) -> Vec<Effect> {
    state.notice = Some(text.to_string());
    Vec::new()
}

/// Copies `text`, made safe for the terminal it will be pasted in, and says what was copied.
pub fn copy(state: &mut State, text: &str) -> Vec<Effect> {
    let text = sanitise_lines(text.trim_end()).into_owned();
    state.notice = Some(format!("copied: {}", text.replace('\n', " ")));
    vec![Effect::Copy(text)]
}

/// Prints the selected quotations, the current one, or from the list and the body the article.
pub fn print(state: &mut State) -> Vec<Effect> {
    let picked = state.picked.quotations();
    let one = || state.article().zip(state.quote()).filter(|_| state.focus == Pane::Quotes);
    let text = if !picked.is_empty() {
        picked.iter().map(|(a, q)| cite::citation(a, q)).collect::<Vec<_>>().join("\n\n")
    } else if let Some((article, quote)) = one() {
        cite::citation(article, quote)
    } else {
        let articles = state.picked.articles();
        let current = state.article().filter(|_| articles.is_empty());
        articles.iter().chain(current).map(|a| whole(a)).collect::<Vec<_>>().join("\n\n")
    };
    if text.is_empty() {
        return say(state, "there is nothing to print");
    }
    vec![Effect::Print(sanitise_lines(&text).into_owned())]
}

/// The article with what it is called and where it comes from.
fn whole(article: &Article) -> String {
    let day = article.date.map_or("undated".to_string(), |d| d.to_string());
    let place = article.url.as_ref().unwrap_or(&article.source);
    let head: Vec<&str> = [day.as_str()].into_iter().chain(article.outlet.as_deref()).chain([place.as_str()]).collect();
    let title = article.title.as_ref().map_or(String::new(), |t| format!("{t}\n"));
    format!("{title}{}\n\n{}", head.join("  "), article.body)
}

/// `“words” (speaker; outlet, date)`
fn short(article: &Article, quote: &Quote) -> String {
    let who = quote.canonical.as_deref().unwrap_or("unattributed");
    let date = article.date.map_or("undated".to_string(), |d| d.to_string());
    let place: Vec<&str> = article.outlet.as_deref().into_iter().chain([date.as_str()]).collect();
    format!("“{}” ({who}; {})", cite::words(article, quote), place.join(", "))
}

/// Only addresses of the web are opened, and only as they are shown.
fn open(state: &mut State, article: &Article) -> Vec<Effect> {
    let Some(url) = &article.url else { return say(state, "the article has no address; e opens its file") };
    let web = url.starts_with("http://") || url.starts_with("https://");
    if !web || url.contains(char::is_whitespace) || sanitise(url) != url.as_str() {
        return say(state, "only addresses of the web are opened, and this is none");
    }
    state.notice = Some(format!("opening {url}"));
    vec![Effect::Open(url.clone())]
}

/// The line of the file where the current quotation stands.
fn edit(state: &mut State, article: &Article) -> Vec<Effect> {
    if state.sample || article.source == "-" {
        return say(state, "this article is no file");
    }
    let place = state.quote().map_or(0, |q| article.edits.span_to_text(q.span).start);
    let before = article.text.get(..place).unwrap_or_default();
    let line = article.line.unwrap_or_else(|| before.matches('\n').count() + 1);
    vec![Effect::Edit(article.source.clone(), line)]
}

//! The same words twice in one article: a vague source takes the named one's person.
use crate::model::{Quote, Step};
use std::borrow::Cow;

/// Fewest words that make two quotations the same.
const WORDS: usize = 4;
/// How many quotations before and behind are compared.
const NEAR: usize = 200;

/// Gives a quotation whose source has no name the person of another that holds the same words.
pub(super) fn borrow_names(body: &str, quotes: &mut [Quote]) {
    let is_long = |q: &Quote| words(q.span.of(body)).nth(WORDS - 1).is_some();
    let vague: Vec<usize> = (0..quotes.len())
        .filter(|&i| quotes[i].speaker.is_some_and(|s| is_vague(s.of(body))) && is_long(&quotes[i]))
        .collect();
    if vague.is_empty() {
        return;
    }
    let words: Vec<Vec<String>> = quotes.iter().map(|q| folded(q.span.of(body))).collect();
    for i in vague {
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(quotes.len());
        let twin = near.filter(|&j| j != i && quotes[j].canonical.is_some() && words[j].len() >= WORDS).find(|&j| {
            let named = quotes[j].speaker.is_some_and(|s| !is_vague(s.of(body)));
            let (short, long) = if words[i].len() <= words[j].len() { (i, j) } else { (j, i) };
            named && contains(&words[long], &words[short])
        });
        if let Some(j) = twin {
            let span = quotes[j].speaker;
            quotes[i].canonical = quotes[j].canonical.clone();
            quotes[i]
                .evidence
                .steps
                .push(Step { what: Cow::Borrowed("the same words are given to this source by name"), span });
        }
    }
}

/// True for an indefinite mention: `a Cabinet minister`, `one official`.
fn is_vague(mention: &str) -> bool {
    let first = mention.split_whitespace().next().unwrap_or("");
    ["a", "an", "one"].iter().any(|w| first.eq_ignore_ascii_case(w))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(str::to_lowercase).collect()
}

fn contains(long: &[String], short: &[String]) -> bool {
    long.windows(short.len()).any(|w| w == short)
}

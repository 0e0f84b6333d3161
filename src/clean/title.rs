//! A headline that stands in the text: taken as the title, or taken out where the record has it.
use super::page::Page;
use crate::lexicon::tokens;
use crate::model::Label;

/// Longest headline, in bytes.
const MAX: usize = 140;
/// Shortest first paragraph under a headline, in bytes.
const LEDE: usize = 80;

/// Takes a headline at the head out and tells whether there was one. `known` is the title of the record.
pub(super) fn strip(page: &mut Page, known: Option<&str>) -> bool {
    let line = page.of(0);
    let known = page.found.title.as_deref().or(known);
    let rule = match known {
        Some(title) if page.paras.len() > 1 && same(line, title) => "title.repeated",
        None if headline(page) => {
            page.found.title = Some(line.strip_prefix("# ").unwrap_or(line).to_string());
            "title.first_line"
        }
        _ => return false,
    };
    page.remove(|i| (i == 0).then(|| (Label::Header, rule.to_string())))
}

fn same(line: &str, title: &str) -> bool {
    let words = |text: &str| tokens(text).map(|(_, w)| w).collect::<Vec<_>>();
    line.len() <= title.len() * 2 + 20 && words(line) == words(title)
}

/// A short first line of some words that ends no sentence and quotes nobody, before a full paragraph and another.
fn headline(page: &Page) -> bool {
    let (line, next) = (page.of(0), page.of(1));
    let words = line.split(' ').count();
    let ends = |text: &str| text.ends_with(['.', '!', '?', '”', '"', '…']);
    page.paras.len() >= 3
        && (4..=24).contains(&words)
        && line.len() <= MAX
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '#')
        && !line.ends_with(['.', '…', ':', ';', ',', '”', '"', '’', '-', '–', '—'])
        && !line.contains(['“', '”', '"', '«', '•', '|'])
        && next.len() >= LEDE.max(line.len() + line.len() / 4)
        && ends(next)
}

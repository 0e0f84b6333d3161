//! Whole paragraphs that the tables know.
use super::page::Page;
use crate::lexicon::{HEAD, Rule};
use crate::model::{DateFrom, Label};
use crate::text::days;

/// Takes out every paragraph that a rule names and nothing protects, and tells whether any went.
pub(super) fn strip(page: &mut Page) -> bool {
    let all = page.paras.len();
    let mut why: Vec<Option<(Label, String)>> = Vec::with_capacity(all);
    let (mut kept, mut outlet, mut author, mut date) = (0usize, None, None, None);
    for i in 0..all {
        let rule = rule_for(page, i, kept, all - i - 1);
        kept += usize::from(rule.is_none());
        if let Some(rule) = rule {
            outlet = outlet.or_else(|| rule.outlet.clone());
            if rule.label == Label::Byline && author.is_none() {
                author = writer(page.of(i));
            }
            // Under the headline a date stands for the article; further down it may be anything's, and a change is none.
            let line = page.of(i).to_lowercase();
            let published = !line.contains("updated") && !line.contains("modified");
            if rule.label == Label::Stamp && kept <= HEAD && published && date.is_none() {
                date = days::day(page.of(i));
            }
        }
        why.push(rule.map(|r| (r.label, r.name.clone())));
    }
    if let Some(outlet) = outlet {
        page.found.outlet.get_or_insert(outlet);
    }
    if let Some(date) = date {
        page.found.date.get_or_insert((date, DateFrom::Header));
    }
    if let Some(author) = author {
        page.found.author.get_or_insert(author);
    }
    page.remove(|i| why.get_mut(i).and_then(Option::take))
}

/// The first rule that fits paragraph `i`, which stands after `before` that stay and before `after` others.
fn rule_for<'a>(page: &Page<'a>, i: usize, before: usize, after: usize) -> Option<&'a Rule> {
    let table = page.table;
    let look = &page.paras.get(i)?.look;
    // A heading of the tail is judged with what follows it.
    if look.rules.is_empty() {
        return None;
    }
    let mut rules = look.rules.iter().filter_map(|r| table.rule(*r)).filter(|r| r.place.holds(before, after));
    let first = rules.next()?;
    if first.strong || !page.protected(i) {
        return Some(first);
    }
    rules.find(|r| r.strong)
}

/// The name in a line such as `By Ann Ash, political correspondent`.
fn writer(line: &str) -> Option<String> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let name = name.split([',', '|', '·']).next()?.trim();
    (!name.is_empty() && name.len() <= 120).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers() {
        assert_eq!(writer("By Ann Ash, political correspondent").as_deref(), Some("Ann Ash"));
        assert_eq!(writer("(Reporting by Ann Ash)"), None);
    }
}

//! Blocks that an outlet puts before its articles, in whatever shape they come.
use super::page::Page;
use crate::lexicon::{Block, gram};
use crate::model::Span;

/// Words within which a block must begin.
const START: usize = 60;
/// Most words in a row that are not the block's: buttons between its parts.
const GAP: usize = 12;
/// Fewest words of a block.
const LEAST: usize = 20;

/// Takes a known block off the head of the page and tells whether there was one.
pub(super) fn strip(page: &mut Page) -> bool {
    let table = page.table;
    // Nearly every article begins with none of the blocks: its first words are looked up once for all of them.
    let head: Vec<String> = page.words().take(START + 1).map(|(_, word)| word).collect();
    let grams: Vec<u32> = head.windows(4).map(gram).collect();
    for block in table.blocks().iter().filter(|b| grams.iter().any(|g| b.has(*g))) {
        let Some(span) = find(page, block) else { continue };
        page.cut(span, block.label, &block.name);
        if let Some(outlet) = &block.outlet {
            page.found.outlet.get_or_insert_with(|| outlet.clone());
        }
        return true;
    }
    false
}

/// Where the block stands at the head of what is still there.
fn find(page: &Page, block: &Block) -> Option<Span> {
    let mut row: Vec<(Span, String)> = Vec::with_capacity(5);
    let (mut start, mut end, mut first, mut last, mut hits) = (0, 0, None, 0usize, 0usize);
    for (i, token) in page.words().enumerate() {
        row.push(token);
        if row.len() > 4 {
            row.remove(0);
        }
        if row.len() < 4 {
            continue;
        }
        let words: Vec<&str> = row.iter().map(|(_, w)| w.as_str()).collect();
        if block.has(gram(&words)) {
            let begin = row.first().map_or(0, |(s, _)| s.start);
            hits += if first.is_some() { (i - last).min(4) } else { 4 };
            if first.is_none() {
                (first, start) = (Some(i - 3), begin);
            }
            last = i;
            end = row.last().map_or(0, |(s, _)| s.end);
        }
        let lost = if first.is_some() { i - last > GAP } else { i >= START };
        if lost {
            break;
        }
    }
    let words = last + 1 - first?;
    if words < LEAST || hits * 10 < words * 6 {
        return None;
    }
    let end = peel(page.text, marks(page.text, end), block);
    Some(Span::new(start, end))
}

/// Past the marks that close the sentence at `at`.
fn marks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.find(|c: char| !matches!(c, '.' | '!' | '?' | '…' | ')' | '”' | '"' | '’' | '\'')).unwrap_or(rest.len())
}

/// Past the words of buttons that follow.
fn peel(text: &str, mut at: usize, block: &Block) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or("");
        let words = rest.trim_start();
        let next = block.peel.iter().find(|p| {
            let after = words.get(p.len()..);
            words.get(..p.len()).is_some_and(|w| w.eq_ignore_ascii_case(p))
                && after.is_some_and(|a| a.trim_start_matches(' ').is_empty() || a.starts_with('\n') || capital(a))
        });
        let Some(next) = next else { return at };
        at += rest.len() - words.len() + next.len();
    }
}

/// True if a new sentence begins after one blank: a button that is followed by small letters is a sentence itself.
fn capital(after: &str) -> bool {
    let next = after.strip_prefix(' ').and_then(|a| a.chars().next());
    next.is_some_and(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    const PLEA: &str = "The Weekly Gull has no owner but its readers. Each morning our crew walks the harbour wall to ask \
        what the tide brought in, and each evening we print the answers for nothing. A crumb from you keeps the lamp lit. \
        Feed us if you can, and pass the paper on if you cannot.";
    const NEWS: &str = "The harbour wall gave way on Monday.";

    fn check(text: &str, left: &[&str]) {
        let mut page = Page::new(text, &Lexicon::builtin().boilerplate);
        let found = strip(&mut page);
        let got: Vec<&str> = (0..page.paras.len()).map(|i| page.of(i)).collect();
        assert_eq!(got, left, "{text}");
        assert_eq!(found, page.found.outlet.as_deref() == Some("The Weekly Gull"));
    }

    #[test]
    fn in_every_shape() {
        check(&format!("{PLEA} Read more\n\n{NEWS}"), &[NEWS]);
        check(&format!("{PLEA} Feed the Gull Read more {NEWS}"), &[NEWS]);
        check(&format!("{}\n{NEWS}", PLEA.replace(". ", ".\nRead more\nFeed the Gull\n")), &[NEWS]);
        check(&format!("Harbour wall gone\n{PLEA}\n{NEWS}"), &["Harbour wall gone", NEWS]);
        check(&format!("{} {NEWS}", PLEA.to_uppercase()), &[NEWS]);
    }

    #[test]
    fn leaves_the_article() {
        check(NEWS, &[NEWS]);
        let tail = format!("{} {PLEA}", "Nine boats were lost in the night. ".repeat(10).trim_end());
        check(&tail, &[&tail]);
        let quoted = "The Weekly Gull has no owner but its readers, said Ann Ash.";
        check(quoted, &[quoted]);
        check("", &[]);
    }
}

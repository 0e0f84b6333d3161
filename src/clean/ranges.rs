//! From one known line to another: boxes of other things in the middle of the text.
use super::page::Page;

/// Takes the known ranges out and tells whether there was one. What looks like a quotation ends a range.
pub(super) fn strip(page: &mut Page) -> bool {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for i in 0..page.paras.len() {
        let Some(look) = page.paras.get(i).map(|p| &p.look) else { break };
        if let Some(range) = look.closes {
            let start = open.iter().rev().find(|(_, r)| *r == range).map(|(start, _)| *start);
            if let Some(start) = start
                && fits(page, start, i, range)
            {
                cut(page, start, i, range);
                strip(page);
                return true;
            }
        }
        if let Some(range) = look.opens {
            open.push((i, range));
        }
    }
    false
}

fn fits(page: &Page, start: usize, end: usize, range: usize) -> bool {
    let Some(range) = page.table.range(range) else { return false };
    let (Some(first), Some(last)) = (page.paras.get(start), page.paras.get(end)) else { return false };
    end - start < range.lines
        && last.span.end - first.span.start <= range.bytes
        && !(start..=end).any(|i| page.protected(i))
}

fn cut(page: &mut Page, start: usize, end: usize, range: usize) {
    let Some(range) = page.table.range(range) else { return };
    let (label, name) = (range.label, range.name.clone());
    page.remove(|i| (start..=end).contains(&i).then(|| (label, name.clone())));
}

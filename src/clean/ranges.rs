//! From one known line to another: boxes of other things in the middle of the text.
use super::page::Page;
use std::collections::HashMap;

/// Takes the known ranges out and tells whether there was one. What looks like a quotation keeps its range.
pub(super) fn strip(page: &mut Page) -> bool {
    let mut open: HashMap<usize, usize> = HashMap::new();
    let mut range_of: Vec<Option<usize>> = vec![None; page.paras.len()];
    for (i, para) in page.paras.iter().enumerate() {
        if let Some(range) = para.look.closes
            && let Some(start) = open.remove(&range)
            && fits(page, start, i, range)
        {
            range_of.iter_mut().take(i + 1).skip(start).for_each(|r| *r = Some(range));
            open.clear();
            continue;
        }
        if let Some(range) = para.look.opens {
            open.insert(range, i);
        }
    }
    let table = page.table;
    let reason = |i: usize| range_of.get(i).copied().flatten().and_then(|r| table.range(r));
    page.remove(|i| reason(i).map(|r| (r.label, r.name.clone())))
}

fn fits(page: &Page, start: usize, end: usize, range: usize) -> bool {
    let Some(range) = page.table.range(range) else { return false };
    let (Some(first), Some(last)) = (page.paras.get(start), page.paras.get(end)) else { return false };
    end - start < range.lines
        && last.span.end - first.span.start <= range.bytes
        && !(start..=end).any(|i| page.protected(i))
}

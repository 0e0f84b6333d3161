//! What stands under a heading such as "Leave a reply" near the end is not the article.
use super::page::Page;
use crate::model::Label;

/// Takes the tail off and tells whether there was one.
pub(super) fn strip(page: &mut Page) -> bool {
    if !page.paras.iter().any(|p| p.look.tail) {
        return false;
    }
    let size = |p: &super::page::Para| p.span.len();
    let total: usize = page.paras.iter().map(size).sum();
    let mut rest = 0;
    let mut cut = None;
    for (i, para) in page.paras.iter().enumerate().rev() {
        // Under a heading in the last 45 % at most 35 % of the text goes, and nothing that looks like a quotation.
        if para.look.tail && rest * 100 < total * 35 {
            cut = Some(i);
        }
        rest += size(para);
        if rest * 100 > total * 45 || page.protected(i) {
            break;
        }
    }
    let Some(from) = cut else { return false };
    page.remove(|i| (i >= from).then(|| (if i == from { Label::Ui } else { Label::Link }, "tail.heading".to_string())))
}

//! Words about pictures: what follows the button of a gallery, and what ends in the credit of a picture.
use super::page::Page;
use crate::model::Label;

/// Longest caption, in bytes.
const MAX: usize = 420;

/// Takes captions and the buttons before them out, and tells whether there were any.
pub(super) fn strip(page: &mut Page) -> bool {
    let mut why: Vec<Option<(Label, &'static str)>> = Vec::with_capacity(page.paras.len());
    let mut marked = false;
    for i in 0..page.paras.len() {
        let Some(para) = page.paras.get(i) else { break };
        let (marker, credit) = (para.look.marker, para.look.credit);
        why.push(if marker {
            Some((Label::Ui, "caption.button"))
        } else if credit && (marked || !page.protected(i)) {
            Some((Label::Caption, "caption.credit"))
        } else if marked && plain(page, i) {
            Some((Label::Caption, "caption.after_button"))
        } else {
            None
        });
        marked = marker;
    }
    page.remove(|i| why.get(i).copied().flatten().map(|(label, rule)| (label, rule.to_string())))
}

/// A short line that ends no sentence and quotes nobody.
fn plain(page: &Page, i: usize) -> bool {
    let line = page.of(i);
    line.len() <= MAX && !line.ends_with(['.', '?', '!', '…', ':', ';', '"', '”', '’', ',']) && !page.protected(i)
}

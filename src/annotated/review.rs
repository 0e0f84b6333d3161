//! Quotations that a reader has reviewed, brought into the form of annotated ones.
use super::{Gold, GoldQuote, Range};

/// Gives reviewed quotations the fields that annotations have: one segment a paragraph, terms among the stretches that
/// nobody says, and what nobody has looked at among those that do not count.
pub(super) fn settle(gold: &mut Gold) {
    if gold.quotes.iter().all(|q| q.reviewed.is_none()) {
        return;
    }
    for quote in std::mem::take(&mut gold.quotes) {
        let pieces = if quote.spans.is_empty() { vec![[quote.start, quote.end]] } else { quote.spans.clone() };
        let ranges = pieces.iter().map(|&[start, end]| Range { start, end });
        match (quote.reviewed, quote.kind.as_str()) {
            (Some(true), "term") => gold.unattributed.extend(ranges),
            (Some(true), _) => gold.quotes.extend(ranges.map(|r| segment(&quote, r))),
            (Some(false), _) => gold.ignore.extend(ranges),
            (None, _) => gold.quotes.push(quote),
        }
    }
}

fn segment(quote: &GoldQuote, range: Range) -> GoldQuote {
    let mut out = GoldQuote { start: range.start, end: range.end, parent: quote.kind != "direct", ..quote.clone() };
    let form = out.speaker.as_deref().map(form);
    out.speaker_type = out.speaker_type.or_else(|| form.map(str::to_owned));
    if out.canonical.is_some() {
        out.canonical_kind = out.canonical_kind.or_else(|| Some("person".to_owned()));
    }
    out
}

/// The form of a mention, by its first and its other words.
fn form(mention: &str) -> &'static str {
    const PRONOUNS: &[&str] = &["he", "she", "they", "it", "i", "we", "you", "who", "him", "her", "them", "us", "me"];
    if PRONOUNS.iter().any(|p| mention.eq_ignore_ascii_case(p)) {
        return "pronoun";
    }
    let article = |w: &&str| ["the", "a", "an", "one", "his", "her", "their"].iter().any(|a| w.eq_ignore_ascii_case(a));
    let named = mention.split_whitespace().filter(|w| !article(w)).any(|w| w.starts_with(char::is_uppercase));
    if named { "name" } else { "nominal" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviewed_quotations_count_as_annotated_ones() {
        let line = r#"{"id":"a","text":"…","quotes":[
            {"start":1,"end":9,"spans":[[1,3],[5,9]],"kind":"mixed","speaker":"Bo Ash","canonical":"Bo Ash","reviewed":true},
            {"start":11,"end":12,"kind":"term","speaker":null,"reviewed":true},
            {"start":14,"end":15,"kind":"direct","speaker":"she","reviewed":false}]}"#
            .replace('\n', " ");
        let (gold, problems) = Gold::lines("g", &line);
        assert!(problems.is_empty(), "{problems:?}");
        let starts: Vec<(usize, usize)> = gold[0].quotes.iter().map(|q| (q.start, q.end)).collect();
        assert_eq!(starts, [(1, 3), (5, 9)], "one segment a paragraph");
        assert!(gold[0].quotes[0].is_segment(), "a reviewed mixed quotation counts");
        assert_eq!(gold[0].quotes[0].speaker_type.as_deref(), Some("name"));
        assert_eq!(gold[0].unattributed, [Range { start: 11, end: 12 }]);
        assert_eq!(gold[0].ignore, [Range { start: 14, end: 15 }]);
    }

    #[test]
    fn forms_of_mentions() {
        assert_eq!([form("She"), form("the minister"), form("the Rev Ash")], ["pronoun", "nominal", "name"]);
    }
}

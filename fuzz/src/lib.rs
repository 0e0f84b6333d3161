//! What must hold of every article that is made of any bytes: nothing panics, and every span lies on characters of its
//! text, inside it, and in order.
#![forbid(unsafe_code)]

use whosaid::lexicon::Lexicon;
use whosaid::model::{Article, Quote, RawArticle, Span};
use whosaid::read::{Input, articles};
use whosaid::{export, pipeline, text};

/// Largest input, in bytes: more of it finds nothing that less does not.
pub const LONGEST: usize = 16 << 10;

/// Checks all that is made of `data`: the text as it is, cleaned, and as a file of each kind.
///
/// # Panics
/// When something does not hold.
pub fn check(data: &[u8]) {
    let data = data.get(..LONGEST).unwrap_or(data);
    let raw = RawArticle { text: text::decode(data).text, ..RawArticle::default() };
    article(&pipeline::extract_raw(&raw, Lexicon::builtin()));
    article(&pipeline::extract(&raw, Lexicon::builtin(), &Default::default()));
    // The first byte chooses a kind of file, so that the time goes into texts.
    let names = ["a.txt", "a.jsonl", "a.html", "a.csv", "a.md"];
    let name = names[usize::from(data.first().copied().unwrap_or(0)) % names.len()];
    let input = Input { path: name, name, folder: "", first_line: 1, bytes: data };
    for found in articles(&input, None).into_iter().flatten() {
        article(&pipeline::extract(&found, Lexicon::builtin(), &Default::default()));
    }
}

/// Checks the spans of an article and that it can be written.
fn article(article: &Article) {
    let body = &article.body;
    let mut last = Span::new(0, 0);
    for quote in &article.quotes {
        whole(quote, body);
        assert!(quote.span.start >= last.start, "quotations out of order: {last:?} {:?}", quote.span);
        let nested = quote.span.end <= last.end;
        assert!(nested || quote.span.start >= last.end, "quotations overlap: {last:?} {:?}", quote.span);
        if !nested {
            last = quote.span;
        }
    }
    for mention in article.people.iter().flat_map(|p| &p.mentions) {
        inside(*mention, body);
    }
    for removed in &article.removed {
        inside(removed.text, &article.text);
        assert!(body.is_char_boundary(removed.at));
    }
    let line = export::extract::line(article).expect("an article can be written");
    assert!(!line.contains('\n') && !line.contains('\x1b'));
}

fn whole(quote: &Quote, body: &str) {
    inside(quote.span, body);
    assert!(!quote.span.is_empty() && !quote.spans.is_empty(), "an empty quotation: {quote:?}");
    let mut at = quote.span.start;
    for part in &quote.spans {
        inside(*part, body);
        assert!(part.start >= at && part.end <= quote.span.end, "parts out of order: {quote:?}");
        at = part.end;
    }
    let evidence = quote.evidence.steps.iter().filter_map(|s| s.span);
    let runner_up = quote.evidence.runner_up.as_ref().map(|r| r.span);
    for span in quote.speaker.into_iter().chain(quote.cue).chain(evidence).chain(runner_up) {
        inside(span, body);
    }
    assert!((0.0..=1.0).contains(&quote.confidence), "confidence {}", quote.confidence);
}

fn inside(span: Span, text: &str) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} is no piece of the text");
}

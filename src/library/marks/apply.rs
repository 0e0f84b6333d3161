//! Putting corrections on an article.
use super::{Act, Mark, Marks, Target};
use crate::lexicon::Lexicon;
use crate::model::{Article, ContentHash, DateFrom, Evidence, Kind, Quote, Span, Step};
use crate::pipeline;
use std::borrow::Cow;

/// The rule that a corrected speaker carries.
pub(crate) const CORRECTED: &str = "corrected";

impl Marks {
    /// The article as the reader has corrected it.
    pub fn corrected(&self, article: &Article) -> Article {
        let mut out = self.cleaned(article);
        for mark in self.of(article.hash) {
            if let Some(target) = &mark.target {
                apply(&mut out, target, &mark.act);
            }
        }
        out.made.corrected.sort_unstable();
        out.made.corrected.dedup();
        out
    }

    /// The article with those stretches left out, and those given back, that the reader wants so. Its quotations are
    /// found anew then: what stands beside them has changed.
    fn cleaned(&self, article: &Article) -> Article {
        let mut wanted: Vec<(Span, bool)> = Vec::new();
        for mark in self.of(article.hash) {
            let place = mark.target.as_ref().and_then(|t| t.span);
            if let (Act::Cleaning { out }, Some(span)) = (&mark.act, place) {
                wanted.retain(|(other, _)| !span.covers(other));
                wanted.push((span, *out));
            }
        }
        if wanted.is_empty() { article.clone() } else { pipeline::recleaned(article, &wanted, Lexicon::builtin()) }
    }

    /// True if something that the reader made changes what `article` says.
    pub fn corrects(&self, article: ContentHash) -> bool {
        self.of(article).any(|mark| mark.act.corrects() || mark.act == Act::Verified)
    }

    /// Takes over what was made about an older state of the file that `article` comes from, as far as the words are
    /// still there once: it becomes a mark about the article as it is now. `gone` tells whether an article is not
    /// there any more.
    pub fn carried(&self, article: &Article, gone: &dyn Fn(ContentHash) -> bool) -> Vec<Mark> {
        let places = self.by_path.get(&article.source).map_or(&[][..], Vec::as_slice);
        let mut out: Vec<Mark> = Vec::new();
        for mark in places.iter().filter(|i| !self.undone.contains(&(**i as u64 + 1))).filter_map(|i| self.all.get(*i))
        {
            let Some(target) = mark.target.as_ref().filter(|t| t.article != article.hash && gone(t.article)) else {
                continue;
            };
            let span = match target.span {
                None => None,
                Some(span) => match found(&article.text, &target.words, span) {
                    None => continue,
                    found => found,
                },
            };
            let target = Target { article: article.hash, span, ..target.clone() };
            let moved = Mark { at: mark.at.clone(), target: Some(target), act: shifted(&mark.act, mark, span) };
            if !self.of(article.hash).any(|m| m.act == moved.act && m.target == moved.target) {
                out.push(moved);
            }
        }
        out
    }
}

/// Where `words` stand in `text`: where they stood, else the only place.
fn found(text: &str, words: &str, was: Span) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    if text.get(was.start..).is_some_and(|t| t.starts_with(words)) {
        return Some(Span::new(was.start, was.start + was.len().max(words.len())));
    }
    let first = text.find(words)?;
    (text.rfind(words) == Some(first)).then(|| Span::new(first, first + words.len()))
}

/// The act, where its own place has moved with the stretch.
fn shifted(act: &Act, mark: &Mark, to: Option<Span>) -> Act {
    let from = mark.target.as_ref().and_then(|t| t.span);
    match (act, from, to) {
        (Act::Bounds { to: end }, Some(from), Some(now)) => {
            let shift = |at: usize| (at + now.start).saturating_sub(from.start);
            Act::Bounds { to: Span::new(shift(end.start), shift(end.end)) }
        }
        _ => act.clone(),
    }
}

fn apply(article: &mut Article, target: &Target, act: &Act) {
    match (act, target.span) {
        (Act::Date { date }, _) => {
            article.date = *date;
            article.date_from = if date.is_some() { DateFrom::Meta } else { DateFrom::None };
        }
        (Act::Title { title }, _) => article.title.clone_from(title),
        (Act::Star { on }, None) => article.made.starred = *on,
        (Act::Star { on }, Some(span)) => star(article, span, *on),
        (Act::Tag { tag, on }, _) => {
            article.made.tags.retain(|t| t != tag);
            article.made.tags.extend(on.then(|| tag.clone()));
        }
        (Act::Note { note }, _) => {
            // One note for each place: the newest.
            let place = target.span.map_or(String::new(), |_| format!("“{}” ", target.words));
            article.made.notes.retain(|n| !n.starts_with(&place) || (place.is_empty() && n.starts_with('“')));
            article.made.notes.extend((!note.is_empty()).then(|| format!("{place}{note}")));
        }
        (_, None) => {}
        (Act::NewQuote { name }, Some(span)) => {
            add(article, span);
            speak(article, span, name.as_deref());
        }
        (Act::Speaker { name }, Some(span)) => {
            // What the reader gives a speaker is a quotation, whatever the rules say today.
            if quote_at(article, span).is_none() {
                add(article, span);
            }
            speak(article, span, name.as_deref());
        }
        (Act::NotQuote, Some(span)) => {
            if let Some(at) = quote_at(article, span) {
                article.quotes.remove(at);
            }
        }
        (Act::Bounds { to }, Some(span)) => {
            let body = body_span(article, *to);
            if let Some(quote) = quote_at(article, span).and_then(|at| article.quotes.get_mut(at))
                && !body.is_empty()
            {
                (quote.span, quote.spans) = (body, vec![body]);
                article.made.corrected.push(body);
                article.quotes.sort_by_key(|q| q.span);
            }
        }
        (Act::Verified, Some(span)) => {
            if let Some(quote) = quote_at(article, span).and_then(|at| article.quotes.get_mut(at)) {
                quote.confidence = 1.0;
                article.made.verified.push(quote.span);
            }
        }
        _ => {}
    }
}

/// A star of a quotation, or none.
fn star(article: &mut Article, text: Span, on: bool) {
    if let Some(place) = quote_at(article, text).and_then(|at| article.quotes.get(at)).map(|q| q.span) {
        article.made.stars.retain(|s| *s != place);
        article.made.stars.extend(on.then_some(place));
    }
}

/// The stretch of the body that came from `text`, on the borders of characters.
fn body_span(article: &Article, text: Span) -> Span {
    let border = |mut at: usize| {
        at = at.min(article.body.len());
        while !article.body.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = border(article.edits.to_body(text.start));
    Span::new(start, border(article.edits.to_body(text.end)).max(start))
}

/// The quotation at `text`: the one there, else the one that shares most of it.
fn quote_at(article: &Article, text: Span) -> Option<usize> {
    let body = body_span(article, text);
    let shared = |q: &Quote| q.span.end.min(body.end).saturating_sub(q.span.start.max(body.start));
    let exact = article.quotes.iter().position(|q| q.span == body || article.edits.span_to_text(q.span) == text);
    exact.or_else(|| {
        let most = article.quotes.iter().enumerate().max_by_key(|(_, q)| shared(q))?;
        (shared(most.1) * 2 > body.len().min(most.1.span.len())).then_some(most.0)
    })
}

fn add(article: &mut Article, text: Span) {
    let span = body_span(article, text);
    if span.is_empty() || article.quotes.iter().any(|q| q.span == span) {
        return;
    }
    article.quotes.push(Quote {
        span,
        spans: vec![span],
        kind: Kind::Direct,
        speaker: None,
        canonical: None,
        how: CORRECTED.into(),
        confidence: 1.0,
        cue: None,
        evidence: Evidence { span_rule: CORRECTED.into(), ..Evidence::default() },
    });
    article.quotes.sort_by_key(|q| q.span);
}

fn speak(article: &mut Article, text: Span, name: Option<&str>) {
    let Some(quote) = quote_at(article, text).and_then(|at| article.quotes.get_mut(at)) else { return };
    if quote.canonical.as_deref() != name {
        // The mention is that of somebody else.
        quote.speaker = None;
        quote.cue = None;
    }
    article.made.corrected.push(quote.span);
    quote.canonical = name.map(str::to_owned);
    quote.how = CORRECTED.into();
    quote.confidence = 1.0;
    quote.kind = if quote.kind == Kind::Term && name.is_some() { Kind::Mixed } else { quote.kind };
    let before = std::mem::take(&mut quote.evidence.steps);
    quote.evidence.steps.push(Step { what: Cow::Borrowed("you said so"), span: None });
    quote.evidence.steps.extend(before);
}

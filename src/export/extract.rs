//! The JSON of `whosaid extract`: one object a line for each article. Offsets count Unicode code points, ends are
//! exclusive. Fields may be added, never changed.
use super::json;
use crate::model::{Article, DateFrom, Quote, Span};
use crate::text::points::Points;
use chrono::NaiveDate;
use serde::Serialize;
use std::io;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    source: &'a str,
    line: Option<usize>,
    url: Option<&'a str>,
    date: Option<NaiveDate>,
    date_from: DateFrom,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    author: Option<&'a str>,
    text: &'a str,
    body: &'a str,
    quotes: Vec<Quotation<'a>>,
}

#[derive(Serialize)]
struct Quotation<'a> {
    start: usize,
    end: usize,
    spans: Vec<[usize; 2]>,
    text: &'a str,
    kind: &'static str,
    speaker: Option<&'a str>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    canonical: Option<&'a str>,
    how: &'a str,
    confidence: f64,
    cue: Option<&'a str>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    body_start: usize,
    body_end: usize,
    evidence: Evidence<'a>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    span_rule: &'a str,
    steps: Vec<Step<'a>>,
    runner_up: Option<RunnerUp<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    what: &'a str,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Serialize)]
struct RunnerUp<'a> {
    name: &'a str,
    score: f64,
    start: usize,
    end: usize,
}

/// A quotation by itself, with the place it has in its article.
#[derive(Serialize)]
struct Alone<'a> {
    id: &'a str,
    source: &'a str,
    quote: usize,
    #[serde(flatten)]
    quotation: Quotation<'a>,
}

/// The quotations of `article` as JSON, one by one and without line breaks: all, or the one numbered `only`, from 1.
///
/// # Errors
/// None in practice: everything in an article can be written as JSON.
pub fn quotations(article: &Article, only: Option<usize>) -> io::Result<Vec<String>> {
    let text = Points::new(&article.text);
    let body = Points::new(&article.body);
    let numbered = article.quotes.iter().enumerate().map(|(i, q)| (i + 1, q));
    let chosen = numbered.filter(|(n, _)| only.is_none_or(|o| o == *n));
    let alone = chosen.map(|(quote, q)| {
        let quotation = quotation(article, q, &text, &body);
        json::line(&Alone { id: &article.id, source: &article.source, quote, quotation })
    });
    alone.collect()
}

/// The line of `article`, without a line break.
///
/// # Errors
/// None in practice: everything in an article can be written as JSON.
pub fn line(article: &Article) -> io::Result<String> {
    let mut bytes = Vec::new();
    write(&mut bytes, article)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// Writes what [`line()`] gives, which may be several times as long as the article, without holding it as a whole.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn io::Write, article: &Article) -> io::Result<()> {
    let text = Points::new(&article.text);
    let body = Points::new(&article.body);
    let line = Line {
        id: &article.id,
        source: &article.source,
        line: article.line,
        url: article.url.as_deref(),
        date: article.date,
        date_from: article.date_from,
        title: article.title.as_deref(),
        outlet: article.outlet.as_deref(),
        author: article.author.as_deref(),
        text: &article.text,
        body: &article.body,
        quotes: article.quotes.iter().map(|q| quotation(article, q, &text, &body)).collect(),
    };
    json::write(out, &line)
}

fn quotation<'a>(article: &'a Article, quote: &'a Quote, text: &Points, body: &Points) -> Quotation<'a> {
    let points = |span: Span| [text.before(span.start), text.before(span.end)];
    let place = |span: Option<Span>| span.map(|s| points(article.edits.span_to_text(s)));
    let words = |span: Option<Span>| span.map(|s| s.of(&article.body));
    let [start, end] = points(article.edits.span_to_text(quote.span));
    let (speaker, cue) = (place(quote.speaker), place(quote.cue));
    Quotation {
        start,
        end,
        spans: quote.spans.iter().flat_map(|s| pieces(article, *s)).map(points).collect(),
        text: quote.span.of(&article.body),
        kind: quote.kind.name(),
        speaker: words(quote.speaker),
        speaker_start: speaker.map(|[start, _]| start),
        speaker_end: speaker.map(|[_, end]| end),
        canonical: quote.canonical.as_deref(),
        how: &quote.how,
        confidence: rounded(quote.confidence),
        cue: words(quote.cue),
        cue_start: cue.map(|[start, _]| start),
        cue_end: cue.map(|[_, end]| end),
        body_start: body.before(quote.span.start),
        body_end: body.before(quote.span.end),
        evidence: evidence(article, quote, text),
    }
}

fn evidence<'a>(article: &'a Article, quote: &'a Quote, text: &Points) -> Evidence<'a> {
    let place = |span: Span| {
        let span = article.edits.span_to_text(span);
        [text.before(span.start), text.before(span.end)]
    };
    let why = &quote.evidence;
    let step = |step: &'a crate::model::Step| {
        let at = step.span.map(place);
        Step { what: &step.what, start: at.map(|a| a[0]), end: at.map(|a| a[1]) }
    };
    let runner_up = why.runner_up.as_ref().map(|r| {
        let [start, end] = place(r.span);
        RunnerUp { name: &r.name, score: rounded(r.score), start, end }
    });
    Evidence { span_rule: &why.span_rule, steps: why.steps.iter().map(step).collect(), runner_up }
}

/// Three digits: more would claim to know more.
fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

/// The stretches of the text that `span` of the body came from, without what was removed between. White space that
/// was made one space does not divide.
fn pieces(article: &Article, span: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for piece in article.edits.pieces(span) {
        let joins = |last: &Span| Span::new(last.end, piece.start).of(&article.text).trim().is_empty();
        match out.last_mut().filter(|last| joins(last)) {
            Some(last) => last.end = piece.end,
            None => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edits, Evidence as Why, Kind, Run};

    #[test]
    fn offsets_are_code_points_of_text_and_body() {
        let text = "é AD “Ja,  ja”, said Bo.";
        let body = "é “Ja, ja”, said Bo.";
        let run = |t: &str, b: &str| {
            let at = |hay: &str, needle: &str| hay.find(needle).map(|s| Span::new(s, s + needle.len())).unwrap();
            Run { text: at(text, t), body: at(body, b), copied: true }
        };
        let find = |needle: &str| body.find(needle).map(|s| Span::new(s, s + needle.len()));
        let quote = Quote {
            span: find("Ja, ja").unwrap(),
            spans: vec![find("Ja, ja").unwrap()],
            kind: Kind::Direct,
            speaker: find("Bo"),
            canonical: None,
            how: "after".into(),
            confidence: 0.9,
            cue: find("said"),
            evidence: Why::default(),
        };
        let article = Article {
            id: "a".into(),
            text: text.into(),
            body: body.into(),
            edits: Edits {
                runs: vec![run("é ", "é "), run("“Ja, ", "“Ja, "), run("ja”, said Bo.", "ja”, said Bo.")]
            },
            quotes: vec![quote],
            ..Article::default()
        };
        let value: serde_json::Value = serde_json::from_str(&line(&article).unwrap()).unwrap();
        let quote = &value["quotes"][0];
        let cut = |of: &str, a: &str, b: &str| {
            let at = |key: &str| quote[key].as_u64().unwrap() as usize;
            of.chars().skip(at(a)).take(at(b) - at(a)).collect::<String>()
        };
        assert_eq!(cut(text, "start", "end"), "Ja,  ja");
        assert_eq!(cut(body, "body_start", "body_end"), "Ja, ja");
        assert_eq!(
            (cut(text, "speaker_start", "speaker_end"), cut(text, "cue_start", "cue_end")),
            ("Bo".into(), "said".into())
        );
        assert_eq!(quote["spans"].as_array().map(Vec::len), Some(1), "a blank that was dropped does not divide");
        assert_eq!((&quote["canonical"], &quote["confidence"]), (&serde_json::Value::Null, &0.9.into()));
    }
}

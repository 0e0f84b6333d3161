//! Why a quotation has its speaker, as aligned text for people.
use crate::model::{Article, Kind, Quote, Span};
use crate::text::display::sanitise;
use std::fmt::Write as _;

/// Width of the names on the left.
const NAMES: usize = 12;

/// The reasons for the quotations of `article`: all, or the one numbered `only`, from 1.
pub fn text(article: &Article, only: Option<usize>) -> String {
    let numbered = article.quotes.iter().enumerate().map(|(i, q)| (i + 1, q));
    let chosen = numbered.filter(|(n, _)| only.is_none_or(|o| o == *n));
    chosen.map(|(number, quote)| one(article, number, quote)).collect()
}

fn one(article: &Article, number: usize, quote: &Quote) -> String {
    let pieces: Vec<String> = quote.spans.iter().map(|s| words(article, *s)).collect();
    let mut out = format!("{}#{number}  “{}”\n", sanitise(&article.id), pieces.join(" "));
    let mut row = |name: &str, value: String| {
        let _ = writeln!(out, "  {name:<NAMES$}{value}");
    };
    let why = &quote.evidence;
    row("kind", quote.kind.name().to_owned());
    if !why.span_rule.is_empty() {
        row("ends by", sanitise(&why.span_rule).into_owned());
    }
    row("rule", rule(quote));
    if let Some(cue) = quote.cue {
        row("cue", format!("“{}”", words(article, cue)));
    }
    if let Some(mention) = quote.speaker {
        row("mention", format!("“{}”", words(article, mention)));
    }
    for (i, step) in why.steps.iter().enumerate().skip(usize::from(quote.speaker.is_some())) {
        let place = step.span.map_or_else(String::new, |s| format!(" “{}”", words(article, s)));
        row(if i < 2 { "chain" } else { "" }, format!("← {}{place}", sanitise(&step.what)));
    }
    row("speaker", quote.canonical.as_deref().map_or("nobody with a name".into(), |n| sanitise(n).into_owned()));
    row("confidence", format!("{:.2}", quote.confidence));
    if let Some(second) = &why.runner_up {
        row("runner-up", format!("{}  {:.2}", sanitise(&second.name), second.score));
    }
    out.push('\n');
    out
}

/// The rule and its sentence.
fn rule(quote: &Quote) -> String {
    let because = quote.evidence.steps.first().map(|s| s.what.as_ref()).filter(|_| quote.speaker.is_some());
    match (quote.kind, because) {
        (Kind::Term, _) => "term: a name, title or scare quote; nobody is quoted".to_owned(),
        (_, Some(because)) => format!("{}: {}", sanitise(&quote.how), sanitise(because)),
        (_, None) => format!("{}: the text gives the words to nobody", sanitise(&quote.how)),
    }
}

/// The words of a span on one line.
fn words(article: &Article, span: Span) -> String {
    let line = span.of(&article.body).split_whitespace().collect::<Vec<_>>().join(" ");
    sanitise(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, RunnerUp, Step};

    #[test]
    fn every_reason_has_its_line() {
        let body = "Bo Ash came. “Yes,” he said.";
        let at = |w: &str| body.find(w).map(|s| Span::new(s, s + w.len())).unwrap();
        let step = |what: &'static str, w: &str| Step { what: what.into(), span: Some(at(w)) };
        let quote = Quote {
            span: at("Yes,"),
            spans: vec![at("Yes,")],
            kind: Kind::Direct,
            speaker: Some(at("he")),
            canonical: Some("Bo Ash".into()),
            how: "after-subject".into(),
            confidence: 0.9,
            cue: Some(at("said")),
            evidence: Evidence {
                span_rule: "marks".into(),
                steps: vec![step("subject of the verb", "he"), step("refers back to", "Bo Ash")],
                runner_up: Some(RunnerUp { name: "Cy\u{1b}[2J".into(), score: 0.05, span: at("Bo") }),
            },
        };
        let article = Article { id: "a".into(), body: body.into(), quotes: vec![quote], ..Article::default() };
        let shown = text(&article, None);
        for line in [
            "a#1  “Yes,”\n",
            "  rule        after-subject: subject of the verb\n",
            "  cue         “said”\n",
            "  mention     “he”\n",
            "  chain       ← refers back to “Bo Ash”\n",
            "  speaker     Bo Ash\n",
            "  confidence  0.90\n",
        ] {
            assert!(shown.contains(line), "{line} in\n{shown}");
        }
        assert!(!shown.contains('\u{1b}') && text(&article, Some(2)).is_empty());
    }
}

//! A quotation to be put into a text: with its source, as an entry of a bibliography, and how sure the attribution is.
use crate::model::{Article, Quote};
use crate::text::points::Points;
use chrono::{Datelike, NaiveDate};

/// The quoted words, the pieces of an interrupted quotation with an ellipsis between them, on one line.
pub fn words(article: &Article, quote: &Quote) -> String {
    let pieces = quote.spans.iter().map(|s| s.of(&article.body).split_whitespace().collect::<Vec<_>>().join(" "));
    pieces.collect::<Vec<_>>().join(" … ")
}

/// The quotation with speaker, article, outlet, date, place in the file, and how it was attributed.
///
/// ```
/// use whosaid::export::cite::citation;
/// use whosaid::model::{Article, Kind, Quote, Span};
/// let body = "“Go,” said Ann Ash.".to_string();
/// let quote = Quote { span: Span::new(3, 6), spans: vec![Span::new(3, 6)], kind: Kind::Direct, speaker: None,
///     canonical: Some("Ann Ash".into()), how: "subject".into(), confidence: 0.9, cue: None, evidence: Default::default() };
/// let article = Article { body, title: Some("Out".into()), source: "a.txt".into(), ..Article::default() };
/// assert_eq!(citation(&article, &quote), "“Go,” (Ann Ash, quoted in “Out”, undated; a.txt; attribution: machine, 0.90)");
/// ```
pub fn citation(article: &Article, quote: &Quote) -> String {
    let (label, lede) = article.label();
    let title = if lede { format!("“{label} …”") } else { format!("“{label}”") };
    let mut parts = vec![format!("quoted in {title}")];
    parts.extend(article.outlet.clone());
    parts.push(article.date.map_or_else(|| "undated".to_owned(), long));
    let place = article.url.clone().unwrap_or_else(|| article.source.clone());
    format!(
        "“{}” ({}, {}; {place}; {})",
        words(article, quote),
        who(article, quote),
        parts.join(", "),
        sure(article, quote)
    )
}

/// The article as an entry of a bibliography, with the quotation as its note.
///
/// ```
/// use whosaid::export::cite::bibtex;
/// use whosaid::model::{Article, Kind, Quote, Span};
/// let quote = Quote { span: Span::new(3, 6), spans: vec![Span::new(3, 6)], kind: Kind::Direct, speaker: None,
///     canonical: None, how: "none".into(), confidence: 0.0, cue: None, evidence: Default::default() };
/// let article = Article { id: "a 1".into(), body: "“Go,” it read.".into(), title: Some("50% off".into()), ..Article::default() };
/// let entry = bibtex(&article, &quote);
/// assert!(entry.starts_with("@article{a1,\n") && entry.contains("title = {50\\% off}"), "{entry}");
/// ```
pub fn bibtex(article: &Article, quote: &Quote) -> String {
    let mut fields = vec![("title", article.label().0)];
    fields.extend(article.author.clone().map(|a| ("author", a)));
    fields.extend(article.outlet.clone().map(|o| ("journal", o)));
    if let Some(date) = article.date {
        fields.push(("year", date.year().to_string()));
        fields.push(("month", date.format("%b").to_string().to_lowercase()));
        fields.push(("date", date.to_string()));
    }
    fields.extend(article.url.clone().map(|u| ("url", u)));
    let from = Points::new(&article.text).before(article.edits.span_to_text(quote.span).start);
    let note = format!(
        "{}: “{}” ({}, character {from}; {})",
        who(article, quote),
        words(article, quote),
        article.source,
        sure(article, quote)
    );
    fields.push(("note", note));
    let lines = fields.iter().map(|(name, value)| format!("  {name} = {{{}}},\n", escaped(value)));
    format!("@article{{{},\n{}}}\n", key(&article.id), lines.collect::<String>())
}

/// Who said it, as far as the text tells.
fn who(article: &Article, quote: &Quote) -> String {
    let mention = || quote.speaker.map(|s| s.of(&article.body).to_owned());
    quote.canonical.clone().or_else(mention).unwrap_or_else(|| "nobody named".to_owned())
}

/// What the attribution rests on: the reader's word, or the program's belief.
pub(super) fn sure(article: &Article, quote: &Quote) -> String {
    match by_hand(article, quote) {
        Some(how) => format!("attribution: {how} by hand"),
        None => format!("attribution: machine, {:.2}", quote.confidence),
    }
}

/// `corrected` or `confirmed`, if the reader has said who said it.
pub(super) fn by_hand(article: &Article, quote: &Quote) -> Option<&'static str> {
    let made = &article.made;
    if made.corrected.contains(&quote.span) {
        Some("corrected")
    } else {
        made.verified.contains(&quote.span).then_some("confirmed")
    }
}

/// The article as an item of CSL-JSON, for Zotero, Pandoc and their like, with the quotations as its note.
///
/// ```
/// use whosaid::export::cite::csl;
/// use whosaid::model::Article;
/// let article = Article { title: Some("Out".into()), id: "a.txt".into(), ..Article::default() };
/// let item = csl(&article, &[]);
/// assert_eq!((item["type"].as_str(), item["title"].as_str()), (Some("article-newspaper"), Some("Out")));
/// ```
pub fn csl(article: &Article, quotes: &[&Quote]) -> serde_json::Value {
    let (label, _) = article.label();
    let notes: Vec<String> =
        quotes.iter().map(|q| format!("{}: “{}” ({})", who(article, q), words(article, q), sure(article, q))).collect();
    let mut item = serde_json::json!({
        "id": key(&article.id),
        "type": "article-newspaper",
        "title": label,
        "note": notes.join("\n"),
        "source": article.source,
    });
    let mut put = |name: &str, value: serde_json::Value| item[name] = value;
    if let Some(outlet) = &article.outlet {
        put("container-title", outlet.as_str().into());
    }
    if let Some(author) = &article.author {
        put("author", serde_json::json!([{ "literal": author }]));
    }
    if let Some(date) = article.date {
        put("issued", serde_json::json!({ "date-parts": [[date.year(), date.month(), date.day()]] }));
    }
    if let Some(url) = &article.url {
        put("URL", url.as_str().into());
    }
    item
}

/// `25 November 2025`
fn long(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// What a key of a bibliography may hold; never empty.
fn key(id: &str) -> String {
    let key: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
    if key.is_empty() { "article".to_owned() } else { key }
}

/// What TeX reads as a command is written as itself.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Span};

    #[test]
    fn nothing_in_an_entry_is_a_command_of_tex() {
        let body = "“{\\input{x}} 100% & #1 $2 a_b ~ ^”".to_owned();
        let span = Span::new(3, body.len() - 3);
        let quote = Quote {
            span,
            spans: vec![span],
            kind: Kind::Direct,
            speaker: None,
            canonical: Some("A\nB".into()),
            how: "none".into(),
            confidence: 0.5,
            cue: None,
            evidence: Default::default(),
        };
        let entry = bibtex(&Article { body, ..Article::default() }, &quote);
        let note = entry.lines().find(|l| l.contains("note")).expect("a note");
        assert!(
            note.contains(r"\{\textbackslash{}input\{x\}\} 100\% \& \#1 \$2 a\_b \textasciitilde{} \textasciicircum{}"),
            "{note}"
        );
        assert!(note.contains("A B:") && entry.starts_with("@article{article,"), "{entry}");
    }
}

//! Quotations as a document for people: Markdown or HTML, one article after the other. Everything that comes from a
//! file is escaped; each quotation says how it was attributed.
use super::cite;
use crate::model::{Article, Quote};
use crate::text::display::sanitise;
use std::fmt::Write;

/// The quotations of one article as Markdown.
///
/// ```
/// use whosaid::export::document::{markdown, END, START};
/// use whosaid::model::Article;
/// assert_eq!(markdown(&Article { body: "A *wet* day".into(), ..Article::default() }, &[]), "## A \\*wet\\* day\n\nundated\n\n");
/// assert!(START.starts_with("<!doctype html>") && END.ends_with("</html>\n"));
/// ```
pub fn markdown(article: &Article, quotes: &[&Quote]) -> String {
    let mut out = format!("## {}\n\n{}\n\n", plain(&article.label().0), plain(&place(article)));
    for quote in quotes {
        let _ = write!(out, "> “{}”\n>\n> {}\n\n", plain(&cite::words(article, quote)), plain(&said(article, quote)));
    }
    out
}

/// What an HTML document begins with. It fetches nothing and runs nothing.
pub const START: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
    <title>Quotations</title>\n<style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1em/1.5 serif}\
    blockquote{margin:1em 0;padding-left:1em;border-left:3px solid}</style>\n";
/// What it ends with.
pub const END: &str = "</html>\n";

/// The quotations of one article as HTML, to stand between [`START`] and [`END`].
pub fn html(article: &Article, quotes: &[&Quote]) -> String {
    let mut out = format!("<h2>{}</h2>\n<p>{}</p>\n", entities(&article.label().0), entities(&place(article)));
    for quote in quotes {
        let (words, said) = (entities(&cite::words(article, quote)), entities(&said(article, quote)));
        let _ = writeln!(out, "<blockquote>“{words}”<br><small>{said}</small></blockquote>");
    }
    out
}

/// `The Tern, 2025-11-04, tern/a.txt`
fn place(article: &Article) -> String {
    let date = article.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let source = article.url.clone().unwrap_or_else(|| article.source.clone());
    let parts = [article.outlet.clone().unwrap_or_default(), date, source];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// `Ann Ash, as “she” (direct; attribution: machine, 0.93)`
fn said(article: &Article, quote: &Quote) -> String {
    let mention = quote.speaker.map(|s| s.of(&article.body).split_whitespace().collect::<Vec<_>>().join(" "));
    let who = match (&quote.canonical, mention) {
        (Some(name), Some(mention)) if *name != mention => format!("{name}, as “{mention}”"),
        (Some(name), _) => name.clone(),
        (None, Some(mention)) => mention,
        (None, None) => "nobody named".to_owned(),
    };
    format!("{who} ({}; {})", quote.kind.name(), super::cite::sure(article, quote))
}

/// `text` on one line, in which nothing is Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitise(text).chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ':' | ';' | '\'' | '"' | '?' | '/' | '%' | '(' | ')') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `text` on one line, in which nothing is HTML.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitise(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_text() {
        let body = "<script>x</script> [a](javascript:y) # `z` | \u{202e} &amp;".to_owned();
        let article = Article { body, outlet: Some("O\n# not a heading".into()), ..Article::default() };
        let (html, markdown) = (html(&article, &[]), markdown(&article, &[]));
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;") && html.contains("&amp;amp;"), "{html}");
        assert!(markdown.contains("\\[a\\](javascript:y) \\# \\`z\\`"), "{markdown}");
        assert_eq!(markdown.lines().filter(|l| l.starts_with('#')).count(), 1, "{markdown}");
        assert!(!html.contains('\u{202e}') && !markdown.contains('\u{202e}'));
    }
}

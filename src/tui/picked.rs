//! What is selected: rows, to do something with all of them, and words of the body.
use crate::model::{Article, ContentHash, Quote, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Selected rows: articles as a whole, and quotations by their place in the body.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    rows: BTreeMap<(ContentHash, Option<Span>), Arc<Article>>,
    from: Option<(ContentHash, Option<Span>)>,
}

impl Picked {
    /// Selects the article or its quotation at `span`, or gives it up again.
    pub fn toggle(&mut self, article: &Arc<Article>, span: Option<Span>) {
        let key = (article.hash, span);
        if self.rows.remove(&key).is_none() {
            self.rows.insert(key, article.clone());
        }
    }

    /// Selects it, whether it was or not.
    pub fn add(&mut self, article: &Arc<Article>, span: Option<Span>) {
        self.rows.insert((article.hash, span), article.clone());
    }

    /// Where a range begins that the reader has not ended yet: articles from this one on, or quotations.
    pub fn begin(&mut self, article: &Arc<Article>, span: Option<Span>) {
        self.from = Some((article.hash, span));
    }

    /// The beginning of the range, which is ended by that.
    pub fn end(&mut self) -> Option<(ContentHash, Option<Span>)> {
        self.from.take()
    }

    /// True if a range was begun and not ended.
    pub fn begun(&self) -> bool {
        self.from.is_some()
    }

    /// True if the article, or its quotation at `span`, is selected.
    pub fn holds(&self, article: &Article, span: Option<Span>) -> bool {
        self.rows.contains_key(&(article.hash, span))
    }

    /// How many rows are selected.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Gives up everything.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.from = None;
    }

    /// The selected quotations.
    pub fn quotations(&self) -> Vec<(Arc<Article>, Quote)> {
        let quote = |((_, span), article): (&(ContentHash, Option<Span>), &Arc<Article>)| {
            let quote = article.quotes.iter().find(|q| Some(q.span) == *span)?;
            Some((article.clone(), quote.clone()))
        };
        self.rows.iter().filter_map(quote).collect()
    }

    /// The articles that are selected, or of which something is, each once.
    pub fn articles(&self) -> Vec<Arc<Article>> {
        let mut out: Vec<Arc<Article>> = self.rows.values().cloned().collect();
        out.dedup_by_key(|a| a.hash);
        out
    }

    /// Takes `article` in its new form; quotations that it has not any more are given up.
    pub fn renew(&mut self, article: &Arc<Article>) {
        let keep = |span: &Option<Span>| span.is_none_or(|s| article.quotes.iter().any(|q| q.span == s));
        self.rows.retain(|(hash, span), _| *hash != article.hash || keep(span));
        for ((hash, _), old) in &mut self.rows {
            if *hash == article.hash {
                *old = article.clone();
            }
        }
    }
}

/// Words of the body that are being selected: from the one end, which stays, to the other, which moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// A byte of the word at the end that stays.
    pub anchor: usize,
    /// A byte of the word at the end that moves.
    pub at: usize,
    /// False while the reader still looks for the first word: then both ends move.
    pub begun: bool,
}

impl Passage {
    /// Moves the end that moves to the byte `at`, and the other one with it if nothing has begun.
    pub fn to(&mut self, at: usize) {
        self.at = at;
        if !self.begun {
            self.anchor = at;
        }
    }

    /// The selected words of `body`, without the quotation marks around them.
    pub fn span(&self, body: &str) -> Span {
        let (a, b) = (word_at(body, self.anchor), word_at(body, self.at));
        Span::new(a.start.min(b.start), a.end.max(b.end))
    }
}

fn is_around(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']') || c.is_whitespace()
}

/// The words of `body`: what stands between blanks, without quotation marks and brackets around it.
fn words(body: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    let piece = move |piece: &str| {
        let start = at;
        at += piece.len();
        let inside = piece.trim_matches(is_around);
        let from = start + (piece.len() - piece.trim_start_matches(is_around).len());
        (!inside.is_empty()).then(|| Span::new(from, from + inside.len()))
    };
    body.split_inclusive(char::is_whitespace).filter_map(piece)
}

/// The word at the byte `at`, else the one after it, else the last.
pub fn word_at(body: &str, at: usize) -> Span {
    let start = body.get(..at).map_or(0, |before| before.rfind(char::is_whitespace).unwrap_or(0));
    let after = words(body.get(start..).unwrap_or("")).map(|s| Span::new(s.start + start, s.end + start));
    let found = after.take(8).find(|s| at < s.end);
    found.or_else(|| words(body).last()).unwrap_or_default()
}

/// The word that is `by` words after the one at `at`, or before it.
pub fn word_from(body: &str, at: usize, by: isize) -> Span {
    let all: Vec<Span> = words(body).collect();
    let now = all.partition_point(|s| s.end <= at);
    let to = now.saturating_add_signed(by).min(all.len().saturating_sub(1));
    all.get(to).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "He said: “We waited,\nall of us.” (Twice.)";

    fn selected(anchor: usize, at: usize) -> &'static str {
        Passage { anchor, at, begun: true }.span(BODY).of(BODY)
    }

    #[test]
    fn whole_words_without_the_marks_around_them() {
        let at = |word: &str| BODY.find(word).unwrap();
        assert_eq!(selected(at("We") + 1, at("us") + 1), "We waited,\nall of us.");
        assert_eq!(selected(at("us"), at("We")), "We waited,\nall of us.");
        assert_eq!(selected(at("“"), at("“")), "We", "a mark belongs to the word after it");
        assert_eq!(selected(at("Twice"), BODY.len() + 5), "Twice.");
        assert_eq!(Passage { anchor: 3, at: 9, begun: true }.span(""), Span::default());
    }

    #[test]
    fn from_word_to_word() {
        let at = BODY.find("We").unwrap();
        assert_eq!(word_from(BODY, at, 1).of(BODY), "waited,");
        assert_eq!(word_from(BODY, at, -1).of(BODY), "said:");
        assert_eq!(word_from(BODY, at, -99).of(BODY), "He");
        assert_eq!(word_from(BODY, at, 99).of(BODY), "Twice.");
        assert_eq!(word_from("", 3, 1), Span::default());
    }

    #[test]
    fn rows_are_selected_and_given_up() {
        let quote = |start: usize| Quote {
            span: Span::new(start, start + 2),
            spans: vec![Span::new(start, start + 2)],
            kind: crate::model::Kind::Direct,
            speaker: None,
            canonical: None,
            how: "test".into(),
            confidence: 1.0,
            cue: None,
            evidence: Default::default(),
        };
        let article = Arc::new(Article { quotes: vec![quote(0), quote(5)], ..Default::default() });
        let mut picked = Picked::default();
        picked.toggle(&article, Some(Span::new(0, 2)));
        picked.toggle(&article, Some(Span::new(5, 7)));
        assert_eq!((picked.quotations().len(), picked.articles().len()), (2, 1));
        let fewer = Arc::new(Article { quotes: vec![quote(5)], ..Default::default() });
        picked.renew(&fewer);
        assert_eq!((picked.len(), picked.holds(&fewer, Some(Span::new(5, 7)))), (1, true));
        picked.toggle(&fewer, Some(Span::new(5, 7)));
        assert!(picked.is_empty());
    }
}

//! An article laid out for attribution: its words with their classes, places and the quotation they stand in.
use crate::lexicon::{Classes, Lexicon};
use crate::model::{Draft, Segments, Span};
use crate::text::words::{Shape, tokens};

/// No quotation.
pub(crate) const NONE: u32 = u32::MAX;

/// A word or mark of the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub span: Span,
    pub shape: Shape,
    pub classes: Classes,
    pub paragraph: u32,
    pub sentence: u32,
    /// The draft it stands in, or [`NONE`].
    pub quote: u32,
    /// True if it is the first of its sentence, opening marks aside.
    pub leads: bool,
    /// True if its sentence is in title case, as headlines are: there a capital does not make a name.
    pub headline: bool,
}

/// The words of a body and where each quotation lies among them.
pub(crate) struct Scene<'a> {
    pub body: &'a str,
    pub lexicon: &'a Lexicon,
    pub drafts: &'a [Draft],
    pub words: Vec<Word>,
    /// What each word reads: looked at so often that it is cut out once.
    texts: Vec<&'a str>,
    /// For each sentence its first word.
    sentences: Vec<usize>,
    /// For each draft the index of its first word and one past its last.
    pub quotes: Vec<(usize, usize)>,
}

impl<'a> Scene<'a> {
    pub fn new(body: &'a str, segments: &Segments, drafts: &'a [Draft], lexicon: &'a Lexicon) -> Self {
        let words = lay_out(body, segments, drafts, lexicon);
        let texts = words.iter().map(|w| w.span.of(body)).collect();
        let (sentences, quotes) = (Vec::new(), Vec::new());
        let mut scene = Scene { body, lexicon, drafts, words, texts, sentences, quotes };
        scene.quotes = drafts
            .iter()
            .map(|d| (scene.word_at(d.span.start), scene.words.partition_point(|w| w.span.start < d.span.end)))
            .collect();
        scene.number_sentences();
        scene.mark_headlines();
        scene
    }

    /// The first word that starts at or after the byte `at`.
    pub fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|w| w.span.start < at)
    }

    /// The first word of the sentence numbered `sentence`; one past the last word of all if there is none.
    pub fn sentence_start(&self, sentence: u32) -> usize {
        self.sentences.get(sentence as usize).copied().unwrap_or(self.words.len())
    }

    pub fn text(&self, word: usize) -> &'a str {
        self.texts.get(word).copied().unwrap_or("")
    }

    pub fn is(&self, word: usize, classes: Classes) -> bool {
        self.words.get(word).is_some_and(|w| w.classes.any(classes))
    }

    /// True if the word `word` is the punctuation mark `mark`.
    pub fn is_mark(&self, word: usize, mark: char) -> bool {
        self.words.get(word).is_some_and(|w| {
            // The first byte tells nearly always.
            let first = self.body.as_bytes().get(w.span.start).copied().unwrap_or(0);
            w.shape == Shape::Punct
                && if mark.is_ascii() {
                    first == mark as u8
                } else {
                    !first.is_ascii() && self.text(word).starts_with(mark)
                }
        })
    }

    pub fn is_punct(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|w| w.shape == Shape::Punct)
    }

    pub fn in_quote(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|w| w.quote != NONE)
    }

    /// True if the word starts with a capital.
    pub fn is_capital(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|w| matches!(w.shape, Shape::Title | Shape::Upper))
    }

    /// True if the word is the first of its sentence, opening marks aside.
    pub fn starts_sentence(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|w| w.leads)
    }

    fn number_sentences(&mut self) {
        let mut sentence = 0;
        let mut last_paragraph = 0;
        let mut at_start = true;
        for i in 0..self.words.len() {
            if self.words[i].paragraph != last_paragraph || (i > 0 && self.breaks_before(i)) {
                sentence += 1;
                at_start = true;
            }
            last_paragraph = self.words[i].paragraph;
            self.words[i].sentence = sentence;
            while self.sentences.len() <= sentence as usize {
                self.sentences.push(i);
            }
            let enters = i > 0
                && self.words[i].quote != NONE
                && (self.words[i - 1].quote != self.words[i].quote || matches!(self.text(i - 1), "." | "?" | "!"));
            at_start |= enters;
            self.words[i].leads = at_start;
            at_start &= self.words[i].shape == Shape::Punct;
        }
    }

    /// Marks the words of sentences in which nearly every longer word has a capital.
    fn mark_headlines(&mut self) {
        for sentence in 0..self.sentences.len() as u32 {
            let (start, end) = (self.sentence_start(sentence), self.sentence_start(sentence + 1));
            let (mut words, mut capitals) = (0, 0);
            for word in &self.words[start..end] {
                let long = !matches!(word.shape, Shape::Punct | Shape::Number) && word.span.len() > 3;
                words += usize::from(long);
                capitals += usize::from(long && word.shape != Shape::Lower);
            }
            if words >= 4 && capitals * 10 >= words * 8 {
                self.words[start..end].iter_mut().for_each(|w| w.headline = true);
            }
        }
    }

    /// True if a sentence of the reporter ends before the word `i`. Full stops inside a quotation count only at its
    /// end, where the words that follow do not belong to it.
    fn breaks_before(&self, i: usize) -> bool {
        if !self.is_punct(i - 1) {
            return false;
        }
        if self.in_quote(i) && i.checked_sub(1).is_some_and(|p| self.words[p].quote == self.words[i].quote) {
            return false;
        }
        if self.is_punct(i) && is_closing(self.text(i)) && !self.in_quote(i) {
            return false;
        }
        let mut p = i - 1;
        let mut marks = 0;
        while p > 0 && self.is_punct(p) && !matches!(self.text(p), "." | "?" | "!" | "…") && marks < 3 {
            if matches!(self.text(p), "," | ";" | ":" | "—" | "–" | "-" | "(") {
                return false;
            }
            p -= 1;
            marks += 1;
        }
        let stop = self.text(p);
        if !self.is_punct(p) || !matches!(stop, "." | "?" | "!" | "…") {
            return false;
        }
        let capital = self.is_capital(i) || self.words[i].shape == Shape::Number || self.is_punct(i);
        if !self.in_quote(p) {
            return capital && !(stop == "." && self.is_abbreviation(p));
        }
        match stop {
            "." | "…" => capital,
            _ => capital && !self.speech_follows(i),
        }
    }

    fn is_abbreviation(&self, stop: usize) -> bool {
        let Some(before) = stop.checked_sub(1) else { return false };
        let (word, mark) = (self.words[before], self.words[stop]);
        let joined = Span::new(word.span.start, mark.span.end);
        word.span.end == mark.span.start
            && (self.lexicon.words.of(joined.of(self.body)).any(Classes::ABBREVIATION)
                || (word.shape == Shape::Title && word.span.len() == 1))
    }

    /// True if a reporting verb follows within a few words: `“Why?” Mrs Reed asked.`
    fn speech_follows(&self, from: usize) -> bool {
        self.words[from..]
            .iter()
            .take(9)
            .take_while(|w| w.quote == NONE && !matches!(w.span.of(self.body), "." | "?" | "!"))
            .any(|w| w.classes.any(Classes::SPEECH))
    }
}

/// The classes of a word. An acronym (`US`, `WHO`) is not the pronoun it is spelt like.
fn classes(shape: Shape, body: &str, span: Span, lexicon: &Lexicon) -> Classes {
    match shape {
        Shape::Punct => Classes::default(),
        Shape::Upper if matches!(span.of(body), "US" | "WHO" | "IT" | "MAY" | "CAN" | "AID") => Classes::default(),
        _ => lexicon.words.at(body, span),
    }
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "”" | "’" | "»" | ")" | "]")
}

fn lay_out(body: &str, segments: &Segments, drafts: &[Draft], lexicon: &Lexicon) -> Vec<Word> {
    let pieces: Vec<(Span, u32)> =
        drafts.iter().zip(0u32..).flat_map(|(d, i)| d.spans.iter().map(move |s| (*s, i))).collect();
    let mut piece = 0;
    let mut paragraph = 0;
    tokens(body)
        .into_iter()
        .map(|t| {
            while pieces.get(piece).is_some_and(|(s, _)| s.end <= t.span.start) {
                piece += 1;
            }
            while segments.paragraphs.get(paragraph).is_some_and(|p| p.end <= t.span.start) {
                paragraph += 1;
            }
            let quote = pieces.get(piece).filter(|(s, _)| s.overlaps(&t.span)).map_or(NONE, |(_, i)| *i);
            let classes = classes(t.shape, body, t.span, lexicon);
            Word {
                span: t.span,
                shape: t.shape,
                classes,
                paragraph: paragraph as u32,
                sentence: 0,
                quote,
                leads: false,
                headline: false,
            }
        })
        .collect()
}

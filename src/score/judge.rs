//! Judges what a system found in one article, segment by segment.
use super::find::{Finder, Hit};
use super::letters::Letters;
use super::names::{core, same_name, words};
use crate::annotated::{Gold, GoldQuote, Predicted, PredictedQuote, Range};

/// What the gold says about a stretch in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Expected {
    /// A direct quotation.
    Direct,
    /// A piece of somebody's words inside the reporter's sentence.
    Partial,
    /// A title, nickname or scare quote: nobody is quoted.
    Nobody,
}

/// How the text names the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// By a name.
    Name,
    /// By a pronoun.
    Pronoun,
    /// By a description.
    Nominal,
}

impl Form {
    /// All of them, in the order of the tables.
    pub const ALL: [Form; 3] = [Form::Name, Form::Pronoun, Form::Nominal];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Pronoun => "pronoun",
            Form::Nominal => "nominal",
        }
    }

    fn of(word: Option<&str>) -> Form {
        match word {
            Some("name") => Form::Name,
            Some("pronoun") => Form::Pronoun,
            _ => Form::Nominal,
        }
    }
}

/// The gold's full name for a source, and whether the system gave the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// True for a human being, false for an organisation, or what it is.
    pub human: bool,
    /// True if the system names the same.
    pub right: bool,
    /// True if the segment was found and the system gave no name at all.
    pub silent: bool,
}

/// The gold's source of a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its mention, as written.
    pub mention: String,
    /// Form of the mention.
    pub form: Form,
    /// True if the system points to the mention.
    pub right: bool,
    /// Who it is, if the gold says so.
    pub person: Option<Person>,
}

/// What the gold says about one segment, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its ends, in code points.
    pub span: [usize; 2],
    /// What the gold says.
    pub expected: Expected,
    /// The prediction that covers it.
    pub found: Option<PredictedQuote>,
    /// True if that has the same ends, marks and stops aside.
    pub exact: bool,
    /// Its source, if the gold names one.
    pub source: Option<Source>,
}

/// The outcomes of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// One for every quoted segment, then one for every stretch that nobody says.
    pub outcomes: Vec<Outcome>,
    /// Predictions that touch no segment of the gold.
    pub loose: usize,
}

/// A segment with its annotations: two sources over one segment may both be right.
type Segment<'g> = ([usize; 2], Expected, Vec<&'g GoldQuote>);

/// Judges the predictions for `gold`; none at all is the same as an empty list.
pub fn judge(gold: &Gold, predicted: Option<&Predicted>) -> Verdict {
    let letters = Letters::new(&gold.text);
    let said = |q: &&PredictedQuote| q.kind.as_deref() != Some("term");
    let quotes: Vec<&PredictedQuote> = predicted.iter().flat_map(|p| &p.quotes).filter(said).collect();
    let finder = Finder::new(&letters, &quotes);
    let mut used = vec![false; quotes.len()];
    let mut outcomes = Vec::new();
    let segments = segments(gold);
    for (span, expected, sources) in &segments {
        let hit = finder.find(*span);
        mark(&mut used, hit);
        let quote = hit.and_then(|h| quotes.get(h.quote).copied());
        outcomes.push(Outcome {
            span: *span,
            expected: *expected,
            found: quote.cloned(),
            exact: hit.is_some_and(|h| letters.trimmed(h.span) == letters.trimmed(*span)),
            source: source(sources, quote, &letters),
        });
    }
    let free = |r: &&Range| !segments.iter().any(|(span, ..)| *span == [r.start, r.end]);
    for range in gold.unattributed.iter().filter(free) {
        let span = [range.start, range.end];
        let hit = finder.find(span);
        mark(&mut used, hit);
        let found = hit.and_then(|h| quotes.get(h.quote).copied()).cloned();
        outcomes.push(Outcome { span, expected: Expected::Nobody, found, exact: false, source: None });
    }
    for range in gold.ignore.iter().filter(free) {
        mark(&mut used, finder.find([range.start, range.end]));
    }
    Verdict { outcomes, loose: used.iter().filter(|u| !**u).count() }
}

fn mark(used: &mut [bool], hit: Option<Hit>) {
    if let Some(slot) = hit.and_then(|h| used.get_mut(h.quote)) {
        *slot = true;
    }
}

/// The quoted segments of the gold, in its order, each once.
fn segments(gold: &Gold) -> Vec<Segment<'_>> {
    let mut out: Vec<Segment> = Vec::new();
    for quote in gold.quotes.iter().filter(|q| !q.nested) {
        let grouped = quote.kind == "mixed" && quote.group && gold.id.starts_with("GUM");
        let expected = match quote.kind.as_str() {
            "direct" => Expected::Direct,
            _ if quote.parent || grouped => Expected::Partial,
            _ => continue,
        };
        let span = [quote.start, quote.end];
        match out.iter_mut().find(|(s, ..)| *s == span) {
            Some((.., sources)) => sources.push(quote),
            None => out.push((span, expected, vec![quote])),
        }
    }
    out
}

fn filled(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|s| !s.is_empty())
}

fn source(annotations: &[&GoldQuote], found: Option<&PredictedQuote>, letters: &Letters) -> Option<Source> {
    let sourced: Vec<&GoldQuote> =
        annotations.iter().copied().filter(|q| filled(q.speaker.as_ref()).is_some()).collect();
    let first = sourced.first()?;
    let form = Form::of(first.speaker_type.as_deref());
    let named: Vec<&GoldQuote> = sourced.iter().copied().filter(|q| filled(q.canonical.as_ref()).is_some()).collect();
    let guess = found.and_then(|q| filled(q.canonical.as_ref()).or(filled(q.speaker.as_ref())));
    let person = named.first().map(|gold| Person {
        name: gold.canonical.clone().unwrap_or_default(),
        human: gold.canonical_kind.as_deref() == Some("person"),
        right: guess.is_some_and(|g| named.iter().any(|x| x.canonical.as_deref().is_some_and(|n| same_name(g, n)))),
        silent: found.is_some() && guess.is_none_or(|g| g.trim().is_empty()),
    });
    let right = found.is_some_and(|q| sourced.iter().any(|x| mention_right(q, x, form, letters)));
    Some(Source { mention: first.speaker.clone().unwrap_or_default(), form, right, person })
}

/// True if the prediction points to the annotated mention, or, where it has no place, names it.
fn mention_right(found: &PredictedQuote, gold: &GoldQuote, form: Form, letters: &Letters) -> bool {
    let spans = match (&gold.speaker_spans, gold.speaker_start, gold.speaker_end) {
        (Some(spans), ..) if !spans.is_empty() => spans.clone(),
        (_, Some(start), Some(end)) => vec![[start, end]],
        _ => Vec::new(),
    };
    if let (Some(start), Some(end)) = (found.speaker_start, found.speaker_end) {
        return match (form, gold.speaker_name_start, gold.speaker_name_end) {
            (Form::Name, Some(a), Some(b)) => letters.shared([start, end], [a, b]) > 0,
            _ => spans.iter().any(|&s| letters.shared([start, end], s) > 0),
        };
    }
    let Some(speaker) = filled(found.speaker.as_ref()) else { return false };
    let mention = gold.speaker.as_deref().unwrap_or("");
    if form == Form::Name {
        return same_name(speaker, filled(gold.speaker_name.as_ref()).unwrap_or(mention));
    }
    let said = core(speaker);
    let wanted: Vec<String> = spans.iter().flat_map(|s| core(&letters.text(s[0], s[1]))).collect();
    !said.is_empty() && (words(speaker).last() == words(mention).last() || said.iter().all(|w| wanted.contains(w)))
}

//! Finds the verbs and who does them: a light stand-in for a parser.
use super::mentions::{Form, Mention};
use super::near::next_kind;
use super::scene::{NONE, Scene};
use super::sums::Sums;
use crate::lexicon::Classes;
use crate::text::words::Shape;

/// Nouns for those who speak.
pub(super) const SPEAKERS: Classes = Classes::HUMAN.or(Classes::RANK).or(Classes::GROUP).or(Classes::DOCUMENT);
/// Most words between two parentheses that are passed over.
const ASIDE: usize = 12;

/// How strongly a verb introduces words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    Other,
    Stance,
    Speech,
}

/// A verb outside quotations with its subject.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verb {
    pub word: usize,
    pub strength: Strength,
    /// The mention that does it, in the usual order.
    pub subject: Option<usize>,
    /// The mention behind it that does it: `said Mr Reed`, `according to Mr Reed`, `described by Mr Reed as`.
    pub behind: Option<usize>,
    /// The mention that it is done to, in the passive: `Mr Reed was asked`.
    pub patient: Option<usize>,
    pub participle: bool,
}

/// Mentions and verbs of a scene, and which mention each word belongs to.
pub(crate) struct Clauses {
    pub mentions: Vec<Mention>,
    pub verbs: Vec<Verb>,
    mention_of: Vec<u32>,
    /// What stands behind each mention.
    pub next: Vec<u8>,
    /// What stands between words.
    pub sums: Sums,
}

/// The opening parenthesis of what `close` closes, if that is short: `Rep. Ana Reed (D-N.Y.) said`.
fn aside_before(scene: &Scene, close: usize) -> Option<usize> {
    if !scene.is_mark(close, ')') {
        return None;
    }
    let sentence = scene.words[close].sentence;
    let from = close.saturating_sub(ASIDE);
    (from..close).rev().find(|&i| scene.is_mark(i, '(')).filter(|&i| scene.words[i].sentence == sentence)
}

impl Clauses {
    pub fn new(scene: &Scene, mentions: Vec<Mention>) -> Self {
        let mut mention_of = vec![NONE; scene.words.len()];
        for (m, i) in mentions.iter().zip(0u32..) {
            mention_of[m.first..m.end].fill(i);
        }
        let next = mentions.iter().map(|m| next_kind(scene, m)).collect();
        let verbs = Vec::with_capacity(scene.words.len() / 4);
        let mut clauses = Clauses { mentions, verbs, mention_of, next, sums: Sums::default() };
        for word in 0..scene.words.len() {
            if let Some(verb) = clauses.verb_at(scene, word) {
                clauses.verbs.push(verb);
            }
        }
        clauses.sums = Sums::new(scene, &clauses.mentions, &clauses.next, &clauses.verbs);
        clauses
    }

    /// The mention that holds the word.
    pub fn mention_of(&self, word: usize) -> Option<usize> {
        self.mention_of.get(word).filter(|&&m| m != NONE).map(|&m| m as usize)
    }

    /// The verbs whose word lies in `from..to`.
    pub fn verbs_in(&self, from: usize, to: usize) -> &[Verb] {
        let (a, b) = (self.sums.before(from).verbs, self.sums.before(to).verbs);
        self.verbs.get(a as usize..b as usize).unwrap_or(&[])
    }

    fn verb_at(&self, scene: &Scene, word: usize) -> Option<Verb> {
        let w = &scene.words[word];
        if w.quote != NONE {
            return None;
        }
        let according = scene.text(word).eq_ignore_ascii_case("according");
        let known = w.classes.any(Classes::SPEECH.or(Classes::STANCE).or(Classes::VERB));
        if !known && !according && !self.unknown_verb(scene, word) {
            return None;
        }
        if !according && self.mention_of(word).is_some_and(|m| self.is_noun_in(scene, m, word)) {
            return None;
        }
        let clear = matches!(scene.text(word), "made" | "make" | "makes" | "making")
            && (scene.text(word + 1) == "clear" || scene.text(word + 2) == "clear");
        let strength = match () {
            _ if clear => Strength::Speech,
            _ if according || w.classes.any(Classes::SPEECH) => Strength::Speech,
            _ if w.classes.any(Classes::STANCE) => Strength::Stance,
            _ => Strength::Other,
        };
        let participle = w.classes.any(Classes::PARTICIPLE) || scene.text(word).ends_with("ing");
        let passive = self.is_passive(scene, word);
        let behind = self.behind(scene, word, according, passive);
        let subject = if according || passive || self.is_inverted(scene, word) {
            None
        } else if (participle || self.infinitive(scene, word)) && !self.progressive(scene, word) {
            self.absolute_subject(scene, word).or_else(|| self.shared_subject(scene, word))
        } else {
            self.subject(scene, word)
        };
        let patient = if passive { self.subject(scene, word) } else { None };
        Some(Verb { word, strength, subject: subject.filter(|s| Some(*s) != behind), behind, patient, participle })
    }

    /// A past tense that no table knows: an unknown word in -ed straight behind a mention.
    fn unknown_verb(&self, scene: &Scene, word: usize) -> bool {
        let text = scene.text(word);
        let plain = scene.words[word].classes == Classes::default();
        plain && text.len() > 4 && text.ends_with("ed") && self.mention_of(word).is_none()
    }

    /// True if the word is a noun inside its mention: anything but a lone verb that the chunker took for a phrase.
    fn is_noun_in(&self, scene: &Scene, mention: usize, word: usize) -> bool {
        let m = &self.mentions[mention];
        let lone = m.end - m.first == 1 && m.form == Form::Nominal;
        !lone
            || !scene.is(word, Classes::SPEECH)
            || scene.is(word, Classes::HUMAN.or(Classes::GROUP).or(Classes::DOCUMENT))
    }

    fn is_passive(&self, scene: &Scene, word: usize) -> bool {
        let text = scene.text(word);
        let past = text.ends_with("ed")
            || matches!(text, "told" | "known" | "seen" | "written" | "quoted" | "read" | "shown" | "cast");
        let mut i = word;
        while i > 0 && scene.is(i - 1, Classes::ADVERB) {
            i -= 1;
        }
        let be = i > 0 && matches!(scene.text(i - 1), "is" | "are" | "was" | "were" | "be" | "been" | "being");
        past && be
    }

    fn infinitive(&self, scene: &Scene, word: usize) -> bool {
        word > 0 && scene.text(word - 1) == "to"
    }

    fn progressive(&self, scene: &Scene, word: usize) -> bool {
        let mut i = word;
        while i > 0 && scene.is(i - 1, Classes::ADVERB) {
            i -= 1;
        }
        i > 0 && scene.is(i - 1, Classes::AUXILIARY)
    }

    /// The mention behind a verb that does it.
    fn behind(&self, scene: &Scene, word: usize, according: bool, passive: bool) -> Option<usize> {
        if according {
            return self.next_mention(scene, word + 1, 3);
        }
        let sentence = scene.words[word].sentence;
        if passive || scene.text(word).ends_with("ed") || scene.text(word) == "written" {
            let by = (word + 1..word + 40)
                .filter(|&i| scene.words.get(i).is_some_and(|w| w.sentence == sentence && w.quote == NONE))
                .filter(|&i| !scene.is_punct(i))
                .take(8)
                .find(|&i| scene.text(i) == "by");
            if let Some(by) = by {
                return self.next_mention(scene, by + 1, 3);
            }
        }
        if self.is_inverted(scene, word) {
            return self.mention_of(word + 1);
        }
        let speech = scene.is(word, Classes::SPEECH) || matches!(scene.text(word), "read" | "reads");
        let opens = scene.starts_sentence(word) && scene.is_capital(word) && scene.is_capital(word + 1);
        if !speech || !(opens || self.follows_quote(scene, word)) {
            return None;
        }
        self.next_mention(scene, word + 1, 3)
    }

    /// True if the subject of a reporting clause in the middle or at the end of a sentence follows its verb: `The plan
    /// was “mad”, said Mr Reed.`
    fn is_inverted(&self, scene: &Scene, word: usize) -> bool {
        let comma = word > 0 && scene.is_mark(word - 1, ',');
        let speaker = || self.mention_of(word + 1).map(|m| &self.mentions[m]).filter(|m| m.first == word + 1);
        let follows = |m: &Mention| m.form == Form::Name || (m.form == Form::Nominal && m.classes.any(SPEAKERS));
        let closes = |m: &Mention| {
            scene.words.get(m.end).is_none_or(|w| w.shape == Shape::Punct) || scene.is(m.end, Classes::PREPOSITION)
        };
        comma && scene.is(word, Classes::INVERTING) && speaker().is_some_and(|m| follows(m) && closes(m))
    }

    /// True if a quotation ends right before the word, marks and commas aside.
    fn follows_quote(&self, scene: &Scene, word: usize) -> bool {
        scene.words[..word]
            .iter()
            .rev()
            .take(4)
            .find(|w| w.quote != NONE || w.shape != Shape::Punct)
            .is_some_and(|w| w.quote != NONE)
    }

    /// The first mention within `reach` words of `from`, outside quotations.
    fn next_mention(&self, scene: &Scene, from: usize, reach: usize) -> Option<usize> {
        for i in from..from + reach {
            if scene.in_quote(i) || scene.is_mark(i, '.') || scene.is_mark(i, ',') {
                return None;
            }
            if let Some(m) = self.mention_of(i) {
                if self.mentions[m].possessive {
                    let owned = self.mention_of(self.mentions[m].end + 1);
                    return owned.or(Some(m));
                }
                return Some(m);
            }
        }
        None
    }

    /// The subject left of a finite verb.
    fn subject(&self, scene: &Scene, verb: usize) -> Option<usize> {
        let sentence = scene.words[verb].sentence;
        let mut i = verb;
        let mut steps = 0;
        while i > 0 && steps < 40 {
            i -= 1;
            steps += 1;
            let word = &scene.words[i];
            if word.sentence != sentence || word.quote != NONE {
                return None;
            }
            if let Some(m) = self.mention_of(i) {
                return Some(self.phrase_head(scene, m));
            }
            let text = scene.text(i);
            if let Some(open) = aside_before(scene, i) {
                i = open;
                continue;
            }
            match text {
                "," | ")" | "—" | "–" | "-" => return self.before_insertion(scene, i, sentence),
                "and" | "but" | "or" | "then" => {
                    return self.same_speaker(scene, verb).or_else(|| self.shared_subject(scene, i));
                }
                "that" => {
                    let back = if scene.is_mark(i.saturating_sub(1), ',') { 2 } else { 1 };
                    return self.mention_of(i.checked_sub(back)?);
                }
                _ if scene.is(i, Classes::ADVERB.or(Classes::AUXILIARY)) || text.ends_with("ly") || text == "all" => {}
                "(" | "”" | "“" | "\"" | "'" => {}
                _ if scene.is_punct(i) => return None,
                _ => {}
            }
        }
        None
    }

    /// The head of a phrase whose last mention is `m`: `a spokesman for Mr Reed` → `a spokesman`.
    fn phrase_head(&self, scene: &Scene, mut m: usize) -> usize {
        for _ in 0..6 {
            let first = self.mentions[m].first;
            let before = self.first_of_pair(scene, m).or_else(|| {
                let prep = first.checked_sub(1).filter(|&p| scene.is(p, Classes::PREPOSITION) && !scene.in_quote(p))?;
                let head = self.mention_of(prep.checked_sub(1)?)?;
                (scene.words[self.mentions[head].first].sentence == scene.words[first].sentence).then_some(head)
            });
            match before {
                Some(b) if b != m => m = b,
                _ => break,
            }
        }
        m
    }

    /// The first of two descriptions of one person: `the senator and candidate`.
    fn first_of_pair(&self, scene: &Scene, m: usize) -> Option<usize> {
        let role =
            |m: &Mention| m.form == Form::Nominal && !m.plural && m.classes.any(Classes::HUMAN.or(Classes::RANK));
        let (before, second) = (self.mentions.get(m.checked_sub(1)?)?, &self.mentions[m]);
        let bare = role(second) && !scene.is(second.first, Classes::DETERMINER.or(Classes::POSSESSIVE));
        let joined = before.end + 1 == second.first && scene.text(before.end) == "and";
        (bare && joined && role(before) && before.definite).then(|| m - 1)
    }

    /// The mention before an insertion between commas: `Mr Reed, the harbourmaster, said`.
    fn before_insertion(&self, scene: &Scene, comma: usize, sentence: u32) -> Option<usize> {
        let comma = comma.checked_sub(1).and_then(|w| aside_before(scene, w)).unwrap_or(comma);
        if let Some(name) = self.named_in_apposition(scene, comma) {
            return Some(name);
        }
        let mut found = None;
        let mut commas = 0;
        for i in (0..comma).rev() {
            let word = &scene.words[i];
            if word.sentence != sentence || word.quote != NONE || commas > 4 {
                break;
            }
            if !matches!(scene.text(i), "," | "(" | "—" | "–" | "-") {
                continue;
            }
            commas += 1;
            let Some(m) = i.checked_sub(1).and_then(|w| self.mention_of(w)) else { continue };
            let head = self.phrase_head(scene, m);
            let first = self.mentions[head].first;
            let led =
                first > 0 && scene.is(first - 1, Classes::PREPOSITION) && scene.words[first - 1].sentence == sentence;
            if led || scene.is(self.mentions[head].head(), Classes::TIME) {
                continue;
            }
            let better = self.mentions[head].form == Form::Name
                || self.mentions[head].classes.any(Classes::HUMAN)
                || found.is_none();
            if better {
                found = Some(head);
            }
            if self.mentions[head].form == Form::Name && scene.starts_sentence(first) {
                break;
            }
        }
        found.or_else(|| comma.checked_sub(1).and_then(|w| self.mention_of(w)).map(|m| self.phrase_head(scene, m)))
    }

    /// The name that ends an insertion whose head is a role: `her lawyer, Ana Reed, said`.
    fn named_in_apposition(&self, scene: &Scene, comma: usize) -> Option<usize> {
        let m = self.mention_of(comma.checked_sub(1)?)?;
        let first = self.mentions[m].first;
        let role = self.mention_of(first.checked_sub(2)?)?;
        let human = self.mentions[role].form == Form::Nominal && self.mentions[role].end + 1 == first;
        (human && self.mentions[m].form == Form::Name && scene.is_mark(first - 1, ',')).then_some(m)
    }

    /// The subject of an absolute participle: `with Mr Reed saying`, `quoted Mr Reed as saying`.
    fn absolute_subject(&self, scene: &Scene, word: usize) -> Option<usize> {
        if word > 1 && scene.text(word - 1) == "as" && scene.is(word, Classes::SPEECH) {
            return self.mention_of(word - 2).map(|m| self.phrase_head(scene, m));
        }
        let m = self.mention_of(word.checked_sub(1)?)?;
        let first = self.mentions[m].first;
        (first > 0 && scene.text(first - 1) == "with").then_some(m)
    }

    /// The subject a participle or a second verb shares with the last finite verb before it, or, at the start of a
    /// sentence (`Speaking in Oslo, Mr Reed said`), the first mention after the comma.
    fn shared_subject(&self, scene: &Scene, word: usize) -> Option<usize> {
        let sentence = scene.words[word].sentence;
        let earlier = self.verbs.iter().rev().take(40).take_while(|v| scene.words[v.word].sentence == sentence);
        let earlier = earlier.filter(|v| v.word < word).find_map(|v| if v.participle { None } else { v.subject });
        if earlier.is_some() || !scene.starts_sentence(word) {
            return earlier.or_else(|| self.first_in_sentence(scene, word, sentence));
        }
        let comma = (word + 1..word + 30)
            .take_while(|&i| scene.words.get(i).is_some_and(|w| w.sentence == sentence && w.quote == NONE))
            .find(|&i| scene.is_mark(i, ','))?;
        self.next_mention(scene, comma + 1, 4)
    }

    /// The subject of the last verb of speaking in the sentence, for a second one: `Ms Reed said her party agreed, and
    /// said it was`.
    fn same_speaker(&self, scene: &Scene, verb: usize) -> Option<usize> {
        let sentence = scene.words[verb].sentence;
        let mut earlier = self.verbs.iter().rev().take(40).take_while(|v| scene.words[v.word].sentence == sentence);
        let said = |v: &&Verb| v.strength == Strength::Speech && !v.participle && v.subject.is_some();
        earlier.find(said).filter(|_| scene.is(verb, Classes::SPEECH)).and_then(|v| v.subject)
    }

    /// The mention that opens the sentence, if it stands before `word`.
    fn first_in_sentence(&self, scene: &Scene, word: usize, sentence: u32) -> Option<usize> {
        let start = scene.sentence_start(sentence);
        (start..(start + 4).min(word)).find_map(|i| if scene.in_quote(i) { None } else { self.mention_of(i) })
    }
}

use crate::model::Span;
use crate::text::inflect::forms;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is known of a word: a set of classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Classes {
            $($(#[$doc])* pub const $name: Classes = Classes(1 << $bit);)*
        }
    };
}

classes! {
    /// Verbs that report words: said, wrote.
    SPEECH = 0;
    /// Verbs that give words to somebody: called, praised.
    STANCE = 1;
    /// Everyday verbs.
    VERB = 2;
    /// Nouns that carry a quotation: statement, remarks.
    CUE_NOUN = 3;
    /// Mr, Sir, Lord …
    MALE = 4;
    /// Ms, Dame, Lady …
    FEMALE = 5;
    /// Dr, Professor …
    HONORIFIC = 6;
    /// Sen., President …
    RANK = 7;
    /// Nouns for a human being.
    HUMAN = 8;
    /// Nouns for bodies that speak.
    GROUP = 9;
    /// Nouns for things written.
    DOCUMENT = 10;
    /// a, the, some …
    DETERMINER = 11;
    /// his, their …
    POSSESSIVE = 12;
    /// in, of …
    PREPOSITION = 13;
    /// and, who, that …
    CONJUNCTION = 14;
    /// is, had, would …
    AUXILIARY = 15;
    /// also, later …
    ADVERB = 16;
    /// Monday, March …
    TIME = 17;
    /// Words that end with a full stop that is no end of a sentence.
    ABBREVIATION = 18;
    /// Last words of organisations' names.
    ORG_END = 19;
    /// de, van, al …
    PARTICLE = 20;
    /// Jr., III …
    SUFFIX = 21;
    /// Words that open a sentence with a capital and are no names.
    NOT_NAME = 22;
    /// he
    HE = 23;
    /// she
    SHE = 24;
    /// they
    THEY = 25;
    /// I, we
    FIRST_PERSON = 26;
    /// it
    IT = 27;
    /// him, her, them, me, us: never the subject
    OBJECT_PRONOUN = 28;
    /// A present participle of any listed verb.
    PARTICIPLE = 29;
    /// Words before the title of a work or a nickname: film, titled, dubbed.
    WORK = 30;
    /// Verbs of speaking that their subject may follow in the middle of a sentence: said, wrote.
    INVERTING = 31;
}

impl Classes {
    /// True if any class of `other` is among these.
    pub const fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// The classes of some thousand English words, by lower-case form.
#[derive(Default)]
pub struct Vocabulary {
    /// By the word's bytes packed into a number: nearly all words fit, and a number is quicker to hash than a string.
    shortest: FxHashMap<u64, Classes>,
    short: FxHashMap<u128, Classes>,
    long: FxHashMap<Box<str>, Classes>,
    /// Expressions that are names of things, lower case.
    phrases: FxHashSet<Box<str>>,
}

/// The bytes of a word of at most sixteen, as a number.
fn packed(word: &[u8]) -> Option<u128> {
    let mut bytes = [0u8; 16];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes))
}

/// A one in each byte.
const EACH_BYTE: u128 = u128::MAX / 0xff;
const EACH_OF_EIGHT: u64 = u64::MAX / 0xff;

/// ASCII bytes in lower case, all sixteen at once: the top bit tells a byte from `A` on, and one from behind `Z` on.
const fn lower_ascii(bytes: u128) -> u128 {
    let from_a = bytes + EACH_BYTE * (0x80 - b'A' as u128);
    let behind_z = bytes + EACH_BYTE * (0x7f - b'Z' as u128);
    bytes | (((from_a & !behind_z) & (EACH_BYTE << 7)) >> 2)
}

/// As [`lower_ascii`], for eight bytes.
const fn lower_ascii_eight(bytes: u64) -> u64 {
    let from_a = bytes + EACH_OF_EIGHT * (0x80 - b'A' as u64);
    let behind_z = bytes + EACH_OF_EIGHT * (0x7f - b'Z' as u64);
    bytes | (((from_a & !behind_z) & (EACH_OF_EIGHT << 7)) >> 2)
}

/// The `N` bytes of `text` from `at` on, if there are as many.
fn window<const N: usize>(text: &str, at: usize) -> Option<[u8; N]> {
    text.as_bytes().get(at..)?.first_chunk().copied()
}

#[derive(Deserialize)]
struct CueFile {
    speech: Verbs,
    stance: Verbs,
    other: Verbs,
    nouns: Words,
}

#[derive(Deserialize)]
struct Verbs {
    verbs: String,
}

#[derive(Deserialize)]
struct Words {
    words: String,
}

/// `titles.toml`: section → list → words.
type TitleFile = BTreeMap<String, BTreeMap<String, toml::Value>>;

const LISTS: &[(&str, &str, Classes)] = &[
    ("honorifics", "male", Classes::MALE.or(Classes::HONORIFIC)),
    ("honorifics", "female", Classes::FEMALE.or(Classes::HONORIFIC)),
    ("honorifics", "neutral", Classes::HONORIFIC),
    ("ranks", "words", Classes::RANK),
    ("people", "words", Classes::HUMAN),
    ("groups", "words", Classes::GROUP),
    ("documents", "words", Classes::DOCUMENT),
    ("works", "words", Classes::WORK),
    ("words", "determiners", Classes::DETERMINER),
    ("words", "possessives", Classes::POSSESSIVE),
    ("words", "prepositions", Classes::PREPOSITION),
    ("words", "conjunctions", Classes::CONJUNCTION),
    ("words", "auxiliaries", Classes::AUXILIARY),
    ("words", "adverbs", Classes::ADVERB),
    ("words", "times", Classes::TIME),
    ("words", "abbreviations", Classes::ABBREVIATION),
    ("words", "organisation_ends", Classes::ORG_END),
    ("words", "name_particles", Classes::PARTICLE),
    ("words", "name_suffixes", Classes::SUFFIX),
    ("words", "not_names", Classes::NOT_NAME),
    ("words", "inverting", Classes::INVERTING),
];

const PRONOUNS: &[(&str, Classes)] = &[
    ("he", Classes::HE),
    ("she", Classes::SHE),
    ("they", Classes::THEY),
    ("i", Classes::FIRST_PERSON),
    ("we", Classes::FIRST_PERSON),
    ("it", Classes::IT),
    ("him", Classes::OBJECT_PRONOUN),
    ("her", Classes::OBJECT_PRONOUN),
    ("them", Classes::OBJECT_PRONOUN),
    ("me", Classes::OBJECT_PRONOUN),
    ("us", Classes::OBJECT_PRONOUN),
    ("himself", Classes::OBJECT_PRONOUN),
    ("herself", Classes::OBJECT_PRONOUN),
];

impl Vocabulary {
    /// The words that come with the program.
    pub fn builtin() -> Self {
        let cues: CueFile =
            toml::from_str(include_str!("../../assets/lexicon/cues.toml")).unwrap_or_else(|e| panic!("cues.toml: {e}"));
        let titles: TitleFile = toml::from_str(include_str!("../../assets/lexicon/titles.toml"))
            .unwrap_or_else(|e| panic!("titles.toml: {e}"));
        let mut table = Vocabulary::default();
        for (verbs, class) in
            [(&cues.speech, Classes::SPEECH), (&cues.stance, Classes::STANCE), (&cues.other, Classes::VERB)]
        {
            for entry in verbs.verbs.split_whitespace() {
                table.add_verb(entry, class);
            }
        }
        table.add_all(&cues.nouns.words, Classes::CUE_NOUN);
        for (section, list, class) in LISTS {
            let words = titles.get(*section).and_then(|s| s.get(*list)).and_then(toml::Value::as_str);
            table.add_all(words.unwrap_or_else(|| panic!("titles.toml lacks {section}.{list}")), *class);
        }
        let phrases = titles.get("set_phrases").and_then(|s| s.get("phrases")).and_then(toml::Value::as_str);
        table.phrases = phrases.unwrap_or("").lines().map(str::trim).filter(|l| !l.is_empty()).map(Box::from).collect();
        for (word, class) in PRONOUNS {
            table.add(word, *class);
        }
        table
    }

    fn add(&mut self, word: &str, class: Classes) {
        let entry = match packed(word.as_bytes()).map(|key| (key, u64::try_from(key))) {
            Some((_, Ok(key))) => self.shortest.entry(key).or_default(),
            Some((key, Err(_))) => self.short.entry(key).or_default(),
            None => self.long.entry(word.into()).or_default(),
        };
        *entry = entry.or(class);
    }

    fn add_all(&mut self, words: &str, class: Classes) {
        for word in words.split_whitespace() {
            self.add(word, class);
        }
    }

    fn add_verb(&mut self, entry: &str, class: Classes) {
        for form in forms(entry) {
            let participle = if form.ends_with("ing") { Classes::PARTICIPLE } else { Classes(0) };
            self.add(&form, class.or(participle));
        }
    }

    /// The classes of `lower`, a word in lower case; none if it is unknown.
    pub fn classes(&self, lower: &str) -> Classes {
        match packed(lower.as_bytes()) {
            Some(key) => self.by_key(key),
            None => self.long.get(lower).copied().unwrap_or_default(),
        }
    }

    #[inline]
    fn by_key(&self, key: u128) -> Classes {
        let found = match u64::try_from(key) {
            Ok(key) => self.shortest.get(&key),
            Err(_) => self.short.get(&key),
        };
        found.copied().unwrap_or_default()
    }

    /// The classes of the word that stands in `text` at `span`, in any case: as [`Vocabulary::of`], quicker.
    pub fn at(&self, text: &str, span: Span) -> Classes {
        // Nearly all words have at most eight letters.
        if let (1..=8, Some(bytes)) = (span.len(), window(text, span.start)) {
            let word = u64::from_le_bytes(bytes) & (u64::MAX >> (8 * (8 - span.len())));
            if word & EACH_OF_EIGHT << 7 == 0 {
                return self.shortest.get(&lower_ascii_eight(word)).copied().unwrap_or_default();
            }
        } else if let (9..=16, Some(bytes)) = (span.len(), window(text, span.start)) {
            let word = u128::from_le_bytes(bytes) & (u128::MAX >> (8 * (16 - span.len())));
            if word & EACH_BYTE << 7 == 0 {
                return self.by_key(lower_ascii(word));
            }
        }
        self.of(span.of(text))
    }

    /// True for an expression that is the name of a thing whoever uses it: `coalition of the willing`.
    pub fn is_set_phrase(&self, words: &str) -> bool {
        words.len() < 40 && self.phrases.contains(words.to_lowercase().as_str())
    }

    /// The classes of `word` in any case.
    ///
    /// ```
    /// use whosaid::lexicon::{Classes, Lexicon};
    /// let words = &Lexicon::builtin().words;
    /// assert!(words.of("Said").any(Classes::SPEECH));
    /// assert!(words.of("accusing").any(Classes::STANCE));
    /// ```
    pub fn of(&self, word: &str) -> Classes {
        if word.is_ascii() && word.len() <= 16 {
            return packed(word.as_bytes()).map_or(Classes::default(), |key| self.by_key(lower_ascii(key)));
        }
        if word.len() > 64 { Classes::default() } else { self.classes(&word.to_lowercase()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_its_text_has_the_classes_of_the_word() {
        let words = Vocabulary::builtin();
        let text = "She SAID @[`{ that “according” spokeswoman, Überlegung spokesperson’s … THEY";
        for (start, _) in text.char_indices() {
            for end in (start + 1..=text.len()).filter(|e| text.is_char_boundary(*e)) {
                let span = Span::new(start, end);
                assert_eq!(words.at(text, span), words.of(span.of(text)), "{}", span.of(text));
                assert_eq!(words.of(span.of(text)), words.classes(&span.of(text).to_lowercase()), "{}", span.of(text));
            }
        }
    }
}

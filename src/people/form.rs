//! The forms of a name in which its spellings meet.
use crate::text::fold::fold;

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Form {
    /// Its words in the spelling that stands for all, without honorifics and generational suffix.
    pub words: Vec<String>,
    /// `jr`, `sr`, `ii` …; empty for most. Father and son share all other words.
    pub suffix: String,
}

/// More words than this are no person's name.
const WORDS: usize = 12;

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Particles that belong to the surname behind them.
const PARTICLES: &[&str] =
    &["von", "van", "der", "den", "de", "la", "le", "du", "di", "da", "del", "bin", "ibn", "al", "el", "ter"];

impl Form {
    /// The form of a person's name as an article has it.
    pub fn of(name: &str) -> Form {
        let mut form = Form::default();
        for word in name.split_whitespace().take(WORDS) {
            let initials = is_initials(word);
            let plain: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
            if plain.is_empty() {
                continue;
            }
            if SUFFIXES.contains(&plain.as_str()) && !form.words.is_empty() {
                form.suffix = plain;
                continue;
            }
            match form.words.last_mut() {
                // J. D. Vance is JD Vance.
                Some(last) if initials && form_initials(last) && form_initials(&plain) => last.push_str(&plain),
                _ => form.words.push(if initials { plain } else { spelling(&plain) }),
            }
        }
        form
    }

    pub fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The words between the first and the last.
    pub fn middle(&self) -> &[String] {
        self.words.get(1..self.words.len().saturating_sub(1)).unwrap_or(&[])
    }

    /// The middle names as initials: `f` for Francis, `hw` for H. W.; particles are none.
    pub fn initials(&self) -> String {
        let names = self.middle().iter().filter(|w| !PARTICLES.contains(&w.as_str()));
        names
            .filter_map(|w| if form_initials(w) { Some(w.clone()) } else { w.chars().next().map(String::from) })
            .collect()
    }

    /// The middle names that are spelled out.
    pub fn spelled(&self) -> Vec<&str> {
        let names = self.middle().iter().map(String::as_str);
        names.filter(|w| !form_initials(w) && !PARTICLES.contains(w)).collect()
    }

    /// True if the first word is a particle, so that the whole is a surname: von der Leyen.
    pub fn starts_with_particle(&self) -> bool {
        PARTICLES.contains(&self.first())
    }
}

/// True for `J.`, `J`, `JD` and `J.D.`.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (1..=2).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// True for a folded word that can only be initials.
fn form_initials(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let letters = word.chars().count();
    letters == 1 || (letters <= 3 && !word.chars().any(vowel))
}

/// Endings of names that newsrooms write in several ways.
const ENDINGS: &[&str] = &["skyy", "skyi", "skyj", "skiy", "skij", "skii", "ski"];

/// One spelling for all of a name: `sky` for `skyy` and `skiy`, one `i` for `i` and `y`, single consonants.
pub(super) fn spelling(word: &str) -> String {
    let stem = ENDINGS.iter().find_map(|e| word.strip_suffix(e)).filter(|stem| stem.len() >= 2);
    let word = stem.map_or_else(|| word.to_owned(), |stem| format!("{stem}sky"));
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let c = if c == 'y' { 'i' } else { c };
        let doubled = out.ends_with(c) && !matches!(c, 'a' | 'e' | 'o' | 'u') && c.is_alphabetic();
        if !doubled {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
            ("François O’Brien", "Francois O'Brien"),
            ("J. D. Quayle", "JD Quayle"),
            ("Sergey Marov", "Sergei Marov"),
            ("Ana-Luisa Reed", "Ana‑Luisa Reed"),
        ] {
            assert_eq!(Form::of(a), Form::of(b), "{a} and {b}");
        }
        for (a, b) in [("Tom Marrow", "Tom Marrow Jr."), ("Ana Lee", "Ana Le"), ("George W. Ash", "George H. W. Ash")] {
            assert_ne!(Form::of(a), Form::of(b), "{a} and {b}");
        }
    }

    #[test]
    fn middle_names_become_initials() {
        let initials = |name| Form::of(name).initials();
        assert_eq!(
            (initials("Bo F. Ash"), initials("Bo Francis Ash"), initials("Bo Ash")),
            ("f".into(), "f".into(), "".into())
        );
        assert_eq!((initials("Bo H. W. Ash"), initials("Una van der Ash")), ("hw".into(), "".into()));
    }
}

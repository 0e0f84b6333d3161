//! Whether two names denote the same person or organisation: without regard to case, honorifics, suffixes, and short
//! forms of first names.

/// Titles and honorifics that are no part of a name.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "sen",
    "senator",
    "rep",
    "representative",
    "gov",
    "governor",
    "president",
    "vice",
    "prime",
    "minister",
    "mayor",
    "secretary",
    "gen",
    "general",
    "col",
    "lt",
    "maj",
    "capt",
    "sgt",
    "judge",
    "justice",
    "rev",
    "fr",
    "chief",
    "attorney",
    "ambassador",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "chancellor",
    "former",
    "ex",
    "the",
    "a",
    "an",
    "mp",
];

/// What stands behind a name.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md", "qc", "kc"];

/// Forms of one name.
const FORMS: &[&[&str]] = &[
    &["joe", "joseph"],
    &["jim", "james", "jimmy"],
    &["bill", "william", "will", "billy"],
    &["bob", "robert", "bobby", "rob"],
    &["mike", "michael"],
    &["tom", "thomas"],
    &["dan", "daniel", "danny"],
    &["dave", "david"],
    &["ed", "edward", "eddie", "ted"],
    &["doug", "douglas"],
    &["rich", "richard", "rick", "dick"],
    &["chris", "christopher", "christine", "christina"],
    &["liz", "elizabeth", "beth"],
    &["jeff", "jeffrey", "geoffrey"],
    &["don", "donald"],
    &["ken", "kenneth"],
    &["steve", "steven", "stephen"],
    &["tony", "anthony"],
    &["matt", "matthew"],
    &["pat", "patrick", "patricia"],
    &["nick", "nicholas"],
    &["greg", "gregory"],
    &["sam", "samuel", "samantha"],
    &["ben", "benjamin"],
    &["alex", "alexander", "alexandra"],
    &["andy", "andrew"],
    &["jon", "jonathan", "john"],
    &["kate", "katherine", "kathryn", "catherine", "cathy", "kathy"],
    &["tim", "timothy"],
    &["ron", "ronald"],
    &["larry", "lawrence"],
    &["bernie", "bernard"],
    &["val", "volodymyr", "vladimir"],
    &["zelensky", "zelenskyy", "zelenskiy"],
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words of a name in lower case, without possessive endings and the marks around them.
pub(super) fn words(name: &str) -> Vec<String> {
    let breaks = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '"' | '“' | '”');
    let plain = without_possessives(name);
    let pieces = plain.split(breaks).filter(|w| w.chars().any(is_word));
    pieces.map(|w| w.trim_matches(['.', '\'', '’', '-']).to_lowercase()).collect()
}

/// `name` without `'s` where a word ends.
fn without_possessives(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if matches!(c, '\'' | '’') && rest.peek() == Some(&'s') {
            let mut ahead = rest.clone();
            ahead.next();
            if !ahead.peek().is_some_and(|&c| is_word(c)) {
                rest = ahead;
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// The words of a name without titles and suffixes; all of them if nothing else is left.
pub(super) fn core(name: &str) -> Vec<String> {
    let all = words(name);
    let kept: Vec<String> =
        all.iter().filter(|w| !HONORIFICS.contains(&w.as_str()) && !SUFFIXES.contains(&w.as_str())).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

fn forms_of_one(a: &str, b: &str) -> bool {
    FORMS.iter().any(|forms| forms.contains(&a) && forms.contains(&b))
}

fn first_names_agree(a: &str, b: &str) -> bool {
    let initial = |w: &str| w.chars().nth(1).is_none();
    let opens_alike = a.chars().next() == b.chars().next();
    a == b || (opens_alike && (initial(a) || initial(b) || a.starts_with(b) || b.starts_with(a))) || forms_of_one(a, b)
}

/// True if `predicted` denotes whom or what `gold` names.
///
/// ```
/// use whosaid::score::same_name;
/// assert!(same_name("Mr Quayle", "Oleh Quayle") && same_name("Bob Ash", "Robert Ash"));
/// assert!(!same_name("Ann Ash", "Robert Ash"));
/// ```
pub fn same_name(predicted: &str, gold: &str) -> bool {
    if predicted.is_empty() || gold.is_empty() {
        return false;
    }
    let plain = |s: &str| {
        let lower = s.to_lowercase();
        lower.split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    if plain(predicted) == plain(gold) {
        return true;
    }
    let (a, b) = (core(predicted), core(gold));
    let (Some((last_a, first_a)), Some((last_b, first_b))) = (a.split_last(), b.split_last()) else { return false };
    if last_a != last_b && !forms_of_one(last_a, last_b) {
        // Organisations: the words of the one among those of the other.
        let inside = |x: &[String], y: &[String]| x.iter().all(|w| y.contains(w));
        let several = a.iter().any(|w| w != last_a);
        return (b.len() > 1 && inside(&b, &a)) || (several && inside(&a, &b) && a.contains(last_b));
    }
    first_a.is_empty() || first_b.is_empty() || first_a.iter().any(|x| first_b.iter().any(|y| first_names_agree(x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_one() {
        for (a, b) in [
            ("Sen. Ash's", "Robert Ash"),
            ("R. Ash", "Robert Ash"),
            ("Zelenskyy", "Volodymyr Zelensky"),
            ("the Harbour Board report", "Harbour Board"),
            ("Harbour Board", "Board of the Harbour"),
            ("ROBERT ASH", "robert ash"),
            ("the President", "President"),
        ] {
            assert!(same_name(a, b), "{a} = {b}");
        }
    }

    #[test]
    fn names_that_are_two() {
        for (a, b) in [("Ann Ash", "Robert Ash"), ("", "Ash"), ("Harbour", "Harbour Board"), ("Ash", "Robert Birch")] {
            assert!(!same_name(a, b), "{a} ≠ {b}");
        }
    }
}

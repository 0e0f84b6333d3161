//! Names of sources, kept apart from the texts: `{"id", "people": [[start, end, "person", "Bo Ash"], …]}`.
use super::{Gold, lines};
use crate::error::Problem;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Who says what in one article.
#[derive(Clone, Debug, Deserialize)]
pub struct Annotated {
    /// The article's id.
    pub id: String,
    /// For each quoted segment its ends, in code points, and its source: `person`, `org` or `none`, and the full name.
    pub people: Vec<(usize, usize, String, Option<String>)>,
}

impl Annotated {
    /// Reads lines of annotations. A line that cannot be read is a problem and the others are kept.
    pub fn lines(path: &str, text: &str) -> (Vec<Annotated>, Vec<Problem>) {
        lines(path, text)
    }
}

/// Writes the names into the segments they belong to, and returns how many found theirs.
pub fn add_people(gold: &mut [Gold], people: &[Annotated]) -> usize {
    let mut added = 0;
    let by_id: FxHashMap<&str, &Annotated> = people.iter().map(|p| (p.id.as_str(), p)).collect();
    for article in gold {
        let Some(known) = by_id.get(article.id.as_str()) else { continue };
        for (start, end, kind, name) in &known.people {
            let here = article.quotes.iter_mut().filter(|q| (q.start, q.end) == (*start, *end) && q.is_segment());
            for quote in here {
                quote.canonical.clone_from(name);
                quote.canonical_kind = name.as_ref().map(|_| kind.clone());
                added += 1;
            }
        }
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_segments() {
        let text = r#"{"id":"a","text":"x","quotes":[{"start":1,"end":4,"kind":"direct"},{"start":6,"end":8,"kind":"indirect"}]}"#;
        let (mut gold, _) = Gold::lines("g", text);
        let names = "{\"id\":\"a\",\"people\":[[1,4,\"person\",\"Bo Ash\"],[6,8,\"person\",\"Bo Ash\"]]}\n{\"id\":\"b\",\"people\":[]}";
        let (people, problems) = Annotated::lines("p", names);
        assert_eq!((add_people(&mut gold, &people), problems.len()), (1, 0));
        assert_eq!(gold[0].quotes[0].canonical.as_deref(), Some("Bo Ash"));
        assert_eq!(gold[0].quotes[1].canonical, None, "what is no segment is left alone");
    }
}

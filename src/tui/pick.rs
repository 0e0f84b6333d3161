//! Narrowing a list by typing: exact before fuzzy.
use crate::text::fold::fold;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Indices of the `names` that `typed` may mean, best first: those that begin with it, those with a word that does,
/// those that hold it, then those that hold its letters in order. Among equals the order of `names` stays.
///
/// ```
/// use whosaid::tui::pick;
/// assert_eq!(pick("st", ["Ernest Tall", "Keir Starmer", "Stone"]), [2, 1, 0]);
/// ```
pub fn pick<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<usize> {
    let wanted = fold(typed.trim());
    let pattern = Pattern::new(&wanted, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let rank = |(i, name): (usize, &str)| {
        let name = fold(name);
        let exact = if wanted.is_empty() || name.starts_with(&wanted) {
            0
        } else if name.split(' ').any(|word| word.starts_with(&wanted)) {
            1
        } else if name.contains(&wanted) {
            2
        } else {
            3
        };
        let score = pattern.score(Utf32Str::new(&name, &mut buffer), &mut matcher);
        match (exact, score) {
            (3, None) => None,
            (3, Some(score)) => Some((3, u32::MAX - score, i)),
            (exact, _) => Some((exact, 0, i)),
        }
    };
    let mut ranked: Vec<(u8, u32, usize)> = names.into_iter().enumerate().filter_map(rank).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, _, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_comes_before_fuzzy_and_nothing_typed_keeps_all() {
        let names = ["Zoë Alder", "Ana Lezky", "Volodymyr Zelensky"];
        assert_eq!(pick("", names), [0, 1, 2]);
        assert_eq!(pick("zel", names), [2, 0]);
        assert_eq!(pick("ZOE", names), [0]);
        assert_eq!(pick("xq", names), [0usize; 0]);
    }
}

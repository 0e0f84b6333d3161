//! The nearest known name, for messages about an unknown one.

/// `; did you mean `x`?` for the nearest of `known`, or nothing if none is near.
///
/// ```
/// assert_eq!(whosaid::text::nearest("drak", ["dark", "light"]), "; did you mean `dark`?");
/// ```
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let best = known.into_iter().map(|k| (distance(name, k), k)).min();
    match best {
        Some((d, k)) if d <= 1 + name.chars().count() / 3 => format!("; did you mean `{k}`?"),
        _ => String::new(),
    }
}

/// Edits from `a` to `b`: letters put in, left out, changed, or two neighbours swapped.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let change = rows[i][j] + usize::from(ca != cb);
            let mut best = change.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *cb && *ca == b[j - 1] {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_named_only_if_it_is_near() {
        assert_eq!(nearest("quti", ["help", "quit"]), "; did you mean `quit`?");
        assert_eq!(nearest("elephant", ["help", "quit"]), "");
        assert_eq!(nearest("x", []), "");
    }
}

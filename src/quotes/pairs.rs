//! Which mark answers which, found for all marks of a paragraph in one pass.
use crate::text::marks::{Family, Mark, Side};

/// What follows a mark among those of its family.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pair {
    /// The closing mark at depth zero, if marks nest.
    pub close: Option<usize>,
    /// The first closing mark, at whatever depth.
    pub first_close: Option<usize>,
    /// The next opening mark.
    pub next_open: Option<usize>,
    /// Opening marks that are still open at the end.
    pub depth: usize,
}

/// For every mark what follows it. Each mark is put on a stack and taken off it once.
pub(super) fn pairs(marks: &[Mark]) -> Vec<Pair> {
    let mut out = vec![Pair::default(); marks.len()];
    for family in [Family::Double, Family::Guillemet] {
        let mut depth = 0isize;
        let mut waiting: Vec<(usize, isize)> = Vec::new();
        for (i, mark) in marks.iter().enumerate().filter(|(_, m)| m.family == family) {
            depth += if mark.side == Side::Open { 1 } else { -1 };
            while let Some((from, _)) = waiting.pop_if(|w| w.1 > depth) {
                out[from].close = Some(i);
            }
            waiting.push((i, depth));
        }
        waiting.iter().for_each(|(i, at)| out[*i].depth = usize::try_from(depth - at).unwrap_or(0));
        let (mut first_close, mut next_open) = (None, None);
        for (i, mark) in marks.iter().enumerate().rev().filter(|(_, m)| m.family == family) {
            (out[i].first_close, out[i].next_open) = (first_close, next_open);
            *if mark.side == Side::Open { &mut next_open } else { &mut first_close } = Some(i);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::marks::marks;

    #[test]
    fn nested_and_unanswered() {
        let close = |text: &str| pairs(&marks(text)).iter().map(|p| p.close).collect::<Vec<_>>();
        assert_eq!(close("“a “b” c”"), [Some(3), Some(2), Some(3), None]);
        let open = pairs(&marks("“a “b” c"));
        assert_eq!((open[0].close, open[0].first_close, open[0].depth), (None, Some(2), 0));
        assert_eq!((open[0].next_open, open[1].close), (Some(1), Some(2)));
        assert_eq!(pairs(&marks("“a “b “c"))[0].depth, 2);
    }
}

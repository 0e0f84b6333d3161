//! Sums over the words of an article, so that what stands between two of them is told at once.
use super::clauses::Verb;
use super::mentions::{Form, Mention};
use super::scene::{NONE, Scene};
use crate::lexicon::Classes;

/// How many of each there are in a run of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Words outside quotations.
    pub outside: u32,
    /// Pieces of quotations that begin.
    pub quotes: u32,
    /// Mentions outside quotations.
    pub mentions: u32,
    /// Those of them that look like subjects.
    pub subjects: u32,
    /// Those of them that may speak.
    pub speakers: u32,
    /// Commas outside quotations.
    pub commas: u32,
    /// Verbs outside quotations.
    pub verbs: u32,
}

impl Counts {
    fn plus(self, other: Counts) -> Counts {
        self.with(other, u32::wrapping_add)
    }

    fn minus(self, other: Counts) -> Counts {
        self.with(other, u32::wrapping_sub)
    }

    fn with(self, other: Counts, join: impl Fn(u32, u32) -> u32) -> Counts {
        Counts {
            outside: join(self.outside, other.outside),
            quotes: join(self.quotes, other.quotes),
            mentions: join(self.mentions, other.mentions),
            subjects: join(self.subjects, other.subjects),
            speakers: join(self.speakers, other.speakers),
            commas: join(self.commas, other.commas),
            verbs: join(self.verbs, other.verbs),
        }
    }
}

/// What stands before each word, and before the end.
#[derive(Default)]
pub(crate) struct Sums(Vec<Counts>);

impl Sums {
    /// `next` says of each mention what stands behind it ([`super::near::next_kind`]).
    pub fn new(scene: &Scene, mentions: &[Mention], next: &[u8], verbs: &[Verb]) -> Sums {
        let mut counts = vec![Counts::default(); scene.words.len() + 1];
        for (mention, next) in mentions.iter().zip(next).filter(|(m, _)| !scene.in_quote(m.first)) {
            let here = &mut counts[mention.first];
            here.mentions = 1;
            here.subjects = u32::from(*next < 6);
            here.speakers = u32::from(mention.form != Form::It && !scene.is(mention.head(), Classes::TIME));
        }
        for verb in verbs {
            counts[verb.word].verbs = 1;
        }
        let mut last = NONE;
        for (i, (here, word)) in counts.iter_mut().zip(&scene.words).enumerate() {
            let quoted = word.quote != NONE;
            here.outside = u32::from(!quoted);
            here.quotes = u32::from(quoted && word.quote != last);
            here.commas = u32::from(!quoted && scene.is_mark(i, ','));
            last = word.quote;
        }
        let mut before = Counts::default();
        for place in &mut counts {
            let here = *place;
            *place = before;
            before = before.plus(here);
        }
        Sums(counts)
    }

    /// What stands before the word `word`, or before the end.
    pub fn before(&self, word: usize) -> Counts {
        self.0.get(word).or(self.0.last()).copied().unwrap_or_default()
    }

    /// What stands in the words `from..to`; nothing if that is no run of words.
    pub fn between(&self, from: usize, to: usize) -> Counts {
        if from < to { self.before(to).minus(self.before(from)) } else { Counts::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::clauses::Clauses;
    use super::super::mentions::mentions;
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::{quotes, segment};

    #[test]
    fn a_difference_of_sums_is_what_one_counts() {
        let body = "“Go,” said Ana Reed, the mayor, “and do not come back.”\n\nShe told us, twice, that it “hurt”.";
        let segments = segment::segment(body);
        let drafts = quotes::find(body, &segments);
        let scene = Scene::new(body, &segments, &drafts, Lexicon::builtin());
        let clauses = Clauses::new(&scene, mentions(&scene));
        let end = scene.words.len();
        for (from, to) in (0..=end).flat_map(|from| (0..=end).map(move |to| (from, to))) {
            let words = from..to.max(from);
            let begins = |w: usize| {
                let before = w.checked_sub(1).map_or(NONE, |b| scene.words[b].quote);
                scene.in_quote(w) && before != scene.words[w].quote
            };
            let count = |fits: &dyn Fn(usize) -> bool| words.clone().filter(|&w| fits(w)).count() as u32;
            let there = clauses.sums.between(from, to);
            assert_eq!(there.outside, count(&|w| !scene.in_quote(w)), "{from}..{to}");
            assert_eq!(there.quotes, count(&begins), "{from}..{to}");
            assert_eq!(there.commas, count(&|w| scene.is_mark(w, ',') && !scene.in_quote(w)), "{from}..{to}");
            let mention = |w| clauses.mentions.iter().any(|m| m.first == w && !scene.in_quote(w));
            assert_eq!(there.mentions, count(&mention), "{from}..{to}");
            assert_eq!(there.verbs as usize, clauses.verbs_in(from, to).len(), "{from}..{to}");
            assert!(clauses.verbs_in(from, to).iter().all(|v| words.contains(&v.word)));
        }
        assert_eq!(clauses.verbs.len(), 2, "said, told");
    }
}

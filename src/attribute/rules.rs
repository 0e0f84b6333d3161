//! The relations between a quotation and its speaker, strongest first. The first that holds names the decision, says
//! where its cue stands, and tells the reader what was seen.
use super::clauses::{Clauses, Strength, Verb};
use super::features::{Frame, Previous};
use super::scene::Scene;
use crate::lexicon::Classes;

/// A quotation with the mention that was chosen for it.
pub(super) struct Choice<'a, 's> {
    pub scene: &'a Scene<'s>,
    pub clauses: &'a Clauses,
    pub frame: &'a Frame,
    pub mention: usize,
    pub previous: Previous,
}

/// A relation: its name, the words that explain it, and the test that finds its cue (or none, if the relation needs
/// no cue). `None` of the outer option: the relation does not hold.
pub(super) struct Rule {
    pub name: &'static str,
    pub because: &'static str,
    pub cue: fn(&Choice) -> Option<Option<usize>>,
}

/// All relations in order of strength.
pub(super) const RULES: &[Rule] = &[
    Rule { name: "according-to", because: "named by “according to”", cue: according },
    Rule { name: "after-verb", because: "stands behind the reporting verb that follows the quotation", cue: inverted },
    Rule {
        name: "after-subject",
        because: "subject of the reporting verb that follows the quotation",
        cue: subject_right,
    },
    Rule { name: "colon", because: "named before the colon that opens the quotation", cue: colon },
    Rule { name: "before-subject", because: "subject of the reporting verb before the quotation", cue: subject_left },
    Rule { name: "before-stance", because: "subject of the verb that gives the words to somebody", cue: stance_left },
    Rule { name: "by-agent", because: "named by “by” behind the verb", cue: agent_left },
    Rule { name: "owns-words", because: "owns the statement, claim or post that is quoted", cue: owner },
    Rule { name: "after-other", because: "subject of the verb behind the quotation", cue: other_right },
    Rule { name: "before-other", because: "subject of a verb in the sentence before the quotation", cue: other_left },
    Rule {
        name: "carry-over",
        because: "spoke the quotation before, and nobody else has been brought in",
        cue: carried,
    },
    Rule { name: "last-subject", because: "subject of a reporting verb nearby", cue: elsewhere },
    Rule { name: "nearest", because: "the likeliest person near the quotation", cue: |_| Some(None) },
];

/// The strongest relation that holds, and its cue.
pub(super) fn rule(choice: &Choice) -> (&'static Rule, Option<usize>) {
    RULES.iter().find_map(|r| (r.cue)(choice).map(|cue| (r, cue))).unwrap_or((&RULES[RULES.len() - 1], None))
}

fn found(verb: Option<&Verb>) -> Option<Option<usize>> {
    verb.map(|v| Some(v.word))
}

fn according(c: &Choice) -> Option<Option<usize>> {
    let both = c.frame.left.iter().chain(&c.frame.right);
    found(both.filter(|v| v.behind == Some(c.mention)).find(|v| c.scene.text(v.word).eq_ignore_ascii_case("according")))
}

fn inverted(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.right.iter().find(|v| v.strength == Strength::Speech && v.behind == Some(c.mention)))
}

fn subject_right(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.right.iter().find(|v| v.strength == Strength::Speech && v.subject == Some(c.mention)))
}

fn colon(c: &Choice) -> Option<Option<usize>> {
    let end = c.clauses.mentions.get(c.mention)?.end;
    c.scene.is_mark(end, ':').then_some(None)
}

fn subject_left(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.left.iter().rev().find(|v| v.strength == Strength::Speech && v.subject == Some(c.mention)))
}

fn stance_left(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.left.iter().rev().find(|v| v.strength == Strength::Stance && v.subject == Some(c.mention)))
}

fn agent_left(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.left.iter().chain(&c.frame.right).find(|v| v.behind == Some(c.mention)))
}

fn owner(c: &Choice) -> Option<Option<usize>> {
    let mention = c.clauses.mentions.get(c.mention)?;
    let owned = c.clauses.mentions.get(c.clauses.mention_of(mention.end + 1)?)?;
    let carries = mention.possessive && c.scene.is(owned.head(), Classes::CUE_NOUN.or(Classes::DOCUMENT));
    carries.then_some(Some(owned.head()))
}

fn other_right(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.right.iter().find(|v| v.subject == Some(c.mention)))
}

fn other_left(c: &Choice) -> Option<Option<usize>> {
    found(c.frame.left.iter().rev().find(|v| v.subject == Some(c.mention)))
}

fn carried(c: &Choice) -> Option<Option<usize>> {
    (c.previous.mention == Some(c.mention)).then_some(None)
}

fn elsewhere(c: &Choice) -> Option<Option<usize>> {
    let mention = c.clauses.mentions.get(c.mention)?;
    let verbs = c.clauses.verbs_in(mention.first.saturating_sub(8), mention.end + 40);
    found(
        verbs
            .iter()
            .find(|v| v.strength == Strength::Speech && (v.subject == Some(c.mention) || v.behind == Some(c.mention))),
    )
}

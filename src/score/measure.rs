//! The figures of a measure: shares of outcomes, with what they are shares of.
use super::judge::{Expected, Form, Outcome, Person, Source, Verdict};
use serde_json::{Value, json};

/// A count out of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Between 0 and 1; nothing if there is nothing to share.
    pub fn value(&self) -> Option<f64> {
        (self.of > 0).then(|| self.right as f64 / self.of as f64)
    }

    fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }
}

/// A share, over all and by the form of the gold's mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByForm {
    /// Whatever the form is.
    pub all: Share,
    /// Names, pronouns, descriptions.
    pub forms: [Share; 3],
}

impl ByForm {
    fn count(&mut self, form: Form, right: bool) {
        self.all.count(right);
        if let Some(share) = self.forms.get_mut(form as usize) {
            share.count(right);
        }
    }

    fn json(&self) -> Value {
        let mut out = json!({ "all": self.all.value() });
        for (form, share) in Form::ALL.iter().zip(&self.forms) {
            out[form.name()] = json!(share.value());
        }
        out
    }
}

/// The figures over some outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Articles.
    pub articles: usize,
    /// Quoted segments of the gold that were found; direct ones; pieces of mixed ones.
    pub found: Share,
    /// Of the direct ones.
    pub direct: Share,
    /// Of the pieces of mixed ones.
    pub partial: Share,
    /// Of those found, how many have exact ends.
    pub exact: Share,
    /// Stretches nobody says that were rightly left alone.
    pub rejected: Share,
    /// The right mention, of all segments with a source.
    pub mention: ByForm,
    /// The right mention, of those found.
    pub mention_found: ByForm,
    /// The right mention of direct quotations, of all.
    pub mention_direct: ByForm,
    /// The right mention of mixed quotations, of all.
    pub mention_partial: ByForm,
    /// The right person, of all segments whose source is a person with a name.
    pub person: ByForm,
    /// The right person, of those found.
    pub person_found: ByForm,
    /// No name given, of those found.
    pub person_silent: ByForm,
    /// Segments without a source in the gold that were given one.
    pub filled: Share,
    /// Predictions that touch no segment.
    pub loose: usize,
}

impl Measure {
    /// Share of what was found that somebody says.
    pub fn precision(&self) -> Option<f64> {
        let wrong = self.rejected.of - self.rejected.right;
        Share { right: self.found.right, of: self.found.right + wrong }.value()
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision().unwrap_or(0.0), self.found.value().unwrap_or(0.0));
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    /// Counts one outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        let found = outcome.found.is_some();
        if outcome.expected == Expected::Nobody {
            self.rejected.count(!found);
            return;
        }
        self.found.count(found);
        let direct = outcome.expected == Expected::Direct;
        if direct {
            self.direct.count(found)
        } else {
            self.partial.count(found)
        }
        if found {
            self.exact.count(outcome.exact);
        }
        let Some(source) = &outcome.source else {
            let given = outcome.found.as_ref().is_some_and(|q| {
                let filled = |s: &Option<String>| s.as_ref().is_some_and(|s| !s.is_empty());
                filled(&q.speaker) || filled(&q.canonical)
            });
            self.filled.count(given);
            return;
        };
        let Source { form, right, .. } = *source;
        self.mention.count(form, right);
        if direct {
            self.mention_direct.count(form, right)
        } else {
            self.mention_partial.count(form, right)
        }
        if found {
            self.mention_found.count(form, right);
        }
        if let Some(Person { right, silent, human: true, .. }) = source.person {
            self.person.count(form, right);
            if found {
                self.person_found.count(form, right);
                self.person_silent.count(form, silent);
            }
        }
    }

    /// The figures under the names that the annotation's own scorer gives them; shares between 0 and 1.
    pub fn json(&self) -> Value {
        let only_forms = |by: &ByForm| {
            let mut out = by.json();
            out.as_object_mut().and_then(|o| o.remove("all"));
            out
        };
        let mut mention = self.mention.json();
        mention["n"] = json!(self.mention.all.of);
        let mut person = self.person.json();
        person["n"] = json!(self.person.all.of);
        person["n_pronoun"] = json!(self.person.forms[Form::Pronoun as usize].of);
        person["n_nominal"] = json!(self.person.forms[Form::Nominal as usize].of);
        json!({
            "docs": self.articles,
            "gold segments": self.found.of,
            "unattributed segments": self.rejected.of,
            "detection": { "P": self.precision().unwrap_or(0.0), "R": self.found.value().unwrap_or(0.0), "F1": self.f1() },
            "detection_recall_direct": self.direct.value(),
            "detection_recall_partial": self.partial.value(),
            "exact_boundary (of found)": self.exact.value(),
            "scare_quote_rejection": self.rejected.value(),
            "mention_acc_end2end": mention,
            "mention_acc_of_found": self.mention_found.json(),
            "mention_acc_direct": only_forms(&self.mention_direct),
            "mention_acc_partial": only_forms(&self.mention_partial),
            "canonical_person_end2end": person,
            "canonical_person_of_found": only_forms(&self.person_found),
            "canonical_person_abstained": only_forms(&self.person_silent),
            "no-source segments given a speaker": self.filled.value(),
            "predictions touching no quoted segment": self.loose,
        })
    }
}

/// The figures over whole articles.
pub fn measure<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> Measure {
    let mut out = Measure::default();
    for verdict in verdicts {
        out.articles += 1;
        out.loose += verdict.loose;
        verdict.outcomes.iter().for_each(|o| out.add(o));
    }
    out
}

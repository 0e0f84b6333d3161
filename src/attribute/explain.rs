//! Puts the reasons of a decision into words and places.
use super::clauses::Clauses;
use super::entities::{Entities, NEAR};
use super::mentions::Form;
use super::resolve::{Referent, Resolver};
use super::rules::{Choice, rule};
use crate::model::{Draft, Evidence, Quote, RunnerUp, Span, Step};
use std::borrow::Cow;

/// The evidence of a draft nobody was found for.
pub(super) fn spans_only(draft: &Draft) -> Evidence {
    Evidence { span_rule: draft.span_rule.clone(), ..Evidence::default() }
}

/// The quotation with its speaker and the reasons.
pub(super) fn quote(
    choice: &Choice,
    resolver: &Resolver,
    entities: &Entities,
    referent: &Referent,
    shares: (f32, Option<(usize, f32)>),
) -> Quote {
    let (share, second) = shares;
    let author = resolver.author(choice.mention);
    let draft = &choice.scene.drafts[choice.frame.quote];
    let (rule, cue) = rule(choice);
    let cue = cue.map(|w| choice.scene.words[w].span());
    let mention = &choice.clauses.mentions[choice.mention];
    let owner = mention.owner.filter(|_| mention.form == Form::Nominal).map(|o| choice.clauses.mentions[o].span);
    let owned = Span::new(owner.map_or(mention.span.start, |o| o.start), mention.span.end);
    let mut steps = vec![Step { what: Cow::Borrowed(rule.because), span: Some(mention.span) }];
    if let Some(through) = referent.through {
        steps.push(Step { what: Cow::Borrowed(referent.because), span: Some(choice.clauses.mentions[through].span) });
        steps.extend(full_name(choice.clauses, entities, referent, through));
    } else if referent.entity.is_none() {
        steps.push(Step { what: Cow::Borrowed(referent.because), span: None });
    }
    let canonical = referent.entity.map(|e| entities.list[e].name.clone()).or_else(|| referent.unnamed.clone());
    let runner_up = second.map(|(m, score)| {
        let span = choice.clauses.mentions[m].span;
        let name = entities.of_mention[m]
            .map_or_else(|| span.of(choice.scene.body).to_string(), |e| entities.list[e].name.clone());
        RunnerUp { name, score, span }
    });
    Quote {
        span: draft.span,
        spans: draft.spans.clone(),
        kind: draft.kind,
        speaker: Some(author.map_or(owned, |a| Span::new(mention.span.start, choice.clauses.mentions[a].span.end))),
        confidence: if canonical.is_some() { share * referent.belief } else { share * 0.5 },
        canonical,
        how: Cow::Borrowed(rule.name),
        cue,
        evidence: Evidence { span_rule: draft.span_rule.clone(), steps, runner_up },
    }
}

/// The last link: where the full name stands, if the link before is a part of it or a pronoun.
fn full_name(clauses: &Clauses, entities: &Entities, referent: &Referent, through: usize) -> Option<Step> {
    let entity = &entities.list[referent.entity?];
    let length = |m: usize| clauses.mentions[m].name.map_or(0, |(a, b)| b - a);
    let full = entity.mentions.iter().copied().take(NEAR).max_by_key(|&m| (length(m), usize::MAX - m))?;
    (full != through && length(full) > length(through)).then(|| Step {
        what: Cow::Borrowed("is called by the full name there"),
        span: Some(clauses.mentions[full].span),
    })
}

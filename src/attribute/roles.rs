//! Noun phrases without a name: roles, sources that stay unnamed, documents and their authors.
use super::entities::Entities;
use super::mentions::{Form, Mention};
use super::resolve::{Referent, Resolver};
use crate::lexicon::Classes;
use crate::model::PersonKind;

impl<'s> Resolver<'_, 's> {
    /// Whose words a document carries: `a statement released by the European Union`, `a letter from Ms Reed`. The
    /// mention of the author, if it follows.
    pub fn author(&self, m: usize) -> Option<usize> {
        let mention = &self.clauses.mentions[m];
        if mention.form != Form::Nominal || !mention.classes.any(Classes::DOCUMENT.or(Classes::CUE_NOUN)) {
            return None;
        }
        let sentence = self.scene.words[mention.first].sentence;
        let inside =
            |w: &usize| self.scene.words.get(*w).is_some_and(|x| x.sentence == sentence && !self.scene.in_quote(*w));
        let link =
            (mention.end..mention.end + 3).take_while(inside).find(|&w| matches!(self.scene.text(w), "by" | "from"))?;
        let passive =
            (mention.end..link).all(|w| self.scene.text(w).ends_with("ed") || self.scene.is(w, Classes::ADVERB));
        let author = self.clauses.mention_of(link + 1)?;
        passive.then_some(author)
    }

    pub(super) fn nominal(&self, entities: &mut Entities, m: usize) -> Referent {
        if let Some(author) = self.author(m) {
            let found = self.resolve(entities, author);
            let written = || self.clauses.mentions[author].span.of(self.scene.body).to_string();
            let unnamed = if found.entity.is_none() { found.unnamed.clone().or_else(|| Some(written())) } else { None };
            return Referent { through: Some(author), because: "is the document's author", unnamed, ..found };
        }
        let mention = &self.clauses.mentions[m];
        let role = self.role(mention);
        let human = mention.classes.any(Classes::HUMAN.or(Classes::RANK)) || role.ends_with("-year-old");
        let indefinite = !mention.definite && !self.scene.is_capital(mention.end - 1) && !self.bare_title(mention);
        if mention.plural || !human {
            return self.group(mention);
        }
        if indefinite || self.is_spokesperson(&role) {
            return self.unnamed(entities, m, &role);
        }
        self.apposed(entities, m)
            .or_else(|| self.in_office(entities, m, &role))
            .or_else(|| self.same_role(entities, m, &role))
            .or_else(|| self.someone_salient(entities, m))
            .unwrap_or_else(Referent::nobody)
    }

    /// The words of the role: the phrase without its article, in lower case.
    fn role(&self, mention: &Mention) -> String {
        let first = (mention.first..mention.end)
            .find(|&w| !self.scene.is(w, Classes::DETERMINER.or(Classes::POSSESSIVE)))
            .unwrap_or(mention.first);
        let mut end = mention.end;
        if self.scene.text(end) == "of"
            && self.clauses.mention_of(end + 1).is_some()
            && self.scene.text(end + 1).eq_ignore_ascii_case("state")
        {
            end += 2;
        }
        (first..end).map(|w| self.scene.text(w).to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// A title without an article used like a name: `President`, `Prime Minister`.
    fn bare_title(&self, mention: &Mention) -> bool {
        mention.classes.any(Classes::RANK) && self.scene.is_capital(mention.first)
    }

    fn is_spokesperson(&self, role: &str) -> bool {
        role.rsplit(' ').next().is_some_and(|w| w.starts_with("spokes"))
    }

    fn group(&self, mention: &Mention) -> Referent {
        let group = mention.classes.any(Classes::GROUP.or(Classes::DOCUMENT));
        Referent {
            because: if group { "is a body or document without a name here" } else { "is a group without names" },
            ..Referent::nobody()
        }
    }

    /// The name in apposition: `the minister, Ana Reed,`.
    fn apposed(&self, entities: &Entities, m: usize) -> Option<Referent> {
        let mention = &self.clauses.mentions[m];
        let comma = self.scene.is_mark(mention.end, ',');
        let next = self.clauses.mention_of(mention.end + usize::from(comma))?;
        let entity = entities.of_mention[next].filter(|&e| entities.list[e].kind == PersonKind::Person)?;
        let named = &self.clauses.mentions[next];
        let closed = self.scene.is_mark(named.end, ',') || self.scene.is(named.end, Classes::SPEECH);
        (comma && closed && named.name.is_some_and(|(a, _)| a == named.first)).then_some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(next),
            because: "is followed by the name",
            belief: 0.9,
        })
    }

    /// The holder of the office on the day of the article: a prior, so a person of the article goes before.
    fn in_office(&self, entities: &mut Entities, m: usize, role: &str) -> Option<Referent> {
        let former = role.starts_with("former ") || role.starts_with("ex-") || role.starts_with("then-");
        let bare = role.trim_start_matches("former ").trim_start_matches("ex-").trim_start_matches("then-");
        let (place, bare) = self.place_of(m, bare);
        let date = if former { None } else { self.context.date };
        let holders = self.scene.lexicon.offices.holders(&bare, place, date);
        let holders: Vec<_> = holders.into_iter().filter(|h| !former || h.to.is_some()).collect();
        let known =
            holders.iter().find_map(|h| self.article_has(entities, &h.name, m).map(|e| (e, h.gender, h.name.clone())));
        let (name, gender, belief) = match (known, holders.first()) {
            (Some((_, gender, name)), _) => (name, gender, 0.88),
            (None, Some(h)) if !former && place.is_some() && self.context.date.is_some() => {
                (h.name.clone(), h.gender, 0.75)
            }
            _ => return None,
        };
        let entity = entities.named(&name, gender);
        let through = entities.list[entity].mentions.iter().copied().find(|&i| i < m);
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through,
            because: "held the office then (table of offices)",
            belief,
        })
    }

    /// The country or body that the office belongs to: named in the phrase, before it, or that of the outlet.
    fn place_of(&self, m: usize, role: &str) -> (Option<&'s str>, String) {
        let places = &self.scene.lexicon.places;
        let mention = &self.clauses.mentions[m];
        let owner = mention.owner.and_then(|o| places.country(self.clauses.mentions[o].span.of(self.scene.body)));
        if let Some(place) = owner {
            return (Some(place), role.to_string());
        }
        for w in mention.first..mention.end {
            if let Some(place) = self.scene.is_capital(w).then(|| places.country(self.scene.text(w))).flatten() {
                let word = self.scene.text(w).to_lowercase();
                let rest: Vec<&str> = role.split(' ').filter(|r| *r != word).collect();
                return (Some(place), rest.join(" "));
            }
        }
        (self.context.outlet.and_then(|o| places.outlet_country(o)), role.to_string())
    }

    fn article_has(&self, entities: &Entities, name: &str, before: usize) -> Option<usize> {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        entities.list.iter().position(|e| {
            e.kind != PersonKind::Organisation
                && e.words.last() == Some(&last)
                && e.mentions.first().is_some_and(|&i| i < before + 40)
        })
    }

    /// The person whose name stands with the same role word.
    fn same_role(&self, entities: &Entities, m: usize, role: &str) -> Option<Referent> {
        let head = role.rsplit(' ').next().unwrap_or(role);
        let found = self.salient(entities, m, |e| e.roles.iter().any(|r| r == head));
        let (entity, through, _) = found?;
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(through),
            because: "has the same role",
            belief: 0.8,
        })
    }

    fn someone_salient(&self, entities: &Entities, m: usize) -> Option<Referent> {
        let mention = &self.clauses.mentions[m];
        if !mention.definite || self.scene.is(mention.first, Classes::POSSESSIVE) {
            return None;
        }
        let (entity, through, margin) = self.salient(entities, m, |_| true)?;
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(through),
            because: "the person last spoken of",
            belief: 0.45 + 0.1 * margin.min(1.0),
        })
    }

    /// A source without a name: its organisation and role as written, without article.
    fn unnamed(&self, entities: &Entities, m: usize, role: &str) -> Referent {
        let mention = &self.clauses.mentions[m];
        let first = (mention.first..mention.end)
            .find(|&w| !self.scene.is(w, Classes::DETERMINER.or(Classes::POSSESSIVE)))
            .unwrap_or(mention.first);
        let from = self.scene.words[first].span.start;
        let written = self.scene.body.get(from..mention.span.end).unwrap_or("").to_string();
        let single = !role.contains(' ') && self.is_spokesperson(role);
        let text = |i: usize| self.clauses.mentions[i].span.of(self.scene.body).to_string();
        let employer = if matches!(self.scene.text(mention.end), "for" | "at") {
            self.clauses.mention_of(mention.end + 1)
        } else {
            None
        };
        let employer = employer.filter(|&e| self.clauses.mentions[e].form == Form::Name);
        let owner = mention.owner.or(employer).map(text);
        let owner = owner.or_else(|| if single { self.recent_organisation(entities, m) } else { None });
        let owner = owner.map(|o| o.trim_start_matches("the ").trim_start_matches("The ").to_string());
        let name = owner.map_or(written.clone(), |o| format!("{o} {written}"));
        Referent {
            entity: None,
            unnamed: Some(name),
            through: None,
            because: "is a source without a name",
            belief: 0.8,
        }
    }

    /// The organisation last spoken of as a subject, for a bare "a spokesman".
    fn recent_organisation(&self, entities: &Entities, m: usize) -> Option<String> {
        let here = self.scene.words[self.clauses.mentions[m].first].paragraph;
        let organisation = |i: &usize| {
            let e = entities.of_mention[*i].map(|e| &entities.list[e]);
            e.is_some_and(|e| e.kind == PersonKind::Organisation) && self.subjects[*i]
        };
        let near = |i: &usize| here.saturating_sub(self.scene.words[self.clauses.mentions[*i].first].paragraph) <= 2;
        let i = (0..m).rev().take_while(near).find(organisation)?;
        let mention = &self.clauses.mentions[i];
        Some(mention.span.of(self.scene.body).to_string())
    }
}

//! Noun phrases without a name: roles, sources that stay unnamed, documents and their authors.
use super::entities::{Entities, Entity, NEAR};
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
        let definite = mention.definite && !mention.plural;
        if !human {
            let known = if definite {
                self.same_role(entities, m, &role).or_else(|| self.organisation_before(entities, m))
            } else {
                None
            };
            return known.unwrap_or_else(|| self.group(mention));
        }
        if mention.plural {
            return self.group(mention);
        }
        if indefinite || self.is_spokesperson(&role) {
            return self.unnamed(entities, m, &role);
        }
        self.apposed(entities, m)
            .or_else(|| self.text_office(entities, m, &role))
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
        let mut role = String::with_capacity(40);
        for word in first..end {
            role.push_str(if role.is_empty() { "" } else { " " });
            role.extend(self.scene.text(word).chars().flat_map(char::to_lowercase));
        }
        role
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
        let closed = closed || self.scene.is_mark(named.end, '.');
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
        let entity = entities.named(&name, gender, self.scene.lexicon);
        let through = entities.list[entity].mentions.iter().copied().find(|&i| i < m);
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through,
            because: "held the office then (table of offices)",
            belief,
        })
    }

    /// The person to whom the article gives just this office, and of whom the table of offices knows nothing: the text
    /// goes before the table.
    fn text_office(&self, entities: &Entities, m: usize, role: &str) -> Option<Referent> {
        let mention = &self.clauses.mentions[m];
        let placed = mention.owner.is_some()
            || (mention.first..mention.end).any(|w| self.scene.lexicon.places.country(self.scene.text(w)).is_some());
        let given = |e: &Entity| role.split(' ').all(|w| e.roles.iter().any(|r| r == w));
        let unknown = |e: &Entity| self.scene.lexicon.offices.offices_of(&e.name).is_empty();
        let (entity, through, _) = if placed { None } else { self.salient(entities, m, |e| given(e) && unknown(e)) }?;
        Some(Referent {
            entity: Some(entity),
            unnamed: None,
            through: Some(through),
            because: "is given the same office in the text",
            belief: 0.85,
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

    /// The entity called `name` in the article: by its surname, or as a knight by its first name.
    fn article_has(&self, entities: &Entities, name: &str, before: usize) -> Option<usize> {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        let first = name.split(' ').next().unwrap_or(name).to_lowercase();
        let near = |e: &Entity| e.mentions.first().is_some_and(|&i| i < before + 40);
        let person = |e: &Entity| e.kind != PersonKind::Organisation && e.words.last() == Some(&last) && near(e);
        let knight = |e: &Entity| e.knighted && e.words.len() == 1 && e.words.first() == Some(&first) && near(e);
        let by = |word: &str, fits: &dyn Fn(&Entity) -> bool| {
            entities.with_word(word).iter().copied().find(|&e| fits(&entities.list[e]))
        };
        by(&last, &person).or_else(|| by(&first, &knight))
    }

    /// The person whose name stands with the same role word.
    fn same_role(&self, entities: &Entities, m: usize, role: &str) -> Option<Referent> {
        let head = role.rsplit(' ').next().unwrap_or(role);
        let former = role.starts_with("former ").then(|| format!("former {head}"));
        let plays = |e: &Entity, wanted: &str| e.roles.iter().any(|r| r == wanted);
        let found = former.and_then(|f| self.salient(entities, m, |e| plays(e, &f)));
        let (entity, through, _) = found.or_else(|| self.salient(entities, m, |e| plays(e, head)))?;
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
        let owner = mention.owner.map(text).or_else(|| self.employer(entities, employer?));
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

    /// The body that an unnamed source speaks for: by its name, or by the name that `the company` goes back to, else
    /// as written.
    fn employer(&self, entities: &Entities, m: usize) -> Option<String> {
        let mention = &self.clauses.mentions[m];
        let text = |m: usize| self.clauses.mentions[m].span.of(self.scene.body).to_string();
        if mention.form == Form::Name {
            return Some(text(m));
        }
        if mention.form != Form::Nominal || mention.plural {
            return None;
        }
        let body = if mention.definite { self.organisation_before(entities, m) } else { None };
        let named = body.and_then(|b| b.entity).map(|e| entities.list[e].name.clone());
        named.or_else(|| mention.definite.then(|| text(m)))
    }

    /// The organisation that a phrase such as `the company` or `it` goes back to: one whose name holds the head word,
    /// else the one last spoken of as a subject.
    pub(super) fn organisation_before(&self, entities: &Entities, m: usize) -> Option<Referent> {
        let mention = &self.clauses.mentions[m];
        let owned = mention.owner.is_some();
        if mention.form == Form::Nominal && (owned || !mention.classes.any(Classes::GROUP)) {
            return None;
        }
        let here = self.scene.words[mention.first].paragraph;
        let head = self.scene.text(mention.end - 1).to_lowercase();
        let near = |i: &usize| here.saturating_sub(self.scene.words[self.clauses.mentions[*i].first].paragraph) <= 2;
        let body = |i: &usize| {
            let e = entities.of_mention[*i].map(|e| &entities.list[e]);
            let place = || self.scene.lexicon.places.is_place(self.clauses.mentions[*i].span.of(self.scene.body));
            e.is_some_and(|e| e.kind != PersonKind::Person)
                && !place()
                && !self.scene.in_quote(self.clauses.mentions[*i].first)
        };
        let before: Vec<usize> = (0..m).rev().take(NEAR).take_while(near).filter(body).collect();
        let named = before
            .iter()
            .find(|&&i| entities.of_mention[i].is_some_and(|e| entities.list[e].words.last() == Some(&head)));
        let through = *named.or_else(|| before.iter().find(|&&i| self.subjects[i]))?;
        Some(Referent {
            entity: entities.of_mention[through],
            unnamed: None,
            through: Some(through),
            because: "goes back to the body named before",
            belief: 0.7,
        })
    }

    /// The organisation last spoken of as a subject, for a bare "a spokesman".
    fn recent_organisation(&self, entities: &Entities, m: usize) -> Option<String> {
        let here = self.scene.words[self.clauses.mentions[m].first].paragraph;
        let organisation = |i: &usize| {
            let e = entities.of_mention[*i].map(|e| &entities.list[e]);
            e.is_some_and(|e| e.kind == PersonKind::Organisation) && self.subjects[*i]
        };
        let near = |i: &usize| here.saturating_sub(self.scene.words[self.clauses.mentions[*i].first].paragraph) <= 2;
        let nearest = (0..m).rev().take(NEAR).take_while(near).find(organisation)?;
        // What opens the sentence goes before the subject of a clause inside it: `The office denied that Norland had`.
        let sentence = |i: usize| self.scene.words[self.clauses.mentions[i].first].sentence;
        let opens = |i: &usize| self.scene.starts_sentence(self.clauses.mentions[*i].first) && organisation(i);
        let main = (0..nearest).rev().take_while(|&i| sentence(i) == sentence(nearest)).find(opens);
        let mention = &self.clauses.mentions[main.unwrap_or(nearest)];
        Some(mention.span.of(self.scene.body).to_string())
    }
}

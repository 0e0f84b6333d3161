//! What the result divides into: kinds of quotations, outlets, dated or not, what the reader has made, saved queries.
//! Each part is a term of the query that a key sets or takes away.
use super::message::Msg;
use super::state::State;
use crate::library::{Cancel, Facet, FacetKey, LibError, Library};
use crate::query::{Field, Query, edit};
use std::time::Duration;

/// The names of two of the groups, which are not shown alike everywhere.
pub const OUTLET: &str = "Outlet (articles)";
/// See [`OUTLET`].
pub const STATE: &str = "State (quotes)";
/// How long each of the counts may take.
const BUDGET: Duration = Duration::from_millis(600);
/// The most outlets that are shown.
const OUTLETS: usize = 12;

/// A part of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field that picks it; nothing for a saved query.
    pub field: Option<Field>,
    /// The value of the field, or the saved query.
    pub value: String,
    /// How it is called.
    pub name: String,
    /// What it counts; nothing where nothing is counted.
    pub count: Option<u64>,
}

/// Parts of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub name: &'static str,
    /// The parts.
    pub parts: Vec<Part>,
}

/// The groups as they were counted last.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// The groups.
    pub groups: Vec<Group>,
    /// The number of the search that was counted.
    pub of: u64,
    /// True once an answer was there.
    pub counted: bool,
    /// True if the state of quotations was asked for, too.
    pub all: bool,
}

/// How a part stands in the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is not named.
    Out,
    /// It is asked for.
    In,
    /// It is excluded.
    Excluded,
}

/// Whether the query asks for `part`.
pub fn stands(query: &Query, part: &Part) -> Stands {
    let value = crate::text::fold::fold(&part.value);
    let named = |t: &&crate::query::Term| {
        Some(t.field) == part.field && t.any.iter().any(|v| crate::text::fold::fold(&v.text) == value)
    };
    match query.terms().iter().find(named) {
        None => Stands::Out,
        Some(term) if query.line().get(..term.span.start).unwrap_or("").ends_with(['-', '!', '~']) => Stands::Excluded,
        Some(term) if term.span.of(query.line()).starts_with(['-', '!', '~']) => Stands::Excluded,
        Some(_) => Stands::In,
    }
}

/// All parts in the order of the list, with the name of the group before its first.
pub fn parts(state: &State) -> Vec<(Option<&'static str>, Part)> {
    let views = state.known.views.iter().map(|(name, query)| Part {
        field: None,
        value: query.clone(),
        name: format!("@{name}"),
        count: None,
    });
    let views = Group { name: "Saved queries", parts: views.collect() };
    let mut out = Vec::new();
    for group in state.facets.groups.iter().chain([&views]) {
        for (i, part) in group.parts.iter().enumerate() {
            out.push(((i == 0).then_some(group.name), part.clone()));
        }
    }
    out
}

/// The flags of quotations that are counted, and how they are called.
const FLAGS: [(&str, &str); 5] = [
    ("unattributed", "nobody named"),
    ("low", "doubtful"),
    ("verified", "confirmed by you"),
    ("corrected", "corrected by you"),
    ("starred", "with your star"),
];

/// Counting the parts of what a line finds, one after the other: each sort as if the query did not name it.
pub(super) struct Counting {
    number: u64,
    line: String,
    /// True if the state of quotations is counted, too.
    all: bool,
    cancel: Cancel,
    step: usize,
    groups: Vec<Group>,
}

impl Counting {
    /// Counts what `line` finds, the answer to the search with this number.
    pub(super) fn new(number: u64, line: String, all: bool, cancel: Cancel) -> Counting {
        Counting { number, line, all, cancel, step: 0, groups: Vec::new() }
    }

    /// Counts one of them: what is counted so far, and whether there are more to count.
    ///
    /// # Errors
    /// What the library says.
    pub(super) fn step(&mut self, library: &mut dyn Library) -> Result<(Msg, bool), LibError> {
        match self.step {
            0 => self.kinds(library)?,
            1 => self.outlets(library)?,
            2 => self.undated(library)?,
            n => self.flag(library, n - 3)?,
        }
        self.step += 1;
        let last = 3 + if self.all { FLAGS.len() } else { 0 };
        Ok((Msg::Facets(self.number, self.all, self.groups.clone()), self.step < last))
    }

    /// Counts all of them.
    ///
    /// # Errors
    /// What the library says.
    pub(super) fn finish(mut self, library: &mut dyn Library) -> Result<Msg, LibError> {
        loop {
            let (answer, more) = self.step(library)?;
            if !more {
                return Ok(answer);
            }
        }
    }

    fn without(&self, fields: &[Field]) -> Query {
        Query::parse(&edit::without(&self.line, fields)).unwrap_or_else(|_| Query::all())
    }

    fn kinds(&mut self, library: &mut dyn Library) -> Result<(), LibError> {
        let items = library.facets(&self.without(&[Field::Kind]), Facet::Kind, BUDGET, &self.cancel)?.items;
        let kind = |(key, n)| {
            let FacetKey::Kind(kind) = key else { return None };
            Some(part(Field::Kind, kind.name(), kind.name(), n))
        };
        self.groups.push(Group { name: "Kind (quotes)", parts: items.into_iter().filter_map(kind).collect() });
        Ok(())
    }

    fn outlets(&mut self, library: &mut dyn Library) -> Result<(), LibError> {
        let items = library.facets(&self.without(&[Field::Outlet]), Facet::Outlet, BUDGET, &self.cancel)?.items;
        let outlet = |(key, n)| {
            let FacetKey::Outlet(Some(name)) = key else { return None };
            Some(part(Field::Outlet, &name, &name, n))
        };
        let parts = items.into_iter().filter_map(outlet).take(OUTLETS).collect();
        self.groups.push(Group { name: OUTLET, parts });
        Ok(())
    }

    fn undated(&mut self, library: &mut dyn Library) -> Result<(), LibError> {
        let others = self.without(&[Field::After, Field::Before, Field::On, Field::Date]);
        let query = Query::parse(&edit::with_date_words(others.line(), "none")).unwrap_or_else(|_| Query::all());
        let undated = library.count(&query, BUDGET, &self.cancel)?.articles as u64;
        self.groups.push(Group { name: "Date (articles)", parts: vec![part(Field::Date, "none", "undated", undated)] });
        Ok(())
    }

    /// One of the states of quotations; those that nothing is in are left out.
    fn flag(&mut self, library: &mut dyn Library, n: usize) -> Result<(), LibError> {
        if n == 0 {
            self.groups.push(Group { name: STATE, parts: Vec::new() });
        }
        let Some((flag, name)) = FLAGS.get(n) else { return Ok(()) };
        let line = edit::set(&edit::without(&self.line, &[Field::Is]), Field::Is, flag);
        let Ok(query) = Query::parse(&line) else { return Ok(()) };
        let count = library.count(&query, BUDGET, &self.cancel)?.quotes as u64;
        if let Some(group) = self.groups.last_mut().filter(|_| count > 0) {
            group.parts.push(part(Field::Is, flag, name, count));
        }
        Ok(())
    }
}

fn part(field: Field, value: &str, name: &str, count: u64) -> Part {
    Part { field: Some(field), value: value.to_owned(), name: name.to_owned(), count: Some(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_part_stands_in_the_query() {
        let of = |line: &str, field, value: &str| stands(&Query::parse(line).unwrap(), &part(field, value, value, 1));
        assert_eq!(of("kind:direct|mixed", Field::Kind, "mixed"), Stands::In);
        assert_eq!(of("-outlet:\"The Tern\" x", Field::Outlet, "The Tern"), Stands::Excluded);
        assert_eq!(of("outlet:tern", Field::Outlet, "The Tern"), Stands::Out);
        assert_eq!(of("date:none", Field::Date, "none"), Stands::In);
    }
}

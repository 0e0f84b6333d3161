use super::Gender;
use super::names::folded;
use super::places::Places;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::cmp::Reverse;

/// Somebody who held an office for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Full name: "Keir Starmer".
    pub name: String,
    /// Gender, for pronouns.
    pub gender: Option<Gender>,
    /// First day in office.
    pub from: NaiveDate,
    /// Last day in office; `None` while it lasts.
    pub to: Option<NaiveDate>,
}

impl Holder {
    /// True if the office was theirs on `date`.
    pub fn on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// An office that somebody held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held<'a> {
    /// The office: "prime minister".
    pub role: &'a str,
    /// Country or institution, as [`super::Places::country`] names it, or city or state.
    pub place: &'a str,
    /// Who, and when.
    pub holder: &'a Holder,
}

/// Who held which office when: prior evidence only.
#[derive(Default)]
pub struct Offices {
    places: Vec<Box<str>>,
    offices: Vec<Office>,
    /// Role to its offices, in the order of the file.
    roles: FxHashMap<Box<str>, Vec<u16>>,
    /// Folded full name or surname to office and holder.
    names: FxHashMap<String, Vec<(u16, u16)>>,
}

struct Office {
    place: u16,
    role: Box<str>,
    holders: Vec<Holder>,
}

#[derive(Deserialize)]
struct File {
    alias: Vec<Alias>,
    place: Vec<Place>,
}

#[derive(Deserialize)]
struct Alias {
    rows: String,
}

#[derive(Deserialize)]
struct Place {
    name: Box<str>,
    leader: String,
    #[serde(default)]
    surname_first: bool,
    offices: String,
}

impl Offices {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        let file: File =
            toml::from_str(include_str!("../../assets/lexicon/offices.toml")).expect("embedded and tested");
        let rows = file.alias.iter().flat_map(|group| group.rows.lines()).filter_map(|row| row.split_once('='));
        let aliases: Vec<(&str, &str)> = rows.map(|(role, words)| (role.trim(), words)).collect();
        let mut table = Offices::default();
        for place in file.place {
            table.add_place(place, &aliases);
        }
        table
    }

    /// No offices at all: what the program is without the prior.
    pub fn empty() -> Self {
        Offices::default()
    }

    fn add_place(&mut self, place: Place, aliases: &[(&str, &str)]) {
        let (first, id) = (self.offices.len(), self.places.len() as u16);
        let mut leaders = Vec::new();
        for line in place.offices.lines().filter(|line| !line.is_empty()) {
            let office = self.offices.len() as u16;
            if !line.starts_with(' ') {
                let role = line.split(',').next().unwrap_or(line).trim();
                leaders.extend((role == place.leader).then_some(office));
                self.offices.push(Office { place: id, role: role.into(), holders: Vec::new() });
                line.split(',').for_each(|role| self.add_role(role.trim(), office));
            } else if let Some(holder) = holder(line) {
                self.add_holder(holder, place.surname_first);
            }
        }
        // A name of its own beats a general alias: China's premier is not its president.
        let own = |table: &Self, role: &str| table.with_role(role).any(|office| office as usize >= first);
        for office in first..self.offices.len() {
            let role = self.offices[office].role.clone();
            for word in aliases.iter().filter(|(of, _)| *of == &*role).flat_map(|(_, words)| words.split(',')) {
                if !own(self, word.trim()) {
                    self.add_role(word.trim(), office as u16);
                }
            }
        }
        if !own(self, "leader") {
            leaders.iter().for_each(|office| self.add_role("leader", *office));
        }
        self.places.push(place.name);
    }

    fn add_role(&mut self, role: &str, office: u16) {
        let list = self.roles.entry(role.into()).or_default();
        if !list.contains(&office) {
            list.push(office);
        }
    }

    fn add_holder(&mut self, holder: Holder, surname_first: bool) {
        let id = self.offices.len().saturating_sub(1) as u16;
        let Some(office) = self.offices.last_mut() else { return };
        for key in keys(&holder.name, surname_first) {
            self.names.entry(key).or_default().push((id, office.holders.len() as u16));
        }
        office.holders.push(holder);
    }

    fn with_role(&self, role: &str) -> impl Iterator<Item = u16> {
        self.roles.get(role).into_iter().flatten().copied()
    }

    /// Those who held the office called `role` ("prime minister", "PM", "us leader": lower case) of
    /// `place` (the canonical name of a country or institution as in [`super::Places`]; `None` if the text names
    /// none) on `date` (`None`: any time), the most often meant first. "former" before the role asks for those who
    /// had left it by `date`.
    ///
    /// ```
    /// use whosaid::lexicon::Lexicon;
    /// let date = chrono::NaiveDate::from_ymd_opt(2025, 11, 25);
    /// let holders = Lexicon::builtin().offices.holders("us leader", None, date);
    /// assert_eq!(holders[0].name, "Donald Trump");
    /// ```
    pub fn holders(&self, role: &str, place: Option<&str>, date: Option<NaiveDate>) -> Vec<&Holder> {
        self.held(role, place, date).into_iter().map(|held| held.holder).collect()
    }

    /// As [`Offices::holders`], with the office and the place of each.
    pub fn held(&self, role: &str, place: Option<&str>, date: Option<NaiveDate>) -> Vec<Held<'_>> {
        let lower = role.trim().to_lowercase().replace('’', "'");
        let role = lower.strip_prefix("the ").unwrap_or(&lower);
        let former = ["former ", "ex-"].iter().find_map(|word| role.strip_prefix(word));
        let role = former.unwrap_or(role);
        let role = ["acting ", "outgoing ", "then-"].iter().find_map(|word| role.strip_prefix(word)).unwrap_or(role);
        let mut found = Vec::new();
        for office in self.find(role, place) {
            let start = found.len();
            found.extend(self.at(office).filter(|held| match (date, former) {
                (None, _) => true,
                (Some(date), None) => held.holder.on(date),
                (Some(date), Some(_)) => held.holder.to.is_some_and(|to| to <= date),
            }));
            if let Some(of_office) = found.get_mut(start..) {
                of_office.sort_by_key(|held| Reverse(held.holder.from));
            }
        }
        found
    }

    /// The offices that `name` (full name or surname, any case, with or without accents) held, in the order of the
    /// file.
    ///
    /// ```
    /// use whosaid::lexicon::Lexicon;
    /// let held = Lexicon::builtin().offices.offices_of("Zelensky");
    /// assert_eq!((held[0].role, held[0].place), ("president", "Ukraine"));
    /// ```
    pub fn offices_of(&self, name: &str) -> Vec<Held<'_>> {
        let places = self.names.get(&folded(name.trim())).into_iter().flatten();
        places.filter_map(|(office, holder)| self.at(*office).nth(usize::from(*holder))).collect()
    }

    fn at(&self, office: u16) -> impl Iterator<Item = Held<'_>> {
        self.offices.get(usize::from(office)).into_iter().flat_map(|office| {
            let place = self.places.get(usize::from(office.place)).map_or("", AsRef::as_ref);
            office.holders.iter().map(move |holder| Held { role: &office.role, place, holder })
        })
    }

    /// The offices that `role` means: as it stands, else with a place taken off its front ("us leader") or its end
    /// ("president of france").
    fn find(&self, role: &str, place: Option<&str>) -> Vec<u16> {
        let whole = self.of_place(role, place);
        if !whole.is_empty() {
            return whole;
        }
        let front = role.match_indices(' ').map(|(i, _)| (role.get(..i), role.get(i + 1..)));
        let end = role.match_indices(" of ").map(|(i, _)| (role.get(i + 4..), role.get(..i)));
        front
            .chain(end)
            .filter_map(|(named, rest)| self.of_named(named?, rest?))
            .find(|offices| !offices.is_empty())
            .unwrap_or_default()
    }

    fn of_named(&self, named: &str, role: &str) -> Option<Vec<u16>> {
        let named = named.strip_prefix("the ").unwrap_or(named);
        let bare = named.strip_suffix("'s").unwrap_or(named);
        let places = Places::builtin();
        let own = self.places.iter().find(|place| place.eq_ignore_ascii_case(bare));
        let place = own.map(AsRef::as_ref).or_else(|| places.country_any_case(named))?;
        Some(self.of_place(role, Some(place)))
    }

    fn of_place(&self, role: &str, place: Option<&str>) -> Vec<u16> {
        let here = |office: &u16| {
            let office = self.offices.get(usize::from(*office));
            let name = office.and_then(|office| self.places.get(usize::from(office.place)));
            place.is_none_or(|place| name.is_some_and(|name| name.eq_ignore_ascii_case(place)))
        };
        self.with_role(role).filter(here).collect()
    }
}

/// A line of the table: name, gender, first day, last day.
fn holder(line: &str) -> Option<Holder> {
    let mut words = line.trim().rsplitn(4, ' ');
    let (to, from, gender, name) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let gender = match gender {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    };
    Some(Holder { name: name.into(), gender, from: day(from)?, to: day(to) })
}

/// A day as the table has it, 2025-11-25: there are thousands, and the general reader of dates takes its time.
fn day(written: &str) -> Option<NaiveDate> {
    let (year, month, day) = (written.get(..4)?, written.get(5..7)?, written.get(8..)?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The forms under which a name is found: the whole, the surname, the surname with its particles.
fn keys(name: &str, surname_first: bool) -> Vec<String> {
    let whole = folded(name);
    let words: Vec<&str> = whole.split(' ').filter(|word| !matches!(*word, "jr." | "ii" | "iii" | "xiv")).collect();
    let particle = |word: &str| matches!(word, "de" | "von" | "van" | "le" | "da" | "di" | "bin" | "del" | "lopez");
    let surname = if surname_first { words.first() } else { words.last() };
    let long = words.iter().skip(1).position(|word| particle(word)).and_then(|at| words.get(at + 1..));
    let mut keys = vec![whole.clone()];
    keys.extend(surname.map(ToString::to_string));
    keys.extend(long.map(|words| words.join(" ")));
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("../../assets/lexicon/offices.toml").lines().filter(|line| line.starts_with("  "));
        let lines = lines.filter(|line| !line.contains(" -> "));
        for line in lines {
            let holder = holder(line).unwrap_or_else(|| panic!("not a holder: {line}"));
            assert!(holder.to.is_some() || line.ends_with(" -"), "last day: {line}");
            assert!(holder.gender.is_some(), "gender: {line}");
            assert!(holder.to.is_none_or(|to| holder.from < to), "days in order: {line}");
        }
    }

    #[test]
    fn holders_of_an_office_follow_each_other() {
        for office in Offices::builtin().offices {
            for pair in office.holders.windows(2) {
                let to =
                    pair[0].to.unwrap_or_else(|| panic!("{} still in office before {}", pair[0].name, pair[1].name));
                assert!(to <= pair[1].from, "{} and {} at once", pair[0].name, pair[1].name);
            }
        }
    }

    #[test]
    fn names_lead_to_offices() {
        let offices = Offices::builtin();
        for name in
            ["von der Leyen", "VON DER LEYEN", "Leyen", "Ursula von der Leyen", "Xi", "Erdogan", "Sanchez", "Starmer"]
        {
            assert!(!offices.offices_of(name).is_empty(), "{name}");
        }
        assert!(offices.offices_of("Nobody").is_empty());
        assert!(Offices::empty().offices_of("Starmer").is_empty());
    }

    #[test]
    fn hostile_roles_find_nobody() {
        for role in ["", " ", " of ", "of of of", "the ", "former ", "ex-", "'s president of", "’", &" of".repeat(2000)]
        {
            assert!(Offices::builtin().holders(role, None, None).is_empty(), "{role:?}");
        }
    }
}

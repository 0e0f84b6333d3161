//! Runs the `test` lines of every table under `assets/lexicon/`.
use std::fs;
use whosaid::lexicon::{Gender, Lexicon};

/// Every `test` line of a table, in order.
fn lines(file: &str) -> Vec<String> {
    let path = format!("{}/assets/lexicon/{file}.toml", env!("CARGO_MANIFEST_DIR"));
    let table: toml::Table = fs::read_to_string(&path).expect(&path).parse().expect(&path);
    let mut found = Vec::new();
    collect(&toml::Value::Table(table), &mut found);
    assert!(!found.is_empty(), "{file} has test lines");
    found
}

fn collect(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                match value.as_array().filter(|_| key == "test") {
                    Some(lines) => found.extend(lines.iter().filter_map(|line| Some(line.as_str()?.to_string()))),
                    None => collect(value, found),
                }
            }
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// Runs `answer` on the left side of every line and compares it with the right side; all that fail are told together.
fn check(file: &str, answer: impl Fn(&str) -> Option<(String, String)>) {
    let mut wrong = Vec::new();
    for line in lines(file) {
        match answer(&line) {
            None => wrong.push(format!("{line}: not a test")),
            Some((got, want)) if got != want => wrong.push(format!("{line}: got {got}")),
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

#[test]
fn names() {
    let names = &Lexicon::builtin().names;
    check("names", |line| {
        let (name, want) = line.split_once(" -> ")?;
        let got = match (want, names.is_first(name), names.gender(name)) {
            ("word" | "name", ..) => ["name", "word"][usize::from(names.is_word(name))],
            (_, false, _) => "unknown",
            (_, true, Some(Gender::Male)) => "male",
            (_, true, Some(Gender::Female)) => "female",
            (_, true, None) => "both",
        };
        Some((got.into(), want.into()))
    });
}

#[test]
fn nicknames() {
    let names = &Lexicon::builtin().nicknames;
    check("nicknames", |line| {
        let (short, want) = line.split_once(" -> ")?;
        let formal: Vec<&str> = names.formal(short).collect();
        Some((if formal.is_empty() { "-".into() } else { formal.join(" ") }, want.into()))
    });
}

#[test]
fn places() {
    let places = &Lexicon::builtin().places;
    check("places", |line| {
        if let Some((words, want)) = line.split_once(" -> ") {
            let got = places.country(words).or_else(|| places.outlet_country(words)).unwrap_or("-");
            return Some((got.into(), want.into()));
        }
        if let Some((words, want)) = line.split_once(" => ") {
            return Some((["not", "place"][usize::from(places.is_place(words))].into(), want.into()));
        }
        let (words, want) = line.rsplit_once(' ')?;
        Some((["silent", "speaks"][usize::from(places.speaks(words))].into(), want.into()))
    });
}

#[test]
fn offices() {
    let offices = &Lexicon::builtin().offices;
    check("offices", |line| {
        let (question, want) = line.split_once(" -> ")?;
        let mut cells = question.split(" | ");
        let (role, place, date) = (cells.next()?, cells.next()?, cells.next()?);
        let date = if date == "-" { None } else { Some(date.parse().ok()?) };
        let found = offices.holders(role, (place != "-").then_some(place), date);
        Some((found.first().map_or("-".into(), |holder| holder.name.clone()), want.into()))
    });
}

#[test]
fn the_offices_reach_forty_countries() {
    let held = Lexicon::builtin().offices.held("leader", None, "2025-11-25".parse().ok());
    assert!(held.len() >= 100, "leaders known: {}", held.len());
    for held in held.iter().filter(|held| !matches!(held.role, "mayor" | "governor")) {
        let place = Lexicon::builtin().places.country(held.place);
        assert!(place.is_none_or(|place| place == held.place), "{} is called {place:?} elsewhere", held.place);
    }
}

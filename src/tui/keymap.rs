//! Which key does what where: read from `assets/keys.toml` and the user's own lines.
use super::action::Action;
use super::key::Key;
use crate::text::nearest;
use std::collections::BTreeMap;
use std::fmt;

/// Where keys are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The three panes.
    Browse,
    /// A line that is being typed.
    Line,
    /// A box over the panes.
    Overlay,
    /// The boxes in which a quotation is judged.
    Judge,
    /// Words of the body that are being selected.
    Passage,
}

impl Place {
    /// Every place.
    pub const ALL: [Place; 5] = [Place::Browse, Place::Line, Place::Overlay, Place::Judge, Place::Passage];

    /// Its name in `keys.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Place::Browse => "browse",
            Place::Line => "line",
            Place::Overlay => "overlay",
            Place::Judge => "judge",
            Place::Passage => "passage",
        }
    }
}

/// A file of keys that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapError(pub String);

impl fmt::Display for KeymapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for KeymapError {}

/// One line of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub place: Place,
    /// The keys in a row: one, or a prefix and one.
    pub keys: Vec<Key>,
    /// What they do.
    pub action: Action,
}

impl Binding {
    /// The keys as a reader knows them: `gg`, `Ctrl-d`.
    pub fn label(&self) -> String {
        self.keys.iter().map(Key::label).collect()
    }
}

/// What a key means after the keys before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It does something.
    Does(Action),
    /// It is the first of two.
    Prefix,
    /// Nothing.
    Nothing,
}

/// All keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

type Table = BTreeMap<String, BTreeMap<String, Vec<String>>>;

impl Keymap {
    /// The keys that come with the program.
    pub fn builtin() -> Keymap {
        Keymap::with("").expect("the keys that come with the program are tested")
    }

    /// The keys that come with the program, with the lines of `own` in place of theirs.
    ///
    /// # Errors
    /// A file that is not TOML, an unknown place, action or key, a key with two meanings, an action without a key.
    pub fn with(own: &str) -> Result<Keymap, KeymapError> {
        let mut table = table(include_str!("../../assets/keys.toml"))?;
        for (place, lines) in crate::tui::keymap::table(own)? {
            let names = Place::ALL.map(Place::name);
            let known = table
                .get_mut(&place)
                .ok_or_else(|| KeymapError(format!("there is no place `{place}`{}", nearest(&place, names))))?;
            known.extend(lines);
        }
        Keymap::from_table(&table)
    }

    fn from_table(table: &Table) -> Result<Keymap, KeymapError> {
        let mut bindings = Vec::new();
        for place in Place::ALL {
            let lines = table.get(place.name()).cloned().unwrap_or_default();
            for name in lines.keys() {
                if Action::named(name).is_none() {
                    let near = nearest(name, Action::ALL.iter().map(|a| a.name()));
                    return Err(KeymapError(format!("[{}] there is no action `{name}`{near}", place.name())));
                }
            }
            // In the order of the table of actions, so that help and hints do not depend on the file's order.
            for action in Action::ALL {
                for text in lines.get(action.name()).into_iter().flatten() {
                    let keys = text.split_whitespace().map(Key::parse).collect::<Result<Vec<_>, _>>();
                    let keys = keys.map_err(|e| KeymapError(format!("[{}] {}: {e}", place.name(), action.name())))?;
                    bindings.push(Binding { place, keys, action: *action });
                }
            }
        }
        let map = Keymap { bindings };
        map.check()?;
        Ok(map)
    }

    fn check(&self) -> Result<(), KeymapError> {
        for (i, a) in self.bindings.iter().enumerate() {
            if a.keys.is_empty() || a.keys.len() > 2 {
                return Err(KeymapError(format!("{} needs one or two keys in a row", a.action.name())));
            }
            for b in self.bindings.iter().skip(i + 1).filter(|b| b.place == a.place) {
                let clash = a.keys == b.keys || a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys);
                if clash && a.action != b.action {
                    let (place, x, y) = (a.place.name(), a.action.name(), b.action.name());
                    return Err(KeymapError(format!("[{place}] {} is both {x} and {y} ({})", a.label(), b.label())));
                }
            }
        }
        match Action::ALL.iter().find(|action| !self.bindings.iter().any(|b| b.action == **action)) {
            Some(action) => Err(KeymapError(format!("{} has no key", action.name()))),
            None => Ok(()),
        }
    }

    /// What `key` means in `place` after `before`, the keys of an unfinished row.
    pub fn meaning(&self, place: Place, before: &[Key], key: Key) -> Meaning {
        let mut meaning = Meaning::Nothing;
        for b in self.bindings.iter().filter(|b| b.place == place) {
            let Some(rest) = b.keys.strip_prefix(before) else { continue };
            match rest {
                [only] if *only == key => return Meaning::Does(b.action),
                [first, ..] if *first == key => meaning = Meaning::Prefix,
                _ => {}
            }
        }
        meaning
    }

    /// The lines of the map, in the order of the table of actions.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The first key of `action` in `place`, as a reader knows it.
    pub fn label(&self, place: Place, action: Action) -> Option<String> {
        self.bindings.iter().find(|b| b.place == place && b.action == action).map(Binding::label)
    }
}

fn table(text: &str) -> Result<Table, KeymapError> {
    toml::from_str(text).map_err(|e| KeymapError(e.to_string().trim().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(own: &str) -> String {
        Keymap::with(own).unwrap_err().to_string()
    }

    #[test]
    fn the_keys_that_come_with_the_program_are_in_order() {
        assert!(Keymap::with("").is_ok(), "{}", wrong(""));
    }

    #[test]
    fn every_action_has_a_key() {
        assert_eq!(wrong("[browse]\nzoom = []"), "zoom has no key");
    }

    #[test]
    fn errors_say_what_is_right() {
        assert_eq!(wrong("[browse]\nzom = ['x']"), "[browse] there is no action `zom`; did you mean `zoom`?");
        assert_eq!(wrong("[brows]\nzoom = ['x']"), "there is no place `brows`; did you mean `browse`?");
        assert_eq!(wrong("[browse]\nzoom = ['j']"), "[browse] j is both down and zoom (j)");
        assert_eq!(wrong("[browse]\nzoom = ['g']"), "[browse] gs is both save and zoom (g)");
        assert_eq!(wrong("[browse]\nzoom = ['ctlr-x']"), "[browse] zoom: there is no key `ctlr-x`");
    }

    #[test]
    fn own_keys_replace_the_line() {
        let map = Keymap::with("[browse]\nzoom = ['Z', 'f3']").unwrap();
        let key = |k: &str| Key::parse(k).unwrap();
        assert_eq!(map.meaning(Place::Browse, &[], key("f3")), Meaning::Does(Action::Zoom));
        assert_eq!(map.meaning(Place::Browse, &[], key("z")), Meaning::Nothing);
        assert_eq!(map.meaning(Place::Browse, &[], key("g")), Meaning::Prefix);
        assert_eq!(map.meaning(Place::Browse, &[key("g")], key("r")), Meaning::Does(Action::Raw));
        assert_eq!(map.label(Place::Browse, Action::Top).as_deref(), Some("gg"));
    }
}

//! What the screen remembers from one time to the next: the last queries and where the borders are. It is only
//! comfort: a file that cannot be read or written is passed over.
use super::layout::Sizes;
use super::state::State;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// The most queries that are kept.
const MOST: usize = 200;

/// The most folders that are kept.
const LAST: usize = 3;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// Queries, the oldest first.
    pub queries: Vec<String>,
    /// The folders and files that were opened, the last one first.
    pub opened: Vec<String>,
    /// Where the borders are.
    pub sizes: Sizes,
    /// True if the quotations of all articles are one list.
    pub all_quotes: bool,
}

impl Remembered {
    /// What the file at `path` holds; nothing if there is no such file, or none that can be read.
    pub fn load(path: &Path) -> Remembered {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        toml::from_str(&text).unwrap_or_default()
    }

    /// Puts it into `state`: the queries before the one that it begins with.
    pub fn give(mut self, state: &mut State) {
        state.sizes = self.sizes;
        state.last = std::mem::take(&mut self.opened);
        state.listed.on = self.all_quotes;
        let now = std::mem::take(&mut state.query.history);
        self.queries.retain(|q| !now.contains(q));
        self.queries.extend(now);
        state.query.at = self.queries.len().saturating_sub(1);
        state.query.history = self.queries;
    }

    /// What of `state` is to be remembered.
    pub fn of(state: &State) -> Remembered {
        let mut queries: Vec<String> = Vec::new();
        for query in state.query.history.iter().rev().filter(|q| !q.trim().is_empty()) {
            if !queries.contains(query) && queries.len() < MOST {
                queries.push(query.clone());
            }
        }
        queries.reverse();
        let mut opened: Vec<String> = Vec::new();
        for path in state.opened.iter().chain(&state.last) {
            if !opened.contains(path) && opened.len() < LAST {
                opened.push(path.clone());
            }
        }
        Remembered { queries, opened, sizes: state.sizes, all_quotes: state.listed.on }
    }

    /// Writes it to `path`, whole or not at all.
    pub fn save(&self, path: &Path) {
        let Ok(text) = toml::to_string(self) else { return };
        let beside = path.with_extension("new");
        let written = std::fs::File::create(&beside).and_then(|mut file| file.write_all(text.as_bytes()));
        if written.is_ok() {
            let _ = std::fs::rename(&beside, path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::keymap::Keymap;
    use super::*;

    #[test]
    fn the_next_time_begins_where_the_last_one_ended() {
        let folder = std::env::temp_dir().join(format!("whosaid-remember-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("room.toml");
        assert_eq!(Remembered::load(&path), Remembered::default());
        let mut state = State::new((80, 24), Keymap::builtin(), "");
        state.query.history = vec!["".into(), "a".into(), "b \"c\"".into(), "a".into()];
        state.sizes.list = -4;
        state.listed.on = true;
        state.opened = vec!["/news".into()];
        state.last = ["/b", "/news", "/c", "/d"].map(str::to_string).to_vec();
        Remembered::of(&state).save(&path);
        let mut next = State::new((80, 24), Keymap::builtin(), "now");
        Remembered::load(&path).give(&mut next);
        assert_eq!(next.query.history, ["b \"c\"", "a", "now"]);
        assert_eq!((next.query.at, next.sizes.list, next.listed.on), (2, -4, true));
        assert_eq!(next.last, ["/news", "/b", "/c"], "the last ones, each once");
        std::fs::write(&path, "queries = 3").unwrap();
        assert_eq!(Remembered::load(&path), Remembered::default());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

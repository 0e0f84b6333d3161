//! Settings: what comes with the program, then the user's file, then the flags of the command line.
//!
//! ```
//! use whosaid::config::Settings;
//! assert_eq!(Settings::parse("theme = 'dark'", "config.toml")?.theme, "dark");
//! let wrong = Settings::parse("\nthme = 'dark'", "config.toml").unwrap_err();
//! assert_eq!(wrong.to_string(), "config.toml:2: there is no setting `thme`; did you mean `theme`?");
//! # Ok::<(), whosaid::error::Problem>(())
//! ```
use crate::error::Problem;
use crate::text::nearest;
use std::path::PathBuf;
use toml::{Table, Value};

/// The settings of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Name of the theme; `auto` lets the program choose.
    pub theme: String,
    /// Take the mouse.
    pub mouse: bool,
    /// Frames and marks in ASCII.
    pub ascii: bool,
    /// Nothing moves by itself: no progress bar, no counting figures.
    pub reduced_motion: bool,
    /// The user's lines for the theme: TOML as in `assets/themes`.
    pub faces: String,
    /// The user's lines for the keys: TOML in the shape of `assets/keys.toml`.
    pub keys: String,
}

impl Default for Settings {
    /// The settings that come with the program.
    fn default() -> Self {
        let mut settings = Settings {
            theme: "auto".to_string(),
            mouse: true,
            ascii: false,
            reduced_motion: false,
            faces: String::new(),
            keys: String::new(),
        };
        // The embedded file is tested; were it wrong, the values above stand.
        let _ = settings.take(include_str!("../assets/config.toml"), "assets/config.toml");
        settings
    }
}

const NAMES: [&str; 6] = ["theme", "mouse", "ascii", "reduced_motion", "faces", "keys"];

impl Settings {
    /// The settings of the program and the user's file, if there is one.
    ///
    /// # Errors
    /// A file that cannot be read or used; the problem names it, the line and what is right.
    pub fn load() -> Result<Settings, Problem> {
        let Some(path) = path() else { return Ok(Settings::default()) };
        let name = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => Settings::parse(&text, &name),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(e) => Err(Problem::new(name, None, e.to_string())),
        }
    }

    /// The settings of the program with those of `text`, the file called `name`, in their place.
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn parse(text: &str, name: &str) -> Result<Settings, Problem> {
        let mut settings = Settings::default();
        settings.take(text, name)?;
        Ok(settings)
    }

    fn take(&mut self, text: &str, name: &str) -> Result<(), Problem> {
        let table: Table = toml::from_str(text).map_err(|e| {
            let line = e.span().map(|s| line_of(text, s.start));
            Problem::new(name, line, e.message().to_string())
        })?;
        for (key, value) in &table {
            let wrong = |reason: String| Problem::new(name, line_of_key(text, key), reason);
            match (key.as_str(), value) {
                ("theme", Value::String(theme)) => self.theme.clone_from(theme),
                ("mouse", Value::Boolean(on)) => self.mouse = *on,
                ("ascii", Value::Boolean(on)) => self.ascii = *on,
                ("reduced_motion", Value::Boolean(on)) => self.reduced_motion = *on,
                ("faces", Value::Table(faces)) => self.faces = faces.to_string(),
                ("keys", Value::Table(keys)) => self.keys = keys.to_string(),
                ("theme", _) => return Err(wrong("`theme` is a name in quotation marks".to_string())),
                ("mouse" | "ascii" | "reduced_motion", _) => return Err(wrong(format!("`{key}` is true or false"))),
                ("faces", _) => return Err(wrong("`faces` is a table: [faces]".to_string())),
                ("keys", _) => return Err(wrong("`keys` is a table, such as [keys.browse]".to_string())),
                _ => return Err(wrong(format!("there is no setting `{key}`{}", nearest(key, NAMES)))),
            }
        }
        Ok(())
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(0, |t| t.matches('\n').count()) + 1
}

fn line_of_key(text: &str, key: &str) -> Option<usize> {
    text.lines().position(|l| l.trim_start().trim_start_matches('[').starts_with(key)).map(|i| i + 1)
}

/// A file of settings with everything in it: the settings, and after them the keys, all as they come with the program.
///
/// ```
/// use whosaid::config::{Settings, example};
/// assert!(Settings::parse(&example(), "config.toml").is_ok());
/// ```
pub fn example() -> String {
    let settings = include_str!("../assets/config.toml");
    let own = settings.split("# Keys of your own").next().unwrap_or(settings);
    let keys = include_str!("../assets/keys.toml");
    let places = keys.lines().map(|line| match line.strip_prefix('[') {
        Some(place) => format!("[keys.{place}\n"),
        None => format!("{line}\n"),
    });
    format!("{own}{}", places.collect::<String>())
}

/// The user's file: the XDG place on every system, then the system's own; `None` if there is no home.
pub fn path() -> Option<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(file) = var("WHOSAID_CONFIG") {
        return Some(file);
    }
    let xdg = var("XDG_CONFIG_HOME").or_else(|| var("HOME").map(|h| h.join(".config")));
    let file = xdg.map(|d| d.join("whosaid").join("config.toml"));
    match file {
        Some(file) if file.exists() => Some(file),
        _ => directories::ProjectDirs::from("", "", "whosaid").map(|d| d.config_dir().join("config.toml")),
    }
}

/// The folder for what is kept: the library, and what the reader makes of it. `WHOSAID_DATA` names another.
pub fn data_dir() -> Option<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let xdg = var("XDG_DATA_HOME").map(|d| d.join("whosaid"));
    let own = || directories::ProjectDirs::from("", "", "whosaid").map(|d| d.data_dir().to_path_buf());
    var("WHOSAID_DATA").or(xdg).or_else(own)
}

/// The folder for what can be made again at any time: what was found in folders that were opened. `WHOSAID_CACHE` names
/// another.
pub fn cache_dir() -> Option<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let xdg = var("XDG_CACHE_HOME").map(|d| d.join("whosaid"));
    let own = || directories::ProjectDirs::from("", "", "whosaid").map(|d| d.cache_dir().to_path_buf());
    var("WHOSAID_CACHE").or(xdg).or_else(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        Settings::parse(text, "c").unwrap_err().to_string()
    }

    #[test]
    fn the_file_that_comes_with_the_program_is_right() {
        let mut settings = Settings::default();
        assert_eq!(settings.take(include_str!("../assets/config.toml"), "c"), Ok(()));
        assert_eq!((settings.theme.as_str(), settings.mouse, settings.ascii), ("auto", true, false));
    }

    #[test]
    fn errors_name_the_line_and_what_is_right() {
        assert_eq!(wrong("mouse = 'yes'"), "c:1: `mouse` is true or false");
        assert_eq!(wrong("theme = 'mono'\n[key.browse]\n"), "c:2: there is no setting `key`; did you mean `keys`?");
        assert!(wrong("theme =").starts_with("c:1: "), "{}", wrong("theme ="));
    }

    #[test]
    fn keys_of_ones_own_are_handed_on() {
        let settings = Settings::parse("[keys.browse]\nzoom = ['Z']", "c").unwrap();
        assert_eq!(settings.keys, "[browse]\nzoom = [\"Z\"]\n");
    }
}

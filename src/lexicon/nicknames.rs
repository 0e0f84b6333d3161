use super::names::folded;
use serde::Deserialize;
use std::collections::HashMap;

/// Short and other forms of first names: Mike for Michael.
#[derive(Default)]
pub struct Nicknames {
    formal: HashMap<String, Vec<Box<str>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "test")]
    _test: Vec<String>,
    rows: String,
}

impl Nicknames {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        let file: File =
            toml::from_str(include_str!("../../assets/lexicon/nicknames.toml")).expect("embedded and tested");
        let mut table = Nicknames::default();
        for (formal, forms) in file.rows.lines().filter_map(|row| row.split_once('=')) {
            for form in forms.split_whitespace() {
                table.formal.entry(folded(form)).or_default().push(folded(formal.trim()).into());
            }
        }
        table
    }

    /// The names for which `short` (any case) may stand, itself left out.
    ///
    /// ```
    /// use whosaid::lexicon::Lexicon;
    /// let formal: Vec<&str> = Lexicon::builtin().nicknames.formal("Mike").collect();
    /// assert_eq!(formal, ["michael"]);
    /// ```
    pub fn formal(&self, short: &str) -> impl Iterator<Item = &str> {
        self.formal.get(&folded(short)).into_iter().flatten().map(AsRef::as_ref)
    }
}

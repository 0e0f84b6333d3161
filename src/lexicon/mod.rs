//! Words and rules as data: TOML tables under `assets/lexicon/`, compiled once into typed tables. Every entry carries
//! its own `test` lines, which `tests/it/lexicon.rs` runs.
mod boilerplate;
mod names;
mod nicknames;
mod offices;
mod places;
mod vocabulary;

pub use boilerplate::{Block, Boilerplate, HEAD, Look, Outlets, Place, Range, Rule, gram, tokens};
pub use names::{Gender, Names};
pub use nicknames::Nicknames;
pub use offices::{Held, Holder, Offices};
pub use places::Places;
pub use vocabulary::{Classes, Vocabulary};

use std::sync::LazyLock;

/// All tables.
pub struct Lexicon {
    /// What is not part of an article's text.
    pub boilerplate: Boilerplate,
    /// First names and the gender they suggest.
    pub names: Names,
    /// Short forms of first names.
    pub nicknames: Nicknames,
    /// Who held which office when: prior evidence only.
    pub offices: Offices,
    /// Countries, their people, capitals and seats of government.
    pub places: Places,
    /// The classes of English words: cues, titles, roles, function words.
    pub words: Vocabulary,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    boilerplate: Boilerplate::builtin(),
    names: Names::builtin(),
    nicknames: Nicknames::builtin(),
    offices: Offices::builtin(),
    places: Places::builtin(),
    words: Vocabulary::builtin(),
});

impl Lexicon {
    /// The tables that come with the program.
    pub fn builtin() -> &'static Lexicon {
        &BUILTIN
    }
}

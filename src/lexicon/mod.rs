//! Words and rules as data: TOML tables under `assets/lexicon/`, compiled once into typed tables. Every entry carries
//! its own `test` lines, which `tests/it/lexicon.rs` runs.
mod boilerplate;
mod cues;
mod names;
mod offices;
mod places;
mod titles;

pub use boilerplate::{Block, Boilerplate, HEAD, Look, Outlets, Place, Range, Rule, gram, tokens};
pub use cues::Cues;
pub use names::{Gender, Names};
pub use offices::{Holder, Offices};
pub use places::Places;
pub use titles::Titles;

use std::sync::LazyLock;

/// All tables.
pub struct Lexicon {
    /// What is not part of an article's text.
    pub boilerplate: Boilerplate,
    /// Words that introduce a quotation.
    pub cues: Cues,
    /// First names and the gender they suggest.
    pub names: Names,
    /// Who held which office when: prior evidence only.
    pub offices: Offices,
    /// Countries, their people, capitals and seats of government.
    pub places: Places,
    /// Honorifics, ranks and roles.
    pub titles: Titles,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    boilerplate: Boilerplate::builtin(),
    cues: Cues::builtin(),
    names: Names::builtin(),
    offices: Offices::builtin(),
    places: Places::builtin(),
    titles: Titles::builtin(),
});

impl Lexicon {
    /// The tables that come with the program.
    pub fn builtin() -> &'static Lexicon {
        &BUILTIN
    }
}

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

// The program starts with this, so the tables are read side by side, in three parts of about the same size.
static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
    std::thread::scope(|scope| {
        let first = scope.spawn(|| (Boilerplate::builtin(), Places::builtin()));
        let second = scope.spawn(|| (Names::builtin(), Vocabulary::builtin()));
        let (offices, nicknames) = (Offices::builtin(), Nicknames::builtin());
        let (boilerplate, places) = first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let (names, words) = second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Lexicon { boilerplate, names, nicknames, offices, places, words }
    })
});

impl Lexicon {
    /// The tables that come with the program.
    pub fn builtin() -> &'static Lexicon {
        &BUILTIN
    }
}

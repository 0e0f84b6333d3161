/// The grammatical gender that a name, title or pronoun suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// he
    Male,
    /// she
    Female,
}

/// First names and the gender they suggest.
#[derive(Default)]
pub struct Names {}

impl Names {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Names::default()
    }

    /// The gender that `first` (as written, "Volodymyr") suggests; `None` if the name is unknown or goes with both.
    pub fn gender(&self, _first: &str) -> Option<Gender> {
        None
    }

    /// True if `first` is a known first name of either gender.
    pub fn is_first(&self, _first: &str) -> bool {
        false
    }
}

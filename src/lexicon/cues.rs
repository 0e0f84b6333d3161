/// Words that introduce a quotation.
#[derive(Default)]
pub struct Cues {}

impl Cues {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Cues::default()
    }
}

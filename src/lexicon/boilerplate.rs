/// What is not part of an article's text.
#[derive(Default)]
pub struct Boilerplate {}

impl Boilerplate {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Boilerplate::default()
    }
}

/// Honorifics, ranks and roles.
#[derive(Default)]
pub struct Titles {}

impl Titles {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Titles::default()
    }
}

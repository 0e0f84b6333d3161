/// Countries, their people, capitals and seats of government.
#[derive(Default)]
pub struct Places {}

impl Places {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Places::default()
    }
}

use super::Gender;
use chrono::NaiveDate;

/// Somebody who held an office for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Full name: "Keir Starmer".
    pub name: String,
    /// Gender, for pronouns.
    pub gender: Option<Gender>,
    /// First day in office.
    pub from: NaiveDate,
    /// Last day in office; `None` while it lasts.
    pub to: Option<NaiveDate>,
}

/// Who held which office when: prior evidence only.
#[derive(Default)]
pub struct Offices {}

impl Offices {
    /// The table that comes with the program.
    pub fn builtin() -> Self {
        Offices::default()
    }

    /// Those who held the office called `role` ("prime minister", "PM", "us leader": lower case, no article) of
    /// `place` (the canonical name of a country or institution as in [`super::Places`]; `None` if the text names
    /// none) on `date` (`None`: any time), the most often meant first.
    pub fn holders(&self, _role: &str, _place: Option<&str>, _date: Option<NaiveDate>) -> Vec<&Holder> {
        Vec::new()
    }
}

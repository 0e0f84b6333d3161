//! How good quotations and speakers are, against annotated articles. The unit is one quoted segment: the words inside
//! one pair of marks in one paragraph.
mod belief;
mod faults;
mod find;
mod groups;
mod judge;
mod letters;
mod measure;
mod names;
pub mod table;
#[cfg(test)]
mod tests;

pub use belief::{BINS, Bin, Reliability, events, reliability};
pub use faults::{Fault, faults};
pub use groups::{By, Group, groups};
pub use judge::{Expected, Form, Outcome, Person, Source, Verdict, judge};
pub use measure::{ByForm, Measure, Share, measure};
pub use names::same_name;

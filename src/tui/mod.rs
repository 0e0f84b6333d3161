//! The interface: a screen that shows a [`state::State`], and an update function that changes it.
//!
//! ```text
//! event -> keymap -> Msg -> update(&mut State, Msg) -> Vec<Effect> -> runtime performs them -> Msg …
//! ```
pub mod action;
mod bars;
mod canvas;
pub mod effect;
pub mod found;
mod input;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod message;
mod names;
pub mod overlays;
mod page;
mod panes;
mod pick;
pub mod state;
pub mod theme;
pub mod update;
pub mod view;
mod window;
mod wrap;

pub use input::{Edit, Input};
pub use names::nearest;
pub use page::{Line, LineKind, Mode, Page};
pub use pick::pick;
pub use window::Window;
pub use wrap::{WIDEST, wrap};

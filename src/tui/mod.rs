//! (under way)
mod input;
mod names;
mod theme;
mod window;
mod wrap;
pub use input::*;
pub use names::nearest;
pub use theme::*;
pub use window::*;
pub use wrap::wrap;

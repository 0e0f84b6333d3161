//! (under way)
mod input;
mod names;
mod theme;
mod window;
mod wrap;
pub use names::nearest;
pub use theme::*;
pub use wrap::wrap;
pub use input::*;
pub use window::*;

//! Giving up a question that nobody waits for any more.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stops a search that nobody waits for any more. Clones stop together.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks everybody who holds a clone to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True once somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

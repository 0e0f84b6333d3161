//! When the next picture is due: news that nobody waits for share one picture, what the reader does is shown at once.
use super::message::Msg;
use std::time::{Duration, Instant};

/// The shortest time between two pictures of news that nobody waits for, such as progress and counts.
pub(super) const BETWEEN: Duration = Duration::from_millis(10);

/// How soon a message is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Haste {
    /// With the other news.
    Soon,
    /// At once: the reader did it, or waits for it.
    Now,
}

impl Haste {
    /// How soon `message` is to be seen.
    pub(super) fn of(message: &Msg) -> Haste {
        match message {
            Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) => Haste::Now,
            Msg::Rested | Msg::Resize(..) | Msg::Found(..) => Haste::Now,
            _ => Haste::Soon,
        }
    }
}

/// What is not drawn yet, and the last picture.
pub(super) struct Pace {
    /// When the last picture was done.
    done: Instant,
    /// How long it took, the terminal's taking it included.
    took: Duration,
    /// The most hasty of what is not drawn yet.
    dirty: Option<Haste>,
}

impl Pace {
    /// All is drawn, at `now`.
    pub(super) fn new(now: Instant) -> Pace {
        Pace { done: now, took: Duration::ZERO, dirty: None }
    }

    /// Something has changed.
    pub(super) fn changed(&mut self, haste: Haste) {
        self.dirty = self.dirty.max(Some(haste));
    }

    /// How long to wait for the next picture; nothing if all is drawn.
    ///
    /// What is drawn at once still leaves the loop as much time as the last picture took: keys that come faster than a
    /// slow line can show their pictures then share one.
    pub(super) fn due(&self, now: Instant) -> Option<Duration> {
        let gap = match self.dirty? {
            Haste::Soon => BETWEEN,
            Haste::Now => self.took.min(BETWEEN),
        };
        Some(gap.saturating_sub(now.saturating_duration_since(self.done)))
    }

    /// A picture was begun and done at these times.
    pub(super) fn drawn(&mut self, begun: Instant, done: Instant) {
        *self = Pace { done, took: done.saturating_duration_since(begun), dirty: None };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    /// A pace after a picture of 2 ms, and the time it was done.
    fn after_two() -> (Pace, Instant) {
        let begun = Instant::now();
        let mut pace = Pace::new(begun);
        pace.drawn(begun, begun + ms(2));
        (pace, begun + ms(2))
    }

    #[test]
    fn nothing_is_due_when_all_is_drawn() {
        let (pace, done) = after_two();
        assert_eq!(pace.due(done + ms(50)), None);
    }

    #[test]
    fn news_share_a_picture_and_keys_do_not_wait_for_it() {
        let (mut pace, done) = after_two();
        pace.changed(Haste::Soon);
        assert_eq!(pace.due(done + ms(3)), Some(ms(7)));
        pace.changed(Haste::Now);
        pace.changed(Haste::Soon);
        assert_eq!(pace.due(done + ms(3)), Some(ms(0)));
    }

    #[test]
    fn keys_that_flood_leave_the_loop_its_half_of_the_time() {
        let (mut pace, done) = after_two();
        pace.changed(Haste::Now);
        assert_eq!(pace.due(done), Some(ms(2)));
        pace.drawn(done, done + ms(900));
        pace.changed(Haste::Now);
        assert_eq!(pace.due(done + ms(900)), Some(BETWEEN));
    }
}

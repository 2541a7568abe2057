//! Timings: what each stage of one request has taken.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::lap::Lap;

/// What the stages of one request have taken so far; [`Timing`](super::Timing) lends it.
///
/// A stage's time is its own: what the stages further in took is theirs. Time that a stage spends
/// waiting is counted.
///
/// # Examples
///
/// ```
/// use onionskin::{prelude::*, stages::{Timing, Timings}};
///
/// #[handler]
/// async fn report(timings: &Timings) -> String {
///     let rows = timings.time("db", async { 3 }).await;
///     format!("{rows} rows, {} timed", timings.all().len())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = onionskin::TestClient::new(middleware_stack! { Timing::new(), => report });
/// assert_eq!(client.get("/").await.text().await, "3 rows, 2 timed");
/// # }
/// ```
pub struct Timings {
    state: Mutex<State>,
}

struct State {
    /// In the order in which they were entered.
    taken: Vec<(&'static str, Duration)>,
    /// What was taken further in than the innermost lap that is not over.
    further_in: Duration,
}

impl Timings {
    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::new(State {
                // As many as a stack without a box has frames.
                taken: Vec::with_capacity(16),
                further_in: Duration::ZERO,
            }),
        }
    }

    /// Times a piece of work of yours under a name, as if it were a stage.
    ///
    /// # Cancel safety
    ///
    /// What was taken until the future is dropped counts.
    pub async fn time<F: Future>(&self, name: &'static str, work: F) -> F::Output {
        let _lap = self.lap(name);
        work.await
    }

    /// Gives the names of the stages that were entered, the outermost first, and what each has
    /// taken; a stage that is not over yet has only what it took before.
    ///
    /// Stages of one name are one entry.
    #[must_use]
    pub fn all(&self) -> Vec<(&'static str, Duration)> {
        self.state().taken.clone()
    }

    /// Begins to time something, until the lap is dropped.
    pub(crate) fn lap(&self, stage: &'static str) -> Lap<'_> {
        let mut so_far = self.state();
        if !so_far.taken.iter().any(|(name, _)| *name == stage) {
            so_far.taken.push((stage, Duration::ZERO));
        }
        let outer = std::mem::take(&mut so_far.further_in);
        drop(so_far);
        Lap::new(self, stage, outer)
    }

    /// Ends a lap: `outer` is what was taken beside it before it began.
    pub(super) fn end(&self, stage: &'static str, began: Instant, outer: Duration) {
        let whole = began.elapsed();
        let mut so_far = self.state();
        let own = whole.saturating_sub(so_far.further_in);
        so_far.further_in = outer + whole;
        if let Some((_, taken)) = so_far.taken.iter_mut().find(|(name, _)| *name == stage) {
            *taken += own;
        }
    }

    /// Nothing here is left half done by a panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// On every way out of `Timing`, also that of a panic: the stages below are over by then.
#[cfg(feature = "metrics")]
impl Drop for Timings {
    fn drop(&mut self) {
        // A recorder that panics while a stage does would end the process.
        crate::panics::quietly("Timing", || super::meter::record(self));
    }
}

impl fmt::Debug for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.all()).finish()
    }
}

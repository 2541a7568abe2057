//! Timings: what each stage of one request has taken.

use std::{
    cell::Cell,
    fmt, mem,
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
    origin: Instant,
    state: Mutex<State>,
}

struct State {
    taken: Taken,
    /// What was taken further in than the innermost lap that is not over, in nanoseconds.
    further_in: u64,
}

/// Nanoseconds by the name of the stage, in the order in which they were entered.
type Taken = Vec<(&'static str, u64)>;

thread_local! {
    /// What the last request of this thread wrote its times into.
    static SPARE: Cell<Taken> = const { Cell::new(Vec::new()) };
}

impl Timings {
    pub(crate) fn new() -> Self {
        let mut taken = SPARE.take();
        // As many as a stack without a box has frames.
        taken.reserve(16);
        Self {
            origin: Instant::now(),
            state: Mutex::new(State {
                taken,
                further_in: 0,
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
        self.state().all().collect()
    }

    /// Begins to time something, until the lap is dropped.
    pub(crate) fn lap(&self, stage: &'static str) -> Lap<'_> {
        let mut so_far = self.state();
        let place = so_far.place(stage);
        let outer = mem::take(&mut so_far.further_in);
        drop(so_far);
        Lap::new(self, place, outer)
    }

    /// Notes that a stage was entered, which does nothing on the way in.
    pub(crate) fn pass(&self, stage: &'static str) {
        self.state().place(stage);
    }

    /// Ends a lap: `outer` is what was taken beside it before it began.
    pub(super) fn end(&self, place: usize, began: u64, outer: u64) {
        let whole = self.now().saturating_sub(began);
        let mut so_far = self.state();
        let own = whole.saturating_sub(so_far.further_in);
        so_far.further_in = outer + whole;
        if let Some((_, taken)) = so_far.taken.get_mut(place) {
            *taken += own;
        }
    }

    /// Nanoseconds since the first stage was entered.
    pub(super) fn now(&self) -> u64 {
        let since = self.origin.elapsed();
        since.as_secs() * 1_000_000_000 + u64::from(since.subsec_nanos())
    }

    /// Writes down what there is so far, without a copy.
    pub(super) fn for_each(&self, mut each: impl FnMut(&'static str, Duration)) {
        self.state()
            .all()
            .for_each(|(stage, taken)| each(stage, taken));
    }

    /// Nothing here is left half done by a panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Where the time of a stage is.
    fn place(&mut self, stage: &'static str) -> usize {
        let known = self.taken.iter().position(|(name, _)| *name == stage);
        known.unwrap_or_else(|| {
            self.taken.push((stage, 0));
            self.taken.len() - 1
        })
    }

    fn all(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        let taken = self.taken.iter();
        taken.map(|(stage, taken)| (*stage, Duration::from_nanos(*taken)))
    }
}

// On every way out of `Timing`, also that of a panic: the stages below are over by then.
impl Drop for Timings {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        // A recorder that panics while a stage does would end the process.
        #[cfg(feature = "metrics")]
        crate::panics::quietly("Timing", || super::meter::record(state.all()));
        let mut taken = mem::take(&mut state.taken);
        taken.clear();
        // A thread that ends keeps nothing.
        _ = SPARE.try_with(|spare| spare.set(taken));
    }
}

impl fmt::Debug for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.all()).finish()
    }
}

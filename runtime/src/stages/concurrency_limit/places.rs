//! Places: where requests run, and the line of those that wait for one.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, time::timeout};

/// Places for requests that run, and a line of bounded length.
///
/// As long as nobody waits, places are counted in `free`. Whoever waits does so at `handed`, first come
/// first served, and as long as there is somebody, places are handed there. A place is always in one of the
/// two, or taken.
#[derive(Debug)]
pub(super) struct Places {
    free: AtomicUsize,
    handed: Semaphore,
    waiting: AtomicUsize,
    longest: usize,
}

impl Places {
    pub(super) fn new(places: usize, longest: usize) -> Self {
        Self {
            free: AtomicUsize::new(places.min(Semaphore::MAX_PERMITS)),
            handed: Semaphore::new(0),
            waiting: AtomicUsize::new(0),
            longest,
        }
    }

    /// Takes a place that is free when nobody waits for one.
    #[inline]
    pub(super) fn take(&self) -> Option<Place<&Self>> {
        if self.waiting.load(SeqCst) > 0 {
            return None;
        }
        let taken = self
            .free
            .fetch_update(SeqCst, SeqCst, |free| free.checked_sub(1));
        taken.is_ok().then_some(Place(self))
    }

    /// Waits for a place; `None` when the line is full, or it takes too long.
    ///
    /// Who gives up, or is dropped, leaves the line as it was, and hands on what had been handed to it.
    pub(super) async fn wait(&self, limit: Duration) -> Option<Place<&Self>> {
        // What was handed to somebody who then gave up.
        if let Ok(place) = self.handed.try_acquire() {
            place.forget();
            return Some(Place(self));
        }
        let _waiting = self.join()?;
        self.hand_over();
        let place = timeout(limit, self.handed.acquire()).await.ok()?.ok()?;
        place.forget();
        Some(Place(self))
    }

    fn join(&self) -> Option<Waiting<'_>> {
        let joined = self.waiting.fetch_update(SeqCst, SeqCst, |waiting| {
            (waiting < self.longest).then_some(waiting + 1)
        });
        joined.is_ok().then_some(Waiting(self))
    }

    /// Gives a place back: to the line, or to whoever comes next.
    #[inline]
    fn give_back(&self) {
        self.free.fetch_add(1, SeqCst);
        // Whoever has joined before this look is seen; whoever joins later sees the place.
        if self.waiting.load(SeqCst) > 0 {
            self.hand_over();
        }
    }

    /// Hands what is free to those that wait.
    #[cold]
    fn hand_over(&self) {
        self.handed.add_permits(self.free.swap(0, SeqCst));
    }
}

/// Somebody in line.
struct Waiting<'p>(&'p Places);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, SeqCst);
    }
}

/// A place that is taken, until it is dropped.
pub(super) struct Place<P: Deref<Target = Places>>(P);

impl Place<&Places> {
    /// The same place, for what outlives a frame.
    pub(super) fn kept(self, places: &Arc<Places>) -> Place<Arc<Places>> {
        std::mem::forget(self);
        Place(Arc::clone(places))
    }
}

impl<P: Deref<Target = Places>> Drop for Place<P> {
    #[inline]
    fn drop(&mut self) {
        self.0.give_back();
    }
}

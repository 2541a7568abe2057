//! Line: the requests that wait for a place.

use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// How many may still join.
#[derive(Debug)]
pub(super) struct Line(AtomicUsize);

impl Line {
    pub(super) fn new(length: usize) -> Self {
        Self(AtomicUsize::new(length))
    }

    /// Waits for a place; `None` when the line is full, or it takes too long.
    ///
    /// Who gives up, or is dropped, leaves the line as it was. The order is the semaphore's, which is fair.
    #[cold]
    pub(super) async fn wait<'s>(
        &self,
        places: &'s Semaphore,
        limit: Duration,
    ) -> Option<SemaphorePermit<'s>> {
        let _waiting = self.join()?;
        timeout(limit, places.acquire()).await.ok()?.ok()
    }

    fn join(&self) -> Option<Waiting<'_>> {
        let joined = self
            .0
            .fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1));
        joined.is_ok().then_some(Waiting(self))
    }
}

/// Somebody in line.
struct Waiting<'a>(&'a Line);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Relaxed);
    }
}

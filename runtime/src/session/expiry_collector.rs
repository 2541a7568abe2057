//! Expiry collector: clears dead records away, for stores that do not do so by themselves.

use std::time::Duration;

use tokio::{
    task::AbortHandle,
    time::{MissedTickBehavior, interval},
};

use crate::session::SessionStore;

/// Deletes dead records again and again, until it is dropped.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use onionskin::{MemoryStore, session::ExpiryCollector};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// let store = MemoryStore::new();
/// let collector = ExpiryCollector::start(store.clone(), Duration::from_secs(600));
/// assert!(collector.is_running());
/// # });
/// ```
#[derive(Debug)]
#[must_use = "the collector ends when it is dropped"]
pub struct ExpiryCollector(AbortHandle);

impl ExpiryCollector {
    /// Deletes the dead records of a store now, and then at every interval.
    ///
    /// A store that does not answer is asked again at the next interval, and a line in the log
    /// says so.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, and when `every` is zero.
    pub fn start(store: impl SessionStore, every: Duration) -> Self {
        let mut ticks = interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let task = tokio::spawn(async move {
            loop {
                ticks.tick().await;
                if let Err(error) = store.delete_expired().await {
                    tracing::warn!(cause = ?error, "could not delete the sessions that are over");
                }
            }
        });
        Self(task.abort_handle())
    }

    /// Tells whether it is at work; it ends with its runtime at the latest.
    #[must_use]
    pub fn is_running(&self) -> bool {
        !self.0.is_finished()
    }
}

impl Drop for ExpiryCollector {
    fn drop(&mut self) {
        self.0.abort();
    }
}

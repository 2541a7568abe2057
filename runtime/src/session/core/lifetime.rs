//! Lifetime: when a session is over, how long it lives on, and when its id has had its day.

use std::time::Duration;

use crate::session::{Record, SessionKey, Timestamp, core::Core};

/// How long a session lives in all, unless told otherwise.
const ABSOLUTE: Duration = Duration::from_secs(12 * 60 * 60);

impl<T> Core<T> {
    /// Judges by the record and today's settings, not only by what the store has kept.
    pub(super) fn is_over(&self, record: &Record, now: Timestamp) -> bool {
        record.is_expired(now)
            || now.since(record.last_seen) >= self.idle
            || now.since(record.created) >= self.absolute()
    }

    /// Tells whether a session has gone by its id for so long that it should get another.
    pub(crate) fn is_renewal_due(&self, record: &Record) -> bool {
        self.renew_after
            .is_some_and(|after| self.clock.now().since(record.renewed) >= after)
    }

    /// A day of idle time would be pointless if every session ended after half of it.
    pub(crate) fn absolute(&self) -> Duration {
        self.absolute.unwrap_or(ABSOLUTE.max(self.idle))
    }

    pub(super) fn expiry(&self, created: Timestamp, last_seen: Timestamp) -> Timestamp {
        last_seen
            .after(self.idle)
            .min(created.after(self.absolute()))
    }

    /// Tells whether it is time to mark the session as used: seldom enough to cost nothing, and often
    /// enough not to expire.
    #[inline]
    pub(super) fn is_touch_due(&self, record: &Record, now: Timestamp) -> bool {
        now.since(record.last_seen) >= self.touch_every.min(self.idle / 2)
    }

    /// Marks the session as used.
    pub(super) async fn touch(&self, key: &SessionKey, record: &Record, now: Timestamp) {
        let expires = self.expiry(record.created, now);
        if let Err(error) = self
            .store
            .touch(key, now, expires)
            .within(self.time_limit)
            .await
        {
            // The session itself was read; that its life was not prolonged is no reason to fail.
            tracing::warn!(cause = ?error, "could not mark a session as used");
        }
    }
}

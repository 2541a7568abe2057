//! Lifetime: how long a token counts after it was written.

use std::{sync::Arc, time::Duration};

use crate::session::{Clock, SystemClock, Timestamp};

/// How long a token counts after it was written.
#[derive(Clone, Debug)]
pub(super) struct Lifetime {
    pub(super) limit: Duration,
    pub(super) clock: Arc<dyn Clock>,
}

/// How many bytes the time takes: in seconds, until the year 2106.
const TIME: usize = 4;

impl Lifetime {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            clock: Arc::new(SystemClock),
        }
    }

    /// Writes the time into the first bytes of a nonce; twelve random ones are left.
    pub(super) fn stamp(&self, nonce: &mut [u8]) {
        let seconds = self.clock.now().as_millis() / 1000;
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
        nonce[..TIME].copy_from_slice(&seconds.to_be_bytes());
    }

    /// Tells whether a token with this nonce counts still; whoever calls has verified the nonce.
    ///
    /// One from the future counts: another machine, whose clock is ahead, has written it.
    pub(super) fn covers(&self, nonce: &[u8]) -> bool {
        let mut seconds = [0; TIME];
        seconds.copy_from_slice(&nonce[..TIME]);
        let written = Duration::from_secs(u32::from_be_bytes(seconds).into());
        let written = Timestamp::default().after(written);
        self.clock.now().since(written) <= self.limit
    }
}

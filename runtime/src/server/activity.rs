//! Activity: what one connection is doing, told without a clock.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::Relaxed};

use super::peeked::Version;

/// What one connection is doing.
///
/// The service, the response bodies and the stream tell it; only the task of
/// the connection asks, and only that task reads the clock.
///
/// `Relaxed` is enough: nothing is published through these, and a reader that
/// is a moment late looks again at its next deadline.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// Requests whose response is not wholly handed over.
    in_flight: AtomicUsize,
    /// Requests ever begun.
    begun: AtomicUsize,
    /// Bytes came that belong to no request yet.
    unclaimed: AtomicBool,
    /// The [`Version`] that the client speaks; 0 while that is not clear.
    version: AtomicU8,
    /// No request is to come after the one that is answered next.
    ending: AtomicBool,
    /// How often the task of the connection was polled.
    turns: AtomicUsize,
    /// The last request came with a body, of which nobody knows whether it was read to its end.
    has_body: AtomicBool,
}

/// Where a connection stands; changes are compared, so each carries its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing has come yet.
    Fresh,
    /// A request's head has begun and is not complete.
    Head { begun: usize },
    /// At least one request is being answered.
    Busy,
    /// Between requests.
    Idle { begun: usize },
}

impl Activity {
    /// Bytes have come.
    #[inline]
    pub(super) fn arrived(&self) {
        self.unclaimed.store(true, Relaxed);
    }

    /// It is clear now what the client speaks.
    pub(super) fn speaks(&self, version: Version) {
        self.version.store(version as u8, Relaxed);
    }

    /// Tells whether it is clear what the client speaks.
    #[inline]
    pub(super) fn is_version_known(&self) -> bool {
        self.version.load(Relaxed) != 0
    }

    #[inline]
    pub(super) fn begin(&self, has_body: bool) {
        self.unclaimed.store(false, Relaxed);
        self.has_body.store(has_body, Relaxed);
        self.add(&self.begun, 1);
        self.add(&self.in_flight, 1);
    }

    #[inline]
    pub(super) fn end(&self) {
        self.unclaimed.store(false, Relaxed);
        self.add(&self.in_flight, usize::MAX);
    }

    /// On HTTP/1 the connection's task alone counts, and needs no locked instruction for it.
    #[inline]
    fn add(&self, counter: &AtomicUsize, number: usize) {
        if self.is_http2() {
            counter.fetch_add(number, Relaxed);
        } else {
            let sum = counter.load(Relaxed).wrapping_add(number);
            counter.store(sum, Relaxed);
        }
    }

    /// The task of the connection is polled.
    #[inline]
    pub(super) fn turn(&self) {
        let turns = self.turns.load(Relaxed);
        self.turns.store(turns.wrapping_add(1), Relaxed);
    }

    /// Tells which poll of the connection's task this is.
    #[inline]
    pub(super) fn turns(&self) -> usize {
        self.turns.load(Relaxed)
    }

    /// From now on each response says that it is the last of the connection.
    pub(super) fn end_soon(&self) {
        self.ending.store(true, Relaxed);
    }

    #[inline]
    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Relaxed)
    }

    /// Tells whether the one request that HTTP/1 has at a time is being answered.
    #[inline]
    pub(super) fn is_answering_http1(&self) -> bool {
        self.in_flight.load(Relaxed) > 0 && !self.is_http2()
    }

    /// Tells whether the client may be sending what nobody is going to read.
    pub(super) fn may_be_sending(&self) -> bool {
        !self.is_http2() && (self.has_body.load(Relaxed) || self.unclaimed.load(Relaxed))
    }

    #[inline]
    pub(super) fn is_http2(&self) -> bool {
        self.version.load(Relaxed) == Version::Http2 as u8
    }

    #[inline]
    pub(super) fn phase(&self) -> Phase {
        let begun = self.begun.load(Relaxed);
        let http2 = self.is_http2();
        if self.in_flight.load(Relaxed) > 0 {
            Phase::Busy
        } else if self.unclaimed.load(Relaxed) && !http2 {
            Phase::Head { begun }
        } else if begun == 0 && !http2 {
            Phase::Fresh
        } else {
            Phase::Idle { begun }
        }
    }
}

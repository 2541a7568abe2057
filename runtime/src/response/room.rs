//! Room: how many headers a new response has room for.

use std::cell::Cell;

use http::HeaderMap;

thread_local! {
    /// How many headers the last response of this thread ended with.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

/// An empty map with room for as many headers as the stages put on the last response, so that it does
/// not grow under their hands; a stack puts much the same on all its responses.
#[inline]
pub(super) fn headers() -> HeaderMap {
    // Beyond a full set of headers a response is an exception, and no measure for the next.
    HeaderMap::with_capacity(LAST.get().clamp(1, 24))
}

/// Notes how many headers a response ended with.
#[inline]
pub(crate) fn note(headers: usize) {
    LAST.set(headers);
}

//! Room: how many headers a new response has room for.

use std::cell::Cell;

thread_local! {
    /// How many headers the last response of this thread ended with.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

/// Room for as many headers as the stages put on the last response, so that the map does not grow under
/// their hands; a stack puts much the same on all its responses.
#[inline]
pub(super) fn needed() -> usize {
    // Beyond a full set of headers a response is an exception, and no measure for the next.
    LAST.get().clamp(1, 24)
}

/// Notes how many headers a response ended with.
#[inline]
pub(crate) fn note(headers: usize) {
    LAST.set(headers);
}

//! Room: how many headers a new response has room for, and where the room comes from.

use std::cell::{Cell, RefCell};

use http::HeaderMap;

/// How many headers a response has room for at most; with more it is an exception, and no measure.
const MOST_HEADERS: usize = 24;
/// How many maps a thread keeps, some 3 KB each at most.
const MOST_SPARE: usize = 64;

thread_local! {
    /// How many headers the last response of this thread ended with.
    static LAST: Cell<usize> = const { Cell::new(0) };
    /// Maps of requests that are over.
    static SPARE: RefCell<Vec<HeaderMap>> = const { RefCell::new(Vec::new()) };
}

/// The headers of a new response: none, with room for as many as the stages put on the last one, so that
/// the map does not grow under their hands; a stack puts much the same on all its responses.
///
/// Where a request is over, its map is used again.
#[inline]
pub(super) fn made() -> HeaderMap {
    let needed = LAST.get().clamp(1, MOST_HEADERS);
    match SPARE.with_borrow_mut(Vec::pop) {
        Some(mut spare) => {
            spare.reserve(needed);
            spare
        }
        None => HeaderMap::with_capacity(needed),
    }
}

/// Notes how many headers a response ended with.
#[inline]
pub(crate) fn note(headers: usize) {
    LAST.set(headers);
}

/// Keeps the map of a request that is over for a response to come, empty.
///
/// A response without any room is given it now: hyper makes the next request of the connection of it.
#[inline]
pub(crate) fn recycle(mut request: HeaderMap, response: &mut HeaderMap) {
    if !(1..=2 * MOST_HEADERS).contains(&request.capacity()) {
        return;
    }
    request.clear();
    if response.capacity() == 0 {
        *response = request;
    } else {
        SPARE.with_borrow_mut(|spare| {
            if spare.len() < MOST_SPARE {
                spare.push(request);
            }
        });
    }
}

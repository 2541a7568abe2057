//! Visit: one request with its session, and what the client must hear of it however it ends.

use std::mem;

use http::header::SET_COOKIE;

use crate::{
    Body, Request, Response,
    panics::leave_last_words,
    session::{Session, SessionData},
};

/// A request and the session that it was lent.
///
/// A stage above may give up waiting, and answer by itself. What was stored before is kept, so when the
/// visit is dropped before it was [told](Self::tell) of, it leaves the cookie to whoever answers in the end.
pub(super) struct Visit<'v, T: SessionData> {
    // Not in here: it is large, and would be moved.
    pub(super) session: &'v mut Session<T>,
    pub(super) request: &'v mut Request,
    is_told: bool,
}

impl<'v, T: SessionData> Visit<'v, T> {
    #[inline]
    pub(super) fn new(session: &'v mut Session<T>, request: &'v mut Request) -> Self {
        Self {
            session,
            request,
            is_told: false,
        }
    }

    /// Tells the client what has become of its session, in the headers of the response.
    #[inline]
    pub(super) fn tell(&mut self, response: &mut Response) {
        self.is_told = true;
        let outcome = self.session.state_at_the_end().outcome();
        self.session.tell(outcome, response);
    }

    #[cold]
    fn give_up(&mut self) {
        let mut response = Response::new(Body::empty());
        self.tell(&mut response);
        let headers = mem::take(response.headers_mut());
        if headers.contains_key(SET_COOKIE) {
            leave_last_words(self.request, headers);
        }
    }
}

impl<T: SessionData> Drop for Visit<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if !self.is_told {
            self.give_up();
        }
    }
}

//! Outward: a response on its way out through a group of hooks that do nothing on the way in.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Response;

pin_project! {
    /// The rest of the stack, and what a group does to its response, where it lies.
    pub(super) struct Outward<F, P, L> {
        #[pin]
        rest: F,
        pass: P,
        leave: L,
    }
}

impl<F, P, L> Outward<F, P, L>
where
    P: Fn(),
    L: Fn(&mut Response),
{
    #[inline]
    pub(super) fn new(rest: F, pass: P, leave: L) -> Self {
        Self { rest, pass, leave }
    }
}

impl<F, P, L> Future for Outward<F, P, L>
where
    F: Future<Output = Response>,
    P: Fn(),
    L: Fn(&mut Response),
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        // Each time: to have been noted twice is to have been noted.
        (this.pass)();
        let mut poll = this.rest.poll(context);
        if let Poll::Ready(response) = &mut poll {
            (this.leave)(response);
        }
        poll
    }
}

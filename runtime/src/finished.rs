//! Finished: a future whose response is finished where it lies.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Response;

pin_project! {
    /// Hands the future's response on, after it has been looked at or changed.
    ///
    /// A response that is held in a variable behind an `.await` is copied into it and out of it: 152 bytes each
    /// time. This one is not moved.
    pub(crate) struct Finished<F, A> {
        #[pin]
        future: F,
        act: A,
    }
}

impl<F, A: FnMut(&mut Response)> Finished<F, A> {
    #[inline]
    pub(crate) fn new(future: F, act: A) -> Self {
        Self { future, act }
    }
}

impl<F: Future<Output = Response>, A: FnMut(&mut Response)> Future for Finished<F, A> {
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        let mut poll = this.future.poll(context);
        if let Poll::Ready(response) = &mut poll {
            (this.act)(response);
        }
        poll
    }
}

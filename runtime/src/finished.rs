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
    pub(crate) struct Finished<F, A, B> {
        #[pin]
        future: F,
        act: A,
        before: B,
    }
}

/// Acts on the response of the future.
#[inline]
pub(crate) fn finished<F, A>(future: F, act: A) -> Finished<F, A, impl Fn()>
where
    F: Future<Output = Response>,
    A: FnMut(&mut Response),
{
    noted_and_finished(|| (), future, act)
}

/// The same of a future before which something is noted each time it is polled: to have been noted twice is to have
/// been noted.
#[inline]
pub(crate) fn noted_and_finished<F, A, B>(before: B, future: F, act: A) -> Finished<F, A, B>
where
    F: Future<Output = Response>,
    A: FnMut(&mut Response),
    B: Fn(),
{
    Finished {
        future,
        act,
        before,
    }
}

impl<F, A, B> Future for Finished<F, A, B>
where
    F: Future<Output = Response>,
    A: FnMut(&mut Response),
    B: Fn(),
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        (this.before)();
        let mut poll = this.future.poll(context);
        if let Poll::Ready(response) = &mut poll {
            (this.act)(response);
        }
        poll
    }
}

//! `InPlace`: a future whose response is seldom changed.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Response;

pin_project! {
    /// A future whose response is changed, but for those that `keeps` says can stay.
    ///
    /// A response that is borrowed for a change is copied to where it can be borrowed, and back. This one is
    /// only looked at first.
    pub(crate) struct InPlace<F, K, T> {
        #[pin]
        future: F,
        keeps: K,
        change: Option<T>,
    }
}

impl<F, K, T> InPlace<F, K, T> {
    #[inline]
    pub(crate) fn new(future: F, keeps: K, change: T) -> Self {
        Self {
            future,
            keeps,
            change: Some(change),
        }
    }
}

impl<F, K, T> Future for InPlace<F, K, T>
where
    F: Future<Output = Response>,
    K: Fn(&Response) -> bool,
    T: FnOnce(Response) -> Response,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        match this.future.poll(context) {
            Poll::Ready(response) if (this.keeps)(&response) => {
                *this.change = None;
                Poll::Ready(response)
            }
            Poll::Ready(response) => Poll::Ready(match this.change.take() {
                Some(change) => change(response),
                None => response,
            }),
            Poll::Pending => Poll::Pending,
        }
    }
}

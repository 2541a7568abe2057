//! Serving: the future of a server.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

/// A server at work, until its shutdown.
///
/// What [`serve`](crate::serve) gives, for `.await`. Its type does not speak of the application, so
/// that what cannot be served is said once: where it is given.
#[must_use = "a server does nothing until it is awaited"]
pub struct Serving<'a, E> {
    work: Pin<Box<dyn Future<Output = Result<(), E>> + Send + 'a>>,
}

impl<'a, E> Serving<'a, E> {
    pub(super) fn of(work: impl Future<Output = Result<(), E>> + Send + 'a) -> Self {
        Self {
            work: Box::pin(work),
        }
    }
}

impl<E> Future for Serving<'_, E> {
    type Output = Result<(), E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.work.as_mut().poll(cx)
    }
}

impl<E> fmt::Debug for Serving<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serving").finish_non_exhaustive()
    }
}

//! Deadline: a future that has to be ready in time.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

pin_project! {
    /// What a future gives, or `None` when it takes longer than it may.
    ///
    /// The timer starts when the future waits for the first time: most never do.
    pub(super) struct Deadline<F> {
        #[pin]
        future: F,
        limit: Duration,
        #[pin]
        sleep: Option<Sleep>,
    }
}

impl<F> Deadline<F> {
    pub(super) fn new(future: F, limit: Duration) -> Self {
        Self {
            future,
            limit,
            sleep: None,
        }
    }
}

impl<F: Future> Future for Deadline<F> {
    type Output = Option<F::Output>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
        let mut this = self.project();
        if let Poll::Ready(output) = this.future.poll(context) {
            return Poll::Ready(Some(output));
        }
        if this.sleep.is_none() {
            this.sleep.set(Some(sleep(*this.limit)));
        }
        match this.sleep.as_pin_mut() {
            Some(sleep) => sleep.poll(context).map(|()| None),
            None => Poll::Pending,
        }
    }
}

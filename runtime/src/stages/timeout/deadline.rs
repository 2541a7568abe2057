//! Deadline: a future that has to be ready in time.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

use crate::{Body, Response};

pin_project! {
    /// Gives the future's response; when it takes longer than it may, says so and gives an empty one.
    ///
    /// The timer starts when the future waits for the first time: most never do.
    pub(super) struct Deadline<'l, F> {
        #[pin]
        future: F,
        limit: Duration,
        is_late: &'l mut bool,
        #[pin]
        timer: Option<Sleep>,
    }
}

impl<'l, F> Deadline<'l, F> {
    #[inline]
    pub(super) fn new(limit: Duration, is_late: &'l mut bool, future: F) -> Self {
        Self {
            future,
            limit,
            is_late,
            timer: None,
        }
    }
}

impl<F: Future<Output = Response>> Future for Deadline<'_, F> {
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        match this.future.poll(context) {
            Poll::Ready(response) => Poll::Ready(response),
            Poll::Pending => poll_timer(*this.limit, this.timer, context).map(|()| {
                **this.is_late = true;
                Response::new(Body::empty())
            }),
        }
    }
}

#[inline(never)]
fn poll_timer(
    limit: Duration,
    mut timer: Pin<&mut Option<Sleep>>,
    context: &mut Context<'_>,
) -> Poll<()> {
    if timer.is_none() {
        timer.set(Some(sleep(limit)));
    }
    match timer.as_pin_mut() {
        Some(timer) => timer.poll(context),
        None => Poll::Pending,
    }
}

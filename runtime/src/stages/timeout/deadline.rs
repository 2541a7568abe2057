//! Deadline: a future that has to be ready in time.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Sleep, sleep};

/// Gives what the future gives, or `None` when it takes longer than it may.
///
/// The timer starts when the future waits for the first time: most never do. Both are pinned by the caller,
/// whose frame they live in, so that neither is moved.
#[inline]
pub(super) fn poll_within<F: Future>(
    limit: Duration,
    future: Pin<&mut F>,
    timer: Pin<&mut Option<Sleep>>,
    context: &mut Context<'_>,
) -> Poll<Option<F::Output>> {
    match future.poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => poll_timer(limit, timer, context).map(|()| None),
    }
}

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

//! Idle: a body that may not pause for too long.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::SizeHint;
use pin_project_lite::pin_project;
use tokio::time::{Instant, Sleep, sleep};

use crate::{Body, BoxError, body::NextFrame};

/// Makes the error of a body that paused for so long.
pub(super) type Late = fn(Duration) -> BoxError;

pin_project! {
    /// A body that ends in an error when nothing comes for too long.
    pub(super) struct Idle {
        #[pin]
        body: Body,
        after: Duration,
        late: Late,
        #[pin]
        sleep: Option<Sleep>,
        // Whether the timer runs for the pause that is now.
        waiting: bool,
    }
}

impl Idle {
    pub(super) fn new(body: Body, after: Duration, late: Late) -> Self {
        Self {
            body,
            after,
            late,
            sleep: None,
            waiting: false,
        }
    }
}

impl http_body::Body for Idle {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let mut this = self.project();
        if let Poll::Ready(frame) = this.body.as_mut().poll_frame(context) {
            *this.waiting = false;
            return Poll::Ready(frame);
        }
        if !std::mem::replace(this.waiting, true) {
            match this.sleep.as_mut().as_pin_mut() {
                Some(sleep) => sleep.reset(Instant::now() + *this.after),
                None => this.sleep.set(Some(sleep(*this.after))),
            }
        }
        if let Some(sleep) = this.sleep.as_pin_mut() {
            ready!(sleep.poll(context));
            *this.waiting = false;
            this.body.set(Body::empty());
            return Poll::Ready(Some(Err((this.late)(*this.after))));
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

//! Stepped: a body that is made of another, step by step.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame};

use crate::{BoxError, body::NextFrame};

/// Makes the frames of a body whose length nobody knows.
pub(super) trait Steps: Unpin {
    /// Makes the next frame; `None` behind the last one.
    fn advance(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Frame<Bytes>>, BoxError>>;
}

/// The body of these frames; what makes them is dropped at its end, and at an error.
pub(super) struct Stepped<S>(Option<S>);

impl<S: Steps> Stepped<S> {
    pub(super) fn new(steps: S) -> Self {
        Self(Some(steps))
    }
}

impl<S: Steps> Body for Stepped<S> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let this = self.get_mut();
        let Some(steps) = &mut this.0 else {
            return Poll::Ready(None);
        };
        steps.advance(context).map(|frame| {
            if !matches!(frame, Ok(Some(_))) {
                this.0 = None;
            }
            frame.transpose()
        })
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }
}

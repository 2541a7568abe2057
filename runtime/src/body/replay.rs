//! Replay: a body whose beginning was read before, and comes again.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Frame, SizeHint};

use super::{Body, BoxError, NextFrame};

/// What was read, and then what was not.
pub(super) struct Replay {
    data: Bytes,
    rest: Body,
    trailers: Option<HeaderMap>,
}

impl Replay {
    pub(super) fn new(data: Bytes, rest: Body, trailers: Option<HeaderMap>) -> Self {
        Self {
            data,
            rest,
            trailers,
        }
    }
}

impl http_body::Body for Replay {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let this = self.get_mut();
        if !this.data.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut this.data)))));
        }
        match ready!(Pin::new(&mut this.rest).poll_frame(context)) {
            None => Poll::Ready(this.trailers.take().map(|it| Ok(Frame::trailers(it)))),
            frame => Poll::Ready(frame),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty() && self.trailers.is_none() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, data) = (self.rest.size_hint(), self.data.len() as u64);
        let mut hint = SizeHint::new();
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper.saturating_add(data));
        }
        hint.set_lower(rest.lower().saturating_add(data));
        hint
    }
}

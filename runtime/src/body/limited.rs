//! Limited: a body that may have so many bytes, and no more.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body as _, SizeHint};

use super::{Body, BodyError, NextFrame, exceeds};

/// A body that ends in an error as soon as it has, or announces, more bytes than it may.
pub(super) struct Limited {
    body: Body,
    limit: usize,
    /// How far the limit may be raised.
    ceiling: usize,
    read: usize,
}

impl Limited {
    pub(super) fn new(body: Body, limit: usize, ceiling: usize) -> Self {
        Self {
            body,
            limit: limit.min(ceiling),
            ceiling,
            read: 0,
        }
    }

    /// Sets another limit under the ceiling, which can only come down; gives what became of it.
    pub(super) fn restrict(&mut self, limit: usize, ceiling: usize) -> usize {
        self.ceiling = self.ceiling.min(ceiling);
        self.limit = limit.min(self.ceiling);
        self.limit
    }

    pub(super) fn poll_frame(&mut self, context: &mut Context<'_>) -> NextFrame {
        let left = self.limit.saturating_sub(self.read);
        if exceeds(self.body.size_hint().lower(), left) {
            return self.refuse();
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            if data.len() > left {
                return self.refuse();
            }
            self.read += data.len();
        }
        Poll::Ready(frame)
    }

    /// Puts back what was read, as if it had not been.
    pub(super) fn unread(&mut self, data: Bytes, trailers: Option<HeaderMap>) {
        self.read = self.read.saturating_sub(data.len());
        self.body.unread(data, trailers);
    }

    pub(super) fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }

    /// Lets go of the rest, so that nothing of it is read any more.
    fn refuse(&mut self) -> NextFrame {
        self.body = Body::empty();
        Poll::Ready(Some(Err(Box::new(BodyError::TooLarge {
            limit: self.limit,
        }))))
    }
}

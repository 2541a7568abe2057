//! Source: a body whose first bytes were looked at.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::{Body as _, Frame, SizeHint};
use tokio::time::timeout;

use crate::{Body, BoxError};

/// What was looked at, how it ended if it did, and the rest.
pub(super) struct Source {
    head: Bytes,
    end: Option<End>,
    rest: Body,
}

enum End {
    Plain,
    Trailers(HeaderMap),
    Failed(BoxError),
}

impl Source {
    /// How long the head of a response waits for the first bytes of its body.
    const PATIENCE: Duration = Duration::from_millis(10);

    /// Looks at nothing.
    pub(super) fn of(body: Body) -> Self {
        Self {
            head: Bytes::new(),
            end: None,
            rest: body,
        }
    }

    /// Looks until there are so many bytes, or the end, or nothing comes for a moment.
    pub(super) async fn peek(body: Body, enough: u64) -> Self {
        let mut source = Self::of(body);
        // What was looked at stays when the time is over.
        _ = timeout(Self::PATIENCE, source.fill(enough)).await;
        source
    }

    /// The length, if that is known by now.
    pub(super) fn length(&self) -> Option<u64> {
        let head = self.head.len() as u64;
        match self.end {
            Some(_) => Some(head),
            None => self.rest.size_hint().exact().map(|rest| head + rest),
        }
    }

    /// The body as it would be without a look.
    pub(super) fn into_body(self) -> Body {
        match self.end {
            None if self.head.is_empty() => self.rest,
            Some(End::Plain) => self.head.into(),
            _ => Body::new(self),
        }
    }

    async fn fill(&mut self, enough: u64) {
        while (self.head.len() as u64) < enough && self.end.is_none() {
            let frame = poll_fn(|context| Pin::new(&mut self.rest).poll_frame(context)).await;
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => self.end = Some(End::Plain),
                Some(Err(error)) => self.end = Some(End::Failed(error)),
                Some(Ok(Ok(data))) if self.head.is_empty() => self.head = data,
                Some(Ok(Ok(data))) => {
                    let mut longer = BytesMut::from(std::mem::take(&mut self.head));
                    longer.extend_from_slice(&data);
                    self.head = longer.freeze();
                }
                Some(Ok(Err(frame))) => {
                    self.end = frame.into_trailers().ok().map(End::Trailers);
                }
            }
        }
    }
}

impl http_body::Body for Source {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if !self.head.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.head)))));
        }
        match self.end.replace(End::Plain) {
            None => {
                self.end = None;
                Pin::new(&mut self.rest).poll_frame(context)
            }
            Some(End::Plain) => Poll::Ready(None),
            Some(End::Trailers(trailers)) => Poll::Ready(Some(Ok(Frame::trailers(trailers)))),
            Some(End::Failed(error)) => Poll::Ready(Some(Err(error))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.head.is_empty()
            && match self.end {
                Some(End::Plain) => true,
                Some(_) => false,
                None => self.rest.is_end_stream(),
            }
    }

    fn size_hint(&self) -> SizeHint {
        match self.length() {
            Some(length) => SizeHint::with_exact(length),
            None => SizeHint::new(),
        }
    }
}

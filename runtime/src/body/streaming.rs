//! Streaming: a body of another kind, made `Sync`, with its hints kept where they can be read.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use sync_wrapper::SyncWrapper;

use super::{BoxError, NextFrame};

pin_project! {
    /// A foreign body as [`super::Body`] holds it.
    ///
    /// `SyncWrapper` gives no shared access, so what the body says of itself is noted after each frame.
    pub(super) struct Streaming<B> {
        #[pin]
        body: SyncWrapper<B>,
        size_hint: SizeHint,
        is_end_stream: bool,
    }
}

impl<B: Body> Streaming<B> {
    pub(super) fn new(body: B) -> Self {
        Self {
            size_hint: body.size_hint(),
            is_end_stream: body.is_end_stream(),
            body: SyncWrapper::new(body),
        }
    }
}

impl<B: Body<Data: Buf, Error: Into<BoxError>>> Body for Streaming<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let this = self.project();
        let mut body = this.body.get_pin_mut();
        let frame = ready!(body.as_mut().poll_frame(context));
        *this.size_hint = body.size_hint();
        *this.is_end_stream = frame.is_none() || body.is_end_stream();
        Poll::Ready(frame.map(|frame| {
            frame
                .map(|frame| frame.map_data(|mut data| data.copy_to_bytes(data.remaining())))
                .map_err(Into::into)
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.is_end_stream
    }

    fn size_hint(&self) -> SizeHint {
        self.size_hint
    }
}

pin_project! {
    /// A stream of chunks as a body of unknown length.
    pub(super) struct Chunks<S> {
        #[pin]
        stream: SyncWrapper<S>,
        is_over: bool,
    }
}

impl<S> Chunks<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream: SyncWrapper::new(stream),
            is_over: false,
        }
    }
}

impl<S, D, E> Body for Chunks<S>
where
    S: Stream<Item = Result<D, E>>,
    D: Into<Bytes>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let this = self.project();
        match ready!(this.stream.get_pin_mut().poll_next(context)) {
            None => {
                *this.is_over = true;
                Poll::Ready(None)
            }
            Some(Ok(chunk)) => Poll::Ready(Some(Ok(Frame::data(chunk.into())))),
            Some(Err(error)) => Poll::Ready(Some(Err(error.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.is_over
    }
}

//! Frames: a body as hyper and the ecosystem read it, one after another.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::{Body, BoxError, Kind};

/// What a body gives when it is asked for its next frame.
pub(crate) type NextFrame = Poll<Option<Result<Frame<Bytes>, BoxError>>>;

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    #[inline]
    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let this = self.get_mut();
        // What is asked again and again is asked where the caller is.
        if let Kind::Streaming(stream) = &mut this.0 {
            return stream.as_mut().poll_frame(context);
        }
        this.poll_other_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Taken => true,
            Kind::Full(bytes) => bytes.is_empty(),
            Kind::Owned(bytes) => bytes.is_empty(),
            Kind::Incoming(incoming) => incoming.is_end_stream(),
            Kind::Streaming(stream) => stream.is_end_stream(),
            Kind::Limited(limited) => limited.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Empty | Kind::Taken => SizeHint::with_exact(0),
            Kind::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Owned(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Incoming(incoming) => incoming.size_hint(),
            Kind::Streaming(stream) => stream.size_hint(),
            Kind::Limited(limited) => limited.size_hint(),
        }
    }
}

impl Body {
    #[inline(never)]
    fn poll_other_frame(&mut self, context: &mut Context<'_>) -> NextFrame {
        match &mut self.0 {
            Kind::Empty | Kind::Taken => Poll::Ready(None),
            Kind::Full(bytes) => {
                let bytes = mem::take(bytes);
                self.0 = Kind::Empty;
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Kind::Owned(bytes) => {
                let bytes = Bytes::from(mem::take(bytes));
                self.0 = Kind::Empty;
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Kind::Incoming(incoming) => Pin::new(incoming)
                .poll_frame(context)
                .map_err(BoxError::from),
            Kind::Streaming(stream) => stream.as_mut().poll_frame(context),
            Kind::Limited(limited) => limited.poll_frame(context),
        }
    }
}

/// Holds a body and has a hand in its frames; what it says of itself is what the body says.
pub(crate) trait Around: Unpin {
    /// The body.
    fn body(&self) -> &Body;
    /// Asks for the next frame.
    fn poll_next(&mut self, context: &mut Context<'_>) -> NextFrame;
}

/// What is around a body, as a body.
pub(crate) struct Watched<A>(pub(crate) A);

impl<A: Around> http_body::Body for Watched<A> {
    type Data = Bytes;
    type Error = BoxError;

    #[inline]
    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        self.get_mut().0.poll_next(context)
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        self.0.body().is_end_stream()
    }

    #[inline]
    fn size_hint(&self) -> SizeHint {
        self.0.body().size_hint()
    }
}

//! Tracked: a response's body that is more than bytes in one piece.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Method, Uri};
use http_body::{Frame, SizeHint};

use super::connection::InFlight;
use crate::{Application, Body, BoxError, Request, error::Chain, panics};

/// A response body that keeps its request in flight until hyper drops it, and is logged when it breaks off.
pub(super) struct Tracked<A> {
    body: Body,
    /// What was asked, for the log; `None` once it broke off.
    asked: Option<Asked>,
    #[expect(dead_code, reason = "held for its `Drop`")]
    in_flight: InFlight<A>,
}

impl<A: Application> Tracked<A> {
    pub(super) fn watch(body: Body, request: &Request, in_flight: InFlight<A>) -> Body {
        Body::erased(Self {
            body,
            asked: Some(Asked {
                method: request.method().clone(),
                uri: request.uri().clone(),
            }),
            in_flight,
        })
    }
}

impl<A: Application> http_body::Body for Tracked<A> {
    type Data = Bytes;
    type Error = BoxError;

    /// Polls a body that may fail in the middle: then it is logged, once, and hyper breaks the
    /// response off. There is no way back to another status.
    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let polled =
            panics::contained(|| http_body::Body::poll_frame(Pin::new(&mut this.body), context));
        let (error, what) = match polled {
            Ok(Poll::Ready(Some(Err(error)))) => (error, "a response broke off"),
            Ok(polled) => return polled,
            Err(message) => (message.into(), "a response broke off by a panic"),
        };
        if let Some(asked) = this.asked.take() {
            tracing::error!(
                method = %asked.method,
                path = asked.uri.path(),
                "{what}: {}", Chain(&*error),
            );
        }
        this.body = Body::empty();
        Poll::Ready(Some(Err(error)))
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    #[inline]
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// What was asked for.
struct Asked {
    method: Method,
    uri: Uri,
}

//! Conversation: hyper's side of a connection whose version is known, the same for all applications.
//!
//! Whatever is generic over the application is compiled again for each, and each time that a handler changes.
//! So the type of the application ends here: a server, its connections, their limits and all of hyper are compiled once.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::Service,
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use pin_project_lite::pin_project;

use super::{
    connection::{Connection, Seat},
    desk::{AtDesk, Desk, Lending, desk},
    observed::Observed,
};
use crate::{Application, BoxError, body::Outgoing};

/// Answers the requests of one connection, in the version that its client speaks.
pub(super) trait Answers: Send + Sync {
    fn one_by_one(self: Arc<Self>) -> Pin<Box<dyn Desk>>;
    fn at_once(self: Arc<Self>) -> Boxing;
}

impl<A: Application> Answers for Connection<A> {
    fn one_by_one(self: Arc<Self>) -> Pin<Box<dyn Desk>> {
        desk(self)
    }

    fn at_once(self: Arc<Self>) -> Boxing {
        Boxing(Box::new(move |request| {
            Box::pin(Alone {
                answer: Seat::at(&self).answer(request),
            })
        }))
    }
}

pin_project! {
    /// An answer after which nobody takes the seat.
    struct Alone<F> {
        #[pin]
        answer: F,
    }
}

impl<F, S> Future for Alone<F>
where
    F: Future<Output = (http::Response<Outgoing>, S)>,
{
    type Output = Result<http::Response<Outgoing>, Infallible>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = self.project().answer.poll(context);
        answer.map(|(response, _)| Ok(response))
    }
}

/// A conversation in HTTP/1.
pub(super) struct Http1 {
    desk: Option<Pin<Box<dyn Desk>>>,
    hyper: http1::Connection<TokioIo<Observed>, AtDesk>,
}

impl Http1 {
    pub(super) fn new(http1: &http1::Builder, stream: Observed, desk: Pin<Box<dyn Desk>>) -> Self {
        Self {
            desk: Some(desk),
            hyper: http1.serve_connection(TokioIo::new(stream), AtDesk),
        }
    }

    /// Ends it after the request that is being answered.
    pub(super) fn graceful_shutdown(&mut self) {
        Pin::new(&mut self.hyper).graceful_shutdown();
    }

    /// Leads it on; ready when it has ended.
    #[inline]
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let _lending = Lending::of(&mut self.desk);
        Pin::new(&mut self.hyper)
            .poll(context)
            .map_err(BoxError::from)
    }
}

/// A conversation in HTTP/2.
pub(super) struct Http2 {
    hyper: Pin<Box<http2::Connection<TokioIo<Observed>, Boxing, TokioExecutor>>>,
}

impl Http2 {
    pub(super) fn new(
        http2: &http2::Builder<TokioExecutor>,
        stream: Observed,
        answers: Boxing,
    ) -> Self {
        Self {
            hyper: Box::pin(http2.serve_connection(TokioIo::new(stream), answers)),
        }
    }

    /// Ends it after the requests that are being answered.
    pub(super) fn graceful_shutdown(&mut self) {
        self.hyper.as_mut().graceful_shutdown();
    }

    /// Leads it on; ready when it has ended.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.hyper.as_mut().poll(context).map_err(BoxError::from)
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<http::Response<Outgoing>, Infallible>> + Send>>;

/// Answers requests of HTTP/2, each with a future in a box.
///
/// The answer lies on the heap anyway, because each stream is a task of its own.
pub(super) struct Boxing(Box<dyn Fn(http::Request<Incoming>) -> Answer + Send + Sync>);

impl Service<http::Request<Incoming>> for Boxing {
    type Response = http::Response<Outgoing>;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: http::Request<Incoming>) -> Answer {
        (self.0)(request)
    }
}

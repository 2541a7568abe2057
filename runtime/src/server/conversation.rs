//! Conversation: hyper's side of a connection whose version is known, the same for all applications.

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

use super::{
    activity::Activity,
    answers::{Answer, Answers},
    observed::Observed,
    visitor::{Reception, Visit, Visitor},
};
use crate::{BoxError, Connection, body::Outgoing};

/// A conversation in HTTP/1.
pub(super) struct Http1 {
    visitor: Option<Box<Visitor>>,
    hyper: http1::Connection<TokioIo<Observed>, Reception>,
}

impl Http1 {
    pub(super) fn new(http1: &http1::Builder, stream: Observed, visitor: Visitor) -> Self {
        Self {
            visitor: Some(Box::new(visitor)),
            hyper: http1.serve_connection(TokioIo::new(stream), Reception),
        }
    }

    /// Ends it after the request that is being answered.
    pub(super) fn graceful_shutdown(&mut self) {
        Pin::new(&mut self.hyper).graceful_shutdown();
    }

    /// Leads it on; ready when it has ended.
    #[inline]
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let _visit = Visit::of(&mut self.visitor);
        Pin::new(&mut self.hyper)
            .poll(context)
            .map_err(BoxError::from)
    }
}

/// A conversation in HTTP/2.
pub(super) struct Http2 {
    hyper: Pin<Box<http2::Connection<TokioIo<Observed>, AtOnce, TokioExecutor>>>,
}

impl Http2 {
    pub(super) fn new(
        http2: &http2::Builder<TokioExecutor>,
        stream: Observed,
        answers: AtOnce,
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

/// Answers the requests of a connection of HTTP/2, as many at once as there are.
pub(super) struct AtOnce {
    pub(super) answers: Arc<dyn Answers>,
    pub(super) facts: Arc<Connection>,
    pub(super) activity: Arc<Activity>,
}

impl Service<http::Request<Incoming>> for AtOnce {
    type Response = http::Response<Outgoing>;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: http::Request<Incoming>) -> Answer {
        let Self {
            answers,
            facts,
            activity,
        } = self;
        Arc::clone(answers).answer(request, Arc::clone(facts), Arc::clone(activity))
    }
}

//! Multiplexed: a connection that speaks HTTP/2, compiled once for all applications.
//!
//! What hyper does for HTTP/2 is twice what it does for HTTP/1, and made of generic code, which each
//! application would compile again for its own type. So here that type ends: an answer is a future in
//! a box. It lies on the heap anyway, because each stream is a task of its own.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::{
    body::Incoming,
    server::conn::http2::{Builder, Connection},
    service::Service,
};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::{driver::Answers, observed::Observed};
use crate::{BoxError, Response};

type Answer = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// Answers requests, whatever type its futures have.
struct Boxing(Box<dyn Fn(http::Request<Incoming>) -> Answer + Send + Sync>);

impl Service<http::Request<Incoming>> for Boxing {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: http::Request<Incoming>) -> Answer {
        (self.0)(request)
    }
}

/// One connection of HTTP/2.
pub(super) struct Multiplexed(Pin<Box<dyn Conversation>>);

impl Multiplexed {
    pub(super) fn new(
        builder: &Builder<TokioExecutor>,
        stream: Observed,
        service: impl Answers,
    ) -> Self {
        let answers = Boxing(Box::new(move |request| Box::pin(service.call(request))));
        Self(begin(builder, stream, answers))
    }

    pub(super) fn graceful_shutdown(&mut self) {
        self.0.as_mut().graceful_shutdown();
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.as_mut().poll(context)
    }
}

fn begin(
    builder: &Builder<TokioExecutor>,
    stream: Observed,
    answers: Boxing,
) -> Pin<Box<dyn Conversation>> {
    Box::pin(builder.serve_connection(TokioIo::new(stream), answers))
}

/// What is asked of hyper's connection, which has too many types for a name.
trait Conversation: Send {
    fn graceful_shutdown(self: Pin<&mut Self>);
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), BoxError>>;
}

impl Conversation for Connection<TokioIo<Observed>, Boxing, TokioExecutor> {
    fn graceful_shutdown(self: Pin<&mut Self>) {
        Self::graceful_shutdown(self);
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Future::poll(self, context).map_err(BoxError::from)
    }
}

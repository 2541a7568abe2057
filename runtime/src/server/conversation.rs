//! Conversation: hyper's side of a connection whose version is known, with one face for all applications.
//!
//! Whatever is generic over the application is compiled again for each, and each time that a handler changes.
//! So the type of the application ends here: a server, its connections and their limits are compiled once.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http_body::Body;
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::{HttpService, Service, service_fn},
};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::{connection::Connection, observed::Observed};
use crate::{Application, BoxError, Response};

/// A conversation with a client, as hyper leads it.
pub(super) trait Conversation: Send {
    /// Ends it after the request that is being answered.
    fn graceful_shutdown(self: Pin<&mut Self>);
    /// Leads it on; ready when it has ended.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), BoxError>>;
}

impl<S> Conversation for http1::Connection<TokioIo<Observed>, S>
where
    S: HttpService<Incoming, Error = Infallible, Future: Send> + Send,
    S::ResBody: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    fn graceful_shutdown(self: Pin<&mut Self>) {
        Self::graceful_shutdown(self);
    }

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Future::poll(self, context).map_err(BoxError::from)
    }
}

impl Conversation for http2::Connection<TokioIo<Observed>, Boxing, TokioExecutor> {
    fn graceful_shutdown(self: Pin<&mut Self>) {
        Self::graceful_shutdown(self);
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Future::poll(self, context).map_err(BoxError::from)
    }
}

/// What begins a conversation in the version that the client speaks.
pub(super) trait Answers: Send + Sync {
    fn begin_http1(
        self: Arc<Self>,
        http1: &http1::Builder,
        stream: Observed,
    ) -> Pin<Box<dyn Conversation>>;

    fn begin_http2(
        self: Arc<Self>,
        http2: &http2::Builder<TokioExecutor>,
        stream: Observed,
    ) -> Pin<Box<dyn Conversation>>;
}

impl<A: Application> Answers for Connection<A> {
    fn begin_http1(
        self: Arc<Self>,
        http1: &http1::Builder,
        stream: Observed,
    ) -> Pin<Box<dyn Conversation>> {
        let service = service_fn(move |request| Arc::clone(&self).answer(request));
        Box::pin(http1.serve_connection(TokioIo::new(stream), service))
    }

    fn begin_http2(
        self: Arc<Self>,
        http2: &http2::Builder<TokioExecutor>,
        stream: Observed,
    ) -> Pin<Box<dyn Conversation>> {
        let answers = Boxing(Box::new(move |request| {
            Box::pin(Arc::clone(&self).answer(request))
        }));
        multiplexed(http2, stream, answers)
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// Answers requests of HTTP/2, each with a future in a box.
///
/// What hyper does for HTTP/2 is twice what it does for HTTP/1, so it is not made for each application. The answer
/// lies on the heap anyway, because each stream is a task of its own.
struct Boxing(Box<dyn Fn(http::Request<Incoming>) -> Answer + Send + Sync>);

impl Service<http::Request<Incoming>> for Boxing {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: http::Request<Incoming>) -> Answer {
        (self.0)(request)
    }
}

fn multiplexed(
    http2: &http2::Builder<TokioExecutor>,
    stream: Observed,
    answers: Boxing,
) -> Pin<Box<dyn Conversation>> {
    Box::pin(http2.serve_connection(TokioIo::new(stream), answers))
}

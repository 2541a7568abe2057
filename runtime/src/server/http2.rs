//! HTTP/2: hyper's connection, the same for all applications.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use hyper::{body::Incoming, server::conn::http2, service::Service};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::{
    activity::Activity,
    erased::{ErasedApplication, ResponseFuture},
    observed::Observed,
    outgoing::Outgoing,
};
use crate::{BoxError, Connection};

/// A connection of HTTP/2.
pub(super) struct Http2 {
    hyper: Pin<Box<http2::Connection<TokioIo<Observed>, Http2Service, TokioExecutor>>>,
}

impl Http2 {
    pub(super) fn new(
        http2: &http2::Builder<TokioExecutor>,
        stream: Observed,
        service: Http2Service,
    ) -> Self {
        Self {
            hyper: Box::pin(http2.serve_connection(TokioIo::new(stream), service)),
        }
    }

    /// Ends it after the requests that are being responded to.
    pub(super) fn graceful_shutdown(&mut self) {
        self.hyper.as_mut().graceful_shutdown();
    }

    /// Drives it on; ready when it has ended.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.hyper.as_mut().poll(context).map_err(BoxError::from)
    }
}

/// Responds to the requests of a connection of HTTP/2, as many at once as there are.
pub(super) struct Http2Service {
    pub(super) application: Arc<dyn ErasedApplication>,
    pub(super) facts: Arc<Connection>,
    pub(super) activity: Arc<Activity>,
}

impl Service<http::Request<Incoming>> for Http2Service {
    type Response = http::Response<Outgoing>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn call(&self, request: http::Request<Incoming>) -> ResponseFuture {
        let Self {
            application,
            facts,
            activity,
        } = self;
        Arc::clone(application).respond(request, Arc::clone(facts), Arc::clone(activity))
    }
}

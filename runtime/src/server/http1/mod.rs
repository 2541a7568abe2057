//! HTTP/1: hyper's connection, the same for all applications.

mod responder;
mod service;
mod state;

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;

use self::service::{Entered, Http1Service};
pub(super) use self::{
    responder::{Exchange, Responder, complete, next_exchange, responder},
    state::State,
};
use super::{http2::Http2Service, observed::Observed};
use crate::BoxError;

/// A connection of HTTP/1.
pub(super) struct Http1 {
    state: Option<Box<State>>,
    /// Apart, because a task is copied several times before it is in its place.
    hyper: Box<http1::Connection<TokioIo<Observed>, Http1Service>>,
}

impl Http1 {
    pub(super) fn new(http1: &http1::Builder, stream: Observed, state: State) -> Self {
        Self {
            state: Some(Box::new(state)),
            hyper: Box::new(http1.serve_connection(TokioIo::new(stream), Http1Service)),
        }
    }

    /// Ends it after the request that is being responded to.
    pub(super) fn graceful_shutdown(&mut self) {
        Pin::new(&mut *self.hyper).graceful_shutdown();
    }

    /// Gives up what nothing was read of yet, for HTTP/2.
    pub(super) fn into_http2(self) -> Option<(Observed, Http2Service)> {
        let stream = self.hyper.into_parts().io.into_inner();
        Some((stream, self.state?.into_http2()?))
    }

    /// Drives it on; ready when it has ended.
    #[inline]
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let _entered = Entered::new(&mut self.state);
        Pin::new(&mut *self.hyper)
            .poll(context)
            .map_err(BoxError::from)
    }
}

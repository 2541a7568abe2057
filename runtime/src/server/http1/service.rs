//! Service: what hyper calls for each request of HTTP/1.
//!
//! It is the same for all applications and connections, and leads to the connection whose hyper is being polled. A
//! service has no other way to pass anything from one request to the next but to share it, at the price of locked
//! instructions.

use std::{
    cell::Cell,
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::{body::Incoming, service::Service};

use super::state::State;
use crate::server::outgoing::Outgoing;

thread_local! {
    /// The connection whose hyper is being polled on this thread.
    static CURRENT: Cell<Option<Box<State>>> = const { Cell::new(None) };
}

/// Makes a connection the current one, until it is dropped.
pub(super) struct Entered<'a> {
    state: &'a mut Option<Box<State>>,
    before: Option<Box<State>>,
}

impl<'a> Entered<'a> {
    #[inline]
    pub(super) fn new(state: &'a mut Option<Box<State>>) -> Self {
        let before = CURRENT.replace(state.take());
        Self { state, before }
    }
}

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        *self.state = CURRENT.replace(self.before.take());
    }
}

/// Responds to the requests of the current connection.
pub(super) struct Http1Service;

impl Service<http::Request<Incoming>> for Http1Service {
    type Response = http::Response<Outgoing>;
    type Error = Infallible;
    type Future = ResponseFuture;

    #[inline]
    fn call(&self, request: http::Request<Incoming>) -> ResponseFuture {
        let (parts, body) = request.into_parts();
        let mut state = take_current();
        state.begin(parts, body);
        CURRENT.set(Some(state));
        ResponseFuture
    }
}

/// The response to the one request that a connection of HTTP/1 has at a time.
pub(super) struct ResponseFuture;

impl Future for ResponseFuture {
    type Output = Result<http::Response<Outgoing>, Infallible>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = take_current();
        let response = state.poll_response(context);
        CURRENT.set(Some(state));
        response.map(Ok)
    }
}

/// Takes the current connection; others may come and go meanwhile.
#[inline]
#[expect(
    clippy::unnecessary_box_returns,
    reason = "the box goes from hand to hand, and what is in it stays where it is"
)]
fn take_current() -> Box<State> {
    let state = CURRENT.take();
    state.expect("hyper is polled within `Entered` alone, and asks for one thing at a time")
}

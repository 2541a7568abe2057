//! State: what the requests of one connection of HTTP/1 leave to each other.

use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::{HeaderValue, header::CONNECTION};
use http_body::Body as _;
use hyper::body::Incoming;

use super::responder::{self, Responder};
use crate::{
    Body, Connection, Request,
    request::Facts,
    server::{
        activity::Activity,
        erased::{ErasedApplication, recycle},
        http2::Http2Service,
        outgoing::Outgoing,
        tracked::{InFlight, Tracked},
    },
};

/// The state of one connection.
pub(in crate::server) struct State {
    activity: Arc<Activity>,
    facts: Arc<Connection>,
    /// The facts once more, for the next request to hold.
    lent: Option<Arc<Connection>>,
    /// Not here while a request is being responded to.
    application: Option<Arc<dyn ErasedApplication>>,
    /// Here while a request is being responded to.
    responder: Option<Pin<Box<dyn Responder + Send>>>,
}

impl State {
    pub(in crate::server) fn new(
        application: Arc<dyn ErasedApplication>,
        facts: Arc<Connection>,
        activity: Arc<Activity>,
    ) -> Self {
        Self {
            activity,
            facts,
            lent: None,
            application: Some(application),
            responder: None,
        }
    }

    /// Hands on what the requests of HTTP/2 need as well.
    pub(super) fn into_http2(self) -> Option<Http2Service> {
        Some(Http2Service {
            application: self.application?,
            facts: self.facts,
            activity: self.activity,
        })
    }

    /// Begins to respond to a request, which comes in parts because it is moved less so.
    #[inline]
    pub(super) fn begin(&mut self, mut parts: http::request::Parts, body: Incoming) {
        self.activity.begin(!body.is_end_stream());
        let facts = self.lent.take().unwrap_or_else(|| Arc::clone(&self.facts));
        Facts::install(&mut parts.extensions, Facts::spare(), facts);
        let application = self.application.take();
        let application =
            application.expect("hyper asks when it has the last response, which brought it back");
        let responder = self.responder.insert(responder::acquire(&*application));
        let exchange = responder.as_mut().exchange();
        exchange.request = Some(Request::from_parts(parts, Body::from(body)));
        exchange.application = Some(application);
    }

    /// Goes on with the request; ready with its response.
    #[inline]
    pub(super) fn poll_response(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<http::Response<Outgoing>> {
        let Some(mut responder) = self.responder.take() else {
            return Poll::Pending;
        };
        let Poll::Ready(exchange) = responder.as_mut().poll(context) else {
            self.responder = Some(responder);
            return Poll::Pending;
        };
        let mut streamed = None;
        if let (Some(request), Some(response)) = (&mut exchange.request, &mut exchange.response) {
            self.lent = recycle(request, response);
            if self.activity.is_ending() {
                let close = const { HeaderValue::from_static("close") };
                response.headers_mut().insert(CONNECTION, close);
            }
            // What lies in one piece leaves with its head.
            let body = response.body_mut();
            if body.is_whole() {
                self.activity.end();
            } else {
                let in_flight = InFlight::counted(Arc::clone(&self.activity));
                let body = Tracked::new(mem::take(body), request, in_flight);
                streamed = Some(Box::new(body));
            }
        }
        exchange.request = None;
        let response = exchange.response.take();
        self.application = exchange.application.take();
        if let Some(application) = &self.application {
            responder::release(&**application, responder);
        }
        response.map_or(Poll::Pending, |response| {
            Poll::Ready(
                response.map(|whole| streamed.map_or(Outgoing::Whole(whole), Outgoing::Streamed)),
            )
        })
    }
}

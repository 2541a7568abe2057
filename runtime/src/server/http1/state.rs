//! State: what the requests of one connection of HTTP/1 leave to each other.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::{HeaderValue, header::CONNECTION};
use http_body::Body as _;
use hyper::body::Incoming;

use super::responder::{self, Responder};
use crate::{
    Body, Connection, Request, Response,
    request::Facts,
    server::{
        activity::Activity,
        erased::{ErasedApplication, recycle},
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

    /// Begins to respond to a request.
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
        let response = exchange.response.take();
        let response = match (&mut exchange.request, response) {
            (Some(request), Some(response)) => Poll::Ready(self.outgoing(request, response)),
            _ => Poll::Pending,
        };
        exchange.request = None;
        self.application = exchange.application.take();
        if let Some(application) = &self.application {
            responder::release(&**application, responder);
        }
        response
    }

    /// Makes the response one that hyper sends; of the request it leaves nothing that is of use.
    #[inline]
    fn outgoing(
        &mut self,
        request: &mut Request,
        mut response: Response,
    ) -> http::Response<Outgoing> {
        self.lent = recycle(request, &mut response);
        if self.activity.is_ending() {
            let close = const { HeaderValue::from_static("close") };
            response.headers_mut().insert(CONNECTION, close);
        }
        response.map(|body| {
            // What lies in one piece leaves with its head.
            if body.is_whole() {
                self.activity.end();
                Outgoing::Whole(body)
            } else {
                let in_flight = InFlight::counted(Arc::clone(&self.activity));
                Outgoing::streamed(Tracked::new(body, request, in_flight))
            }
        })
    }
}

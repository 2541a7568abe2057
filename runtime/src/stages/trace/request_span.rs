//! Request span: what is recorded of one request.

use tracing::{
    Span,
    field::{Empty, display},
};

use super::Trace;
use crate::{
    Host, Outcome, Request, RequestExt, RequestId, ResponseExt,
    describe::Description,
    http::header::USER_AGENT,
    request::Client,
    stages::{
        levels::at_level,
        observer::{End, How, Observer},
        secrets::redacted_query,
        semantics,
    },
};

/// The span of one request; closed when it is dropped.
pub(super) struct RequestSpan {
    span: Span,
    has_head: bool,
}

impl RequestSpan {
    pub(super) fn open(settings: &Trace, request: &Request, stack: &Description) -> Self {
        let route = stack.route(request);
        let (method, given) = (semantics::method(request.method()), request.method());
        let query = settings.query.then(|| request.uri().query()).flatten();
        let stages = settings.stages.then(|| stack.way(route, given).join(" > "));
        let name = match route {
            Some(route) => format!("{method} {route}"),
            None => method.to_owned(),
        };
        let parent = settings.parent(request);
        let span = at_level!(
            settings.level,
            span!(
                target: "onionskin::trace",
                "request",
                otel.name = name,
                otel.kind = "server",
                otel.status_code = Empty,
                "error.type" = Empty,
                http.request.method = method,
                http.request.method_original = (method == "_OTHER").then_some(given.as_str()),
                http.response.status_code = Empty,
                http.response.body.size = Empty,
                http.route = route,
                url.path = request.uri().path(),
                url.query = query.map(redacted_query),
                url.scheme = Empty,
                server.address = Host::of(request).ok().map(|host| host.to_string()),
                client.address = Empty,
                network.peer.address = request.peer_addr().map(|peer| display(peer.ip())),
                network.protocol.version = semantics::protocol(request.version()),
                user_agent.original = request.header(USER_AGENT),
                onionskin.request_id = RequestId::of(request),
                onionskin.stage = Empty,
                onionskin.stages = stages,
                trace_id = parent.map(|parent| format!("{:032x}", parent.trace_id())),
                parent_span_id = parent.map(|parent| format!("{:016x}", parent.parent_id())),
                trace_flags = parent.map(|parent| format!("{:02x}", u8::from(parent.is_sampled()))),
            )
        );
        Self {
            span,
            has_head: false,
        }
    }

    pub(super) fn span(&self) -> &Span {
        &self.span
    }

    fn fail(&self, kind: &str) {
        self.span.record("error.type", kind);
        self.span.record("otel.status_code", "ERROR");
    }
}

impl Observer for RequestSpan {
    const STAGE: &'static str = "Trace";

    fn head(&mut self, request: &Request, outcome: Outcome<'_>) {
        // Only now is known what a stage further in has found out of the client.
        let client = Client::of(request);
        self.span
            .record("url.scheme", semantics::scheme(client.is_https));
        if let Some(ip) = client.ip {
            self.span.record("client.address", display(ip));
        }
        match outcome {
            Outcome::Answered(response) | Outcome::Failed(response) => {
                self.has_head = true;
                let status = response.status();
                self.span
                    .record("http.response.status_code", status.as_u16());
                if status.is_server_error() {
                    self.fail(status.as_str());
                }
                if let Some(stage) = response.raised_in() {
                    self.span.record("onionskin.stage", stage);
                }
            }
            Outcome::Panicked => self.fail("panic"),
            Outcome::Disconnected => {
                self.span.record("error.type", "disconnected");
            }
        }
    }

    fn end(self, end: End) {
        if self.has_head {
            self.span.record("http.response.body.size", end.bytes);
        }
        match end.how {
            How::Broken => self.fail("broken"),
            How::GivenUp if self.has_head => {
                self.span.record("error.type", "aborted");
            }
            How::GivenUp | How::Whole => {}
        }
    }
}

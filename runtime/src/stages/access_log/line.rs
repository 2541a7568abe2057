//! Line: one request in the access log.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use super::AccessLog;
use crate::{
    Outcome, Request, RequestId, Response, ResponseExt,
    request::Client,
    stages::{
        levels::at_level,
        observer::{End, How, Observer},
        secrets::redacted_query,
    },
};
use http::{Method, StatusCode, Uri};

/// What is gathered of a request until its line is written.
pub(super) struct Line {
    settings: AccessLog,
    began: Instant,
    method: Method,
    uri: Uri,
    route: Option<Arc<str>>,
    id: Option<String>,
    client: Option<IpAddr>,
    status: Option<StatusCode>,
    stage: Option<&'static str>,
    outcome: &'static str,
}

impl Line {
    pub(super) fn begin(settings: &AccessLog, request: &Request, route: Option<Arc<str>>) -> Self {
        Self {
            settings: settings.clone(),
            began: Instant::now(),
            method: request.method().clone(),
            uri: request.uri().clone(),
            route,
            id: RequestId::of(request).map(ToOwned::to_owned),
            client: None,
            status: None,
            stage: None,
            outcome: "",
        }
    }
}

impl Observer for Line {
    const STAGE: &'static str = "AccessLog";

    fn head(&mut self, request: &Request, outcome: Outcome<'_>) {
        self.client = match &self.settings.client {
            Some(client) => client(request),
            None => Client::of(request).ip,
        };
        let (response, word) = match outcome {
            Outcome::Answered(response) => (Some(response), "answered"),
            Outcome::Failed(response) => (Some(response), "failed"),
            Outcome::Panicked => (None, "panicked"),
            Outcome::Disconnected => (None, "disconnected"),
        };
        self.outcome = word;
        self.status = response.map(Response::status);
        self.stage = response.and_then(ResponseExt::raised_in);
    }

    fn end(self, end: End) {
        let outcome = match end.how {
            How::Broken => "broken",
            How::GivenUp if self.status.is_some() => "aborted",
            How::GivenUp | How::Whole => self.outcome,
        };
        let has_failed = self.status.is_some_and(|status| status.is_server_error())
            || matches!(outcome, "panicked" | "broken");
        let query = self.settings.query.then(|| self.uri.query()).flatten();
        let level = if has_failed {
            self.settings.failure_level
        } else {
            self.settings.level
        };
        at_level!(
            level,
            event!(
                target: "onionskin::access",
                method = self.method.as_str(),
                path = self.uri.path(),
                query = query.map(redacted_query),
                route = self.route.as_deref(),
                status = self.status.map(|status| status.as_u16()),
                duration_ms = milliseconds(self.began.elapsed()),
                bytes = end.bytes,
                client = self.client.map(display),
                request_id = self.id,
                stage = self.stage,
                outcome,
            )
        );
    }
}

/// With three digits after the point, which is as exact as anybody reads.
fn milliseconds(duration: Duration) -> f64 {
    let micros = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
    f64::from(micros) / 1000.0
}

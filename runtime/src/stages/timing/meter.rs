//! Meter: what is measured of one request, for the `metrics` crate.

use std::time::{Duration, Instant};

use metrics::{Gauge, Label, Unit, describe_gauge, describe_histogram, gauge, histogram};

use crate::{
    Outcome, Request, RequestExt,
    describe::Description,
    http::header::CONTENT_LENGTH,
    request::Client,
    stages::{
        observer::{End, How, Observer},
        semantics,
    },
};

const DURATION: &str = "http.server.request.duration";
const HEAD: &str = "onionskin.head.duration";
const SENT: &str = "http.server.response.body.size";
const RECEIVED: &str = "http.server.request.body.size";
const ACTIVE: &str = "http.server.active_requests";
const STAGE_DURATION: &str = "onionskin.stage.duration";

/// Tells the recorder what the names mean.
pub(super) fn describe() {
    describe_histogram!(
        DURATION,
        Unit::Seconds,
        "From a request to the last byte of its response"
    );
    describe_histogram!(
        HEAD,
        Unit::Seconds,
        "From a request to the head of its response"
    );
    describe_histogram!(SENT, Unit::Bytes, "The bytes of the body of a response");
    describe_histogram!(
        RECEIVED,
        Unit::Bytes,
        "The bytes of the body of a request, where it says how many"
    );
    describe_gauge!(ACTIVE, Unit::Count, "Requests that are being answered");
    describe_histogram!(
        STAGE_DURATION,
        Unit::Seconds,
        "What a stage has taken, without the stages further in"
    );
}

/// Records what the stages of one request have taken.
pub(super) fn record(timings: impl Iterator<Item = (&'static str, Duration)>) {
    for (stage, taken) in timings {
        histogram!(STAGE_DURATION, "onionskin.stage" => stage).record(taken);
    }
}

/// Measures one request until the last byte of its response.
pub(super) struct Meter {
    began: Instant,
    labels: Vec<Label>,
    /// Whether the request has an `error.type` already.
    has_failed: bool,
    /// How long the head of the response took, if there was one.
    head: Option<Duration>,
    /// How many bytes the body of the request has, where it says so.
    announced: Option<u64>,
    #[expect(dead_code, reason = "held for its `Drop`")]
    active: Active,
}

impl Meter {
    pub(super) fn begin(request: &Request, stack: &Description) -> Self {
        let method =
            Label::from_static_parts("http.request.method", semantics::method(request.method()));
        let shared = [method.clone(), scheme(request)];
        let mut labels = Vec::with_capacity(6);
        labels.push(method);
        labels.push(Label::from_static_parts(
            "network.protocol.version",
            semantics::protocol(request.version()),
        ));
        if let Some(route) = stack.kept_route(request) {
            labels.push(Label::new("http.route", route));
        }
        Self {
            began: Instant::now(),
            labels,
            has_failed: false,
            head: None,
            announced: request
                .header(CONTENT_LENGTH)
                .and_then(|length| length.parse().ok()),
            active: Active::begin(gauge!(ACTIVE, shared.iter())),
        }
    }

    fn fail(&mut self, kind: impl Into<metrics::SharedString>) {
        if !self.has_failed {
            self.has_failed = true;
            self.labels.push(Label::new("error.type", kind));
        }
    }
}

impl Observer for Meter {
    const STAGE: &'static str = "Timing";

    fn head(&mut self, request: &Request, outcome: Outcome<'_>) {
        self.labels.push(scheme(request));
        match outcome {
            Outcome::Answered(response) | Outcome::Failed(response) => {
                let status = response.status();
                self.head = Some(self.began.elapsed());
                self.labels.push(Label::new(
                    "http.response.status_code",
                    status.as_str().to_owned(),
                ));
                if status.is_server_error() {
                    self.fail(status.as_str().to_owned());
                }
            }
            Outcome::Panicked => self.fail("panic"),
            Outcome::Disconnected => self.fail("disconnected"),
        }
    }

    fn end(mut self, end: End) {
        match end.how {
            How::Broken => self.fail("broken"),
            How::GivenUp if self.head.is_some() => self.fail("aborted"),
            How::GivenUp | How::Whole => {}
        }
        let labels = std::mem::take(&mut self.labels);
        if let Some(head) = self.head {
            histogram!(HEAD, labels.iter()).record(head);
            histogram!(SENT, labels.iter()).record(as_number(end.bytes));
        }
        if let Some(bytes) = self.announced {
            histogram!(RECEIVED, labels.iter()).record(as_number(bytes));
        }
        histogram!(DURATION, labels).record(self.began.elapsed());
    }
}

/// As far as is known by now: on the way out, what a stage further in has found out of the client.
fn scheme(request: &Request) -> Label {
    let scheme = semantics::scheme(Client::of(request).is_https);
    Label::from_static_parts("url.scheme", scheme)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a histogram needs no exact petabytes"
)]
fn as_number(bytes: u64) -> f64 {
    bytes as f64
}

/// One of the requests that are being answered.
struct Active(Gauge);

impl Active {
    fn begin(gauge: Gauge) -> Self {
        gauge.increment(1);
        Self(gauge)
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

//! Meter: what is measured of one request, for the `metrics` crate.

use std::time::{Duration, Instant};

use metrics::{Gauge, Label, Unit, describe_gauge, describe_histogram, gauge, histogram};

use crate::{
    Outcome, Request,
    describe::Description,
    request::Client,
    stages::{
        observer::{End, How, Observer},
        semantics,
    },
};

const DURATION: &str = "http.server.request.duration";
const ACTIVE: &str = "http.server.active_requests";
const STAGE_DURATION: &str = "onionskin.stage.duration";

/// Tells the recorder what the names mean.
pub(super) fn describe() {
    describe_histogram!(
        DURATION,
        Unit::Seconds,
        "From a request to the last byte of its response"
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
    has_head: bool,
    #[expect(dead_code, reason = "held for its `Drop`")]
    active: Active,
}

impl Meter {
    pub(super) fn begin(request: &Request, stack: &Description) -> Self {
        let client = Client::of(request);
        let shared = [
            ("http.request.method", semantics::method(request.method())),
            ("url.scheme", semantics::scheme(client.is_https)),
        ]
        .map(|(name, value)| Label::from_static_parts(name, value));
        let mut labels = Vec::with_capacity(6);
        labels.extend(shared.iter().cloned());
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
            has_head: false,
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

    fn head(&mut self, _: &Request, outcome: Outcome<'_>) {
        match outcome {
            Outcome::Answered(response) | Outcome::Failed(response) => {
                let status = response.status();
                self.has_head = true;
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
            How::GivenUp if self.has_head => self.fail("aborted"),
            How::GivenUp | How::Whole => {}
        }
        histogram!(DURATION, std::mem::take(&mut self.labels)).record(self.began.elapsed());
    }
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

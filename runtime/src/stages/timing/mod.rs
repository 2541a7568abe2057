//! `Timing`: what each stage takes.
#![allow(
    unnameable_types,
    unreachable_pub,
    reason = "machinery: the context of a timed stack names laps"
)]

mod lap;
#[cfg(feature = "metrics")]
mod meter;
mod server_timing;
mod timings;

use std::time::Duration;

pub use self::{
    lap::{Lap, Measured},
    timings::Timings,
};
pub use crate::context::Clocked;
use crate::{
    Request, Response, Stage,
    context::Args,
    describe::{Description, Kind, StageInfo},
    service::Service,
    stack::Around,
    stage::Under,
};

/// Times every stage below it, without their help.
///
/// What is measured goes where you say: to the browser, as a `Server-Timing` header that its developer
/// tools draw, and, with the cargo feature `metrics`, to whatever recorder of the `metrics` crate the
/// program has installed. Stages and handlers below can borrow the [`Timings`] so far, and time
/// work of their own with them.
///
/// A stage is timed because the type of its context says so. In a stack without this stage nothing is
/// measured, wrapped or asked.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[middleware(before)]
/// fn admit() {}
///
/// #[handler]
/// async fn home() -> &'static str {
///     "home"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { Timing::new().server_timing(true), admit, => home };
/// let res = onionskin::TestClient::new(app).get("/").await;
/// // total;dur=0.021, admit;dur=0.000, home;dur=0.004
/// let header = res.header("server-timing").unwrap();
/// assert!(header.starts_with("total;dur=") && header.contains(", home;dur="));
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`server_timing`](Self::server_timing) | `false` |
///
/// # What is measured
///
/// A stage's time is its own wall-clock time, from when it is entered until it has returned, less what
/// the stages further in took; waiting counts. It ends with the head of the response, as the stages do.
/// The stages of a fragment are timed each by itself, also where its type is hidden behind `impl Stage`. Stages of
/// one name are one entry.
///
/// # Metrics
///
/// With the cargo feature `metrics`:
///
/// | name | kind | unit | labels |
/// |---|---|---|---|
/// | `http.server.request.duration` | histogram | seconds, to the last byte of the body | `http.request.method`, `url.scheme`, `network.protocol.version`, `http.route`, `http.response.status_code`, `error.type` |
/// | `onionskin.head.duration` | histogram | seconds, to the head of the response | the same |
/// | `http.server.response.body.size` | histogram | bytes, as this stage saw them | the same |
/// | `http.server.request.body.size` | histogram | bytes, where `Content-Length` says so | the same |
/// | `http.server.active_requests` | gauge | requests | `http.request.method`, `url.scheme` |
/// | `onionskin.stage.duration` | histogram | seconds | `onionskin.stage` |
///
/// The scheme is the one that the client used, also where a [`ProxyHeaders`](crate::ProxyHeaders) further in
/// has found that out; only the gauge, which counts from the beginning, knows what is known here.
/// Every label has a bounded set of values, whatever clients send: the method is a known one or
/// `_OTHER`, the route is the path as it was declared. `error.type` is the status of a 5xx, or `panic`,
/// `disconnected`, `aborted`, `broken`.
///
/// # What this does not protect against
///
/// `Server-Timing` shows the names of your stages and how long each took to everybody who can read the
/// response, and durations tell things: whether a user exists, whether something was cached. That
/// is why it is off unless asked for. Browsers show it to pages of the same origin, and to others where
/// `Timing-Allow-Origin` says so.
///
/// Sources: W3C Server Timing; OpenTelemetry, semantic conventions for HTTP metrics (stable).
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Timing {
    server_timing: bool,
}

impl Timing {
    /// Times stages, and tells clients nothing of it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says whether responses carry a `Server-Timing` header.
    pub fn server_timing(mut self, server_timing: bool) -> Self {
        self.server_timing = server_timing;
        self
    }
}

// By hand, because it lends a clock: what is below is timed by the type of its context.
#[diagnostic::do_not_recommend]
impl Stage for Timing {
    type Needs = (Description, ());
    type Lends = Clocked;
    type Form = Around;
    const NAME: &'static str = "Timing";

    fn describe(&self) -> StageInfo {
        #[cfg(feature = "metrics")]
        meter::describe();
        StageInfo::new(Self::NAME, Kind::Around).of::<Self::Needs, Self::Lends>()
    }

    async fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> Response
    where
        C: Args<Self::Needs, I>,
        S: Service<Under<Self, C>>,
    {
        let timings = Timings::new();
        #[cfg(feature = "metrics")]
        let mut observed = {
            let (stack, ()) = C::args((), C::shorten(cx));
            let meter = meter::Meter::begin(request, stack);
            super::observer::Observed::begin(request, meter)
        };
        #[cfg(feature = "metrics")]
        let request = observed.request();
        let below = (&timings, C::shorten(cx));
        let mut response = rest.call(request, below).await;
        if self.server_timing {
            let total = Duration::from_nanos(timings.now());
            server_timing::append(&mut response, total, &timings);
        }
        #[cfg(feature = "metrics")]
        let response = observed.answered(response);
        response
    }
}

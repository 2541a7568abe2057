//! `Trace`: one span for each request.

mod request_span;

use tracing::{Instrument, Level};

use self::request_span::RequestSpan;
use super::{levels::is_heard, observer::Observed};
use crate::{Next, Request, Response, describe::Description, either::Either, middleware};

/// Opens one `tracing` span for each request, with OpenTelemetry's stable HTTP names.
///
/// What the stages below log is inside of it. The span ends with the last byte of the response. Its
/// name is `request`, its target `onionskin::trace`, and the fields are
///
/// | field | what it holds |
/// |---|---|
/// | `otel.name` | `GET /users/{id}`; only the method where no route has the path |
/// | `otel.kind` | `server` |
/// | `http.request.method` | the method, or `_OTHER` with `http.request.method_original` |
/// | `url.path`, `url.scheme` | what was asked |
/// | `url.query` | only when [asked for](Self::query), and without secrets |
/// | `http.route` | the path of the route, as it was declared |
/// | `server.address` | the host that was asked for |
/// | `client.address` | what a [`ProxyHeaders`](crate::ProxyHeaders) has found, or the peer's address |
/// | `network.peer.address` | the peer's address |
/// | `network.protocol.version` | `1.1`, `2` |
/// | `user_agent.original` | the `User-Agent` |
/// | `http.response.status_code` | the status |
/// | `http.response.body.size` | the bytes of the body |
/// | `error.type` | for 5xx the status, else `panic`, `disconnected`, `aborted` or `broken` |
/// | `otel.status_code` | `ERROR` for 5xx, panics and broken responses; never for 4xx |
/// | `onionskin.request_id` | the request's id, where a [`RequestIds`](crate::RequestIds) stands above |
/// | `onionskin.stage` | the stage or the handler that raised the error of a 5xx |
/// | `onionskin.stages` | only when [asked for](Self::stages): the stages on the way, outermost first |
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn user(Path(id): Path<u64>) -> String {
///     format!("user {id}")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { Trace::new(), => routes { GET "/users/{id}" => user } };
/// let client = onionskin::TestClient::new(app);
/// assert_eq!(client.get("/users/7").await.text().await, "user 7");
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`level`](Self::level) | `INFO` |
/// | [`query`](Self::query) | `false` |
/// | [`stages`](Self::stages) | `false` |
///
/// A request costs nothing here when nobody listens at the level.
///
/// # Security
///
/// No trace context is taken from clients: `traceparent` and its kin begin no span of theirs here, so
/// nobody outside can join or flood a trace of yours. Paths are recorded as clients sent them.
///
/// Source: OpenTelemetry, semantic conventions for HTTP spans (stable).
#[derive(Clone, Debug)]
#[must_use]
pub struct Trace {
    level: Level,
    query: bool,
    stages: bool,
}

impl Trace {
    /// Opens spans at `INFO`, without queries and the names of stages.
    pub fn new() -> Self {
        Self {
            level: Level::INFO,
            query: false,
            stages: false,
        }
    }

    /// Sets the level of the span.
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Says whether `url.query` is recorded; what is secret by its name is redacted.
    pub fn query(mut self, query: bool) -> Self {
        self.query = query;
        self
    }

    /// Says whether `onionskin.stages` is recorded: the names of the stages between here and the handler
    /// of the request, and the handler's.
    pub fn stages(mut self, stages: bool) -> Self {
        self.stages = stages;
        self
    }
}

#[middleware]
impl Trace {
    async fn handle(&self, req: &mut Request, stack: &Description, next: impl Next) -> Response {
        let answer = if is_heard(self.level) {
            Either::right(self.open(req, stack, next))
        } else {
            Either::left(next.run(req))
        };
        answer.await
    }
}

impl Trace {
    /// In a frame of its own, so that there is little to do where nobody listens.
    async fn open(&self, req: &mut Request, stack: &Description, next: impl Next) -> Response {
        let span = RequestSpan::open(self, req, stack);
        let inside = span.span().clone();
        let mut observed = Observed::begin(req, span);
        let response = next.run(observed.request()).instrument(inside).await;
        observed.answered(response)
    }
}

impl Default for Trace {
    fn default() -> Self {
        Self::new()
    }
}

//! `Trace`: one span for each request.

mod request_span;
mod trace_parent;

use std::{error::Error, fmt};

use tracing::{Instrument, Level};

use self::request_span::RequestSpan;
use super::{Texts, levels::is_heard, observer::Observed, trust::Trust};
use crate::{
    Connection, Next, Peer, Request, RequestExt, Response, describe::Description, middleware,
};
pub use trace_parent::{TraceParent, TraceParentError};

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
/// | `url.path` | what was asked |
/// | `url.scheme` | what a [`ProxyHeaders`](crate::ProxyHeaders) has found, or the connection's |
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
/// | `trace_id`, `parent_span_id`, `trace_flags` | the trace of a [trusted](Self::trust) peer that the request belongs to: its [`TraceParent`] |
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
/// | [`trust`](Self::trust), [`trust_unix`](Self::trust_unix), [`trust_everyone`](Self::trust_everyone) | nobody's `traceparent` |
///
/// A request costs nothing here when nobody listens at the level.
///
/// # What this does not protect against
///
/// Clients that put secrets into paths, which are recorded as they were sent, and clients that send more
/// requests than spans can be kept of. No trace context is taken from peers that are not trusted: nobody
/// outside can join or flood a trace of yours. One that is malformed, or there twice, is none.
///
/// Sources: OpenTelemetry, semantic conventions for HTTP spans (stable); W3C Trace Context.
#[derive(Clone, Debug)]
#[must_use]
pub struct Trace {
    level: Level,
    query: bool,
    stages: bool,
    trust: Trust,
    unfit: Option<TraceError>,
}

/// Settings of [`Trace`] that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TraceError {
    /// This is neither an address nor a network.
    Network(String),
}

impl Trace {
    /// Opens spans at `INFO`, without queries and the names of stages.
    pub fn new() -> Self {
        Self {
            level: Level::INFO,
            query: false,
            stages: false,
            trust: Trust::default(),
            unfit: None,
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

    /// Records the traces that peers in these networks say a request belongs to.
    ///
    /// A network is written as `10.0.0.0/8`, a single machine as `192.0.2.1`.
    ///
    /// # Security
    ///
    /// A proxy that passes the `traceparent` of its client on lets the client choose the trace. Name those
    /// that set their own, or services that call this one.
    pub fn trust(mut self, networks: impl Texts) -> Self {
        for network in networks {
            if let Err(text) = self.trust.add(network.as_ref()) {
                self.unfit.get_or_insert(TraceError::Network(text));
            }
        }
        self
    }

    /// Records the traces that peers on Unix sockets name.
    pub fn trust_unix(mut self) -> Self {
        self.trust.unix = true;
        self
    }

    /// Records the traces that anybody names.
    ///
    /// # Security
    ///
    /// Clients can then put their requests into traces of others.
    pub fn trust_everyone(mut self) -> Self {
        self.trust.everyone = true;
        self
    }

    /// The trace that the request belongs to, when whoever says so can be believed.
    fn parent(&self, req: &Request) -> Option<TraceParent> {
        let peer = req.connection().map_or(Peer::Unknown, Connection::peer);
        let parent = self.trust.believes(peer).then(|| TraceParent::of(req));
        parent.flatten()
    }
}

#[middleware]
impl Trace {
    #[applies]
    fn is_listened_to(&self) -> bool {
        is_heard(self.level)
    }

    async fn handle(&self, req: &mut Request, stack: &Description, next: impl Next) -> Response {
        let span = RequestSpan::open(self, req, stack);
        let inside = span.span().clone();
        let mut observed = Observed::begin(req, span);
        let response = next.run(observed.request()).instrument(inside).await;
        observed.answered(response)
    }

    /// Tells whether these settings can work.
    ///
    /// # Errors
    ///
    /// The first [`TraceError`] that was met.
    #[check]
    pub fn check(&self) -> Result<(), TraceError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }
}

impl Default for Trace {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Network(text) = self;
        write!(
            formatter,
            "{text:?} is neither an address nor a network; write `192.0.2.1`, `10.0.0.0/8` or `fd00::/8`"
        )
    }
}

impl Error for TraceError {}

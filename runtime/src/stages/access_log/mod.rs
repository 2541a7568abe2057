//! `AccessLog`: one line for each request.

mod line;

use std::{fmt, net::IpAddr, sync::Arc};

use tracing::Level;

use self::line::Line;
use super::{levels::is_heard, observer::Observed};
use crate::{Next, Request, Response, describe::Description, middleware};

/// Logs one structured `tracing` event for each request, when the last byte of its response has gone.
///
/// Also for a request that panics, whose client hangs up, or whose response breaks off. The target is
/// `onionskin::access`, and the fields are
///
/// | field | what it holds |
/// |---|---|
/// | `method`, `path` | what was asked, as it came |
/// | `query` | only when [asked for](Self::query), and without secrets |
/// | `route` | the path of the route, as it was declared: `/users/{id}` |
/// | `status` | the status; none when there was no response |
/// | `duration_ms` | milliseconds from here to the end of the body |
/// | `bytes` | the bytes of the response's body, as this stage saw them |
/// | `client` | the client's address: what a [`ProxyHeaders`](crate::ProxyHeaders) below has found, or the peer's |
/// | `request_id` | the request's id, where a [`RequestIds`](crate::RequestIds) stands above, whatever its header is called |
/// | `stage` | the stage or the handler that raised the error of a 5xx |
/// | `outcome` | `answered`, `failed`, `panicked`, `disconnected`; `aborted` or `broken` in the middle of the body |
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
/// let app = middleware_stack! { AccessLog::new(), => routes { GET "/users/{id}" => user } };
/// let client = onionskin::TestClient::new(app);
/// assert_eq!(client.get("/users/7").await.text().await, "user 7");
/// // method="GET" path="/users/7" route="/users/{id}" status=200 duration_ms=0.061 bytes=6 …
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`level`](Self::level) | `INFO` |
/// | [`failure_level`](Self::failure_level): 5xx, panics, broken responses | `WARN` |
/// | [`query`](Self::query) | `false` |
/// | [`client`](Self::client) | the address that `ProxyHeaders` found, or the peer's |
///
/// A request costs nothing here when nobody listens at its levels. A response whose body is in memory
/// is logged when it leaves this stage; a stream is followed to its end, which costs one box.
///
/// # What this does not protect against
///
/// Secrets in paths, which are logged as clients sent them: give such routes a parameter in the body. Query
/// strings hold tokens too often to be logged unasked, and what is secret by its name is redacted. Clients
/// that fill the disk: how much is kept is up to the subscriber.
///
/// Source: OWASP Logging Cheat Sheet; the fields are those that access logs of servers have.
#[derive(Clone)]
#[must_use]
pub struct AccessLog {
    level: Level,
    failure_level: Level,
    query: bool,
    client: Option<Arc<ClientOf>>,
}

type ClientOf = dyn Fn(&Request) -> Option<IpAddr> + Send + Sync;

impl AccessLog {
    /// Logs without queries, at `INFO` and failures at `WARN`.
    pub fn new() -> Self {
        Self {
            level: Level::INFO,
            failure_level: Level::WARN,
            query: false,
            client: None,
        }
    }

    /// Sets the level of requests that went well, or were given up by the client.
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Sets the level of requests that failed: 5xx, panics, responses that broke off.
    ///
    /// Their errors are logged at `ERROR` elsewhere, once.
    pub fn failure_level(mut self, level: Level) -> Self {
        self.failure_level = level;
        self
    }

    /// Says whether the query is logged; what is secret by its name is redacted.
    pub fn query(mut self, query: bool) -> Self {
        self.query = query;
        self
    }

    /// Says how the client's address is found, once there is a response.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// /// Without the half that tells who it is.
    /// fn rounded(req: &Request) -> Option<std::net::IpAddr> {
    ///     match req.peer_addr()?.ip() {
    ///         std::net::IpAddr::V4(ip) => Some(std::net::Ipv4Addr::from_bits(ip.to_bits() & 0xffff_0000).into()),
    ///         std::net::IpAddr::V6(_) => None,
    ///     }
    /// }
    ///
    /// let stage = AccessLog::new().client(rounded);
    /// assert!(format!("{stage:?}").contains("client: true"));
    /// ```
    pub fn client(
        mut self,
        client: impl Fn(&Request) -> Option<IpAddr> + Send + Sync + 'static,
    ) -> Self {
        self.client = Some(Arc::new(client));
        self
    }
}

#[middleware]
impl AccessLog {
    #[applies]
    fn is_listened_to(&self) -> bool {
        is_heard(self.level.min(self.failure_level))
    }

    async fn handle(&self, req: &mut Request, stack: &Description, next: impl Next) -> Response {
        let line = Line::begin(self, req, stack.kept_route(req));
        let mut observed = Observed::begin(req, line);
        let response = next.run(observed.request()).await;
        observed.answered(response)
    }
}

impl Default for AccessLog {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for AccessLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessLog")
            .field("level", &self.level)
            .field("failure_level", &self.failure_level)
            .field("query", &self.query)
            .field("client", &self.client.is_some())
            .finish_non_exhaustive()
    }
}

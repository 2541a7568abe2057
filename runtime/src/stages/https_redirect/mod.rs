//! `HttpsRedirect`: the stage that sends clear-text requests to https.

mod clear_paths;
mod error;

use std::{borrow::Cow, fmt, sync::Once};

use http::{Method, StatusCode, header::FORWARDED, uri::PathAndQuery};

use self::clear_paths::ClearPaths;
pub use self::error::HttpsRedirectError;
use super::{ClientAddr, HostTrust, cors::is_websocket, trusted_host::HostPattern};
use crate::{
    IntoResponse, Next, Problem, Redirect, Request, Response, middleware,
    request::url_origin::default_port,
};

/// Sends clear-text requests to https: the same host, path and query.
///
/// Whether a request is clear text tells [`ClientAddr::is_https`] where [`ProxyHeaders`](crate::ProxyHeaders)
/// stands above, so a TLS connection that ends at a trusted proxy counts; otherwise the connection tells. GET and HEAD are redirected with 308. Other methods are a 403: what they carry has been
/// sent in the clear already, and repeating it would hide that. So are upgrades to WebSocket, whose clients
/// follow no redirects. The host of the new address is one that [`TrustedHost`](crate::TrustedHost) trusts,
/// or the one of [`to_host`](Self::to_host), and never merely what the client sent: without either it is a 400.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn hello() -> &'static str {
///     "hello"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     ProxyHeaders::new().trust(["10.0.0.0/8"]),
///     TrustedHost::new().allow(["example.org"]),
///     HttpsRedirect::new().exempt(["/health"]),
///     => hello
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app)
///     .base_url("http://example.org")
///     .follow_redirects(false);
/// let answer = client.get("/a?b=1").await;
/// answer.assert_status(308).assert_header("location", "https://example.org/a?b=1");
/// client.get("/health").await.assert_status(200);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`port`](Self::port) | 443 |
/// | [`to_host`](Self::to_host) | the host of the request, when it is trusted |
/// | [`temporary`](Self::temporary) | 308 |
/// | [`all_methods`](Self::all_methods) | GET and HEAD; 403 for others |
/// | [`exempt`](Self::exempt) | `/.well-known/acme-challenge/` |
///
/// # What this does not protect against
///
/// The first clear-text request of a client can be read and answered by whoever is in between. HSTS keeps
/// browsers from sending more of them.
///
/// Source: RFC 9110, section 15.4.9; RFC 8555, section 8.3, for the exemption.
#[must_use]
pub struct HttpsRedirect {
    port: u16,
    host: Option<String>,
    status: StatusCode,
    any_method: bool,
    exempt: ClearPaths,
    unfit: Option<HttpsRedirectError>,
    told: Once,
}

impl HttpsRedirect {
    /// Redirects GET and HEAD to port 443 of the same host, with 308.
    pub fn new() -> Self {
        Self {
            port: default_port(true),
            host: None,
            status: StatusCode::PERMANENT_REDIRECT,
            any_method: false,
            exempt: ClearPaths::new(),
            unfit: None,
            told: Once::new(),
        }
    }

    /// Sets the port of https as clients reach it. The port of the request is never kept.
    pub fn port(mut self, port: u16) -> Self {
        if port == 0 {
            self.unfit.get_or_insert(HttpsRedirectError::Port);
        }
        self.port = port;
        self
    }

    /// Redirects to this host, whatever host the request is for.
    pub fn to_host(mut self, host: &str) -> Self {
        let pattern = HostPattern::read(host).ok();
        self.host = pattern
            .filter(|pattern| pattern.port().is_none())
            .and_then(|pattern| pattern.only());
        if self.host.is_none() {
            self.unfit
                .get_or_insert(HttpsRedirectError::Host(host.to_owned()));
        }
        self
    }

    /// Redirects with 307: clients ask here again the next time.
    pub fn temporary(mut self) -> Self {
        self.status = StatusCode::TEMPORARY_REDIRECT;
        self
    }

    /// Redirects all methods.
    ///
    /// # Security
    ///
    /// A form that is sent in the clear then works, and nobody notices.
    pub fn all_methods(mut self) -> Self {
        self.any_method = true;
        self
    }

    /// Serves these paths in the clear, beside those that have been named before.
    ///
    /// A path that ends in `/` means all that is below it, too. What has a `%` or a `..` below it is not meant:
    /// it might be another path to what serves it.
    pub fn exempt<P: Into<Cow<'static, str>>>(
        mut self,
        paths: impl IntoIterator<Item = P>,
    ) -> Self {
        for path in paths {
            if let Err(path) = self.exempt.add(path.into()) {
                self.unfit.get_or_insert(HttpsRedirectError::Path(path));
            }
        }
        self
    }

    #[cold]
    fn refuse_or_redirect(
        &self,
        req: &Request,
        client: Option<&ClientAddr>,
        trust: &HostTrust,
    ) -> Response {
        let is_told_more = |client: &ClientAddr| client.has_ignored_headers();
        if client.map_or_else(|| names_a_proxy(req), is_told_more) {
            self.told.call_once(|| {
                tracing::warn!(
                    "a request was redirected to https that has headers of proxies which nobody trusts; \
                     if there is a proxy in front, name it with `ProxyHeaders::trust`"
                );
            });
        }
        let client = ClientAddr::or_direct(client, req);
        let host = match (&self.host, client.host()) {
            (Some(host), _) => &**host,
            (None, Ok(host)) if trust.is_trusted() => host.name(),
            (None, Err(error)) => return error.into_response(),
            (None, Ok(_)) => {
                return Problem::new(StatusCode::BAD_REQUEST)
                    .detail("the host of the request is not served here")
                    .into_response();
            }
        };
        let repeats = self.any_method || matches!(*req.method(), Method::GET | Method::HEAD);
        if !repeats || is_websocket(req) {
            return Problem::new(StatusCode::FORBIDDEN)
                .detail("this is served over https only")
                .into_response();
        }
        let target = match req.uri().path_and_query().map(PathAndQuery::as_str) {
            // The server as a whole is its name alone (RFC 9112, section 3.2.4).
            Some("*") | None => "/",
            Some(target) => target,
        };
        let location = match self.port {
            443 => format!("https://{host}{target}"),
            port => format!("https://{host}:{port}{target}"),
        };
        match self.status {
            StatusCode::TEMPORARY_REDIRECT => Redirect::temporary(&location),
            _ => Redirect::permanent(&location),
        }
        .into_response()
    }
}

#[middleware]
impl HttpsRedirect {
    #[applies]
    #[inline]
    fn is_for(&self, req: &Request, client: Option<&ClientAddr>) -> bool {
        !ClientAddr::is_https_or_direct(client, req) && !self.exempt.hold(req.uri().path())
    }

    // Not `before`: for what passes, a hook would have a frame, and this has a branch.
    #[expect(clippy::unused_async, reason = "whom it is for, it never lets in")]
    async fn handle(
        &self,
        req: &mut Request,
        client: Option<&ClientAddr>,
        trust: &HostTrust,
        _next: impl Next,
    ) -> Response {
        self.refuse_or_redirect(req, client, trust)
    }

    /// Tells whether these settings can work.
    ///
    /// # Errors
    ///
    /// The first [`HttpsRedirectError`] that was met.
    #[check]
    pub fn check(&self) -> Result<(), HttpsRedirectError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }
}

/// Whether something in front has said by which scheme it was asked, to a stack that believes nobody.
fn names_a_proxy(req: &Request) -> bool {
    req.headers().contains_key(FORWARDED) || req.headers().contains_key("x-forwarded-proto")
}

impl Default for HttpsRedirect {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpsRedirect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpsRedirect")
            .field("port", &self.port)
            .field("host", &self.host)
            .field("status", &self.status)
            .field("any_method", &self.any_method)
            .field("exempt", &self.exempt)
            .finish_non_exhaustive()
    }
}

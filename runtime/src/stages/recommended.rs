//! `Recommended`: the stages that every public application should stand behind.

use super::{
    AccessLog, BodyLimit, ClientAddr, ConcurrencyLimit, Cors, HostTrust, Hsts, HttpsRedirect,
    ProxyHeaders, RequestId, RequestIds, SecurityHeaders, ServerError, Texts, Timeout, Trace,
    TrustedHost,
};
#[cfg(feature = "compression")]
use super::{Compression, Decompression};
use crate::{Lend, Stage, describe::Description, middleware_stack};

/// Gives the stages that every public application should stand behind, with careful settings.
///
/// They are those that need nothing from the application; sessions, users and `Csrf` go below them. What
/// must be told is told by the first two methods of [`Recommended`]: which [hosts](Recommended::hosts) are
/// ours, and which [proxies](Recommended::trust_proxies) stand in front.
///
/// # Examples
///
/// ```
/// use onionskin::{prelude::*, stages::recommended};
///
/// #[handler]
/// fn hello(client: &ClientAddr, id: &RequestId) -> String {
///     format!("hello {client}, you are {id}")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     recommended().hosts(["example.org"]).trust_proxies(["10.0.0.0/8"]).stages(),
///     => routes { GET "/" => hello }
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app).follow_redirects(false);
/// client.get("https://example.org/").await.assert_status(200);
/// client.get("http://example.org/").await.assert_status(308);
/// client.get("https://evil.example/").await.assert_status(400);
/// # }
/// # }
/// ```
pub fn recommended() -> Recommended {
    Recommended::new()
}

/// The stages that every public application should stand behind, and their settings.
///
/// Made by [`recommended`]. From the outside in:
///
/// | stage | setting | unless told otherwise |
/// |---|---|---|
/// | [`RequestIds`] | [`trust_proxies`](Self::trust_proxies) | every request gets an id of ours |
/// | [`Trace`] | [`trace`](Self::trace) | a span for each request, if anybody listens |
/// | [`AccessLog`] | [`access_log`](Self::access_log) | a line for each request, if anybody listens |
/// | [`ProxyHeaders`] | [`trust_proxies`](Self::trust_proxies), [`proxy_headers`](Self::proxy_headers) | nobody is believed |
/// | [`SecurityHeaders`] | [`security_headers`](Self::security_headers) | the strict set |
/// | [`Hsts`] | [`hsts`](Self::hsts) | two years, with subdomains, over https only |
/// | [`TrustedHost`] | [`hosts`](Self::hosts), [`trusted_host`](Self::trusted_host) | the names of this machine |
/// | [`HttpsRedirect`] | [`https_redirect`](Self::https_redirect) | to port 443 |
/// | [`Cors`] | [`cors`](Self::cors) | not there: pages of other origins read nothing |
/// | [`ServerError`] | [`server_error`](Self::server_error) | errors without their inside |
/// | [`ConcurrencyLimit`] | [`concurrency_limit`](Self::concurrency_limit) | 512 at once, 512 in line |
/// | [`Timeout`] | [`timeout`](Self::timeout) | 30 s to the head of a response |
/// | [`BodyLimit`] | [`body_limit`](Self::body_limit) | 2 MiB |
/// | `Decompression` | `decompression` | at most 10 MiB and 100 times the size |
/// | `Compression` | `compression` | what is worth it |
///
/// The last two are there with the cargo feature `compression`. The order has its reasons: refusals and errors
/// carry the id and the headers that browsers need, the host is checked before anything is made of it, and
/// errors are answered inside `Cors`, so that pages can read them.
///
/// # Defaults
///
/// Those of the table; all others are those of each stage's own page.
///
/// # What this does not protect against
///
/// Forged requests: put [`Csrf`](crate::Csrf) below it, and below the sessions. Clients that ask too often. Mistakes of the application.
///
/// Sources: OWASP Secure Headers Project and Cheat Sheets; each stage's page names its own.
#[derive(Debug)]
#[must_use = "`stages` makes the stages"]
pub struct Recommended {
    request_ids: RequestIds,
    trace: Option<Trace>,
    access_log: Option<AccessLog>,
    proxy_headers: ProxyHeaders,
    security_headers: SecurityHeaders,
    is_plain: bool,
    hsts: Option<Hsts>,
    trusted_host: TrustedHost,
    https_redirect: Option<HttpsRedirect>,
    cors: Option<Cors>,
    server_error: ServerError,
    concurrency_limit: ConcurrencyLimit,
    timeout: Timeout,
    body_limit: BodyLimit,
    #[cfg(feature = "compression")]
    decompression: Decompression,
    #[cfg(feature = "compression")]
    compression: Compression,
}

impl Recommended {
    fn new() -> Self {
        Self {
            request_ids: RequestIds::new(),
            trace: Some(Trace::new()),
            access_log: Some(AccessLog::new()),
            proxy_headers: ProxyHeaders::new(),
            security_headers: SecurityHeaders::new(),
            is_plain: false,
            hsts: Some(Hsts::new()),
            trusted_host: TrustedHost::new(),
            https_redirect: Some(HttpsRedirect::new()),
            cors: None,
            server_error: ServerError::new(),
            concurrency_limit: ConcurrencyLimit::new(),
            timeout: Timeout::new(),
            body_limit: BodyLimit::new(),
            #[cfg(feature = "compression")]
            decompression: Decompression::new(),
            #[cfg(feature = "compression")]
            compression: Compression::new(),
        }
    }

    /// Serves these hosts; see [`TrustedHost::allow`].
    pub fn hosts(mut self, hosts: impl Texts) -> Self {
        self.trusted_host = self.trusted_host.allow(hosts);
        self
    }

    /// Believes the proxies in these networks: their addresses, schemes and request ids.
    ///
    /// See [`ProxyHeaders::trust`] and [`RequestIds::trust`].
    pub fn trust_proxies(mut self, networks: impl Texts) -> Self {
        let networks: Vec<_> = networks.into_iter().collect();
        self.proxy_headers = self.proxy_headers.trust(&networks);
        self.request_ids = self.request_ids.trust(&networks);
        self
    }

    /// Serves the names of this machine too, by plain http, and without [`Hsts`]: for development.
    ///
    /// Of the headers that protect pages those are left out that a page by plain http does not work with:
    /// `upgrade-insecure-requests`, and `Referrer-Policy: no-referrer`, which is `same-origin` instead,
    /// so that [`Csrf`](crate::Csrf) knows forms of our own in every browser.
    pub fn plain_http_for_development(mut self) -> Self {
        self.is_plain = true;
        self.trusted_host = self.trusted_host.allow_loopback();
        self.https_redirect = None;
        self.hsts = None;
        self
    }

    /// Lets pages of other origins read answers.
    pub fn cors(mut self, cors: Cors) -> Self {
        self.cors = Some(cors);
        self
    }

    /// Sets how large bodies may be.
    pub fn body_limit(mut self, body_limit: BodyLimit) -> Self {
        self.body_limit = body_limit;
        self
    }

    /// Sets how long answers may take.
    pub fn timeout(mut self, timeout: Timeout) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how many requests run at once.
    pub fn concurrency_limit(mut self, concurrency_limit: ConcurrencyLimit) -> Self {
        self.concurrency_limit = concurrency_limit;
        self
    }

    /// Sets how packed bodies of requests are bounded.
    #[cfg(feature = "compression")]
    pub fn decompression(mut self, decompression: Decompression) -> Self {
        self.decompression = decompression;
        self
    }

    /// Sets which answers are packed.
    #[cfg(feature = "compression")]
    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }

    /// Sets the headers by which browsers protect pages.
    pub fn security_headers(mut self, security_headers: SecurityHeaders) -> Self {
        self.security_headers = security_headers;
        self
    }

    /// Sets how browsers are told to come back by https; `None` to tell them nothing.
    pub fn hsts(mut self, hsts: impl Into<Option<Hsts>>) -> Self {
        self.hsts = hsts.into();
        self
    }

    /// Sets where clear-text requests are sent; `None` to serve them.
    pub fn https_redirect(mut self, https_redirect: impl Into<Option<HttpsRedirect>>) -> Self {
        self.https_redirect = https_redirect.into();
        self
    }

    /// Sets how errors are answered.
    pub fn server_error(mut self, server_error: ServerError) -> Self {
        self.server_error = server_error;
        self
    }

    /// Sets how requests get their ids, in place of what [`trust_proxies`](Self::trust_proxies) has set.
    pub fn request_ids(mut self, request_ids: RequestIds) -> Self {
        self.request_ids = request_ids;
        self
    }

    /// Sets what is traced of a request; `None` for nothing.
    pub fn trace(mut self, trace: impl Into<Option<Trace>>) -> Self {
        self.trace = trace.into();
        self
    }

    /// Sets what is logged of a request; `None` for nothing.
    pub fn access_log(mut self, access_log: impl Into<Option<AccessLog>>) -> Self {
        self.access_log = access_log.into();
        self
    }

    /// Sets which proxies are believed and how, in place of what [`trust_proxies`](Self::trust_proxies) has set.
    pub fn proxy_headers(mut self, proxy_headers: ProxyHeaders) -> Self {
        self.proxy_headers = proxy_headers;
        self
    }

    /// Sets which hosts are served and how, in place of what [`hosts`](Self::hosts) has set.
    pub fn trusted_host(mut self, trusted_host: TrustedHost) -> Self {
        self.trusted_host = trusted_host;
        self
    }

    /// Makes the stages, as one to be put at the top of a stack.
    ///
    /// It lends a [`RequestId`], a [`ClientAddr`] and a [`HostTrust`].
    ///
    /// # Panics
    ///
    /// When a setting cannot work, as every stack does; the message says what to write instead.
    pub fn stages(self) -> impl Stage<Needs = (Description, ()), Lends = Lent> {
        let bodies = {
            #[cfg(feature = "compression")]
            {
                middleware_stack! { self.body_limit, self.decompression, self.compression }
            }
            #[cfg(not(feature = "compression"))]
            {
                middleware_stack! { self.body_limit }
            }
        };
        let security_headers = if self.is_plain {
            self.security_headers.for_plain_http()
        } else {
            self.security_headers
        };
        middleware_stack! {
            self.request_ids,
            self.trace,
            self.access_log,
            self.proxy_headers,
            (security_headers),
            self.hsts,
            self.trusted_host,
            self.https_redirect,
            self.cors,
            self.server_error,
            self.concurrency_limit,
            self.timeout,
            (bodies),
        }
    }
}

/// What the stages lend, in their order.
type Lent = ((Lend<RequestId>, Lend<ClientAddr>), Lend<HostTrust>);

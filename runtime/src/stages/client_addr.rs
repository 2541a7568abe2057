//! `ClientAddr`: who asks, and by which scheme and host, as far as it can be believed.

use std::{borrow::Cow, fmt, net::IpAddr};

use crate::{
    Connection, Host, HostError, Peer, Request, RequestExt,
    request::url_origin::{UrlOrigin, default_port},
};

/// Who asks, and by which scheme and host, as far as it can be believed.
///
/// [`ProxyHeaders`](crate::ProxyHeaders) lends it. Behind trusted proxies it tells what they tell;
/// otherwise it tells of the connection and the request themselves.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn whoami(client: &ClientAddr) -> String {
///     format!("{client} by {}", client.scheme())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { ProxyHeaders::new().trust(["127.0.0.1"]), => whoami };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app).base_url("http://localhost");
/// let response = client
///     .get("/")
///     .header("x-forwarded-for", "203.0.113.7")
///     .header("x-forwarded-proto", "https");
/// assert_eq!(response.await.text().await, "203.0.113.7 by https");
/// # }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ClientAddr {
    pub(super) peer: Peer,
    pub(super) ip: Option<IpAddr>,
    pub(super) port: Option<u16>,
    pub(super) trusted_hops: usize,
    pub(super) is_https: bool,
    pub(super) host: Result<Host, HostError>,
    pub(super) has_ignored: bool,
    pub(super) is_forwarded: bool,
}

impl ClientAddr {
    /// Tells who asks when no proxy is believed: the peer itself.
    ///
    /// For tests and for stages that lend it another way.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Body, ClientAddr, Request};
    ///
    /// let client = ClientAddr::direct(&Request::new(Body::empty()));
    /// assert_eq!((client.ip(), client.is_https()), (None, false));
    /// ```
    #[must_use]
    pub fn direct(request: &Request) -> Self {
        let connection = request.connection();
        let peer = connection.map_or(Peer::Unknown, Connection::peer);
        let (ip, port) = match peer {
            Peer::Tcp(address) => (Some(address.ip().to_canonical()), Some(address.port())),
            Peer::Unix | Peer::Unknown => (None, None),
        };
        Self {
            peer,
            ip,
            port,
            trusted_hops: 0,
            is_https: connection.is_some_and(Connection::is_tls),
            host: Host::of(request),
            has_ignored: false,
            is_forwarded: false,
        }
    }

    /// Who asks, when nobody above may know: the peer then.
    pub(super) fn or_direct<'a>(known: Option<&'a Self>, request: &Request) -> Cow<'a, Self> {
        known.map_or_else(|| Cow::Owned(Self::direct(request)), Cow::Borrowed)
    }

    /// Whether the client speaks https; to us, when nobody above may know.
    #[inline]
    pub(super) fn is_https_or_direct(known: Option<&Self>, request: &Request) -> bool {
        known.map_or_else(|| is_tls(request), Self::is_https)
    }

    /// Gives the address of the client, IPv4 never in the guise of IPv6.
    ///
    /// `None` when nobody knows: over a Unix socket whose other end is not trusted, without a
    /// connection, and when a trusted proxy names something that is no address.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }

    /// Gives the port of the client, when it is known; most proxies do not tell.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Tells who is at the other end of the connection; behind a proxy that is the proxy.
    #[must_use]
    pub fn peer(&self) -> Peer {
        self.peer
    }

    /// Tells how many trusted proxies the request came through; without any, the client is the peer.
    #[must_use]
    pub fn trusted_hops(&self) -> usize {
        self.trusted_hops
    }

    /// Tells whether the client speaks https, to us or to the proxy in front.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.is_https
    }

    /// Gives the scheme that the client used: `https` or `http`.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        if self.is_https { "https" } else { "http" }
    }

    /// Gives the host that the client asked for.
    ///
    /// # Errors
    ///
    /// [`HostError`] when there is none, more than one, or one that cannot be read.
    ///
    /// # Security
    ///
    /// The client chooses it. [`TrustedHost`](crate::TrustedHost) tells whether it is one of ours.
    pub fn host(&self) -> Result<&Host, HostError> {
        self.host.as_ref().map_err(|error| *error)
    }

    /// Gives the port that the client asked: the one it named, or that of the scheme.
    #[must_use]
    pub fn host_port(&self) -> u16 {
        let named = self.host.as_ref().ok().and_then(Host::port);
        named.unwrap_or(default_port(self.is_https))
    }

    /// Tells whether a URL, or the value of an `Origin` header, is of the origin that was asked:
    /// of the same scheme, host and port.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Body, ClientAddr, http};
    ///
    /// let request = http::Request::get("/")
    ///     .header("host", "example.org")
    ///     .body(Body::empty())
    ///     .unwrap();
    /// let client = ClientAddr::direct(&request);
    /// assert!(client.is_same_origin("http://EXAMPLE.org:80/a?b"));
    /// assert!(!client.is_same_origin("https://example.org"));
    /// assert!(!client.is_same_origin("null"));
    /// ```
    #[must_use]
    pub fn is_same_origin(&self, url: &str) -> bool {
        let (Ok(host), Some(origin)) = (self.host(), UrlOrigin::of(url)) else {
            return false;
        };
        origin.is_https == self.is_https && origin.port == self.host_port() && origin.is_host(host)
    }

    /// Tells whether the request had headers of proxies that were not believed.
    ///
    /// Behind a proxy it means that the settings of [`ProxyHeaders`](crate::ProxyHeaders) do not fit;
    /// without one, that the client tried.
    #[must_use]
    pub fn has_ignored_headers(&self) -> bool {
        self.has_ignored
    }
}

impl fmt::Display for ClientAddr {
    /// Writes the address, or `unknown`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ip {
            Some(ip) => ip.fmt(formatter),
            None => formatter.write_str("unknown"),
        }
    }
}

/// Whether the connection is secured. Not where it is called: most stacks have a stage that knows.
#[inline(never)]
fn is_tls(request: &Request) -> bool {
    request.connection().is_some_and(Connection::is_tls)
}

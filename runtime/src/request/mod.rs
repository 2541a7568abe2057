//! `RequestExt`: what a stage or a handler asks of a request every day.

pub(crate) mod authority;
mod connection;
mod cookies;
mod facts;
mod host;
mod look_up;
mod path_params;
pub(crate) mod url_origin;

use std::{borrow::Cow, net::SocketAddr, sync::Arc};

use cookie::Cookie;
use http::header::{AsHeaderName, CONTENT_TYPE};

use crate::Request;
pub use connection::{Connection, Peer};
pub use cookies::Cookies;
pub(crate) use facts::{Client, Facts};
pub use host::{Host, HostError};
pub(crate) use look_up::{LookUp, Several};
pub use path_params::{PathParam, PathParams};

/// How many bytes the extractors read of a body unless told otherwise: 2 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Asks a [`Request`] what stages and handlers need to know every day.
///
/// # Examples
///
/// ```
/// use onionskin::{Body, RequestExt, http};
///
/// let request = http::Request::get("/")
///     .header("cookie", "theme=dark")
///     .body(Body::empty())
///     .unwrap();
/// assert_eq!(request.cookie("theme").unwrap().value(), "dark");
/// ```
pub trait RequestExt {
    /// Gives the text of a header; `None` also when it is not visible ASCII.
    ///
    /// Of several headers with this name it is the first.
    fn header(&self, name: impl AsHeaderName) -> Option<&str>;

    /// Gives the `Content-Type` as it was sent.
    fn content_type(&self) -> Option<&str>;

    /// Gives the cookie `name`, also when it was sent under a security prefix.
    ///
    /// `__Host-` and `__Secure-` in front of a name are attributes of the cookie (RFC 6265bis, section
    /// 4.1.3), and so are `__Host-Http-` and `__Http-`. So `cookie("SESSION_ID")` finds
    /// `__Host-Http-SESSION_ID`, then `__Host-`, `__Http-` and `__Secure-SESSION_ID`, then `SESSION_ID`.
    /// Of several cookies with one name the last counts.
    ///
    /// # Security
    ///
    /// Preferring the prefixed one means that a neighbouring host, which can only set the bare name,
    /// cannot replace a cookie that this host set with a prefix.
    fn cookie(&self, name: &str) -> Option<Cookie<'_>>;

    /// Gives the cookie whose whole name, prefix included, is `name`; the last of several.
    fn cookie_exact(&self, name: &str) -> Option<Cookie<'_>>;

    /// Walks over all cookies, in the order in which they were sent.
    ///
    /// Several `Cookie` headers are read as one (HTTP/2 splits them). What has no name, no `=`, or is
    /// not UTF-8 is skipped; the others are not lost by it. Values in quotes lose the quotes, and
    /// percent-encoded UTF-8 is decoded; a value that needs neither is borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Body, RequestExt, http};
    ///
    /// let request = http::Request::get("/")
    ///     .header("cookie", "id=1; nonsense; id=2")
    ///     .body(Body::empty())
    ///     .unwrap();
    /// let ids = request.cookies().filter(|cookie| cookie.name() == "id");
    /// assert_eq!(ids.count(), 2);
    /// ```
    fn cookies(&self) -> Cookies<'_>;

    /// Gives the address of the client's end of the connection.
    ///
    /// Behind a proxy that is the proxy. `None` over a Unix socket and without a connection.
    fn peer_addr(&self) -> Option<SocketAddr>;

    /// Gives what is known of the connection; `None` when the request came without one.
    fn connection(&self) -> Option<&Connection>;

    /// Gives the part of the path that the route calls `name`, percent-decoded.
    ///
    /// `None` when the route has no such part, or when it is not UTF-8 after decoding; the
    /// [`Path`](crate::Path) extractor tells the two apart.
    fn path_param(&self, name: &str) -> Option<Cow<'_, str>>;

    /// Gives all parts of the path that the route names, in the order of the path, raw and decoded.
    fn path_params(&self) -> PathParams<'_>;

    /// Says over which connection the request came.
    ///
    /// For those who make requests by themselves: a server of their own, a test, a benchmark.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use onionskin::{Connection, Peer, prelude::*};
    ///
    /// let peer = "203.0.113.7:4711".parse().unwrap();
    /// let mut request = Request::new(Body::empty());
    /// request.set_connection(&Arc::new(Connection::new(Peer::Tcp(peer), None, false)));
    /// assert_eq!(request.peer_addr(), Some(peer));
    /// ```
    fn set_connection(&mut self, connection: &Arc<Connection>);

    /// Tells how many bytes the extractors read of this body; [`DEFAULT_BODY_LIMIT`] unless set.
    fn body_limit(&self) -> usize;

    /// Sets how many bytes the extractors below read of this body.
    fn set_body_limit(&mut self, bytes: usize);
}

impl RequestExt for Request {
    fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE)
    }

    fn cookie(&self, name: &str) -> Option<Cookie<'_>> {
        cookies::find(self.headers(), name)
    }

    fn cookie_exact(&self, name: &str) -> Option<Cookie<'_>> {
        cookies::find_exact(self.headers(), name)
    }

    fn cookies(&self) -> Cookies<'_> {
        Cookies::of(self.headers())
    }

    fn peer_addr(&self) -> Option<SocketAddr> {
        self.connection()?.peer_addr()
    }

    fn connection(&self) -> Option<&Connection> {
        Facts::of(self)?.connection()
    }

    fn path_param(&self, name: &str) -> Option<Cow<'_, str>> {
        self.path_params().get(name)?.decoded()
    }

    fn path_params(&self) -> PathParams<'_> {
        PathParams::of(self)
    }

    fn set_connection(&mut self, connection: &Arc<Connection>) {
        let connection = Arc::clone(connection);
        Facts::install(self.extensions_mut(), http::Extensions::new(), connection);
    }

    fn body_limit(&self) -> usize {
        Facts::of(self)
            .and_then(Facts::body_limit)
            .unwrap_or(DEFAULT_BODY_LIMIT)
    }

    fn set_body_limit(&mut self, bytes: usize) {
        Facts::of_mut(self).set_body_limit(bytes);
    }
}

//! `ProxyHeaders`: the stage that finds out who asks when proxies stand in front.

mod error;
mod forwarded;
mod node;
mod resolve;
mod scrub;
mod walk;
mod x_forwarded;

use std::net::IpAddr;

use http::HeaderName;

use super::{ClientAddr, Texts, trust::Trust};
use crate::{NextWith, Request, Response, middleware, request::Client};
pub use error::ProxyHeadersError;

/// Lends a [`ClientAddr`]: who asks, by which scheme and host, also behind proxies.
///
/// Nobody is believed until told: then the client is the peer of the connection, and the headers in
/// which proxies tell of others are taken off the request, so that nothing below believes them either.
/// Behind proxies, name them: [`trust`](Self::trust) their networks, [`trust_unix`](Self::trust_unix)
/// sockets, or count their [`hops`](Self::hops). The list of addresses is then read from the right, where
/// the nearest proxy has written, up to the first address that is no proxy of ours: what a client puts
/// into the list itself stands left of it and is never reached.
///
/// What cannot be read fails no request. An entry that is no address, or a malformed `Forwarded`, makes the
/// client unknown, not the proxy: else whoever sends nonsense would pass for a machine of ours. A list
/// shorter than the `hops` means that the request took another way, so the peer is the client.
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`trust`](Self::trust), [`trust_unix`](Self::trust_unix), [`hops`](Self::hops) | nobody |
/// | [`rfc7239`](Self::rfc7239), [`single_header`](Self::single_header) | `X-Forwarded-For` and `-Proto` |
/// | [`forwarded_host`](Self::forwarded_host) | `X-Forwarded-Host` and `-Port` are not read |
/// | [`keep_raw`](Self::keep_raw) | headers that are not believed are taken off |
/// | [`inject_header`](Self::inject_header) | no header |
/// | [`map_proxies`](Self::map_proxies), [`map_clients`](Self::map_clients) | addresses as they are |
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn whoami(client: &ClientAddr) -> String {
///     client.to_string()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     ProxyHeaders::new().trust(["127.0.0.0/8", "10.0.0.0/8"]),
///     => whoami
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let asked = client.get("/").header("x-forwarded-for", "6.6.6.6, 203.0.113.7, 10.0.0.3");
/// assert_eq!(asked.await.text().await, "203.0.113.7");
/// # }
/// # }
/// ```
///
/// # Security
///
/// Trust only what really stands in front, and only if it overwrites or appends to the headers that are
/// read: a proxy that passes the client's `X-Forwarded-Proto` on lets the client choose the scheme.
/// `hops` alone believes every peer; use it where nobody but the proxies can reach the server.
///
/// # What this does not protect against
///
/// Proxies that lie, and clients that share an address.
///
/// Source: RFC 7239 for `Forwarded`; the `X-Forwarded-*` headers have no standard.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ProxyHeaders {
    trust: Trust,
    family: Family,
    takes_host: bool,
    keeps_raw: bool,
    injected: Option<HeaderName>,
    map_client: Option<fn(IpAddr) -> IpAddr>,
    unfit: Option<ProxyHeadersError>,
}

/// The headers that are read; all others are somebody else's words.
#[derive(Clone, Debug, Default, PartialEq)]
enum Family {
    #[default]
    XForwarded,
    Rfc7239,
    Single(HeaderName),
}

impl ProxyHeaders {
    /// Believes nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Believes the peers in these networks, beside those that are believed already.
    ///
    /// A network is written as `10.0.0.0/8`, a single machine as `192.0.2.1`.
    pub fn trust(mut self, networks: impl Texts) -> Self {
        for network in networks {
            if let Err(text) = self.trust.add(network.as_ref()) {
                self.refuse(ProxyHeadersError::Network(text));
            }
        }
        self
    }

    /// Believes peers that come over a Unix socket.
    pub fn trust_unix(mut self) -> Self {
        self.trust.unix = true;
        self
    }

    /// Takes exactly the entry that so many proxies in front have left: the `count`-th from the right.
    ///
    /// Without a network or Unix sockets to trust, every peer is believed.
    pub fn hops(mut self, count: usize) -> Self {
        if count == 0 {
            self.refuse(ProxyHeadersError::NoHops);
        }
        self.trust.hops = Some(count);
        self
    }

    /// Believes everyone, and takes the leftmost entry, which any client can write. Logs a warning.
    ///
    /// # Security
    ///
    /// Every client chooses its own address. Only for what must behave like a server that always did so.
    pub fn trust_everyone_dangerously(mut self) -> Self {
        tracing::warn!(
            "every client can choose its own address: `trust_everyone_dangerously` is switched on"
        );
        self.trust.everyone = true;
        self
    }

    /// Reads `Forwarded` (RFC 7239) in place of the `X-Forwarded-*` headers.
    ///
    /// At most 32 elements in 4 KiB; a longer header is malformed.
    pub fn rfc7239(mut self) -> Self {
        self.family = Family::Rfc7239;
        self
    }

    /// Reads the address from a header that holds nothing else, such as `cf-connecting-ip`.
    ///
    /// It tells nothing of the scheme and the host.
    pub fn single_header(mut self, name: &str) -> Self {
        match HeaderName::try_from(name) {
            Ok(name) => self.family = Family::Single(name),
            Err(_) => self.refuse(ProxyHeadersError::HeaderName(name.to_owned())),
        }
        self
    }

    /// Reads `X-Forwarded-Host` and `X-Forwarded-Port`, too.
    ///
    /// `Forwarded` always tells of the host; here it is a choice, because many proxies pass these two on
    /// as the client sent them.
    pub fn forwarded_host(mut self) -> Self {
        self.takes_host = true;
        self
    }

    /// Leaves all headers on the request, also those that are not believed.
    pub fn keep_raw(mut self) -> Self {
        self.keeps_raw = true;
        self
    }

    /// Sets a request header to the client's address, for what reads headers only.
    ///
    /// What the client sent under this name is taken off, also when the address is not known.
    pub fn inject_header(mut self, name: &str) -> Self {
        match HeaderName::try_from(name) {
            Ok(name) => self.injected = Some(name),
            Err(_) => self.refuse(ProxyHeadersError::HeaderName(name.to_owned())),
        }
        self
    }

    /// Changes the addresses of peers and proxies before they are compared with the trusted ones.
    pub fn map_proxies(mut self, map: fn(IpAddr) -> IpAddr) -> Self {
        self.trust.map_proxy = Some(map);
        self
    }

    /// Changes the client's address before it is lent, for example to leave the last part away.
    ///
    /// The address of the peer stays readable through [`ClientAddr::peer`].
    pub fn map_clients(mut self, map: fn(IpAddr) -> IpAddr) -> Self {
        self.map_client = Some(map);
        self
    }

    fn refuse(&mut self, error: ProxyHeadersError) {
        self.unfit.get_or_insert(error);
    }
}

#[middleware]
impl ProxyHeaders {
    /// Tells whether these settings can work.
    ///
    /// # Errors
    ///
    /// The first [`ProxyHeadersError`] that was met.
    #[check]
    pub fn check(&self) -> Result<(), ProxyHeadersError> {
        let Trust {
            networks,
            unix,
            hops,
            everyone,
            ..
        } = &self.trust;
        if let Some(error) = &self.unfit {
            return Err(error.clone());
        }
        if *everyone && (*unix || hops.is_some() || !networks.is_empty()) {
            return Err(ProxyHeadersError::EveryoneAndSomeone);
        }
        Ok(())
    }

    async fn handle(&self, req: &mut Request, next: impl NextWith<ClientAddr>) -> Response {
        let client = self.resolve(req);
        if client.is_forwarded || self.map_client.is_some() {
            // For the stages above, which log the client on the way out, and for the debug page.
            let noted = Client {
                ip: client.ip(),
                is_https: client.is_https(),
                is_forwarded: client.is_forwarded,
            };
            noted.note(req);
        }
        next.run_with(req, &client).await
    }
}

//! Host: whom a request is meant for, or what is wrong with what it says.

use std::{error::Error, fmt, net::IpAddr, ops::Range};

use http::{HeaderValue, StatusCode, header::HOST, uri::Authority};

use super::authority::Parts;
use crate::{IntoResponse, Problem, Request, Response};

/// The host that a request is meant for, and the port if it names one.
///
/// Names are in lower case and without a trailing dot; IPv6 addresses are in brackets and in their
/// canonical form. What does not read as `host` or `host:port` (RFC 9110, section 7.2, without user
/// information and percent-encoding) is no host.
///
/// # Examples
///
/// ```
/// use onionskin::{Body, Host, HostError, http};
///
/// let request = http::Request::get("/")
///     .header("host", "Shop.Example.org.:8443")
///     .body(Body::empty())
///     .unwrap();
/// let host = Host::of(&request).unwrap();
/// assert_eq!(host.name(), "shop.example.org");
/// assert_eq!(host.port(), Some(8443));
///
/// let request = http::Request::get("/").header("host", "a@b").body(Body::empty()).unwrap();
/// assert_eq!(Host::of(&request), Err(HostError::Malformed));
/// ```
#[derive(Clone)]
pub struct Host {
    text: Text,
    name: Range<usize>,
    address: Option<IpAddr>,
    port: Option<u16>,
}

/// Where the name is: a copy, where that is less than sharing the request's.
#[derive(Clone)]
enum Text {
    Short([u8; SHORT]),
    Header(HeaderValue),
    Authority(Authority),
}

/// Most names are no longer; as many bytes as a shared one takes.
const SHORT: usize = 40;

/// What is wrong with what a request says of its host.
///
/// As a response it is a 400, as RFC 9112, section 3.2, asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostError {
    /// The request names no host.
    Missing,
    /// The request has several `Host` headers.
    Repeated,
    /// The host cannot be read.
    Malformed,
    /// The request names two different hosts.
    Conflicting,
}

impl Host {
    /// Reads the host from the request itself: from its target, and else from the `Host` header.
    ///
    /// What proxies tell is not asked; [`ClientAddr::host`](crate::ClientAddr::host) knows that, too.
    ///
    /// # Errors
    ///
    /// [`HostError`] when there is no host, more than one, two that differ, or one that cannot be read.
    pub fn of(request: &Request) -> Result<Self, HostError> {
        let mut headers = request.headers().get_all(HOST).iter();
        let header = headers.next();
        if headers.next().is_some() {
            return Err(HostError::Repeated);
        }
        let Some(authority) = request.uri().authority() else {
            return Self::read(header.ok_or(HostError::Missing)?);
        };
        let host = Self::made(authority.as_str().as_bytes(), || {
            Text::Authority(authority.clone())
        })?;
        match header.map(Self::read) {
            Some(Ok(other)) if other != host => Err(HostError::Conflicting),
            Some(Err(error)) => Err(error),
            Some(Ok(_)) | None => Ok(host),
        }
    }

    /// Gives the name, or the address; an IPv6 address is in brackets.
    #[must_use]
    pub fn name(&self) -> &str {
        // A name is ASCII, so there is always a text.
        std::str::from_utf8(self.name_bytes()).unwrap_or_default()
    }

    /// The name as bytes, which need not be looked at to be compared.
    #[inline]
    pub(crate) fn name_bytes(&self) -> &[u8] {
        let text = match &self.text {
            Text::Short(text) => text,
            Text::Header(value) => value.as_bytes(),
            Text::Authority(authority) => authority.as_str().as_bytes(),
        };
        &text[self.name.clone()]
    }

    /// Gives the port, when one is named.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Gives the address, when the host is one.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// Reads a header's value.
    pub(crate) fn read(value: &HeaderValue) -> Result<Self, HostError> {
        Self::made(value.as_bytes(), || Text::Header(value.clone()))
    }

    /// The same host under another port.
    pub(crate) fn at_port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    #[inline]
    fn made(text: &[u8], share: impl FnOnce() -> Text) -> Result<Self, HostError> {
        let parts = Parts::read(text).ok_or(HostError::Malformed)?;
        let (address, port) = (parts.address, parts.port);
        if address.is_none() && parts.name.len() <= SHORT {
            let name = 0..parts.name.len();
            let mut short = [0; SHORT];
            short[name.clone()].copy_from_slice(&text[parts.name]);
            if !parts.is_canonical {
                short.make_ascii_lowercase();
            }
            return Ok(Self {
                text: Text::Short(short),
                name,
                address,
                port,
            });
        }
        if parts.is_canonical {
            let name = parts.name;
            let text = share();
            return Ok(Self {
                text,
                name,
                address,
                port,
            });
        }
        let name = match address {
            Some(IpAddr::V6(address)) => format!("[{address}]"),
            Some(IpAddr::V4(address)) => address.to_string(),
            None => String::from_utf8_lossy(&text[parts.name]).to_ascii_lowercase(),
        };
        // Only what stands in a header anyway is left after reading.
        let text = HeaderValue::try_from(&name).map_err(|_| HostError::Malformed)?;
        Ok(Self {
            text: Text::Header(text),
            name: 0..name.len(),
            address,
            port,
        })
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        self.port == other.port && self.name_bytes() == other.name_bytes()
    }
}

impl Eq for Host {}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())?;
        match self.port {
            Some(port) => write!(formatter, ":{port}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Host({self})")
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "the request names no host",
            Self::Repeated => "the request has more than one `Host` header",
            Self::Malformed => "the host of the request cannot be read",
            Self::Conflicting => "the request names two different hosts",
        })
    }
}

impl Error for HostError {}

impl IntoResponse for HostError {
    fn into_response(self) -> Response {
        Problem::new(StatusCode::BAD_REQUEST)
            .detail(self.to_string())
            .caused_by(self)
            .into_response()
    }
}

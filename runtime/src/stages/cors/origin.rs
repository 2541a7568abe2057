//! `Origin`: where a page comes from, in the one spelling by which origins are compared.

use std::{fmt, net::IpAddr, ops::Range};

use http::HeaderValue;

use crate::request::authority::Parts;

/// Where a page comes from: scheme, host and port (RFC 6454; WHATWG URL, section 4.7).
///
/// Scheme and host are in lower case, an address is in its canonical form, and the default port of the
/// scheme is left out; two origins are the same when their texts are.
///
/// # Examples
///
/// ```
/// use onionskin::{Origin, OriginError};
///
/// let origin = Origin::parse("HTTPS://Shop.Example.org:443").unwrap();
/// assert_eq!(origin.as_str(), "https://shop.example.org");
/// assert_eq!((origin.host(), origin.port()), ("shop.example.org", Some(443)));
///
/// assert_eq!(Origin::parse("null"), Err(OriginError::Opaque));
/// assert_eq!(Origin::parse("https://example.org/"), Err(OriginError::Path));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Origin {
    // Shared with the header that it came in.
    text: HeaderValue,
    scheme: usize,
    host: Range<usize>,
    port: Option<u16>,
}

/// Says why a text is no [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OriginError {
    /// It is `null`, the origin of whatever must not be told apart.
    Opaque,
    /// It does not begin with a scheme and `://`.
    Scheme,
    /// Something follows the host and the port.
    Path,
    /// It has characters outside of ASCII.
    NotAscii,
    /// The host or the port cannot be read.
    Host,
}

impl Origin {
    /// Reads an origin: `scheme://host` or `scheme://host:port`, and nothing more.
    ///
    /// # Errors
    ///
    /// [`OriginError`] for `null` and for whatever has another form.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        Self::made(text.as_bytes(), || HeaderValue::from_str(text).ok())
    }

    /// Reads the value of an `Origin` header; what browsers send is shared and not copied.
    pub(super) fn read(value: &HeaderValue) -> Result<Self, OriginError> {
        Self::made(value.as_bytes(), || Some(value.clone()))
    }

    /// Gives the origin as browsers write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // An origin is ASCII, so there is always a text.
        self.text.to_str().unwrap_or_default()
    }

    /// Gives the origin as a header, shared.
    pub(super) fn value(&self) -> HeaderValue {
        self.text.clone()
    }

    /// Gives the scheme, `https` or another.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.as_str()[..self.scheme]
    }

    /// Gives the host: a name, or an address; an IPv6 address is in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.as_str()[self.host.clone()]
    }

    /// Gives the port, or that of the scheme; `None` when the scheme has no port of its own.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// The port that the scheme means when none is named.
    pub(super) fn usual_port(&self) -> Option<u16> {
        default_port(self.scheme().as_bytes())
    }

    fn made(text: &[u8], share: impl FnOnce() -> Option<HeaderValue>) -> Result<Self, OriginError> {
        if text == b"null" {
            return Err(OriginError::Opaque);
        }
        if !text.is_ascii() {
            return Err(OriginError::NotAscii);
        }
        let scheme = scheme(text).ok_or(OriginError::Scheme)?;
        let start = scheme + SEPARATOR.len();
        let authority = &text[start..];
        if authority.iter().any(|byte| b"/?#\\".contains(byte)) {
            return Err(OriginError::Path);
        }
        let parts = Parts::read(authority).ok_or(OriginError::Host)?;
        let default = default_port(&text[..scheme]);
        let port = parts.port.filter(|port| Some(*port) != default);
        let length = parts.name.len() + port.map_or(0, |port| 2 + port.ilog10() as usize);
        let is_canonical = parts.is_canonical
            && authority.len() == length
            && !text[..scheme].iter().any(u8::is_ascii_uppercase);
        let (text, end) = if is_canonical {
            (share(), start + parts.name.len())
        } else {
            let host = match parts.address {
                Some(IpAddr::V6(address)) => format!("[{address}]"),
                Some(IpAddr::V4(address)) => address.to_string(),
                None => lower(&authority[parts.name]),
            };
            let port = port.map(|port| format!(":{port}")).unwrap_or_default();
            let text = format!("{}://{host}{port}", lower(&text[..scheme]));
            (HeaderValue::try_from(text).ok(), start + host.len())
        };
        Ok(Self {
            text: text.ok_or(OriginError::Host)?,
            scheme,
            host: start..end,
            port: parts.port.or(default),
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Origin({self})")
    }
}

impl fmt::Display for OriginError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Opaque => "`null` is the origin of anybody",
            Self::Scheme => "an origin begins with a scheme, as in `https://example.org`",
            Self::Path => "an origin ends with the host or the port, without a slash",
            Self::NotAscii => "its host is not ASCII: write it as it stands in DNS (`xn--…`), or switch on the feature `idna`",
            Self::Host => "its host or its port cannot be read",
        })
    }
}

impl std::error::Error for OriginError {}

const SEPARATOR: &str = "://";

/// How long the scheme in front of `://` is (RFC 3986, section 3.1).
fn scheme(text: &[u8]) -> Option<usize> {
    let end = text.iter().position(|&byte| byte == b':')?;
    let is_scheme = text[0].is_ascii_alphabetic()
        && text[..end]
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
    (is_scheme && text[end..].starts_with(SEPARATOR.as_bytes())).then_some(end)
}

/// The port that a scheme means when none is named (WHATWG URL, section 3.6).
fn default_port(scheme: &[u8]) -> Option<u16> {
    let is = |names: [&str; 2]| {
        let mut names = names.iter();
        names.any(|name| scheme.eq_ignore_ascii_case(name.as_bytes()))
    };
    if is(["https", "wss"]) {
        Some(443)
    } else if is(["http", "ws"]) {
        Some(80)
    } else {
        None
    }
}

/// Only what is ASCII comes here.
fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_ascii_lowercase()
}

//! `UrlOrigin`: the scheme, host and port of a URL, as far as origins are compared by them.

use std::net::IpAddr;

use super::{Host, authority::Parts};

/// The origin of an `http` or `https` URL (RFC 6454, section 4), borrowed from its text.
#[derive(Debug)]
pub(crate) struct UrlOrigin<'a> {
    pub(crate) is_https: bool,
    pub(crate) name: &'a str,
    pub(crate) address: Option<IpAddr>,
    pub(crate) port: u16,
}

impl<'a> UrlOrigin<'a> {
    /// Reads the origin of a URL; what follows the authority is not looked at.
    ///
    /// `None` for other schemes, for user information, and for hosts that [`Host`] would not read.
    pub(crate) fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let is_https = match scheme {
            _ if scheme.eq_ignore_ascii_case("https") => true,
            _ if scheme.eq_ignore_ascii_case("http") => false,
            _ => return None,
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let parts = Parts::read(&rest.as_bytes()[..end])?;
        Some(Self {
            is_https,
            name: &rest[parts.name],
            address: parts.address,
            port: parts.port.unwrap_or(default_port(is_https)),
        })
    }

    /// Tells whether the URL's host is this one, whatever the scheme and the port.
    pub(crate) fn is_host(&self, host: &Host) -> bool {
        match (self.address, host.address()) {
            (None, None) => self.name.eq_ignore_ascii_case(host.name()),
            (mine, other) => mine == other,
        }
    }
}

/// The port that a URL of this scheme means when it names none.
pub(crate) fn default_port(is_https: bool) -> u16 {
    if is_https { 443 } else { 80 }
}

//! Node: one end of a connection, as proxies write it down.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::request::authority::number;

/// One end of a connection that a proxy saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    Address(IpAddr, Option<u16>),
    /// `unknown`, a name that the proxy made up, or nothing that can be read.
    Unnamed,
}

impl Node {
    /// Reads an address with or without brackets, port and zone, as `X-Forwarded-For` has them.
    #[inline]
    pub(super) fn read(text: &[u8]) -> Self {
        match v4(text) {
            Some(address) => Self::Address(address.into(), None),
            None => Self::read_other(text),
        }
    }

    fn read_other(text: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(text) else {
            return Self::Unnamed;
        };
        if let Ok(address) = text.parse::<IpAddr>() {
            return Self::Address(address.to_canonical(), None);
        }
        let text = text.trim();
        Self::with_port(text)
            .or_else(|| zoned(text).map(|address| Self::Address(address.to_canonical(), None)))
            .unwrap_or(Self::Unnamed)
    }

    /// Reads a node of RFC 7239, section 6; `None` when it is none.
    pub(super) fn strict(text: &str) -> Option<Self> {
        let name = text.split(':').next().unwrap_or_default();
        if name.eq_ignore_ascii_case("unknown") || is_obfuscated(name) {
            let port = &text[name.len()..];
            return (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
                .then_some(Self::Unnamed);
        }
        match text.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => Some(Self::Address(address.into(), None)),
            Ok(IpAddr::V6(_)) => None,
            Err(_) => Self::with_port(text),
        }
    }

    /// Reads `v4:port`, `[v6]` and `[v6]:port`; a port may be obfuscated.
    fn with_port(text: &str) -> Option<Self> {
        let (address, port) = if let Some(rest) = text.strip_prefix('[') {
            let (address, port) = rest.split_once(']')?;
            (IpAddr::V6(zoned_v6(address)?), port)
        } else {
            let end = text.find(':')?;
            (text[..end].parse().ok()?, &text[end..])
        };
        let port = match port.strip_prefix(':') {
            Some(port) if is_obfuscated(port) => None,
            Some(port) => Some(number(port.as_bytes())?),
            None if port.is_empty() => None,
            None => return None,
        };
        Some(Self::Address(address.to_canonical(), port))
    }
}

/// Reads an IPv4 address in the one form that it has, as the standard library does; from bytes, and so most
/// addresses that there are need not be looked at as text.
fn v4(text: &[u8]) -> Option<Ipv4Addr> {
    let mut octets = [0u8; 4];
    let (mut at, mut digits) = (0, 0);
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                // Nothing begins with a zero but zero itself.
                if digits > 0 && octets[at] == 0 {
                    return None;
                }
                octets[at] = octets[at].checked_mul(10)?.checked_add(byte - b'0')?;
                digits += 1;
            }
            b'.' if digits > 0 && at < 3 => (at, digits) = (at + 1, 0),
            _ => return None,
        }
    }
    (at == 3 && digits > 0).then(|| octets.into())
}

fn zoned(text: &str) -> Option<IpAddr> {
    text.contains('%').then(|| zoned_v6(text).map(IpAddr::V6))?
}

/// Reads an IPv6 address and leaves its zone away, which means something to one machine only.
fn zoned_v6(text: &str) -> Option<Ipv6Addr> {
    text.split('%').next()?.parse().ok()
}

fn is_port(text: &str) -> bool {
    is_obfuscated(text) || number(text.as_bytes()).is_some()
}

fn is_obfuscated(text: &str) -> bool {
    text.len() > 1
        && text.starts_with('_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::v4;

    #[test]
    fn addresses_are_read_as_the_standard_library_reads_them() {
        let parts = [
            "", "0", "00", "01", "7", "10", "99", "100", "249", "255", "256", "300", "1000", "a",
            " 1",
        ];
        for first in parts {
            for last in parts {
                for text in [
                    format!("{first}.2.3.{last}"),
                    format!("1.{first}.{last}.4"),
                    format!("1.{first}.{last}"),
                    format!("1.2.3.{first}.{last}"),
                ] {
                    let known = text.parse::<Ipv4Addr>().ok();
                    assert_eq!(v4(text.as_bytes()), known, "{text:?}");
                }
            }
        }
    }
}

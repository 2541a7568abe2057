//! Parts: the host and the port of an authority, `host` or `host:port`.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ops::Range,
};

/// The longest name that DNS has.
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// What an authority consists of.
///
/// The grammar is narrower than RFC 3986's: no user information, no percent-encoding, nothing but
/// letters, digits, `-`, `_` and `.` in a name, so that a name can be put into a URL as it is.
#[derive(Debug, PartialEq)]
pub(crate) struct Parts {
    /// Where the host is, without a trailing dot; brackets included.
    pub(crate) name: Range<usize>,
    pub(crate) address: Option<IpAddr>,
    pub(crate) port: Option<u16>,
    /// Whether the host is spelled in the one way that we compare.
    pub(crate) is_canonical: bool,
}

impl Parts {
    #[inline]
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        if text.first() == Some(&b'[') {
            return Self::read_bracketed(text);
        }
        let end = text
            .iter()
            .position(|&byte| byte == b':')
            .unwrap_or(text.len());
        let port = port(&text[end..]).ok()?;
        let name = &text[..end];
        let name = name.strip_suffix(b".").unwrap_or(name);
        let (is_canonical, last) = labels(name)?;
        // A name that ends in a number is an address or nothing (WHATWG URL, section 3.5).
        let address = if last.iter().all(u8::is_ascii_digit) {
            let text = std::str::from_utf8(name).ok()?;
            Some(IpAddr::V4(text.parse::<Ipv4Addr>().ok()?))
        } else {
            None
        };
        Some(Self {
            name: 0..name.len(),
            address,
            port,
            is_canonical,
        })
    }

    fn read_bracketed(text: &[u8]) -> Option<Self> {
        let end = text.iter().position(|&byte| byte == b']')? + 1;
        let port = port(&text[end..]).ok()?;
        let address = std::str::from_utf8(&text[1..end - 1]).ok()?;
        Some(Self {
            name: 0..end,
            address: Some(IpAddr::V6(address.parse::<Ipv6Addr>().ok()?)),
            port,
            is_canonical: false,
        })
    }
}

/// Reads what follows the host: nothing, or a colon and a port.
fn port(text: &[u8]) -> Result<Option<u16>, Unfit> {
    match text {
        [] => Ok(None),
        [b':', digits @ ..] => number(digits).map(Some).ok_or(Unfit),
        _ => Err(Unfit),
    }
}

/// It is no port.
struct Unfit;

/// Reads a port: one to five digits, and not zero.
pub(crate) fn number(digits: &[u8]) -> Option<u16> {
    if digits.len() > 5 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let port = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (port > 0).then_some(port)
}

/// Checks the labels of a name; tells whether it is in lower case, and gives the last label.
#[inline]
fn labels(name: &[u8]) -> Option<(bool, &[u8])> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let mut is_lower = true;
    let mut start = 0;
    for (at, &byte) in name.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => {}
            b'A'..=b'Z' => is_lower = false,
            b'.' if fits(at - start) => start = at + 1,
            _ => return None,
        }
    }
    fits(name.len() - start).then(|| (is_lower, &name[start..]))
}

fn fits(length: usize) -> bool {
    (1..=LONGEST_LABEL).contains(&length)
}

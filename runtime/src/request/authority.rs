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
        let (is_canonical, last, end) = labels(text)?;
        let port = port(&text[end..]).ok()?;
        let name = &text[..last.end];
        let last = &text[last];
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

/// Checks the labels of a name, up to the colon of a port; tells whether it is in lower case, and gives
/// where the last label is, without a dot behind it, and where the text goes on.
#[inline]
fn labels(text: &[u8]) -> Option<(bool, Range<usize>, usize)> {
    let mut is_lower = true;
    let (mut last, mut start, mut end) = (0..0, 0, text.len());
    for (at, &byte) in text.iter().enumerate() {
        match LETTERS[usize::from(byte)] {
            Letter::Lower => {}
            Letter::Upper => is_lower = false,
            Letter::Dot if fits(at - start) => {
                last = start..at;
                start = at + 1;
            }
            Letter::Colon => {
                end = at;
                break;
            }
            Letter::Dot | Letter::None => return None,
        }
    }
    if start < end || start == 0 {
        last = start..end;
    }
    (fits(last.len()) && last.end <= LONGEST_NAME).then_some((is_lower, last, end))
}

/// What a byte is in a name.
#[derive(Clone, Copy)]
enum Letter {
    None,
    Lower,
    Upper,
    Dot,
    Colon,
}

const LETTERS: [Letter; 256] = {
    let mut letters = [Letter::None; 256];
    let mut byte = 0;
    while byte < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "it is below 128")]
        let letter = byte as u8;
        letters[byte] = match letter {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => Letter::Lower,
            b'A'..=b'Z' => Letter::Upper,
            b'.' => Letter::Dot,
            b':' => Letter::Colon,
            _ => Letter::None,
        };
        byte += 1;
    }
    letters
};

fn fits(length: usize) -> bool {
    (1..=LONGEST_LABEL).contains(&length)
}

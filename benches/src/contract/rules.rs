//! Rules: the decisions that layers of the real workload take.

use std::net::IpAddr;

use super::{ORIGIN, SESSION_COOKIE};

/// Tells whether a request id sent by a client is kept: 8 to 128 of `A-Za-z0-9._-`.
#[must_use]
pub fn is_acceptable_id(id: &[u8]) -> bool {
    (8..=128).contains(&id.len())
        && id
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// Tells whether a `Host` header names us: `example.org` or `api.example.org`, any port, any case.
#[must_use]
pub fn is_our_host(host: &[u8]) -> bool {
    let name = match host.iter().rposition(|byte| *byte == b':') {
        Some(colon)
            if !host[colon + 1..].is_empty()
                && host[colon + 1..].iter().all(u8::is_ascii_digit) =>
        {
            &host[..colon]
        }
        _ => host,
    };
    name.eq_ignore_ascii_case(b"api.example.org") || name.eq_ignore_ascii_case(b"example.org")
}

/// Tells whether an `Origin` header is the allowed one, byte for byte.
#[must_use]
pub fn is_our_origin(origin: &[u8]) -> bool {
    origin == ORIGIN.as_bytes()
}

/// Finds the client's address: the rightmost of `X-Forwarded-For` that is no proxy of ours.
///
/// Only a proxy of ours (127.0.0.0/8 and 10.0.0.0/8) is believed; without one, or without the header, it is
/// the peer itself. When the header names nothing but proxies of ours, it is the leftmost of them, which asks
/// for itself; what stands left of anything but an address is not read. `forwarded` yields the values of the
/// header in the order they came.
#[must_use]
#[allow(
    single_use_lifetimes,
    reason = "`impl Trait` cannot leave a lifetime out on the stable compiler"
)]
pub fn client_address<'a>(
    peer: IpAddr,
    forwarded: impl DoubleEndedIterator<Item = &'a str>,
) -> IpAddr {
    if !is_our_proxy(peer) {
        return peer;
    }
    let mut client = peer;
    let entries = forwarded.rev().flat_map(|line| line.rsplit(','));
    for address in entries.map_while(|entry| entry.trim().parse().ok()) {
        client = address;
        if !is_our_proxy(address) {
            break;
        }
    }
    client
}

/// Finds the session's id in the value of a `Cookie` header.
#[must_use]
pub fn session_cookie(cookies: &str) -> Option<&str> {
    cookies.split(';').find_map(|pair| {
        pair.trim_start()
            .strip_prefix(SESSION_COOKIE)?
            .strip_prefix('=')
    })
}

fn is_our_proxy(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => matches!(address.octets()[0], 10 | 127),
        IpAddr::V6(_) => false,
    }
}

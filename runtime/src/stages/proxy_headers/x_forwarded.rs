//! The `X-Forwarded-*` headers, each a list of its own.

use http::{HeaderMap, HeaderName};
use memchr::memrchr;

use super::{
    node::Node,
    walk::{self, Found},
};
use crate::stages::trust::Trust;

pub(super) const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
pub(super) const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
pub(super) const HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
pub(super) const PORT: HeaderName = HeaderName::from_static("x-forwarded-port");

/// The lists contradict each other.
#[derive(Debug, PartialEq)]
pub(super) struct Conflict;

/// Finds the entry of `X-Forwarded-For`, or of the header that stands in for it, that tells of the client.
#[inline]
pub(super) fn client(headers: &HeaderMap, name: &HeaderName, trust: &Trust) -> Option<Found> {
    walk::client(trust, entries(headers, name).map(Node::read))
}

/// Finds what another list says of the hop that the client was found at.
///
/// A list of one entry was written by the nearest proxy and is about the client; a list as long as the
/// addresses has one entry for each of them. Any other list is believed only when all its entries agree.
pub(super) fn beside<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    client: Option<Found>,
) -> Result<Option<&'a [u8]>, Conflict> {
    let mut values = entries(headers, name);
    let Some(nearest) = values.next() else {
        return Ok(None);
    };
    let (mut count, mut agree) = (1, true);
    for value in values {
        count += 1;
        agree &= value.eq_ignore_ascii_case(nearest);
    }
    if agree {
        return Ok(Some(nearest));
    }
    match client {
        Some(found) if entries(headers, &FOR).count() == count => {
            Ok(entries(headers, name).nth(found.distance))
        }
        _ => Err(Conflict),
    }
}

/// Walks over the entries of all headers of this name as one list, from the right; blank ones are none.
#[inline]
fn entries<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a [u8]> {
    let mut lines = headers.get_all(name).iter();
    let mut line: &[u8] = b"";
    std::iter::from_fn(move || {
        loop {
            if line.is_empty() {
                line = lines.next_back()?.as_bytes();
            }
            let entry = match memrchr(b',', line) {
                Some(comma) => &line[comma + 1..],
                None => line,
            };
            line = &line[..(line.len() - entry.len()).saturating_sub(1)];
            let entry = entry.trim_ascii();
            if !entry.is_empty() {
                return Some(entry);
            }
        }
    })
}

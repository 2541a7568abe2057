//! Head: what packing changes in the head of a response, and what in it forbids to.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, ETAG},
};

use super::Coding;
use crate::Response;

/// Tells whether the status, or a header, forbids to change the body.
pub(super) fn forbids(response: &Response) -> bool {
    let status = response.status();
    // 204, 205 and 304 have no body; 206 is a part of the bytes as they are.
    let without = matches!(status.as_u16(), 204 | 205 | 206 | 304);
    let headers = response.headers();
    without
        || status.is_informational()
        || headers.contains_key(CONTENT_RANGE)
        || headers
            .get_all(CACHE_CONTROL)
            .iter()
            .any(forbids_to_transform)
}

/// Says that the body is packed.
pub(super) fn mark(headers: &mut HeaderMap, coding: Coding) {
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    change(headers);
}

/// Takes back what the head says of the bytes as they were.
pub(super) fn change(headers: &mut HeaderMap) {
    for name in [&CONTENT_LENGTH, &ACCEPT_RANGES] {
        headers.remove(name);
    }
    for digest in DIGESTS {
        headers.remove(digest);
    }
    if let Some(tag) = headers.get_mut(ETAG)
        && tag.as_bytes().starts_with(b"\"")
    {
        // The same content, and not the same bytes: RFC 9110, section 8.8.1.
        let weak = HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat());
        match weak {
            Ok(weak) => *tag = weak,
            Err(_) => drop(headers.remove(ETAG)),
        }
    }
}

const DIGESTS: [HeaderName; 4] = [
    HeaderName::from_static("content-md5"),
    HeaderName::from_static("digest"),
    HeaderName::from_static("content-digest"),
    HeaderName::from_static("repr-digest"),
];

fn forbids_to_transform(line: &HeaderValue) -> bool {
    line.as_bytes()
        .split(|byte| *byte == b',')
        .any(|directive| directive.trim_ascii().eq_ignore_ascii_case(b"no-transform"))
}

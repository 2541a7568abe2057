//! Changed: what the head says of the bytes of a body, which is true no more where a stage writes others.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{ACCEPT_RANGES, CONTENT_LENGTH, ETAG},
};

/// Takes back what the head says of the bytes as they were.
pub(super) fn forget(headers: &mut HeaderMap) {
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

//! Head: what packing changes in the head of a response, and what in it forbids to.

use http::{
    HeaderMap, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE},
};

use super::Coding;
use crate::{Response, request::LookUp as _, stages::changed};

/// Tells whether the status, or a header, forbids to change the body.
pub(super) fn forbids(response: &Response) -> bool {
    let status = response.status();
    // 204, 205 and 304 have no body; 206 is a part of the bytes as they are.
    let without = matches!(status.as_u16(), 204 | 205 | 206 | 304);
    let headers = response.headers();
    without
        || status.is_informational()
        || headers.has(&CONTENT_RANGE)
        || (headers.has(&CACHE_CONTROL)
            && headers
                .get_all(CACHE_CONTROL)
                .iter()
                .any(forbids_to_transform))
}

/// Says that the body is packed.
pub(super) fn mark(headers: &mut HeaderMap, coding: Coding) {
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    changed::forget(headers);
}

fn forbids_to_transform(line: &HeaderValue) -> bool {
    line.as_bytes()
        .split(|byte| *byte == b',')
        .any(|directive| directive.trim_ascii().eq_ignore_ascii_case(b"no-transform"))
}

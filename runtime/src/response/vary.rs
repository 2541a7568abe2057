//! `Vary`: which headers of the request a response depends on.

use http::{
    HeaderMap, HeaderValue,
    header::{Entry, VARY},
};

/// Says that the response depends on this header of the request, once (RFC 9110, section 12.5.5).
///
/// What is said already stays: `*` is left alone, several lines become one.
#[inline]
pub(crate) fn by(headers: &mut HeaderMap, name: HeaderValue) {
    match headers.entry(VARY) {
        Entry::Vacant(place) => {
            place.insert(name);
        }
        Entry::Occupied(_) => join(headers, &name),
    }
}

fn join(headers: &mut HeaderMap, name: &HeaderValue) {
    let mut line = Vec::new();
    for said in headers.get_all(VARY) {
        for element in said.as_bytes().split(|&byte| byte == b',') {
            let element = element.trim_ascii();
            if element == b"*" || element.eq_ignore_ascii_case(name.as_bytes()) {
                return;
            }
            if !element.is_empty() {
                line.extend_from_slice(element);
                line.extend_from_slice(b", ");
            }
        }
    }
    line.extend_from_slice(name.as_bytes());
    // Made of parts of headers; were it none, `*` would be safe.
    let line = HeaderValue::try_from(line).unwrap_or_else(|_| HeaderValue::from_static("*"));
    headers.insert(VARY, line);
}

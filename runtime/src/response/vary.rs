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
        Entry::Occupied(mut said) => {
            let is_one_line = said.iter().nth(1).is_none();
            match together(said.get(), &name).filter(|_| is_one_line) {
                Some(both) => _ = said.insert(both),
                None => join(headers, &name),
            }
        }
    }
}

/// What stages of ours say in one stack, so that it need not be put together for every answer.
const PAIRS: [[&str; 3]; 6] = [
    ["Cookie", "Origin", "Cookie, Origin"],
    ["Cookie", "Accept-Encoding", "Cookie, Accept-Encoding"],
    ["Origin", "Cookie", "Origin, Cookie"],
    ["Origin", "Accept-Encoding", "Origin, Accept-Encoding"],
    ["Accept-Encoding", "Cookie", "Accept-Encoding, Cookie"],
    ["Accept-Encoding", "Origin", "Accept-Encoding, Origin"],
];

#[inline]
fn together(said: &HeaderValue, name: &HeaderValue) -> Option<HeaderValue> {
    let is = |[first, second, _]: &&[&str; 3]| said == first && name == second;
    let [.., both] = PAIRS.iter().find(is)?;
    Some(HeaderValue::from_static(both))
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

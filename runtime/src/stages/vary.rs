//! `Vary`, RFC 9110, section 12.5.5.

use http::{HeaderMap, HeaderValue, header::VARY};

/// Adds the name of a header to `Vary`, unless it, or `*`, is there.
pub(super) fn add(headers: &mut HeaderMap, name: &'static str) {
    let own = HeaderValue::from_static(name);
    if !headers.contains_key(VARY) {
        headers.insert(VARY, own);
    } else if !names(headers, name) {
        let lines = headers.get_all(VARY).iter().chain([&own]);
        let lines: Vec<_> = lines.map(HeaderValue::as_bytes).collect();
        // Made of values; were it none, `*` would be safe.
        let merged = HeaderValue::from_bytes(&lines.join(&b", "[..]))
            .unwrap_or_else(|_| HeaderValue::from_static("*"));
        headers.insert(VARY, merged);
    }
}

/// Tells whether `Vary` names this header, or `*`.
pub(super) fn names(headers: &HeaderMap, name: &str) -> bool {
    headers.get_all(VARY).iter().any(|line| {
        line.as_bytes().split(|byte| *byte == b',').any(|member| {
            let member = member.trim_ascii();
            member == b"*" || member.eq_ignore_ascii_case(name.as_bytes())
        })
    })
}

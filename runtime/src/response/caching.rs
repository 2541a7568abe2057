//! Caching: keeps what is one visitor's own out of shared caches.

use http::{HeaderMap, HeaderValue, header};

/// Says that the response carries one visitor's cookie: `no-store` when nothing is said about
/// caching yet, otherwise `private` in place of `public`.
pub(crate) fn keep_private(headers: &mut HeaderMap) {
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return;
    }
    let said = listed(headers, &header::CACHE_CONTROL);
    if said
        .iter()
        .any(|directive| is(directive, "private") || is(directive, "no-store"))
    {
        return;
    }
    let kept = said
        .iter()
        .filter(|directive| !is(directive, "public"))
        .map(String::as_str);
    let value = kept.chain(["private"]).collect::<Vec<_>>().join(", ");
    // Made of parts of headers; were it none, `no-store` would be safe.
    let value =
        HeaderValue::try_from(value).unwrap_or_else(|_| HeaderValue::from_static("no-store"));
    headers.insert(header::CACHE_CONTROL, value);
}

/// Lists the elements of a header that may stand on several lines.
fn listed(headers: &HeaderMap, name: &header::HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|element| element.trim().to_owned())
        .filter(|element| !element.is_empty())
        .collect()
}

fn is(element: &str, name: &str) -> bool {
    element.eq_ignore_ascii_case(name)
}

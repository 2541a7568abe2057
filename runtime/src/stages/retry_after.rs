//! `Retry-After`, RFC 9110, section 10.2.3.

use std::time::Duration;

use http::HeaderValue;

/// Writes a delay as whole seconds, at least one.
pub(super) fn retry_after(delay: Duration) -> HeaderValue {
    let begun = u64::from(delay.subsec_nanos() > 0);
    HeaderValue::from(delay.as_secs().saturating_add(begun).max(1))
}

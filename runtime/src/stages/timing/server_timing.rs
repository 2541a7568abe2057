//! `Server-Timing`: the header that the developer tools of browsers draw (W3C Server Timing).

use std::{cell::Cell, fmt::Write as _, time::Duration};

use http::{HeaderName, HeaderValue};

use super::Timings;
use crate::Response;

thread_local! {
    /// What the last header of this thread was written in.
    static SPARE: Cell<String> = const { Cell::new(String::new()) };
}

/// Beside those that are there.
pub(super) fn append(response: &mut Response, total: Duration, timings: &Timings) {
    let mut entries = SPARE.take();
    // Writing to a `String` cannot fail.
    _ = write!(entries, "total;dur={}", Milliseconds(total));
    timings.for_each(|stage, taken| {
        entries.push_str(", ");
        entries.extend(stage.chars().map(in_a_token));
        _ = write!(entries, ";dur={}", Milliseconds(taken));
    });
    // Made of tokens and digits, so it is a header value; copied, so that it is no larger than it has to be.
    if let Ok(value) = HeaderValue::from_str(&entries) {
        let name = const { HeaderName::from_static("server-timing") };
        response.headers_mut().append(name, value);
    }
    entries.clear();
    SPARE.set(entries);
}

/// Stages that are written by hand may have any name; what a token cannot hold is replaced.
fn in_a_token(letter: char) -> char {
    let fits = letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    if fits { letter } else { '_' }
}

/// Milliseconds, with the microseconds after the point.
struct Milliseconds(Duration);

impl std::fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Half a million years fit, and half of a `u128` is divided at a quarter of the cost.
        let micros = u64::try_from(self.0.as_micros()).unwrap_or(u64::MAX);
        write!(f, "{}.{:03}", micros / 1000, micros % 1000)
    }
}

//! Contract: the values and rules that make the contenders' answers equal.
//!
//! The rules (is this host ours, who is the client) are functions that every contender's hand-written
//! layers call, so that what differs is the framework around them and not the skill of a parser.

use std::sync::LazyLock;

use http::{HeaderName, HeaderValue};

mod bodies;
mod data;
mod routes;
mod rules;

pub use bodies::{
    LARGE, OCTETS, Order, PIECE_SIZES, PIECES, SMALL, TEXT, data, pieces, sent_pieces,
};
pub use data::{Login, Message, Profile};
pub use routes::{LOOK_UPS, look_ups, patterns};
pub use rules::{client_address, is_acceptable_id, is_our_host, is_our_origin, session_cookie};

/// The header that carries the request's id both ways.
pub const REQUEST_ID: &str = "x-request-id";

/// The one origin that may read answers with credentials.
pub const ORIGIN: &str = "https://app.example.org";

/// The name of the cookie that carries the session's id.
pub const SESSION_COOKIE: &str = "sid";

/// The key under which frameworks with maps for sessions keep the [`Login`].
pub const SESSION_KEY: &str = "login";

/// What every answer of the real workload carries, refusals included.
pub const SECURITY_HEADERS: [(&str, &str); 5] = [
    ("content-security-policy", "default-src 'self'"),
    ("cross-origin-opener-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// [`SECURITY_HEADERS`] made once, for layers that a contender writes itself.
pub static READY_HEADERS: LazyLock<[(HeaderName, HeaderValue); 5]> = LazyLock::new(|| {
    SECURITY_HEADERS.map(|(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    })
});

/// The media type of answers that are not refusals.
pub const JSON: &str = "application/json";

/// The media type of refusals, RFC 9457.
pub const PROBLEM: &str = "application/problem+json";

/// The body of the answer to a host that is not ours, status 400.
pub const BAD_HOST: &str = r#"{"detail":"the host of the request is not served here","status":400,"title":"Bad Request","type":"about:blank"}"#;

/// The body of the answer to a request without a session, status 401.
pub const NO_SESSION: &str = r#"{"status":401,"title":"Unauthorized","type":"about:blank"}"#;

//! Secrets: what must not be written down, told by its name.

use std::fmt::Write as _;

use percent_encoding::percent_decode_str;

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "REDACTED";

/// Whether a header or a field of this name holds a secret, as far as names tell.
pub(crate) fn is_secret(name: &str) -> bool {
    const PARTS: [&str; 11] = [
        "auth",
        "cookie",
        "credential",
        "csrf",
        "jwt",
        "passw",
        "secret",
        "session",
        "signature",
        "token",
        "xsrf",
    ];
    const WHOLE: [&str; 6] = ["code", "otp", "pin", "pwd", "sid", "sig"];
    let name = name.to_ascii_lowercase();
    PARTS.iter().any(|part| name.contains(part))
        || WHOLE.contains(&name.as_str())
        || name.ends_with("key")
}

/// A query with its secrets taken out.
pub(crate) fn redacted_query(query: &str) -> String {
    let mut redacted = String::with_capacity(query.len());
    for (index, field) in query.split('&').enumerate() {
        if index > 0 {
            redacted.push('&');
        }
        match field.split_once('=') {
            Some((name, _)) if is_secret(&decoded(name)) => {
                // Writing to a `String` cannot fail.
                _ = write!(redacted, "{name}={REDACTED}");
            }
            _ => redacted.push_str(field),
        }
    }
    redacted
}

fn decoded(name: &str) -> String {
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_secret, redacted_query};

    #[test]
    fn secrets_are_told_by_their_names() {
        for name in [
            "Authorization",
            "proxy-authorization",
            "Cookie",
            "X-Api-Key",
            "x-csrf-token",
            "access_token",
            "Password",
            "client_secret",
            "SESSION_ID",
            "code",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["accept", "host", "page", "q", "user-agent", "encode"] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn a_query_keeps_what_is_no_secret() {
        for (query, shown) in [
            ("", ""),
            ("a=1&token=x&b=2", "a=1&token=REDACTED&b=2"),
            ("acc%65ss_t%6fken=x", "acc%65ss_t%6fken=REDACTED"),
            ("password=a=b", "password=REDACTED"),
            ("token&&=", "token&&="),
        ] {
            assert_eq!(redacted_query(query), shown);
        }
    }
}

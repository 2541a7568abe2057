//! `TrustedReferrerError`: settings under which no page can be told from another.

use std::fmt;

/// Settings of [`TrustedReferrer`](super::TrustedReferrer) that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrustedReferrerError {
    /// This is not a pattern of origins.
    Pattern(String),
    /// Nothing is trusted and all that is not is refused, so every request would be.
    Nobody,
}

impl fmt::Display for TrustedReferrerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(text) => write!(
                formatter,
                "{text:?} is not a pattern of origins; write `https://example.org` or `https://*.example.org`, with \
                 or without a `:port`; for all write `.allow_any()`, for none `.allow_missing()`"
            ),
            Self::Nobody => formatter.write_str(
                "nothing is trusted, so every request would be refused; write \
                 `.allow([\"https://example.org\"])`, or leave `.distrust_same_origin()` out",
            ),
        }
    }
}

impl std::error::Error for TrustedReferrerError {}

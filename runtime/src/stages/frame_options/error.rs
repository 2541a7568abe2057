//! `FrameOptionsError`: a text that means nothing to browsers.

use std::fmt;

/// Says why a [`FrameOptions`](super::FrameOptions) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameOptionsError {
    /// A text is neither `DENY` nor `SAMEORIGIN`.
    Value(String),
}

impl fmt::Display for FrameOptionsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Value(text) = self;
        write!(
            formatter,
            "`{text}` means nothing to browsers: write `DENY` or `SAMEORIGIN`, or allow certain pages \
             by `frame-ancestors` in a `ContentSecurityPolicy`"
        )
    }
}

impl std::error::Error for FrameOptionsError {}

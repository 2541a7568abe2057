//! `CorsError`: why the settings of `Cors` cannot work.

use std::fmt;

use http::StatusCode;

use super::OriginError;

/// Says why a [`Cors`](crate::Cors) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CorsError {
    /// A text is no origin.
    Origin {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: OriginError,
    },
    /// A text is no method.
    Method(String),
    /// A text is no name of a header.
    Header(String),
    /// A pattern is no regular expression.
    #[cfg(feature = "regex")]
    Pattern(String),
    /// Credentials are allowed to anybody: any origin, any method or any header.
    CredentialsForAnybody(&'static str),
    /// Credentials are allowed to the origin `null`, which every site can have.
    CredentialsForNull,
    /// Any header may be read, with credentials: browsers then take `*` for the name of a header.
    ExposedToCredentials,
    /// Browsers take only a status of success for a yes.
    PreflightStatus(StatusCode),
}

impl fmt::Display for CorsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin { text, reason } => write!(
                formatter,
                "`{text}` cannot be allowed: {reason}; write `https://example.org`, \
                 `https://*.example.org` or `http://localhost:3000`"
            ),
            Self::Method(text) => write!(
                formatter,
                "`{text}` is not a method: write one as `PUT`, or `*`"
            ),
            Self::Header(text) => write!(
                formatter,
                "`{text}` is not the name of a header: write one as `x-token`, or `*`"
            ),
            #[cfg(feature = "regex")]
            Self::Pattern(pattern) => write!(
                formatter,
                "`{pattern}` is not a regular expression of the crate `regex`: write one that \
                 matches whole origins"
            ),
            Self::CredentialsForAnybody(what) => write!(
                formatter,
                "credentials are allowed together with any {what}: name each, or write \
                 `.mirror_any_origin()` if every site may act as its visitors here"
            ),
            Self::CredentialsForNull => formatter.write_str(
                "credentials are allowed together with the origin `null`, which every site gives its own \
                 pages in a sandboxed frame: leave one of them out, or write `.mirror_any_origin()` if \
                 every site may act as its visitors here",
            ),
            Self::ExposedToCredentials => formatter.write_str(
                "with credentials no page may read any header, and browsers take `*` for a name: \
                 name those in `.expose_headers` that pages may read",
            ),
            Self::PreflightStatus(status) => write!(
                formatter,
                "a preflight answered with {} is a no to browsers: write `.preflight_status` with \
                 204 or 200",
                status.as_u16()
            ),
        }
    }
}

impl std::error::Error for CorsError {}

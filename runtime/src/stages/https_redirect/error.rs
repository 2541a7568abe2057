//! `HttpsRedirectError`: settings that cannot redirect.

use std::fmt;

/// Settings of [`HttpsRedirect`](crate::HttpsRedirect) that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HttpsRedirectError {
    /// This is no host to redirect to.
    Host(String),
    /// No server listens on port 0.
    Port,
    /// This is not the path of a request.
    Path(String),
}

impl fmt::Display for HttpsRedirectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(text) => write!(
                formatter,
                "{text:?} is no host to redirect to; write one name like `example.org`, and the port with `.port(8443)`"
            ),
            Self::Port => {
                formatter.write_str("no server listens on port 0; write the port of https")
            }
            Self::Path(text) => write!(
                formatter,
                "{text:?} is not the path of a request; write `/health`, or `/health/` for all below it"
            ),
        }
    }
}

impl std::error::Error for HttpsRedirectError {}

//! `BodyLimit`: how large the bodies of requests may be.

use std::fmt;

use http::header::CONTENT_LENGTH;
use http_body::Body as _;

use crate::{BodyError, DEFAULT_BODY_LIMIT, Request, RequestExt, body::exceeds, middleware};

/// Bounds the bodies of the requests below it.
///
/// A request whose `Content-Length` is over the limit is a 413 before a byte of it is read, and before the
/// client is told to `100 Continue`. A body of unknown length is counted while it is read: whoever reads it
/// gets [`BodyError::TooLarge`], which is a 413 too, and the rest is not read any more. Nothing is
/// buffered. For a request with a body the limit is also that of the extractors ([`RequestExt::body_limit`]).
///
/// # Examples
///
/// A small limit for all, and a larger one where files arrive:
///
/// ```
/// use onionskin::{BodyLimit, prelude::*};
///
/// #[handler]
/// fn length(body: String) -> String {
///     body.len().to_string()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     BodyLimit::new().bytes(16).ceiling(1024),
///     => routes {
///         POST "/note" => length,
///         "/file" => { BodyLimit::new().bytes(1024), => length },
///     }
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// client.post("/note").body("x".repeat(17)).await.assert_status(413);
/// client.post("/file").body("x".repeat(17)).await.assert_status(200);
/// client.post("/file").body("x".repeat(1025)).await.assert_status(413);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`bytes`](Self::bytes) | 2 MiB | what a body may have; also the limit of a program without this stage |
/// | [`ceiling`](Self::ceiling) | as `bytes` | how far a `BodyLimit` further down may raise it |
///
/// # What this does not protect against
///
/// A body that is small on the wire and large when unpacked: that is what `Decompression` bounds. A body
/// that comes slowly: see [`Timeout::upload_idle`](crate::Timeout::upload_idle). Many bodies at once: see
/// [`ConcurrencyLimit`](crate::ConcurrencyLimit).
///
/// Source: RFC 9110, sections 8.6 and 15.5.14.
#[derive(Clone, Debug)]
pub struct BodyLimit {
    bytes: usize,
    ceiling: Option<usize>,
}

impl BodyLimit {
    /// Allows 2 MiB.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            bytes: DEFAULT_BODY_LIMIT,
            ceiling: None,
        }
    }

    /// Sets how many bytes a body may have.
    ///
    /// Below another `BodyLimit` it is also bounded by the ceiling of that one.
    #[must_use]
    pub const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets how far a `BodyLimit` further down may raise the limit.
    ///
    /// A `Content-Length` between the limit and the ceiling is refused when the body is read.
    #[must_use]
    pub const fn ceiling(mut self, bytes: usize) -> Self {
        self.ceiling = Some(bytes);
        self
    }

    fn restrict(&self, req: &mut Request) -> Result<(), BodyError> {
        let ceiling = self.ceiling.unwrap_or(self.bytes);
        if exceeds(announced(req), ceiling) {
            return Err(BodyError::TooLarge { limit: ceiling });
        }
        let limit = req.body_mut().restrict(self.bytes, ceiling);
        req.set_body_limit(limit);
        Ok(())
    }
}

#[middleware(before)]
impl BodyLimit {
    #[inline]
    fn before(&self, req: &mut Request) -> Result<(), BodyError> {
        // Most requests have none, and then there is nothing to bound.
        if req.body().is_none() {
            return Ok(());
        }
        self.restrict(req)
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`BodyLimitError`] when the ceiling is below the limit.
    #[check]
    pub fn check(&self) -> Result<(), BodyLimitError> {
        match self.ceiling {
            Some(ceiling) if ceiling < self.bytes => Err(BodyLimitError::CeilingBelowLimit {
                bytes: self.bytes,
                ceiling,
            }),
            _ => Ok(()),
        }
    }
}

impl Default for BodyLimit {
    fn default() -> Self {
        Self::new()
    }
}

/// How many bytes the request says will come.
fn announced(req: &Request) -> u64 {
    let hint = req.body().size_hint();
    if let Some(exact) = hint.exact() {
        return exact;
    }
    let header = req
        .header(CONTENT_LENGTH)
        .and_then(|text| text.parse().ok());
    header.unwrap_or_else(|| hint.lower())
}

/// Says why a [`BodyLimit`] cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyLimitError {
    /// The ceiling is below the limit.
    CeilingBelowLimit {
        /// The limit.
        bytes: usize,
        /// The ceiling.
        ceiling: usize,
    },
}

impl fmt::Display for BodyLimitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CeilingBelowLimit { bytes, ceiling } => write!(
                formatter,
                "`BodyLimit` allows {bytes} bytes under a ceiling of {ceiling}: write \
                 `.ceiling({bytes})` or more, or leave the ceiling out"
            ),
        }
    }
}

impl std::error::Error for BodyLimitError {}

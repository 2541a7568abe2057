//! `Decompression`: requests with a packed body are unpacked, within limits.

mod decoded;
mod error;

use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

use super::{coding::Coding, stepped::Stepped};
use crate::{Body, Request, middleware, request::LookUp as _};
use decoded::{Decoded, Limits};
pub use error::{DecompressionError, UnsupportedCoding};

/// Unpacks the packed bodies of requests, within limits: zstd, brotli, gzip, deflate.
///
/// With the cargo feature `compression`. What is below sees the plain bytes, without `Content-Encoding` and `Content-Length`. They
/// are unpacked while they are read, and nothing is buffered. A coding that is not on offer is a 415 that names those that
/// are. A body that unpacks to too much ends in [`BodyError`](crate::BodyError) as soon as it does, which is a 413; one that is
/// damaged, or has bytes behind its end, is a 400.
///
/// # Examples
///
/// ```
/// use onionskin::{Decompression, prelude::*};
///
/// #[handler]
/// fn echo(text: String) -> String {
///     text
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { Decompression::new(), => echo };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// // "onion", as zlib stores it.
/// let packed = b"\x78\x01\x01\x05\x00\xfa\xffonion\x06\x6f\x02\x24".to_vec();
/// let response = client.post("/").header("content-encoding", "deflate").body(packed).await;
/// assert_eq!(response.text().await, "onion");
/// let response = client.post("/").header("content-encoding", "rot13").body("bavba").await;
/// response.assert_status(415).assert_header("accept-encoding", "zstd, br, gzip, deflate");
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`codings`](Self::codings) | zstd, br, gzip, deflate | what is unpacked |
/// | [`max_bytes`](Self::max_bytes) | 10 MiB | how much a body may become |
/// | [`max_ratio`](Self::max_ratio) | 100 | how many times its size it may become, once it has 64 KiB |
/// | [`max_stacked`](Self::max_stacked) | 2 | how often a body may be packed; the limits hold for each |
///
/// The extractors read 2 MiB unless told otherwise, and those are plain bytes: put a
/// [`BodyLimit`](crate::BodyLimit) above for what is sent, and another below for what becomes of it.
///
/// # What this does not protect against
///
/// A body that comes slowly: see [`Timeout`](crate::Timeout). Memory: an unpacking body may hold a window of 8 MiB (zstd) or 16 MiB
/// (brotli), so bound how many there are at once.
///
/// Source: RFC 9110, sections 8.4, 12.5.3 and 15.5.16.
#[derive(Clone, Debug)]
pub struct Decompression {
    codings: Vec<Coding>,
    limits: Limits,
    max_stacked: usize,
}

impl Decompression {
    /// Unpacks all codings, to 10 MiB and a hundred times the size at most.
    #[must_use]
    pub fn new() -> Self {
        Self {
            codings: Coding::ALL.to_vec(),
            limits: Limits {
                bytes: 10 * 1024 * 1024,
                ratio: 100,
            },
            max_stacked: 2,
        }
    }

    /// Sets which codings are unpacked.
    #[must_use]
    pub fn codings(mut self, codings: impl IntoIterator<Item = Coding>) -> Self {
        self.codings = codings.into_iter().collect();
        self
    }

    /// Sets how many bytes a body may become.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.limits.bytes = bytes;
        self
    }

    /// Sets how many times its size a body may become, once it has 64 KiB.
    #[must_use]
    pub fn max_ratio(mut self, ratio: u32) -> Self {
        self.limits.ratio = ratio;
        self
    }

    /// Sets how often a body may be packed, one coding over the other.
    #[must_use]
    pub fn max_stacked(mut self, codings: usize) -> Self {
        self.max_stacked = codings;
        self
    }

    /// Reads `Content-Encoding`, the coding that was applied last at the end.
    fn applied(&self, req: &Request) -> Option<Vec<Coding>> {
        let mut applied = Vec::new();
        for line in req.headers().get_all(CONTENT_ENCODING) {
            for name in line.to_str().ok()?.split(',') {
                let name = name.trim_matches([' ', '\t']);
                // An element of a list may be empty: RFC 9110, section 5.6.1.
                if name.is_empty() || name.eq_ignore_ascii_case("identity") {
                    continue;
                }
                let coding = Coding::of_name(name).filter(|it| self.codings.contains(it))?;
                applied.push(coding);
                if applied.len() > self.max_stacked {
                    return None;
                }
            }
        }
        Some(applied)
    }

    fn unpack(&self, req: &mut Request) -> Result<(), UnsupportedCoding> {
        let applied = self
            .applied(req)
            .ok_or_else(|| UnsupportedCoding::new(&self.codings))?;
        req.headers_mut().remove(CONTENT_ENCODING);
        for coding in applied.into_iter().rev() {
            req.headers_mut().remove(CONTENT_LENGTH);
            let packed = std::mem::take(req.body_mut());
            *req.body_mut() = Body::new(Stepped::new(Decoded::new(coding, packed, self.limits)));
        }
        Ok(())
    }
}

#[middleware(before)]
impl Decompression {
    #[inline]
    fn before(&self, req: &mut Request) -> Result<(), UnsupportedCoding> {
        if req.body().is_none() || !req.headers().has(&CONTENT_ENCODING) {
            return Ok(());
        }
        self.unpack(req)
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`DecompressionError`] when there is no coding, or a limit under which nothing can be unpacked.
    #[check]
    pub fn check(&self) -> Result<(), DecompressionError> {
        if self.codings.is_empty() || self.max_stacked == 0 {
            return Err(DecompressionError::NoCoding);
        }
        if self.limits.bytes == 0 || self.limits.ratio == 0 {
            return Err(DecompressionError::NoRoom);
        }
        Ok(())
    }
}

impl Default for Decompression {
    fn default() -> Self {
        Self::new()
    }
}

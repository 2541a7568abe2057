//! `Compression`: responses are packed for clients that can unpack them.

mod accept;
mod breach;
mod coded;
mod encoder;
mod error;
mod flush;
mod head;
mod media;
mod options;
mod packing;
mod source;
mod unmeasured;

use std::{fmt, sync::Arc};

use super::coding::Coding;
use crate::{Next, Request, Response, middleware};
pub use breach::{Breach, ReflectsInput};
use encoder::Levels;
pub use error::CompressionError;
pub use flush::Flush;

/// Packs responses for clients that can unpack them: zstd, brotli, gzip, deflate.
///
/// With the cargo feature `compression`. The client's `Accept-Encoding` decides by its weights, and among equals the order of
/// the server. A streamed body is packed as it comes, and what the encoder holds is sent as soon as the body
/// has nothing more for now; trailers follow, and an error of the body stays one. Large bodies are packed in
/// slices of 16 KiB, with a turn for other tasks every few milliseconds.
///
/// These stay as they are: 1xx, 204, 205, 206, 304, `Content-Range`, `Cache-Control: no-transform`, what has a `Content-Encoding`
/// already (`identity` is a handler's way to opt out, and is not sent), what is small, types that do not
/// become smaller, and what a page of another site has asked for, unless [`breach`](Self::breach) says otherwise. A HEAD gets the headers that GET would have, without a body and its coding. `Vary: Accept-Encoding` is set wherever the client's
/// header could matter. A strong `ETag` becomes weak; `Content-Length`, `Accept-Ranges` and digests of the plain bytes go.
///
/// # Examples
///
/// ```
/// use onionskin::{Compression, prelude::*};
///
/// #[handler]
/// fn page() -> Html<String> {
///     Html("<p>onion</p>".repeat(1000))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { Compression::new(), => page };
/// # #[cfg(feature = "testing")] {
/// let response = onionskin::TestClient::new(app)
///     .get("/")
///     .header("accept-encoding", "br;q=0.8, gzip")
///     .await;
/// response
///     .assert_header("content-encoding", "gzip")
///     .assert_header("vary", "Accept-Encoding");
/// assert!(response.bytes().await.len() < 200);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`codings`](Self::codings) | zstd, br, gzip, deflate | what is offered, the best first |
/// | [`minimum_size`](Self::minimum_size) | 860 bytes | smaller bodies stay; one of unknown length waits 10 ms for so many |
/// | [`gzip_level`](Self::gzip_level) | 6 | 1 to 9; also of deflate |
/// | [`brotli_level`](Self::brotli_level) | 5 | 1 to 11, with a window of 512 KiB |
/// | [`zstd_level`](Self::zstd_level) | 3 | 1 to 19, with a window of 1 MiB |
/// | [`flush`](Self::flush) | [`Flush::OnIdle`] | when a stream gives away what the encoder holds |
/// | [`breach`](Self::breach) | [`Breach::SkipIfSecret`] | what is done against BREACH |
/// | [`also`](Self::also) | none | types beside text, JSON, XML, scripts, wasm and plain fonts |
/// | [`never`](Self::never), [`except`](Self::except) | none | `text/event-stream` and gRPC are not packed unless told so |
/// | [`strict`](Self::strict) | no | a client that accepts nothing of all this gets the plain bytes, not a 406 |
///
/// # What this does not protect against
///
/// A page that holds a secret, repeats what was asked, and does not say so with [`ReflectsInput`]: its
/// length tells about the secret (BREACH). Mask tokens, or switch this off for such pages.
///
/// Source: RFC 9110, sections 8.4, 8.8.1 and 12.5.3; RFC 9659; breachattack.com.
#[derive(Clone)]
pub struct Compression {
    codings: Vec<Coding>,
    /// Those that have a place for padding, where there is any.
    offered: Vec<Coding>,
    minimum_size: u64,
    levels: Levels,
    flush: Flush,
    breach: Breach,
    also: Vec<String>,
    never: Vec<String>,
    except: Vec<Except>,
    strict: bool,
}

type Except = Arc<dyn Fn(&Request, &Response) -> bool + Send + Sync>;

#[middleware]
impl Compression {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let considered = {
            let response = next.run(&mut *req).await;
            if self.stays_at_a_glance(req, &response) {
                return response;
            }
            self.consider(req, response)
        };
        considered.await
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`CompressionError`] for levels that there are not, types that are none, and when nothing is offered.
    #[check]
    pub fn check(&self) -> Result<(), CompressionError> {
        for (coding, level, most) in [
            (Coding::Gzip, self.levels.gzip, 9),
            (Coding::Brotli, self.levels.brotli, 11),
            (Coding::Zstd, self.levels.zstd, 19),
        ] {
            if !(1..=most).contains(&level) {
                return Err(CompressionError::Level {
                    coding,
                    level,
                    most,
                });
            }
        }
        if self.breach == Breach::RandomPad(0) {
            return Err(CompressionError::NoPadding);
        }
        if self.offered.is_empty() {
            return Err(CompressionError::NoCoding);
        }
        let none = |text: &&String| !matches!(text.split_once('/'), Some((a, b)) if !a.is_empty() && !b.is_empty());
        match self.also.iter().chain(&self.never).find(none) {
            Some(text) => Err(CompressionError::ContentType(text.clone())),
            None => Ok(()),
        }
    }
}

impl Default for Compression {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Compression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Compression")
            .field("codings", &self.codings)
            .field("minimum_size", &self.minimum_size)
            .field("levels", &self.levels)
            .field("flush", &self.flush)
            .field("breach", &self.breach)
            .field("also", &self.also)
            .field("never", &self.never)
            .field("except", &self.except.len())
            .field("strict", &self.strict)
            .finish_non_exhaustive()
    }
}

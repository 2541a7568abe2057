//! `Compression`: responses are packed for clients that can unpack them.

mod accept;
mod breach;
mod coded;
mod encoder;
mod error;
mod flush;
mod head;
mod media;
mod source;

use std::{fmt, pin::Pin, sync::Arc};

use bytes::Bytes;
use http::{
    HeaderValue, Method, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE},
};
use http_body::Body as _;

use super::coding::Coding;
use crate::{Body, IntoResponse, Next, Problem, Request, Response, middleware, response::vary};
use accept::Choice;
pub use breach::{Breach, ReflectsInput};
use coded::Coded;
use encoder::{Encoder, Levels};
pub use error::CompressionError;
pub use flush::Flush;
use source::Source;

/// Packs responses for clients that can unpack them: zstd, brotli, gzip, deflate.
///
/// With the cargo feature `compression`. The client's `Accept-Encoding` decides by its weights, and among equals the order of
/// the server. A streamed body is packed as it comes, and what the encoder holds is sent as soon as the body
/// has nothing more for now; trailers follow, and an error of the body stays one. Large bodies are packed in
/// slices of 16 KiB, with a turn for other tasks every few milliseconds.
///
/// These stay as they are: 1xx, 204, 205, 206, 304, `Content-Range`, `Cache-Control: no-transform`, what has a `Content-Encoding`
/// already (`identity` is a handler's way to opt out, and is not sent), what is small, and types that do not
/// become smaller. A HEAD gets the headers that GET would have, without a body and its coding. `Vary: Accept-Encoding` is set wherever the client's
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

impl Compression {
    /// A whole body up to this size is packed at once, so that its length is known.
    const WHOLE: usize = Encoder::OUTPUT;

    /// Offers all codings, at levels that are made for answers of the moment.
    #[must_use]
    pub fn new() -> Self {
        Self {
            codings: Coding::ALL.to_vec(),
            offered: Coding::ALL.to_vec(),
            minimum_size: 860,
            levels: Levels {
                gzip: 6,
                brotli: 5,
                zstd: 3,
            },
            flush: Flush::OnIdle,
            breach: Breach::SkipIfSecret,
            also: Vec::new(),
            never: Vec::new(),
            except: Vec::new(),
            strict: false,
        }
    }

    /// Sets the codings on offer; among those that a client likes equally, the first is taken.
    #[must_use]
    pub fn codings(mut self, codings: impl IntoIterator<Item = Coding>) -> Self {
        self.codings = codings.into_iter().collect();
        self.offer()
    }

    /// Sets how many bytes a body has to have.
    #[must_use]
    pub fn minimum_size(mut self, bytes: u64) -> Self {
        self.minimum_size = bytes;
        self
    }

    /// Sets how hard gzip and deflate try: 1 to 9.
    #[must_use]
    pub fn gzip_level(mut self, level: u32) -> Self {
        self.levels.gzip = level;
        self
    }

    /// Sets how hard brotli tries: 1 to 11; from 9 on it is for files that are packed once.
    #[must_use]
    pub fn brotli_level(mut self, level: u32) -> Self {
        self.levels.brotli = level;
        self
    }

    /// Sets how hard zstd tries: 1 to 19.
    #[must_use]
    pub fn zstd_level(mut self, level: u32) -> Self {
        self.levels.zstd = level;
        self
    }

    /// Sets when a streamed body gives away what the encoder holds.
    #[must_use]
    pub fn flush(mut self, flush: Flush) -> Self {
        self.flush = flush;
        self
    }

    /// Sets what is done against reading secrets from lengths.
    #[must_use]
    pub fn breach(mut self, breach: Breach) -> Self {
        self.breach = breach;
        self.offer()
    }

    /// Packs this type of content too, such as `application/x-shapefile` or `text/event-stream`.
    #[must_use]
    pub fn also(mut self, content_type: impl Into<String>) -> Self {
        self.also.push(content_type.into());
        self
    }

    /// Leaves this type of content as it is.
    #[must_use]
    pub fn never(mut self, content_type: impl Into<String>) -> Self {
        self.never.push(content_type.into());
        self
    }

    /// Leaves the responses as they are for which this says `true`.
    ///
    /// It is asked for responses that could be packed, before a client's wishes are looked at.
    #[must_use]
    pub fn except(
        mut self,
        applies: impl Fn(&Request, &Response) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.except.push(Arc::new(applies));
        self
    }

    /// Answers 406 when a client accepts no coding on offer and not the plain bytes either.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    fn offer(mut self) -> Self {
        let allowed = |coding: &Coding| self.breach.allows(*coding);
        self.offered = self.codings.iter().copied().filter(allowed).collect();
        self
    }

    /// Says what the head has to say, and gives the coding in which the body shall be sent, if any.
    fn decide(&self, req: &Request, response: &mut Response) -> Option<Coding> {
        if !self.is_packable(response) || self.is_too_small(req, response) {
            return None;
        }
        if let Some(coding) = response.headers().get(CONTENT_ENCODING) {
            if coding.as_bytes().eq_ignore_ascii_case(b"identity") {
                response.headers_mut().remove(CONTENT_ENCODING);
            }
            return None;
        }
        let spares = |except: &Except| except(req, response);
        if head::forbids(response) || self.except.iter().any(spares) {
            return None;
        }
        vary::by(response.headers_mut(), ACCEPT_ENCODING);
        if self.breach.spares(req, response) {
            return None;
        }
        match accept::choose(req.headers(), &self.offered) {
            Choice::Coding(coding) if req.method() != Method::HEAD => return Some(coding),
            Choice::Coding(_) => mirror(response),
            Choice::Nothing if self.strict => *response = not_acceptable(),
            Choice::Nothing | Choice::Identity => {}
        }
        None
    }

    fn is_too_small(&self, req: &Request, response: &Response) -> bool {
        match response.body().size_hint().exact() {
            Some(length) if length >= self.minimum_size => false,
            None => false,
            // The answer to a HEAD may have no body, and tell its length all the same.
            Some(0) if req.method() == Method::HEAD => {
                let length = response.headers().get(CONTENT_LENGTH);
                let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
                length.is_none_or(|length: u64| length < self.minimum_size)
            }
            Some(_) => true,
        }
    }

    fn is_packable(&self, response: &Response) -> bool {
        let Some(content_type) = response.headers().get(CONTENT_TYPE) else {
            return false;
        };
        if self.also.is_empty() && media::is_packed_already(content_type.as_bytes()) {
            return false;
        }
        let essence = media::essence(content_type.as_bytes());
        let is = |listed: &String| listed.as_bytes().eq_ignore_ascii_case(essence);
        !self.never.iter().any(is) && (media::is_packable(essence) || self.also.iter().any(is))
    }

    // Boxed, because what waits in it would make every request's future larger.
    fn pack(
        &self,
        response: Response,
        coding: Coding,
    ) -> Pin<Box<dyn Future<Output = Response> + Send + '_>> {
        Box::pin(async move {
            let (mut head, mut body) = response.into_parts();
            let encoder = |length| Encoder::new(coding, self.levels, length, self.breach.padding());
            if let Some(bytes) = body.take_whole(Self::WHOLE) {
                let length = Some(bytes.len() as u64);
                let body = match encoder(length).whole(&bytes) {
                    Ok(Some(packed)) => {
                        head::mark(&mut head.headers, coding);
                        packed
                    }
                    // Not smaller; and what cannot be packed can still be sent.
                    Ok(None) | Err(_) => bytes,
                };
                return Response::from_parts(head, body.into());
            }
            let source = match body.size_hint().exact() {
                Some(_) => Source::of(body),
                None => Source::peek(body, self.minimum_size).await,
            };
            let length = source.length();
            if length.is_some_and(|length| length < self.minimum_size) {
                return Response::from_parts(head, source.into_body());
            }
            head::mark(&mut head.headers, coding);
            let coded = Coded::new(source, encoder(length), self.flush);
            Response::from_parts(head, Body::new(coded))
        })
    }
}

#[middleware]
impl Compression {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let mut response = next.run(req).await;
        if response.body().is_whole_below(self.minimum_size) && req.method() != Method::HEAD {
            return response;
        }
        match self.decide(req, &mut response) {
            Some(coding) => self.pack(response, coding).await,
            None => response,
        }
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

/// The head that a GET would have, of unknown length.
fn mirror(response: &mut Response) {
    head::change(response.headers_mut());
    *response.body_mut() = Body::new(Unmeasured);
}

fn not_acceptable() -> Response {
    let mut response = Problem::new(StatusCode::NOT_ACCEPTABLE)
        .detail("no coding of `Accept-Encoding` is on offer, and `identity` is refused")
        .into_response();
    vary::by(response.headers_mut(), ACCEPT_ENCODING);
    response
}

/// As `Vary` names it.
const ACCEPT_ENCODING: HeaderValue = HeaderValue::from_static("Accept-Encoding");

/// A body that says nothing of its length.
struct Unmeasured;

impl http_body::Body for Unmeasured {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(None)
    }
}

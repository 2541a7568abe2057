//! `MessagePack`: clients speak MessagePack with handlers that speak JSON.

mod answer;
mod asked;
mod rejection;
mod transcoded;

use http::{StatusCode, header::CONTENT_TYPE};

use crate::{Failure, Next, Request, Response, middleware, request::LookUp as _};
pub use rejection::MessagePackRejection;

/// Lets clients speak MessagePack with handlers that speak JSON.
///
/// With the cargo feature `messagepack`. A request whose `Content-Type` is MessagePack gets to what is below as the
/// JSON that it means. An answer of the type `application/json` is written as MessagePack for a client whose
/// `Accept` names that, and likes it no less than JSON; its `Vary` says so to caches. Both are written value by
/// value as they are read.
///
/// MessagePack is `application/vnd.msgpack`, which is the registered name, `application/msgpack` or
/// `application/x-msgpack`; a request may also have a type that ends in `+msgpack`, which becomes `+json`.
///
/// # Examples
///
/// ```
/// use onionskin::{MessagePack, prelude::*};
///
/// #[handler]
/// fn double(Json(number): Json<u32>) -> Json<u32> {
///     Json(2 * number)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { MessagePack::new(), => double };
/// # #[cfg(feature = "testing")] {
/// let asked = onionskin::TestClient::new(app)
///     .post("/")
///     .header("content-type", "application/vnd.msgpack")
///     .header("accept", "application/vnd.msgpack, application/json;q=0.9")
///     .body(vec![21]);
/// let answer = asked.await;
/// answer.assert_header("content-type", "application/vnd.msgpack");
/// assert_eq!(answer.bytes().await, vec![42]);
/// # }
/// # }
/// ```
///
/// # What is written as what
///
/// | MessagePack | JSON |
/// |---|---|
/// | binary data, and text that is no UTF-8 | a text of base64 |
/// | keys that are numbers, truths or binary data | texts; any other key is a 400 |
/// | a number that is none, and infinity | `null` |
/// | extensions, also the one for times | a 400 |
///
/// Integers keep their value, also above 2<sup>53</sup>. From JSON to MessagePack there is nothing to choose.
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`max_bytes`](Self::max_bytes) | 2 MiB | up to which size an answer is written as MessagePack |
///
/// A request may have [`RequestExt::body_limit`](crate::RequestExt::body_limit) bytes, and the JSON that it becomes
/// counts against the same limit below: more is a 413. What is malformed, nested deeper than 128, or followed by
/// more bytes is a [`MessagePackRejection`], 400. A 415 that names JSON in its `Accept` names MessagePack, too.
///
/// These stay as they are: streamed bodies, of which nothing is kept, answers that are packed already, 1xx, 204,
/// 205, 206 and 304, and every type but `application/json`, problems among them. Put
/// `Compression` above it and `Decompression` too.
///
/// # What this does not protect against
///
/// A handler that reads the body itself, and not as JSON. Time: a large answer is written in one go.
///
/// Sources: the MessagePack specification; RFC 9110, sections 12.5.1 and 8.3.
#[derive(Clone, Debug)]
#[must_use]
pub struct MessagePack {
    max_bytes: usize,
}

impl MessagePack {
    /// Writes answers up to 2 MiB as MessagePack.
    pub const fn new() -> Self {
        Self {
            max_bytes: 2 * 1024 * 1024,
        }
    }

    /// Sets how large an answer may be that is written as MessagePack; a larger one stays JSON.
    pub const fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }
}

#[middleware]
impl MessagePack {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        if !req.body().is_none()
            && let Ok(Some(kind)) = req.headers().single(&CONTENT_TYPE)
            && let Some(json) = asked::json_type(kind)
            // Boxed, because what waits in it would make every request's future larger.
            && let Err(rejection) = Box::pin(asked::unpack(req, json)).await
        {
            return next.fail(Failure::new(rejection), req).await;
        }
        let mut response = next.run(&mut *req).await;
        if answer::is_json(&response) {
            answer::offer(self.max_bytes, req.headers(), &mut response);
        }
        if response.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            answer::tell(&mut response);
        }
        response
    }
}

impl Default for MessagePack {
    fn default() -> Self {
        Self::new()
    }
}

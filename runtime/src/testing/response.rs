//! `TestResponse`: what came back, and what a test asks of it.

use std::fmt;

use bytes::Bytes;
use cookie::Cookie;
use http::{HeaderMap, StatusCode, Version, header::SET_COOKIE, response::Parts};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::{TestError, reading::Reading};
use crate::Response;

/// What came back for a [`TestRequest`](super::TestRequest).
///
/// `bytes`, `text` and `json` read the body once and keep it, so each can be asked any number of
/// times; `chunk` takes what is not yet taken.
#[derive(Debug)]
pub struct TestResponse {
    head: Parts,
    body: Mutex<Reading>,
}

impl TestResponse {
    pub(super) fn new(response: Response) -> Self {
        let (head, body) = response.into_parts();
        Self {
            head,
            body: Mutex::new(Reading::of(body)),
        }
    }

    /// Gives the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// Gives the version of HTTP it came over.
    #[must_use]
    pub fn version(&self) -> Version {
        self.head.version
    }

    /// Gives the first header of this name, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// Gives all headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Gives the cookie that this response sets, with its attributes.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<Cookie<'_>> {
        self.headers()
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|header| Cookie::parse(header.to_str().ok()?).ok())
            .find(|cookie| cookie.name() == name)
    }

    /// Reads the body to its end.
    ///
    /// # Panics
    ///
    /// When the body fails on the way; [`try_bytes`](Self::try_bytes) returns
    /// the error.
    pub async fn bytes(&self) -> Bytes {
        match self.try_bytes().await {
            Ok(bytes) => bytes,
            Err(error) => panic!("{error}\n{self}"),
        }
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    ///
    /// [`TestError`] when the body fails on the way, and whenever it is asked after that.
    pub async fn try_bytes(&self) -> Result<Bytes, TestError> {
        self.body.lock().await.whole().await
    }

    /// Reads the body to its end, as text.
    ///
    /// # Panics
    ///
    /// When the body fails on the way or is not UTF-8;
    /// [`try_bytes`](Self::try_bytes) takes any body.
    pub async fn text(&self) -> String {
        let bytes = self.bytes().await;
        match String::from_utf8(bytes.into()) {
            Ok(text) => text,
            Err(error) => panic!("the body is not UTF-8: {error}\n{self}"),
        }
    }

    /// Reads the body to its end, as JSON.
    ///
    /// # Panics
    ///
    /// When the body fails on the way or is not such JSON.
    pub async fn json<T: DeserializeOwned>(&self) -> T {
        let bytes = self.bytes().await;
        match serde_json::from_slice(&bytes) {
            Ok(value) => value,
            Err(error) => panic!("the body is not the JSON that was expected: {error}\n{self}"),
        }
    }

    /// Waits for the next piece of a streamed body; `None` at its end.
    ///
    /// # Panics
    ///
    /// When the body fails on the way; [`try_chunk`](Self::try_chunk) returns
    /// the error.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn chunk(&mut self) -> Option<Bytes> {
        match self.try_chunk().await {
            Ok(chunk) => chunk,
            Err(error) => panic!("{error}\n{self}"),
        }
    }

    /// Waits for the next piece of a streamed body; `None` at its end.
    ///
    /// # Errors
    ///
    /// [`TestError`] when the body fails on the way.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn try_chunk(&mut self) -> Result<Option<Bytes>, TestError> {
        self.body.get_mut().chunk().await
    }

    /// Gives the trailers, once the body has been read to its end.
    #[must_use]
    pub fn trailers(&mut self) -> Option<&HeaderMap> {
        self.body.get_mut().trailers()
    }

    /// Asserts the status, a `StatusCode` or a number.
    ///
    /// # Panics
    ///
    /// When the status is another; the message shows status, headers and body.
    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "statuses and numbers are copied"
    )]
    pub fn assert_status(&self, expected: impl PartialEq<StatusCode> + fmt::Display) -> &Self {
        assert!(
            expected == self.status(),
            "expected status {expected}, got this response:\n{self}"
        );
        self
    }

    /// Asserts that a header has this value.
    ///
    /// # Panics
    ///
    /// When it has not; the message shows status, headers and body.
    #[track_caller]
    pub fn assert_header(&self, name: &str, expected: &str) -> &Self {
        assert!(
            self.header(name) == Some(expected),
            "expected `{name}: {expected}`, got this response:\n{self}"
        );
        self
    }

    /// Gives the response as the application made it, with what is not yet taken of its body.
    #[must_use]
    pub fn into_inner(self) -> Response {
        Response::from_parts(self.head, self.body.into_inner().into_body())
    }
}

impl fmt::Display for TestResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?} {}", self.version(), self.status())?;
        for (name, value) in self.headers() {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        match self.body.try_lock() {
            Ok(mut body) => writeln!(f, "\n{}", String::from_utf8_lossy(body.at_hand())),
            Err(_) => writeln!(f, "\n(the body is being read)"),
        }
    }
}

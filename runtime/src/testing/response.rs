//! `TestResponse`: what came back, and what a test asks of it.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use bytes::{Bytes, BytesMut};
use cookie::Cookie;
use http::{HeaderMap, StatusCode, Version, header::SET_COOKIE};
use http_body::Body as _;
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;

use super::TestError;
use crate::{Body, Response};

/// What came back for a [`TestRequest`](super::TestRequest).
#[derive(Debug)]
pub struct TestResponse {
    response: Response,
    /// What has been read of the body and not been given to the test.
    read: BytesMut,
    trailers: Option<HeaderMap>,
}

impl TestResponse {
    pub(super) fn new(response: Response) -> Self {
        Self {
            response,
            read: BytesMut::new(),
            trailers: None,
        }
    }

    /// Gives the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// Gives the version of HTTP it came over.
    #[must_use]
    pub fn version(&self) -> Version {
        self.response.version()
    }

    /// Gives the first header of this name, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// Gives all headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
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
    pub async fn bytes(&mut self) -> Bytes {
        match self.try_bytes().await {
            Ok(bytes) => bytes,
            Err(error) => panic!("{error}\n{self}"),
        }
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    ///
    /// [`TestError`] when the body fails on the way.
    pub async fn try_bytes(&mut self) -> Result<Bytes, TestError> {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = self.try_chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    }

    /// Reads the body to its end, as text.
    ///
    /// # Panics
    ///
    /// When the body fails on the way or is not UTF-8;
    /// [`try_bytes`](Self::try_bytes) takes any body.
    pub async fn text(&mut self) -> String {
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
    pub async fn json<T: DeserializeOwned>(&mut self) -> T {
        let bytes = self.bytes().await;
        match serde_json::from_slice(&bytes) {
            Ok(value) => value,
            Err(error) => panic!(
                "the body is not the JSON that was expected: {error}\n{self}{}",
                String::from_utf8_lossy(&bytes)
            ),
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
        if !self.read.is_empty() {
            return Ok(Some(self.read.split().freeze()));
        }
        while let Some(frame) = self.response.body_mut().frame().await {
            let frame =
                frame.map_err(|error| TestError::because("the response's body failed", error))?;
            match frame.into_data() {
                Ok(data) => return Ok(Some(data)),
                Err(frame) => self.trailers = frame.into_trailers().ok(),
            }
        }
        Ok(None)
    }

    /// Gives the trailers, once the body has been read to its end.
    #[must_use]
    pub fn trailers(&self) -> Option<&HeaderMap> {
        self.trailers.as_ref()
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
    pub fn assert_status(
        &mut self,
        expected: impl PartialEq<StatusCode> + fmt::Display,
    ) -> &mut Self {
        if expected != self.status() {
            self.read_ahead();
            panic!("expected status {expected}, got this response:\n{self}");
        }
        self
    }

    /// Asserts that a header has this value.
    ///
    /// # Panics
    ///
    /// When it has not; the message shows status, headers and body.
    #[track_caller]
    pub fn assert_header(&mut self, name: &str, expected: &str) -> &mut Self {
        if self.header(name) != Some(expected) {
            self.read_ahead();
            panic!("expected `{name}: {expected}`, got this response:\n{self}");
        }
        self
    }

    /// Reads what is there of the body without waiting, to show it.
    fn read_ahead(&mut self) {
        let mut context = Context::from_waker(Waker::noop());
        let mut body = Pin::new(self.response.body_mut());
        while let Poll::Ready(Some(Ok(frame))) = body.as_mut().poll_frame(&mut context) {
            if let Ok(data) = frame.into_data() {
                self.read.extend_from_slice(&data);
            }
        }
    }

    /// Gives the response as the application made it.
    #[must_use]
    pub fn into_inner(self) -> Response {
        let (parts, body) = self.response.into_parts();
        let body = if self.read.is_empty() {
            body
        } else {
            Body::from(self.read.freeze())
        };
        Response::from_parts(parts, body)
    }
}

impl fmt::Display for TestResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?} {}", self.version(), self.status())?;
        for (name, value) in self.headers() {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        writeln!(f, "\n{}", String::from_utf8_lossy(&self.read))
    }
}

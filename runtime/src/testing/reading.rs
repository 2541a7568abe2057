//! Reading: the body of a response, as far as a test has read it.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::{Body as _, Frame};
use http_body_util::BodyExt as _;

use super::TestError;
use crate::{Body, BoxError, body::NextFrame};

/// A body, what has been read of it and not been taken, and how it ended.
#[derive(Debug)]
pub(super) struct Reading {
    body: Body,
    read: BytesMut,
    trailers: Option<HeaderMap>,
    /// Why it broke off; what comes after is no part of it.
    failed: Option<String>,
}

impl Reading {
    pub(super) fn of(body: Body) -> Self {
        Self {
            body,
            read: BytesMut::new(),
            trailers: None,
            failed: None,
        }
    }

    /// Reads to the end, and gives all that has not been taken.
    pub(super) async fn whole(&mut self) -> Result<Bytes, TestError> {
        while let Some(data) = self.next().await? {
            self.read.extend_from_slice(&data);
        }
        Ok(Bytes::copy_from_slice(&self.read))
    }

    /// Takes what has been read, or waits for the next piece.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, TestError> {
        if !self.read.is_empty() {
            return Ok(Some(self.read.split().freeze()));
        }
        self.next().await
    }

    pub(super) fn trailers(&self) -> Option<&HeaderMap> {
        self.trailers.as_ref()
    }

    /// What is there without waiting.
    pub(super) fn at_hand(&mut self) -> &[u8] {
        let mut context = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(frame)) = Pin::new(&mut self.body).poll_frame(&mut context) {
            match self.note(frame) {
                Ok(data) => self.read.extend(data),
                Err(_) => break,
            }
        }
        &self.read
    }

    /// What has not been taken, and then the rest.
    pub(super) fn into_body(self) -> Body {
        if self.read.is_empty() {
            return self.body;
        }
        Body::new(self)
    }

    async fn next(&mut self) -> Result<Option<Bytes>, TestError> {
        if let Some(failed) = &self.failed {
            return Err(TestError::new(failed));
        }
        while let Some(frame) = self.body.frame().await {
            if let Some(data) = self.note(frame)? {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }

    /// Keeps what is no data, and gives what is.
    fn note(&mut self, frame: Result<Frame<Bytes>, BoxError>) -> Result<Option<Bytes>, TestError> {
        let frame = frame.map_err(|error| {
            let error = TestError::because("the response's body failed", error);
            self.failed = Some(error.to_string());
            error
        })?;
        Ok(match frame.into_data() {
            Ok(data) => Some(data),
            Err(frame) => {
                self.trailers = frame.into_trailers().ok();
                None
            }
        })
    }
}

impl http_body::Body for Reading {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextFrame {
        let this = self.get_mut();
        if this.read.is_empty() {
            return Pin::new(&mut this.body).poll_frame(context);
        }
        Poll::Ready(Some(Ok(Frame::data(this.read.split().freeze()))))
    }
}

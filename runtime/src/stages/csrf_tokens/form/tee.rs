//! Tee: reads a body, and keeps what it has read.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderMap;
use http_body::Body as _;

use crate::{Body, BodyError};

/// A body as a stream of chunks, which are kept in one piece.
///
/// In one piece, because a client that sends single bytes would have us keep much more than it sent.
pub(super) struct Tee<'b> {
    body: &'b mut Body,
    limit: usize,
    kept: Kept,
    trailers: Option<HeaderMap>,
    failure: Option<BodyError>,
}

/// What was read; a form that came in one piece is not copied.
enum Kept {
    Piece(Bytes),
    Pieces(BytesMut),
}

/// The body ended in an error, which the tee keeps.
#[derive(Debug)]
pub(super) struct Interrupted;

impl<'b> Tee<'b> {
    pub(super) fn new(body: &'b mut Body, limit: usize) -> Self {
        Self {
            body,
            limit,
            kept: Kept::Piece(Bytes::new()),
            trailers: None,
            failure: None,
        }
    }

    /// Gives all that was read.
    pub(super) fn kept(&self) -> &[u8] {
        match &self.kept {
            Kept::Piece(piece) => piece,
            Kept::Pieces(pieces) => pieces,
        }
    }

    /// Tells whether what is left is known to be over the limit.
    pub(super) fn is_known_to_exceed(&self) -> bool {
        crate::body::exceeds(self.body.size_hint().lower(), self.limit)
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Why the body came to a bad end, if it did.
    pub(super) fn take_failure(&mut self) -> Option<BodyError> {
        self.failure.take()
    }

    /// Makes the body what it was.
    pub(super) fn put_back(self) {
        let data = match self.kept {
            Kept::Piece(piece) => piece,
            Kept::Pieces(pieces) => pieces.freeze(),
        };
        self.body.unread(data, self.trailers);
    }

    fn keep(&mut self, chunk: &Bytes) -> Result<(), BodyError> {
        let length = self.kept().len().saturating_add(chunk.len());
        if length > self.limit {
            return Err(BodyError::TooLarge { limit: self.limit });
        }
        match &mut self.kept {
            Kept::Piece(piece) if piece.is_empty() => *piece = chunk.clone(),
            Kept::Piece(piece) => {
                let mut pieces = BytesMut::with_capacity(length);
                pieces.extend_from_slice(piece);
                pieces.extend_from_slice(chunk);
                self.kept = Kept::Pieces(pieces);
            }
            Kept::Pieces(pieces) => pieces.extend_from_slice(chunk),
        }
        Ok(())
    }
}

impl Stream for Tee<'_> {
    type Item = Result<Bytes, Interrupted>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Interrupted>>> {
        let this = self.get_mut();
        while this.failure.is_none() {
            let frame = match ready!(Pin::new(&mut *this.body).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => {
                    this.failure = Some(error.into());
                    break;
                }
                Some(Ok(frame)) => frame,
            };
            match frame.into_data() {
                Ok(chunk) if chunk.is_empty() => {}
                Ok(chunk) => match this.keep(&chunk) {
                    Ok(()) => return Poll::Ready(Some(Ok(chunk))),
                    Err(error) => this.failure = Some(error),
                },
                Err(frame) => this.trailers = frame.into_trailers().ok(),
            }
        }
        Poll::Ready(Some(Err(Interrupted)))
    }
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the body ended in an error")
    }
}

impl std::error::Error for Interrupted {}

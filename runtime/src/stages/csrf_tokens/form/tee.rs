//! Tee: reads a body, and keeps what it has read.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderMap;
use http_body::{Body as _, Frame};

use crate::{Body, BodyError, BoxError};

/// How much is given away at once, but for the end: parsers look at all that they have with each chunk.
const PORTION: usize = 8 * 1024;

/// A body as a stream of portions, which are kept in one piece.
///
/// In one piece, because a client that sends single bytes would have us keep much more than it sent.
pub(super) struct Tee<'b> {
    body: &'b mut Body,
    limit: usize,
    kept: Kept,
    /// How much of what is kept was given away.
    given: usize,
    /// Whether the one who reads has to look at what it has got before there is more.
    pausing: bool,
    ended: bool,
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
            given: 0,
            pausing: false,
            ended: false,
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

    fn take(&mut self, read: Option<Result<Frame<Bytes>, BoxError>>) -> Result<(), BodyError> {
        let Some(frame) = read.transpose()? else {
            self.ended = true;
            return Ok(());
        };
        match frame.into_data() {
            Ok(chunk) => self.keep(chunk),
            Err(frame) => {
                self.trailers = frame.into_trailers().ok();
                Ok(())
            }
        }
    }

    fn keep(&mut self, chunk: Bytes) -> Result<(), BodyError> {
        let length = self.kept().len().saturating_add(chunk.len());
        if length > self.limit {
            return Err(BodyError::TooLarge { limit: self.limit });
        }
        match &mut self.kept {
            Kept::Piece(piece) if piece.is_empty() => *piece = chunk,
            Kept::Piece(piece) => {
                let mut pieces = BytesMut::with_capacity(length);
                pieces.extend_from_slice(piece);
                pieces.extend_from_slice(&chunk);
                self.kept = Kept::Pieces(pieces);
            }
            Kept::Pieces(pieces) => pieces.extend_from_slice(&chunk),
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
        // Parsers take whatever is ready before they look at it: a whole upload, if it comes fast enough.
        if std::mem::take(&mut this.pausing) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        while !this.ended && this.kept().len() - this.given < PORTION {
            let read = ready!(Pin::new(&mut *this.body).poll_frame(context));
            if let Err(error) = this.take(read) {
                this.failure = Some(error);
                this.ended = true;
                return Poll::Ready(Some(Err(Interrupted)));
            }
        }
        let portion = match &this.kept {
            Kept::Piece(piece) => piece.slice(this.given..),
            Kept::Pieces(pieces) => Bytes::copy_from_slice(&pieces[this.given..]),
        };
        this.given += portion.len();
        this.pausing = !this.ended;
        Poll::Ready((!portion.is_empty()).then_some(Ok(portion)))
    }
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the body ended in an error")
    }
}

impl std::error::Error for Interrupted {}

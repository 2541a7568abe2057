//! Outgoing: a body on its way to hyper.

use std::{
    io::Cursor,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes};
use http_body::{Frame, SizeHint};

use super::{Body, BoxError, Kind};

/// A body as hyper sends it.
///
/// Bytes that nobody else holds stay what they are: as [`Bytes`] they would need an allocation, to be counted in.
pub(crate) struct Outgoing(Body);

impl Outgoing {
    #[inline]
    pub(crate) fn new(body: Body) -> Self {
        Self(body)
    }
}

impl http_body::Body for Outgoing {
    type Data = Piece;
    type Error = BoxError;

    #[inline]
    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Piece>, BoxError>>> {
        let body = &mut self.get_mut().0;
        if let Kind::Owned(bytes) = &mut body.0 {
            let bytes = mem::take(bytes);
            body.0 = Kind::Empty;
            let piece = Piece::Owned(Cursor::new(bytes));
            return Poll::Ready(piece.has_remaining().then(|| Ok(Frame::data(piece))));
        }
        let frame = ready!(Pin::new(body).poll_frame(context));
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(Piece::Shared))))
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    #[inline]
    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// Bytes of a body.
pub(crate) enum Piece {
    Shared(Bytes),
    Owned(Cursor<Vec<u8>>),
}

impl Buf for Piece {
    #[inline]
    fn remaining(&self) -> usize {
        match self {
            Self::Shared(bytes) => bytes.remaining(),
            Self::Owned(bytes) => bytes.remaining(),
        }
    }

    #[inline]
    fn chunk(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes.chunk(),
            Self::Owned(bytes) => bytes.chunk(),
        }
    }

    #[inline]
    fn advance(&mut self, count: usize) {
        match self {
            Self::Shared(bytes) => bytes.advance(count),
            Self::Owned(bytes) => bytes.advance(count),
        }
    }
}

//! Outgoing: a response's body on its way to hyper.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use http_body::{Frame, SizeHint};

use super::tracked::Tracked;
use crate::{Body, BoxError, body::Piece};

/// What hyper gets when it asks for the next frame.
pub(super) type NextPiece = Poll<Option<Result<Frame<Piece>, BoxError>>>;

/// A body as hyper sends it.
pub(super) enum Outgoing {
    /// One that lies in one piece, and of which nobody has to know when it is sent.
    Whole(Body),
    Streamed(Box<Tracked>),
}

impl http_body::Body for Outgoing {
    type Data = Piece;
    type Error = BoxError;

    #[inline]
    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> NextPiece {
        match self.get_mut() {
            Self::Whole(body) => Poll::Ready(body.take_piece().map(|piece| Ok(Frame::data(piece)))),
            Self::Streamed(body) => body.poll_frame(context),
        }
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.in_memory().is_none_or(<[u8]>::is_empty),
            Self::Streamed(body) => body.is_end_stream(),
        }
    }

    #[inline]
    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => {
                SizeHint::with_exact(body.in_memory().map_or(0, <[u8]>::len) as u64)
            }
            Self::Streamed(body) => body.size_hint(),
        }
    }
}

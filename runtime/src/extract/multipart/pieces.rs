//! Pieces: a body as the parser of forms gets it, in pieces of a size that it can bear.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::allowance::{Allowance, LongHead, PORTION};
use crate::{Body, BodyError, BoxError};

/// A body in pieces, up to a limit.
pub(super) struct Pieces {
    body: Body,
    /// What was read and not given away yet.
    rest: Bytes,
    left: usize,
    limit: usize,
    allowance: Allowance,
    /// Whether the parser has to look at what it has got before there is more.
    pausing: bool,
}

impl Pieces {
    pub(super) fn new(body: Body, limit: usize, allowance: Allowance) -> Self {
        Self {
            body,
            rest: Bytes::new(),
            left: limit,
            limit,
            allowance,
            pausing: false,
        }
    }

    fn keep(&mut self, chunk: Bytes) -> Result<(), BoxError> {
        let left = self.left.checked_sub(chunk.len());
        self.left = left.ok_or(BodyError::TooLarge { limit: self.limit })?;
        self.rest = chunk;
        Ok(())
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BoxError>>> {
        let this = self.get_mut();
        // The parser takes whatever is ready before it looks at it: a whole upload, if it comes fast enough.
        if std::mem::take(&mut this.pausing) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        while this.rest.is_empty() {
            let Some(frame) = ready!(Pin::new(&mut this.body).poll_frame(context)) else {
                return Poll::Ready(None);
            };
            let frame = match frame {
                Ok(frame) => frame,
                Err(error) => return Poll::Ready(Some(Err(BodyError::from(error).into()))),
            };
            if let Ok(chunk) = frame.into_data()
                && let Err(error) = this.keep(chunk)
            {
                return Poll::Ready(Some(Err(error)));
            }
        }
        let piece = this.rest.split_to(this.rest.len().min(PORTION));
        if !this.allowance.take(piece.len()) {
            return Poll::Ready(Some(Err(LongHead.into())));
        }
        this.pausing = true;
        Poll::Ready(Some(Ok(piece)))
    }
}

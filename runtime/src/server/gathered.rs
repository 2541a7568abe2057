//! Gathered: a streamed body whose small pieces are sent together.

use std::{
    mem,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{outgoing::NextPiece, tracked::Tracked};
use crate::{BoxError, body::Piece};

/// A piece of no more bytes is copied sooner than hyper and the system take one more.
const MAX_COPIED: usize = 4 * 1024;
/// How many bytes are gathered at most.
const MAX_BYTES: usize = 16 * 1024;
/// How many pieces are gathered at most: what comes slowly without ever waiting is not held back for long.
const MAX_PIECES: usize = 16;

/// A body that gives as one piece what there is at once in small ones; it waits for none.
///
/// hyper takes some 600 instructions for a piece, and three slices of a system call. To copy a thousand bytes takes
/// sixty.
pub(super) struct Gathered {
    body: Tracked,
    ahead: Ahead,
}

/// What is known of a body beyond the pieces that were given last.
enum Ahead {
    Nothing,
    /// It has to be waited for.
    Waiting,
    Came(Next),
}

/// What a body gave; `None` is its end.
type Next = Option<Result<Frame<Bytes>, BoxError>>;

impl Gathered {
    pub(super) fn new(body: Tracked) -> Self {
        Self {
            body,
            ahead: Ahead::Nothing,
        }
    }

    pub(super) fn poll_frame(&mut self, context: &mut Context<'_>) -> NextPiece {
        if let Some(piece) = self.body.take_piece() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        let next = match mem::replace(&mut self.ahead, Ahead::Nothing) {
            Ahead::Nothing => ready!(self.body.poll_frame(context)),
            Ahead::Waiting => return self.poll_after_waiting(context),
            Ahead::Came(next) => next,
        };
        let first = match next {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(data) => data,
                Err(other) => return Poll::Ready(Some(Ok(other.map_data(Piece::from)))),
            },
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => {
                // Whoever asks again is told the same.
                self.ahead = Ahead::Came(None);
                return Poll::Ready(None);
            }
        };
        let piece = self.gather(first, context);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    /// Has hyper wait once for a body that was to be waited for: it sends all that came before it does.
    ///
    /// Who was woken for the body may have been held up by the client, so the body is asked again all the same.
    fn poll_after_waiting(&mut self, context: &mut Context<'_>) -> NextPiece {
        self.ahead = Ahead::Came(ready!(self.body.poll_frame(context)));
        context.waker().wake_by_ref();
        Poll::Pending
    }

    /// Gives the piece, and what else there is.
    fn gather(&mut self, first: Bytes, context: &mut Context<'_>) -> Piece {
        if first.len() > MAX_COPIED {
            return first.into();
        }
        let mut gathered = Vec::new();
        let mut room = MAX_BYTES - first.len();
        for _ in 1..MAX_PIECES {
            let Some(piece) = self.poll_small(room, context) else {
                break;
            };
            if gathered.is_empty() {
                gathered.reserve_exact(MAX_BYTES);
                gathered.extend_from_slice(&first);
            }
            gathered.extend_from_slice(&piece);
            room -= piece.len();
        }
        if gathered.is_empty() {
            first.into()
        } else {
            gathered.into()
        }
    }

    /// Takes the next piece if it is there, small, and fits; anything else that is there is kept for the next time.
    fn poll_small(&mut self, room: usize, context: &mut Context<'_>) -> Option<Bytes> {
        if self.is_end_stream() {
            return None;
        }
        let most = room.min(MAX_COPIED);
        match self.body.poll_frame(context) {
            Poll::Ready(Some(Ok(frame)))
                if frame.data_ref().is_some_and(|data| data.len() <= most) =>
            {
                frame.into_data().ok()
            }
            Poll::Ready(other) => {
                self.ahead = Ahead::Came(other);
                None
            }
            Poll::Pending => {
                self.ahead = Ahead::Waiting;
                None
            }
        }
    }

    pub(super) fn is_end_stream(&self) -> bool {
        match &self.ahead {
            Ahead::Came(next) => next.is_none(),
            Ahead::Nothing | Ahead::Waiting => self.body.is_end_stream(),
        }
    }

    /// What is left of the body, without what came already: hyper asks before anything did.
    pub(super) fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

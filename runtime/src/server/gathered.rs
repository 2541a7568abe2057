//! Gathered: a streamed body whose pieces are sent together.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::outgoing::NextPiece;
use crate::{
    Body, BoxError,
    body::{Piece, Rope},
};

/// A piece of no more bytes is copied sooner than the system takes one more.
const MAX_COPIED: usize = 4 * 1024;
/// How many bytes are copied together at most.
const MAX_BYTES: usize = 16 * 1024;
/// How many bytes are sent together at most, where none are copied.
const MAX_TIED: usize = 192 * 1024;
/// How many pieces are gathered at most: what comes slowly without ever waiting is not held back for long.
const MAX_PIECES: usize = Rope::MAX_PIECES;

/// A body that gives as one piece what there is at once in several; it waits for none.
///
/// hyper takes some 900 instructions for a piece, and three slices of a system call. Small pieces are copied, a
/// thousand bytes by sixty instructions; others stay where they are.
pub(super) struct Gathered {
    body: Body,
    ahead: Ahead,
}

/// What is known of a body beyond the pieces that were given last.
enum Ahead {
    Nothing,
    /// It has to be waited for, as it said in that poll of the connection's task.
    Waiting(Option<usize>),
    Came(Next),
}

/// What a body gave; `None` is its end.
type Next = Option<Result<Frame<Bytes>, BoxError>>;

impl Gathered {
    pub(super) fn new(body: Body) -> Self {
        Self {
            body,
            ahead: Ahead::Nothing,
        }
    }

    /// Tells whether it has our waker since this poll of the connection's task, at whose end hyper sends what it has.
    #[inline]
    pub(super) fn is_waiting(&self, turn: Option<usize>) -> bool {
        turn.is_some() && matches!(self.ahead, Ahead::Waiting(since) if since == turn)
    }

    /// Gives the next piece. The turn tells which poll of the connection's task this is, where that sends a response.
    pub(super) fn poll_frame(
        &mut self,
        turn: Option<usize>,
        context: &mut Context<'_>,
    ) -> NextPiece {
        if let Some(piece) = self.body.take_piece() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        let next = match mem::replace(&mut self.ahead, Ahead::Waiting(turn)) {
            Ahead::Nothing | Ahead::Waiting(_) => {
                ready!(Pin::new(&mut self.body).poll_frame(context))
            }
            Ahead::Came(next) => next,
        };
        self.ahead = Ahead::Nothing;
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
        let piece = self.gather(first, turn, context);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    /// Gives the piece, and what else there is.
    fn gather(&mut self, first: Bytes, turn: Option<usize>, context: &mut Context<'_>) -> Piece {
        if first.len() <= MAX_COPIED {
            self.copy_together(first, turn, context)
        } else {
            self.tie_together(first, turn, context)
        }
    }

    fn copy_together(
        &mut self,
        first: Bytes,
        turn: Option<usize>,
        context: &mut Context<'_>,
    ) -> Piece {
        let mut gathered = Vec::new();
        let mut room = MAX_BYTES - first.len();
        for _ in 1..MAX_PIECES {
            let Some(piece) = self.poll_fitting(0, room.min(MAX_COPIED), turn, context) else {
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

    fn tie_together(
        &mut self,
        first: Bytes,
        turn: Option<usize>,
        context: &mut Context<'_>,
    ) -> Piece {
        let mut room = MAX_TIED.saturating_sub(first.len());
        if room <= MAX_COPIED {
            return first.into();
        }
        let Some(second) = self.poll_fitting(MAX_COPIED + 1, room, turn, context) else {
            return first.into();
        };
        let mut rope = Box::new(Rope::new());
        room -= second.len();
        rope.push(first);
        rope.push(second);
        for _ in 2..MAX_PIECES {
            if room <= MAX_COPIED {
                break;
            }
            let Some(piece) = self.poll_fitting(MAX_COPIED + 1, room, turn, context) else {
                break;
            };
            room -= piece.len();
            rope.push(piece);
        }
        rope.into()
    }

    /// Takes the next piece if it is there and of such a length; anything else that is there is kept for the next
    /// time.
    #[inline]
    fn poll_fitting(
        &mut self,
        least: usize,
        most: usize,
        turn: Option<usize>,
        context: &mut Context<'_>,
    ) -> Option<Bytes> {
        if self.is_end_stream() {
            return None;
        }
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame)))
                if frame
                    .data_ref()
                    .is_some_and(|data| data.len() >= least && data.len() <= most) =>
            {
                frame.into_data().ok()
            }
            Poll::Ready(other) => {
                self.ahead = Ahead::Came(other);
                None
            }
            Poll::Pending => {
                self.ahead = Ahead::Waiting(turn);
                None
            }
        }
    }

    pub(super) fn is_end_stream(&self) -> bool {
        match &self.ahead {
            Ahead::Came(next) => next.is_none(),
            Ahead::Nothing | Ahead::Waiting(_) => self.body.is_end_stream(),
        }
    }

    /// What is left of the body, without what came already: hyper asks before anything did.
    pub(super) fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

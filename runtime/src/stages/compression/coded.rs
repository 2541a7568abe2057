//! Coded: a body that is packed while it is sent.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Buf, Bytes};
use http::HeaderMap;
use http_body::{Body as _, Frame};

use super::{Flush, encoder::Encoder, source::Source};
use crate::{BoxError, stages::stepped::Steps};

/// A body that is packed while it is sent.
///
/// Invariant: it ends only after its source has; an error of the source is an error here, and
/// no valid end of the coding.
pub(super) struct Coded {
    source: Source,
    encoder: Encoder,
    flush: Flush,
    input: Bytes,
    trailers: Option<HeaderMap>,
    step: Step,
    /// Whether the encoder may hold something back.
    holds: bool,
    /// How many bytes have been packed since the runtime was last given a turn.
    run: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Pack,
    Flush,
    Finish,
    Trailers,
}

impl Coded {
    /// How much is packed at once.
    const SLICE: usize = 16 * 1024;
    /// After how much the runtime gets a turn, also when more is there: a few milliseconds of work.
    const TURN: usize = 8 * Self::SLICE;

    pub(super) fn new(source: Source, encoder: Encoder, flush: Flush) -> Self {
        Self {
            source,
            encoder,
            flush,
            input: Bytes::new(),
            trailers: None,
            step: Step::Pack,
            holds: false,
            run: 0,
        }
    }

    fn give(&mut self) -> Poll<Result<Option<Frame<Bytes>>, BoxError>> {
        Poll::Ready(Ok(self.encoder.take().map(Frame::data)))
    }
}

impl Steps for Coded {
    fn advance(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Frame<Bytes>>, BoxError>> {
        loop {
            match self.step {
                Step::Pack if self.input.is_empty() => {
                    let source = Pin::new(&mut self.source).poll_frame(context);
                    let Poll::Ready(frame) = source else {
                        self.run = 0;
                        if !self.holds || self.flush == Flush::Never {
                            return Poll::Pending;
                        }
                        self.step = Step::Flush;
                        continue;
                    };
                    match frame.transpose()?.map(Frame::into_data) {
                        Some(Ok(data)) => self.input = data,
                        Some(Err(frame)) => {
                            self.trailers = frame.into_trailers().ok();
                            self.step = Step::Finish;
                        }
                        None => self.step = Step::Finish,
                    }
                }
                Step::Pack => {
                    if self.run >= Self::TURN {
                        self.run = 0;
                        context.waker().wake_by_ref();
                        return Poll::Pending;
                    }
                    let slice = &self.input[..self.input.len().min(Self::SLICE)];
                    let packed = self.encoder.write(slice)?;
                    self.input.advance(packed);
                    self.run += packed;
                    self.holds = true;
                    if self.input.is_empty() && self.flush == Flush::EveryFrame {
                        self.step = Step::Flush;
                    }
                    if self.encoder.is_full() {
                        return self.give();
                    }
                }
                Step::Flush => {
                    if self.encoder.flush()? {
                        self.holds = false;
                        self.step = Step::Pack;
                    }
                    if let data @ Poll::Ready(Ok(Some(_))) = self.give() {
                        return data;
                    }
                }
                Step::Finish => {
                    if self.encoder.finish()? {
                        self.step = Step::Trailers;
                    }
                    if let data @ Poll::Ready(Ok(Some(_))) = self.give() {
                        return data;
                    }
                }
                Step::Trailers => {
                    return Poll::Ready(Ok(self.trailers.take().map(Frame::trailers)));
                }
            }
        }
    }
}

//! Decoded: a body that is unpacked while it is read.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes, BytesMut};
use compression_codecs::{
    BrotliDecoder, DecodeV2, GzipDecoder, ZlibDecoder, ZstdDecoder,
    core::util::{PartialBuffer, WriteBuffer},
    zstd::params::DParameter,
};
use http::HeaderMap;
use http_body::{Body as _, Frame};

use super::Coding;
use crate::{Body, BodyError, BoxError, stages::stepped::Steps};

/// How much a body may become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) bytes: usize,
    pub(super) ratio: u32,
}

impl Limits {
    /// From how many bytes on the ratio counts: small bodies are harmless, and often repeat themselves.
    const RATIO_COUNTS: usize = 64 * 1024;

    fn check(self, packed: usize, plain: usize) -> Result<(), BodyError> {
        if plain > self.bytes {
            return Err(BodyError::TooLarge { limit: self.bytes });
        }
        let most = packed.saturating_mul(usize::try_from(self.ratio).unwrap_or(usize::MAX));
        if plain > Self::RATIO_COUNTS && plain > most {
            return Err(BodyError::Inflated { ratio: self.ratio });
        }
        Ok(())
    }
}

/// A body that is unpacked while it is read.
pub(super) struct Decoded {
    source: Body,
    coding: Coding,
    decoder: Box<dyn DecodeV2 + Send>,
    limits: Limits,
    input: Bytes,
    output: BytesMut,
    trailers: Option<HeaderMap>,
    step: Step,
    /// How many bytes came, and how many they became.
    packed: usize,
    plain: usize,
    /// How many bytes came out since the runtime was last given a turn.
    run: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// Before the first byte of the body, or of another part of it.
    Begin,
    Unpack,
    /// The output was full: more may come without more input.
    Drain,
    /// The end of the coding was read.
    Ended,
    Finish,
    Trailers,
}

impl Decoded {
    /// How much is unpacked at once.
    const OUTPUT: usize = 16 * 1024;
    /// After how much the runtime gets a turn, also when more is there.
    const TURN: usize = 16 * Self::OUTPUT;
    /// The largest window of zstd that a receiver has to support, as a power of two (RFC 9659).
    const ZSTD_WINDOW: u32 = 23;

    pub(super) fn new(coding: Coding, source: Body, limits: Limits) -> Self {
        let decoder: Box<dyn DecodeV2 + Send> = match coding {
            Coding::Gzip => Box::new(GzipDecoder::new()),
            Coding::Deflate => Box::new(ZlibDecoder::new()),
            Coding::Brotli => Box::new(BrotliDecoder::new()),
            Coding::Zstd => Box::new(ZstdDecoder::new_with_params(&[DParameter::window_log_max(
                Self::ZSTD_WINDOW,
            )])),
        };
        Self {
            source,
            coding,
            decoder,
            limits,
            input: Bytes::new(),
            output: BytesMut::new(),
            trailers: None,
            step: Step::Begin,
            packed: 0,
            plain: 0,
            run: 0,
        }
    }

    /// Reads the next piece of the packed body.
    fn fill(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let frame = ready!(Pin::new(&mut self.source).poll_frame(context));
        self.run = 0;
        match frame.transpose()?.map(Frame::into_data) {
            Some(Ok(data)) => {
                self.packed = self.packed.saturating_add(data.len());
                self.input = data;
                return Poll::Ready(Ok(()));
            }
            Some(Err(frame)) => self.trailers = frame.into_trailers().ok(),
            None => {}
        }
        self.step = match self.step {
            // A body without a byte is one, too.
            Step::Begin | Step::Ended => Step::Trailers,
            _ => Step::Finish,
        };
        Poll::Ready(Ok(()))
    }

    /// Gives what was unpacked, if that is within the limits.
    fn give(&mut self, unpacked: usize) -> Result<Option<Frame<Bytes>>, BoxError> {
        if unpacked == 0 {
            return Ok(None);
        }
        self.run += unpacked;
        self.plain = self.plain.saturating_add(unpacked);
        self.limits.check(self.packed, self.plain)?;
        Ok(Some(Frame::data(self.output.split_to(unpacked).freeze())))
    }
}

impl Steps for Decoded {
    fn advance(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Frame<Bytes>>, BoxError>> {
        loop {
            if self.run >= Self::TURN {
                self.run = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            match self.step {
                Step::Begin | Step::Unpack | Step::Ended if self.input.is_empty() => {
                    ready!(self.fill(context))?;
                }
                Step::Begin => self.step = Step::Unpack,
                Step::Ended if matches!(self.coding, Coding::Gzip | Coding::Zstd) => {
                    // Both may follow one another: RFC 1952, section 2.2; RFC 8878, section 3.
                    self.decoder.reinit()?;
                    self.step = Step::Unpack;
                }
                Step::Ended => {
                    let error = "there are bytes behind the end of the packed body";
                    return Poll::Ready(Err(io::Error::other(error).into()));
                }
                Step::Unpack => {
                    let mut input = PartialBuffer::new(&self.input[..]);
                    let (ended, unpacked) =
                        run(&mut self.output, |out| self.decoder.decode(&mut input, out))?;
                    let read = input.written_len();
                    self.input.advance(read);
                    if ended {
                        self.step = Step::Ended;
                    } else if unpacked == Self::OUTPUT {
                        self.step = Step::Drain;
                    } else if read == 0 && unpacked == 0 {
                        let error = "the packed body makes no sense";
                        return Poll::Ready(Err(io::Error::other(error).into()));
                    }
                    if let Some(data) = self.give(unpacked)? {
                        return Poll::Ready(Ok(Some(data)));
                    }
                }
                Step::Drain => {
                    let (_, unpacked) = run(&mut self.output, |out| self.decoder.flush(out))?;
                    if unpacked < Self::OUTPUT {
                        self.step = Step::Unpack;
                    }
                    if let Some(data) = self.give(unpacked)? {
                        return Poll::Ready(Ok(Some(data)));
                    }
                }
                Step::Finish => {
                    let (done, unpacked) = run(&mut self.output, |out| self.decoder.finish(out))?;
                    if done {
                        self.step = Step::Trailers;
                    } else if unpacked == 0 {
                        return Poll::Ready(Err(
                            io::Error::from(io::ErrorKind::UnexpectedEof).into()
                        ));
                    }
                    if let Some(data) = self.give(unpacked)? {
                        return Poll::Ready(Ok(Some(data)));
                    }
                }
                Step::Trailers => {
                    return Poll::Ready(Ok(self.trailers.take().map(Frame::trailers)));
                }
            }
        }
    }
}

/// Runs a step of the decoder, and tells how many bytes came out.
fn run(
    output: &mut BytesMut,
    step: impl FnOnce(&mut WriteBuffer<'_>) -> io::Result<bool>,
) -> io::Result<(bool, usize)> {
    output.resize(Decoded::OUTPUT, 0);
    let mut output = WriteBuffer::new_initialized(output);
    let done = step(&mut output)?;
    Ok((done, output.written_len()))
}

//! Encoder: packs bytes, and gives away what it has when it is told to.

use std::io;

use bytes::{Bytes, BytesMut};
use compression_codecs::{
    BrotliEncoder, EncodeV2, GzipEncoder, ZlibEncoder, ZstdEncoder,
    brotli::params::EncoderParams as BrotliParams,
    core::{
        Level,
        util::{PartialBuffer, WriteBuffer},
    },
    zstd::params::CParameter,
};
use rand::RngExt as _;

use super::Coding;

/// How hard each coding tries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Levels {
    pub(super) gzip: u32,
    pub(super) brotli: u32,
    pub(super) zstd: u32,
}

/// A coding at work.
pub(super) struct Encoder {
    codec: Box<dyn EncodeV2 + Send>,
    /// What was written and not taken yet stands at its beginning.
    output: BytesMut,
    written: usize,
}

impl Encoder {
    /// How much is packed before it is given away.
    pub(super) const OUTPUT: usize = 16 * 1024;
    /// The windows, as powers of two: what an encoder remembers is what a connection costs.
    const ZSTD_WINDOW: u32 = 20;
    const BROTLI_WINDOW: u32 = 19;

    /// Begins to pack a body, of which `length` bytes may come; with 1 to `padding` random bytes, if any.
    pub(super) fn new(coding: Coding, levels: Levels, length: Option<u64>, padding: u16) -> Self {
        let flate = || Level::Precise(i32::try_from(levels.gzip).unwrap_or(6)).into();
        let codec: Box<dyn EncodeV2 + Send> = match coding {
            Coding::Gzip => Box::new(GzipEncoder::new(flate())),
            Coding::Deflate => Box::new(ZlibEncoder::new(flate())),
            Coding::Brotli => {
                let quality = Level::Precise(i32::try_from(levels.brotli).unwrap_or(5));
                let window = window(length, 10, Self::BROTLI_WINDOW);
                let params = BrotliParams::default()
                    .quality(quality)
                    .window_size(i32::try_from(window).unwrap_or(19));
                Box::new(BrotliEncoder::new(params))
            }
            Coding::Zstd => Box::new(ZstdEncoder::new_with_params(
                i32::try_from(levels.zstd).unwrap_or(3),
                &[CParameter::window_log(window(
                    length,
                    10,
                    Self::ZSTD_WINDOW,
                ))],
            )),
        };
        let mut encoder = Self {
            codec,
            output: BytesMut::new(),
            written: 0,
        };
        if padding > 0 {
            encoder.pad(coding, padding);
        }
        encoder
    }

    /// Packs from the input until that, or the room for output, is used up; gives how much was read.
    pub(super) fn write(&mut self, input: &[u8]) -> io::Result<usize> {
        let mut input = PartialBuffer::new(input);
        while !input.unwritten().is_empty() && !self.is_full() {
            self.run(|codec, output| codec.encode(&mut input, output))?;
        }
        Ok(input.written_len())
    }

    /// Writes what the coding held back; `true` when that is all.
    pub(super) fn flush(&mut self) -> io::Result<bool> {
        self.run(|codec, output| codec.flush(output))
    }

    /// Writes the end; `true` when that is all.
    pub(super) fn finish(&mut self) -> io::Result<bool> {
        self.run(|codec, output| codec.finish(output))
    }

    /// Tells whether what was written has to be taken before more can be.
    pub(super) fn is_full(&self) -> bool {
        self.written >= Self::OUTPUT
    }

    /// Takes what was written.
    pub(super) fn take(&mut self) -> Option<Bytes> {
        let written = std::mem::take(&mut self.written);
        (written > 0).then(|| self.output.split_to(written).freeze())
    }

    /// Packs a whole body; `None` when that does not make it smaller.
    pub(super) fn whole(mut self, input: &[u8]) -> io::Result<Option<Bytes>> {
        if self.write(input)? < input.len() {
            return Ok(None);
        }
        while !self.finish()? {
            if self.written >= input.len() {
                return Ok(None);
            }
        }
        let packed = self.take();
        Ok(packed.filter(|packed| packed.len() < input.len()))
    }

    fn run<T>(
        &mut self,
        step: impl FnOnce(&mut dyn EncodeV2, &mut WriteBuffer<'_>) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.output.len() == self.written {
            // Small answers are most: begin small.
            let more = (self.written * 2).clamp(1024, Self::OUTPUT);
            self.output.resize(self.written + more, 0);
        }
        let mut output = WriteBuffer::new_initialized(&mut self.output[self.written..]);
        let done = step(&mut *self.codec, &mut output);
        self.written += output.written_len();
        done
    }

    /// Blurs the length: a file name in gzip's head, a frame to be skipped before zstd's.
    fn pad(&mut self, coding: Coding, most: u16) {
        let mut random = rand::rng();
        let length = random.random_range(1..=most);
        let letters = (0..length).map(|_| random.random_range(b'a'..=b'z'));
        let mut head = BytesMut::new();
        match coding {
            Coding::Gzip => {
                // Without input it writes its head of ten bytes, whose fourth tells what follows.
                let mut fixed = [0; 10];
                let mut output = WriteBuffer::new_initialized(&mut fixed);
                let mut nothing = PartialBuffer::new(&[][..]);
                if self.codec.encode(&mut nothing, &mut output).is_err() {
                    return;
                }
                fixed[3] |= FILE_NAME;
                head.extend_from_slice(&fixed);
                head.extend(letters);
                head.extend_from_slice(&[0]);
            }
            Coding::Zstd => {
                head.extend_from_slice(&SKIPPABLE_FRAME.to_le_bytes());
                head.extend_from_slice(&u32::from(length).to_le_bytes());
                head.extend(letters);
            }
            Coding::Brotli | Coding::Deflate => return,
        }
        self.written = head.len();
        self.output = head;
    }
}

/// RFC 1952, section 2.3.1.
const FILE_NAME: u8 = 0b1000;
/// RFC 8878, section 3.1.2.
const SKIPPABLE_FRAME: u32 = 0x184D_2A50;

/// The smallest window, as a power of two, that holds so many bytes.
fn window(length: Option<u64>, least: u32, most: u32) -> u32 {
    let Some(length) = length else { return most };
    length
        .checked_next_power_of_two()
        .map_or(most, u64::trailing_zeros)
        .clamp(least, most)
}

//! Peeked: what was read of a connection before hyper asked for it.

use tokio::io::ReadBuf;

/// What HTTP/2 begins with (RFC 9113, section 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The version of HTTP that a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

/// Bytes that were read and not given to hyper yet.
#[derive(Default)]
pub(super) struct Peeked {
    bytes: [u8; PREFACE.len()],
    start: u8,
    end: u8,
}

impl Peeked {
    /// One byte.
    pub(super) fn byte(byte: u8) -> Self {
        let mut peeked = Self::default();
        peeked.room()[0] = byte;
        peeked.fill(1);
        peeked
    }

    #[inline]
    pub(super) const fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Tells the version that the bytes are the beginning of; `None` while that is not clear.
    pub(super) fn version(&self) -> Option<Version> {
        let bytes = self.bytes();
        if bytes == PREFACE {
            Some(Version::Http2)
        } else if PREFACE.starts_with(bytes) {
            None
        } else {
            Some(Version::Http1)
        }
    }

    /// The room behind the bytes.
    pub(super) fn room(&mut self) -> &mut [u8] {
        &mut self.bytes[usize::from(self.end)..]
    }

    /// Takes what was put in the room.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there is room for 24 bytes"
    )]
    pub(super) fn fill(&mut self, length: usize) {
        self.end += length as u8;
    }

    /// Moves as much of it as there is room for.
    #[cold]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are 24 bytes at most"
    )]
    pub(super) fn move_to(&mut self, buffer: &mut ReadBuf<'_>) {
        let length = buffer.remaining().min(self.bytes().len());
        buffer.put_slice(&self.bytes()[..length]);
        self.start += length as u8;
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[usize::from(self.start)..usize::from(self.end)]
    }
}

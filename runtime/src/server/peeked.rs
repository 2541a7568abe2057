//! Peeked: what was read of a connection before hyper asked for it.

use tokio::io::ReadBuf;

/// What HTTP/2 begins with (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The version of HTTP that a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

/// Bytes that were read and not given to hyper yet; without any it holds no memory.
#[derive(Default)]
pub(super) struct Peeked {
    bytes: Vec<u8>,
    /// How many of them were given to hyper.
    given: usize,
}

impl Peeked {
    #[inline]
    pub(super) const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Tells the version that the bytes are the beginning of; `None` while that is not clear.
    pub(super) fn version(&self) -> Option<Version> {
        if self.bytes.starts_with(PREFACE) {
            Some(Version::Http2)
        } else if PREFACE.starts_with(&self.bytes) {
            None
        } else {
            Some(Version::Http1)
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Moves as much of it as there is room for.
    #[cold]
    pub(super) fn move_to(&mut self, buffer: &mut ReadBuf<'_>) {
        let left = &self.bytes[self.given..];
        let length = buffer.remaining().min(left.len());
        buffer.put_slice(&left[..length]);
        self.given += length;
        if self.given == self.bytes.len() {
            *self = Self::default();
        }
    }
}

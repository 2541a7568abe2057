//! Peeked: what was read of a connection before hyper asked for it.

use tokio::io::ReadBuf;

/// What HTTP/2 begins with (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The version of HTTP that a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1 = 1,
    Http2,
}

impl Version {
    /// Tells the version that the bytes are the beginning of; `None` while that is not clear.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(PREFACE) {
            Some(Self::Http2)
        } else if PREFACE.starts_with(bytes) {
            None
        } else {
            Some(Self::Http1)
        }
    }
}

/// Bytes that were read and not given to hyper yet.
///
/// Mostly there are none, so they are boxed: a connection is as small as it can be.
#[derive(Default)]
pub(super) struct Peeked(Box<[u8]>);

impl Peeked {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells the version that the bytes are the beginning of; `None` while that is not clear.
    pub(super) fn version(&self) -> Option<Version> {
        Version::of(&self.0)
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.0 = [&self.0, bytes].concat().into();
    }

    /// Moves as much of it as there is room for.
    #[cold]
    pub(super) fn move_to(&mut self, buffer: &mut ReadBuf<'_>) {
        let length = buffer.remaining().min(self.0.len());
        let (moved, left) = self.0.split_at(length);
        buffer.put_slice(moved);
        self.0 = left.into();
    }
}

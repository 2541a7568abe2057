//! Piece: bytes of a body as hyper sends them.

use std::mem;

use bytes::{Buf, Bytes};

use super::{Body, Kind};

/// Bytes of a body.
///
/// hyper asks each of the pieces that wait how much is left of it, whenever there is one more: so that is here.
pub(crate) struct Piece {
    remaining: usize,
    bytes: Held,
}

/// Bytes that nobody else holds stay what they are: as [`Bytes`] they would need an allocation, to be counted in.
enum Held {
    Shared(Bytes),
    Owned(Vec<u8>),
}

impl Body {
    /// Takes the bytes out of a body that lies in one piece, if there are any.
    #[inline]
    pub(crate) fn take_piece(&mut self) -> Option<Piece> {
        let piece = match &mut self.0 {
            Kind::Full(bytes) => Piece::from(mem::take(bytes)),
            Kind::Owned(bytes) => Piece::from(mem::take(bytes)),
            _ => return None,
        };
        self.0 = Kind::Empty;
        piece.has_remaining().then_some(piece)
    }
}

impl From<Bytes> for Piece {
    #[inline]
    fn from(bytes: Bytes) -> Self {
        Self {
            remaining: bytes.len(),
            bytes: Held::Shared(bytes),
        }
    }
}

impl From<Vec<u8>> for Piece {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            remaining: bytes.len(),
            bytes: Held::Owned(bytes),
        }
    }
}

impl Buf for Piece {
    #[inline]
    fn remaining(&self) -> usize {
        self.remaining
    }

    #[inline]
    fn chunk(&self) -> &[u8] {
        let all: &[u8] = match &self.bytes {
            Held::Shared(bytes) => bytes,
            Held::Owned(bytes) => bytes,
        };
        &all[all.len() - self.remaining..]
    }

    #[inline]
    fn advance(&mut self, count: usize) {
        assert!(count <= self.remaining, "advanced beyond the end");
        self.remaining -= count;
    }
}

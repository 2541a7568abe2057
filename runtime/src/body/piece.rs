//! Piece: bytes of a body as hyper sends them.

use std::mem;

use bytes::{Buf, Bytes};

use super::{Body, Kind};

/// Bytes of a body.
///
/// Bytes that nobody else holds stay what they are: as [`Bytes`] they would need an allocation, to be counted in. It is
/// no larger than those, because hyper keeps room for four of them on each connection.
pub(crate) enum Piece {
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

impl Piece {
    /// Counts the bytes in after all: the client takes them bit by bit.
    #[cold]
    fn advance_within(&mut self, count: usize) {
        if let Self::Owned(bytes) = self {
            let mut bytes = Bytes::from(mem::take(bytes));
            bytes.advance(count);
            *self = Self::Shared(bytes);
        }
    }
}

impl From<Bytes> for Piece {
    #[inline]
    fn from(bytes: Bytes) -> Self {
        Self::Shared(bytes)
    }
}

impl From<Vec<u8>> for Piece {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Self::Owned(bytes)
    }
}

impl Buf for Piece {
    #[inline]
    fn remaining(&self) -> usize {
        match self {
            Self::Shared(bytes) => bytes.len(),
            Self::Owned(bytes) => bytes.len(),
        }
    }

    #[inline]
    fn chunk(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Owned(bytes) => bytes,
        }
    }

    #[inline]
    fn advance(&mut self, count: usize) {
        match self {
            Self::Shared(bytes) => bytes.advance(count),
            Self::Owned(bytes) if count == bytes.len() => bytes.clear(),
            Self::Owned(_) => self.advance_within(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_no_larger_than_bytes() {
        assert_eq!(size_of::<Piece>(), size_of::<Bytes>());
    }

    #[test]
    fn a_piece_is_taken_bit_by_bit_and_as_a_whole() {
        for at_once in [1, 2, 3, 7] {
            for mut piece in [
                Piece::from(b"whole".to_vec()),
                Piece::from(Bytes::from_static(b"whole")),
            ] {
                let mut taken = Vec::new();
                while piece.has_remaining() {
                    let count = piece.remaining().min(at_once);
                    taken.extend_from_slice(&piece.chunk()[..count]);
                    piece.advance(count);
                }
                assert_eq!(taken, b"whole");
                assert!(piece.chunk().is_empty());
            }
        }
    }
}

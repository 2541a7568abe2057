//! Piece: bytes of a body as hyper sends them.

use std::{io::IoSlice, mem};

use bytes::{Buf, Bytes};

use super::{Body, Kind, Rope};

/// Bytes of a body.
///
/// Bytes that nobody else holds stay what they are: as [`Bytes`] they would need an allocation, to be counted in. It is
/// no larger than those, because hyper keeps room for four of them on each connection.
pub(crate) enum Piece {
    Shared(Bytes),
    Unshared(Unshared),
}

/// What of a [`Piece`] is no [`Bytes`]; apart, because that has room for one other kind and no more.
pub(crate) enum Unshared {
    Owned(Vec<u8>),
    Several(Box<Rope>),
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
        if let Self::Unshared(Unshared::Owned(bytes)) = self {
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
        Self::Unshared(Unshared::Owned(bytes))
    }
}

impl From<Box<Rope>> for Piece {
    #[inline]
    fn from(rope: Box<Rope>) -> Self {
        Self::Unshared(Unshared::Several(rope))
    }
}

impl Buf for Piece {
    #[inline]
    fn remaining(&self) -> usize {
        match self {
            Self::Shared(bytes) => bytes.len(),
            Self::Unshared(Unshared::Owned(bytes)) => bytes.len(),
            Self::Unshared(Unshared::Several(rope)) => rope.remaining(),
        }
    }

    #[inline]
    fn chunk(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Unshared(Unshared::Owned(bytes)) => bytes,
            Self::Unshared(Unshared::Several(rope)) => rope.chunk(),
        }
    }

    #[inline]
    fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let bytes = match self {
            Self::Shared(bytes) => &**bytes,
            Self::Unshared(Unshared::Owned(bytes)) => bytes,
            Self::Unshared(Unshared::Several(rope)) => return rope.chunks_vectored(slices),
        };
        match slices.first_mut() {
            Some(slice) if !bytes.is_empty() => {
                *slice = IoSlice::new(bytes);
                1
            }
            _ => 0,
        }
    }

    #[inline]
    fn advance(&mut self, count: usize) {
        match self {
            Self::Shared(bytes) => bytes.advance(count),
            Self::Unshared(Unshared::Owned(bytes)) if count == bytes.len() => bytes.clear(),
            Self::Unshared(Unshared::Owned(_)) => self.advance_within(count),
            Self::Unshared(Unshared::Several(rope)) => rope.advance(count),
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
        let several = |texts: &[&'static str]| {
            let mut rope = Box::new(Rope::new());
            for text in texts {
                rope.push(Bytes::from_static(text.as_bytes()));
            }
            Piece::from(rope)
        };
        for at_once in [1, 2, 3, 7] {
            for mut piece in [
                Piece::from(b"whole".to_vec()),
                Piece::from(Bytes::from_static(b"whole")),
                several(&["whole"]),
                several(&["w", "hol", "e"]),
            ] {
                let mut taken = Vec::new();
                while piece.has_remaining() {
                    let mut slices = [IoSlice::new(&[]); 2];
                    let filled = piece.chunks_vectored(&mut slices);
                    let there: Vec<u8> = slices[..filled]
                        .iter()
                        .flat_map(|it| it.iter().copied())
                        .collect();
                    assert!(there.starts_with(piece.chunk()));
                    let count = there.len().min(at_once);
                    taken.extend_from_slice(&there[..count]);
                    piece.advance(count);
                }
                assert_eq!(taken, b"whole");
                assert!(piece.chunk().is_empty());
                assert_eq!(piece.chunks_vectored(&mut [IoSlice::new(&[])]), 0);
            }
        }
    }
}

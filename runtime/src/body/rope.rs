//! Rope: pieces of a body that are sent as one and stay where they are.

use std::{array, io::IoSlice, mem};

use bytes::{Buf, Bytes};

/// Pieces that are sent as one.
pub(crate) struct Rope {
    pieces: [Bytes; Self::MAX_PIECES],
    /// The places of those that are there and not sent yet; none of them is empty.
    begin: usize,
    end: usize,
    remaining: usize,
}

impl Rope {
    /// How many pieces there is room for.
    pub(crate) const MAX_PIECES: usize = 16;

    pub(crate) fn new() -> Self {
        Self {
            pieces: array::from_fn(|_| Bytes::new()),
            begin: 0,
            end: 0,
            remaining: 0,
        }
    }

    /// Adds a piece that is not empty, for which there has to be room.
    #[inline]
    pub(crate) fn push(&mut self, piece: Bytes) {
        debug_assert!(!piece.is_empty(), "an empty piece would be sent for ever");
        self.remaining += piece.len();
        self.pieces[self.end] = piece;
        self.end += 1;
    }

    #[inline]
    pub(super) fn remaining(&self) -> usize {
        self.remaining
    }

    #[inline]
    pub(super) fn chunk(&self) -> &[u8] {
        self.left().first().map_or(&[], |piece| piece)
    }

    pub(super) fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let filled = slices.iter_mut().zip(self.left());
        filled
            .map(|(slice, piece)| *slice = IoSlice::new(piece))
            .count()
    }

    pub(super) fn advance(&mut self, mut count: usize) {
        self.remaining -= count;
        for piece in &mut self.pieces[self.begin..self.end] {
            if piece.len() > count {
                return piece.advance(count);
            }
            count -= mem::take(piece).len();
            self.begin += 1;
        }
    }

    #[inline]
    fn left(&self) -> &[Bytes] {
        &self.pieces[self.begin..self.end]
    }
}

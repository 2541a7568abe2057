//! Claim: what a request says that the id of its session is.

use std::{fmt, ops::Range};

use http::HeaderValue;

use crate::session::SessionId;

/// What a request says that the id of its session is; nobody has believed it yet.
///
/// A well-formed id is kept in place, and anything longer as a piece of the header that it stands in, so that
/// a claim costs no allocation.
#[derive(Clone)]
pub struct Claim(Words);

#[derive(Clone)]
enum Words {
    Id(SessionId),
    Text(String),
    Piece(HeaderValue, Range<usize>),
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claim(redacted)")
    }
}

impl Claim {
    /// Takes words as they are.
    pub(super) fn new(text: String) -> Self {
        Self(Words::Text(text))
    }

    /// Takes an id that was well-formed.
    #[inline]
    pub(super) fn of_id(id: SessionId) -> Self {
        Self(Words::Id(id))
    }

    /// Takes a piece of a header.
    pub(super) fn piece(line: &HeaderValue, piece: Range<usize>) -> Self {
        Self(Words::Piece(line.clone(), piece))
    }

    /// The words; those that are no text are none.
    pub(super) fn as_str(&self) -> &str {
        match &self.0 {
            Words::Id(id) => id.as_str(),
            Words::Text(text) => text,
            Words::Piece(line, piece) => {
                let piece = line.as_bytes().get(piece.clone()).unwrap_or_default();
                std::str::from_utf8(piece).unwrap_or_default()
            }
        }
    }

    /// The words as a `String`.
    pub(super) fn into_string(self) -> String {
        match self.0 {
            Words::Text(text) => text,
            Words::Id(_) | Words::Piece(..) => self.as_str().to_owned(),
        }
    }

    /// The id, if the words are a well-formed one.
    #[inline]
    pub(crate) fn into_id(self) -> Option<SessionId> {
        match self.0 {
            Words::Id(id) => Some(id),
            Words::Text(_) | Words::Piece(..) => SessionId::parse(self.as_str()).ok(),
        }
    }
}

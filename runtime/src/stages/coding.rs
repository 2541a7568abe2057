//! Coding: the ways to pack a body that we speak.

use std::fmt;

/// A content coding, RFC 9110, section 8.4.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// `zstd`, RFC 8878, with a window of at most 8 MiB (RFC 9659).
    Zstd,
    /// `br`, RFC 7932.
    Brotli,
    /// `gzip`, RFC 1952; `x-gzip` is the same.
    Gzip,
    /// `deflate`: the zlib format, RFC 1950.
    Deflate,
}

impl Coding {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Zstd, Self::Brotli, Self::Gzip, Self::Deflate];

    /// Gives the name that headers use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
        }
    }

    /// Reads a name, in capitals or not, also the old `x-gzip`.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("x-gzip") {
            return Some(Self::Gzip);
        }
        Self::ALL
            .into_iter()
            .find(|coding| name.eq_ignore_ascii_case(coding.name()))
    }

    /// The place in a table of all codings.
    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Coding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

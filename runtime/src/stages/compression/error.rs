//! `CompressionError`: why a `Compression` cannot work.

use std::fmt;

use super::Coding;

/// Says why a [`Compression`](crate::Compression) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompressionError {
    /// There is no coding to offer.
    NoCoding,
    /// A coding does not know this level.
    Level {
        /// The coding.
        coding: Coding,
        /// The level that it was given.
        level: u32,
        /// Its highest level.
        most: u32,
    },
    /// This is not the type of a content: `type/subtype`.
    ContentType(String),
    /// A padding of no bytes pads nothing.
    NoPadding,
}

impl fmt::Display for CompressionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCoding => formatter.write_str(
                "`Compression` has no coding to offer: write `.codings(Coding::ALL)`; with \
                 `Breach::RandomPad` only gzip and zstd count",
            ),
            Self::Level {
                coding,
                level,
                most,
            } => write!(
                formatter,
                "`Compression` cannot use level {level} of {coding}: write 1 to {most}"
            ),
            Self::ContentType(text) => write!(
                formatter,
                "`Compression` was given `{text}` for the type of a content: write `type/subtype`, \
                 such as `application/json`"
            ),
            Self::NoPadding => formatter.write_str(
                "`Breach::RandomPad(0)` pads nothing: write `RandomPad(32)`, or `Breach::Off`",
            ),
        }
    }
}

impl std::error::Error for CompressionError {}

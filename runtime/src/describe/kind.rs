//! Kind: what a stage does with the rest of the stack.

use std::fmt;

/// What kind of stage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Wraps the rest of the stack.
    Around,
    /// Acts on the way in.
    Before,
    /// Acts on the way out.
    After,
    /// Acts on every exit.
    Finally,
    /// Lends a value.
    Provider,
    /// Turns errors into responses.
    ErrorHandler,
    /// Several stages under one name.
    Fragment,
    /// A stage that is switched off.
    Off,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Around => "around",
            Self::Before => "before",
            Self::After => "after",
            Self::Finally => "finally",
            Self::Provider => "provider",
            Self::ErrorHandler => "error handler",
            Self::Fragment => "fragment",
            Self::Off => "off",
        })
    }
}

//! Fault: why a path is not the data asked for.

use std::fmt;

use serde::de;

/// Why a path is not the data asked for: the client's fault, or the program's.
#[derive(Debug)]
pub(super) enum Fault {
    /// The named part is not UTF-8.
    NotUtf8(String),
    /// The named part does not fit, and what the parser says.
    Value(String, String),
    /// What a parser says; which part it is about is known further up.
    Words(String),
    /// What the program asks for that the route does not have.
    Shape(String),
}

impl Fault {
    /// Says which part the parser's words are about.
    pub(super) fn about(self, name: &str) -> Self {
        match self {
            Self::Words(words) => Self::Value(name.to_owned(), words),
            other => other,
        }
    }
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(words: T) -> Self {
        Self::Words(words.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Shape(format!("`{field}`"))
    }

    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Self {
        Self::Shape(format!("{expected} and not {length} parameters"))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::Shape(format!("no `{field}`"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8(name) => write!(formatter, "`{name}` is not UTF-8"),
            Self::Value(name, words) => write!(formatter, "`{name}`: {words}"),
            Self::Words(words) | Self::Shape(words) => formatter.write_str(words),
        }
    }
}

impl std::error::Error for Fault {}

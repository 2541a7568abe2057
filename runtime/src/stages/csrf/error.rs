//! `CsrfError`: why the settings of `Csrf` or `CsrfTokens` cannot work.

use std::fmt;

use http::Method;

use crate::OriginError;

/// Says why a [`Csrf`](crate::Csrf) or a [`CsrfTokens`](crate::CsrfTokens) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsrfError {
    /// A text is no origin.
    Origin {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: OriginError,
    },
    /// A method that changes something was called safe.
    UnsafeMethod(Method),
    /// A text is no name of a header.
    Header(String),
    /// A text cannot be the name of a field.
    Field(String),
    /// No form could ever be read: its limit of bytes, or of time, is zero.
    NoForms,
    /// No token would count for a second.
    Lifetime,
    /// A secret is empty: then everybody can sign tokens.
    Secret,
}

impl fmt::Display for CsrfError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin { text, reason } => write!(
                formatter,
                "`{text}` cannot be trusted: {reason}; write `https://example.org` or \
                 `http://localhost:3000`"
            ),
            Self::UnsafeMethod(method) => write!(
                formatter,
                "{method} changes something, so it cannot be a safe method: write `.exempt(…)` for \
                 the requests that need no check"
            ),
            Self::Header(text) => write!(
                formatter,
                "`{text}` is not the name of a header: write one as `x-csrf-token`"
            ),
            Self::Field(text) => write!(
                formatter,
                "{text:?} cannot be the name of a field: write one as `csrf_token`"
            ),
            Self::NoForms => formatter.write_str(
                "no form can be read with a limit of zero: write how many bytes it may have, and how \
                 long it may take",
            ),
            Self::Lifetime => formatter.write_str(
                "no token would count: write a second at least, and better an hour",
            ),
            Self::Secret => formatter.write_str(
                "an empty secret signs nothing: write the `secret` of the Lilya application",
            ),
        }
    }
}

impl std::error::Error for CsrfError {}

//! `TrustedHostError`: settings under which no host can be told from another.

use std::{error::Error, fmt};

use super::host_pattern::Unfit;

/// Settings of [`TrustedHost`](super::TrustedHost) that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrustedHostError {
    /// This is not a pattern of hosts.
    Pattern(String),
    /// `*` was given as a host.
    Star,
    /// The name is not in ASCII, and the feature `idna` is off.
    Unicode(String),
    /// A list without a host was allowed, so every request would be refused.
    NoHost,
    /// Requests shall be redirected to a `www.` name, but none is allowed.
    NoWww,
    /// Requests shall be redirected to a `www.` name, but none is refused.
    MarkedOnly,
}

impl TrustedHostError {
    pub(super) fn new(text: &str, unfit: &Unfit) -> Self {
        match unfit {
            Unfit::Star => Self::Star,
            #[cfg(not(feature = "idna"))]
            Unfit::Unicode => Self::Unicode(text.to_owned()),
            Unfit::Malformed => Self::Pattern(text.to_owned()),
        }
    }
}

impl fmt::Display for TrustedHostError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(text) => write!(
                formatter,
                "{text:?} is not a pattern of hosts; write `example.org`, `*.example.org`, `192.0.2.1` or \
                 `[2001:db8::1]`, each with or without a `:port`"
            ),
            Self::Star => {
                formatter.write_str("`*` trusts every host; write `.allow_any()` if you mean it")
            }
            Self::Unicode(text) => write!(
                formatter,
                "{text:?} is not ASCII; write it as it stands in DNS (`xn--…`), or switch on the feature `idna`"
            ),
            Self::NoHost => formatter.write_str(
                "no host is allowed, so every request would be refused; write \
                 `.allow([\"example.org\"])`, or leave it out for the names of this machine",
            ),
            Self::NoWww => formatter.write_str(
                "`redirect_to_www` has nowhere to lead; allow a host like `www.example.org`",
            ),
            Self::MarkedOnly => formatter.write_str(
                "`redirect_to_www` leads nobody anywhere where `mark_only` lets everybody through; \
                 leave one of them out",
            ),
        }
    }
}

impl Error for TrustedHostError {}

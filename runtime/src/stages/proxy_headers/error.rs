//! `ProxyHeadersError`: settings under which no proxy can be believed.

use std::{error::Error, fmt};

/// Settings of [`ProxyHeaders`](super::ProxyHeaders) that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyHeadersError {
    /// This is neither an address nor a network.
    Network(String),
    /// This cannot be the name of a header.
    HeaderName(String),
    /// No hops at all were told.
    NoHops,
    /// Everyone is trusted, and somebody in particular.
    EveryoneAndSomeone,
}

impl fmt::Display for ProxyHeadersError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(text) => write!(
                formatter,
                "{text:?} is neither an address nor a network; write `192.0.2.1`, `10.0.0.0/8` or `fd00::/8`"
            ),
            Self::HeaderName(text) => write!(
                formatter,
                "{text:?} cannot be the name of a header; write one like `cf-connecting-ip`"
            ),
            Self::NoHops => formatter.write_str(
                "`hops(0)` trusts nobody; leave it away, or count the proxies in front",
            ),
            Self::EveryoneAndSomeone => formatter.write_str(
                "`trust_everyone_dangerously` makes `trust`, `trust_unix` and `hops` pointless; leave it away",
            ),
        }
    }
}

impl Error for ProxyHeadersError {}

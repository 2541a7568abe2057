//! Why a session binding cannot work.

use std::fmt;

/// Says why a [`SessionBinding`](crate::SessionBinding) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionBindingError {
    /// The secret is too short to keep an address secret.
    WeakSecret,
    /// There is nothing left to bind a session to.
    NoSignals,
    /// A prefix is longer than an address, or so short that it says nothing.
    PrefixLength {
        /// Bits of IPv4 addresses, 8 to 32.
        ipv4: u8,
        /// Bits of IPv6 addresses, 16 to 128.
        ipv6: u8,
    },
}

impl fmt::Display for SessionBindingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WeakSecret => f.write_str(
                "the secret of `SessionBinding` has less than 32 bytes: write \
                 `SessionBinding::new(secret)` with 32 random bytes that all processes share",
            ),
            Self::NoSignals => f.write_str(
                "`SessionBinding` looks at nothing: leave out `.ignore_address()` or \
                 `.ignore_user_agent()`, or the stage",
            ),
            Self::PrefixLength { ipv4, ipv6 } => write!(
                f,
                "`SessionBinding` cannot use prefixes of {ipv4} and {ipv6} bits: write \
                 `.address_prefix(24, 56)`, with 8 to 32 bits of IPv4 and 16 to 128 of IPv6"
            ),
        }
    }
}

impl std::error::Error for SessionBindingError {}

//! `CspError`: why a policy cannot work.

use std::fmt;

/// Says why a [`ContentSecurityPolicy`](crate::ContentSecurityPolicy) or a [`Csp`](crate::Csp) cannot
/// work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CspError {
    /// Browsers know no directive of this name.
    Directive(String),
    /// This cannot stand in that directive.
    Source {
        /// The directive.
        directive: String,
        /// What stands in it.
        source: String,
    },
    /// A directive allows nothing and something.
    NoneAndMore(String),
    /// The policy of a [`Csp`](crate::Csp) has no place for the nonce that it lends.
    NoNonce,
    /// A policy has a place for a nonce where nobody lends one.
    NonceWithoutStage,
    /// An endpoint for reports has no fit name or no fit address.
    Endpoint(String),
}

impl fmt::Display for CspError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directive(name) => write!(
                formatter,
                "`{name}` is not a directive of CSP: write one as `script-src`"
            ),
            Self::Source { directive, source } => write!(
                formatter,
                "`{}` cannot stand in `{directive}`: write a host as `https://cdn.example.org`, a scheme \
                 as `data:`, a keyword as `'self'`, or `CspSource::NONCE`",
                source.escape_debug()
            ),
            Self::NoneAndMore(name) => write!(
                formatter,
                "`{name}` has `'none'` beside others, and browsers would ignore it: leave it out, \
                 or write it alone"
            ),
            Self::NoNonce => formatter.write_str(
                "its policy has no place for the nonce that it lends: add `CspSource::NONCE` to \
                 `script_src`, or give the policy to `SecurityHeaders` instead",
            ),
            Self::NonceWithoutStage => formatter.write_str(
                "its policy has a place for a nonce that nobody lends: put the policy into a \
                 `Csp` stage further down",
            ),
            Self::Endpoint(name) => write!(
                formatter,
                "the endpoint `{}` cannot be told to browsers: write a name of letters and an `https:` URL",
                name.escape_debug()
            ),
        }
    }
}

impl std::error::Error for CspError {}

//! `ReferrerTrust`: whether a request comes from a page of ours or of a partner.

use std::sync::Arc;

/// Tells whether a request comes from a page of ours or of a partner, and why.
///
/// [`TrustedReferrer`](super::TrustedReferrer) lends it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReferrerTrust {
    /// From a page of the origin that is asked.
    SameOrigin,
    /// From a page of the same site.
    SameSite,
    /// From an origin that fits this pattern of the settings.
    Allowed(Arc<str>),
    /// From nowhere, which the settings allow.
    Missing,
    /// From anywhere, which the settings allow.
    AnyAllowed,
    /// From elsewhere, or nobody knows.
    Untrusted,
}

impl ReferrerTrust {
    /// Tells whether the settings trust it.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        *self != Self::Untrusted
    }
}

//! `HostTrust`: whether the host that a request is for is one of ours.

use std::{fmt, marker::PhantomData, sync::Arc};

/// Tells whether the host that a request is for is one of ours.
///
/// [`TrustedHost`](super::TrustedHost) lends it. `Z` tells several of them apart, see
/// [`TrustedHost::zone`](super::TrustedHost::zone).
pub struct HostTrust<Z = ()> {
    verdict: HostVerdict,
    zone: PhantomData<fn() -> Z>,
}

/// Whether a host is one of ours, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostVerdict {
    /// It fits this pattern of the settings.
    Trusted(Arc<str>),
    /// It fits none, or cannot be read.
    Untrusted,
    /// Every host is allowed, so nothing is known.
    AnyAllowed,
}

impl<Z> HostTrust<Z> {
    pub(super) fn new(verdict: HostVerdict) -> Self {
        Self {
            verdict,
            zone: PhantomData,
        }
    }

    /// Tells whether the host is one that the settings name.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        matches!(self.verdict, HostVerdict::Trusted(_))
    }

    /// Gives the verdict.
    #[must_use]
    pub fn verdict(&self) -> &HostVerdict {
        &self.verdict
    }
}

impl<Z> Clone for HostTrust<Z> {
    fn clone(&self) -> Self {
        Self::new(self.verdict.clone())
    }
}

impl<Z> fmt::Debug for HostTrust<Z> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("HostTrust")
            .field(&self.verdict)
            .finish()
    }
}
